"""What the training sees: token ids, and the vector that each text is pulled to."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.cyrillic.corpora import TIMES_SEEN, Pair, contexts, in_squad_form
from index.cyrillic.lexicon import lexicon_of
from index.cyrillic.switching import Switcher
from index.models import FloatArray
from ingest.errors import DataError

# Kazakh letters as they are typed on a Russian keyboard.
_RUSSIAN_KEYBOARD = str.maketrans("әқғңөұүіһӘҚҒҢӨҰҮІҺ", "акгноууихАКГНОУУИХ")
MISTYPED_SHARE = 0.1
JOINED = (2, 3, 4, 6)  # sentences
PIECES = (1, 1, 2, 3, 5)  # sentences of a passage
LONGEST = 1_200  # characters
LEAST_SWITCHED = 0.6
_SENTENCE_END = re.compile(r'(?<=[.!?])\s+(?=[A-Z"])')


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn.

    :param text: Russian, Kazakh or code-switched.
    :param anchor: whose vector it is pulled to.
    :param times: how often it is seen in one epoch, on average.
    """

    text: str
    anchor: str
    times: float = 1.0


def parallel_examples(pairs: Sequence[Pair], anchor: str, seed: int) -> list[Example]:
    """Return the pairs whose anchor is in a language.

    A share of the Kazakh ones stands there once more as typed on a Russian keyboard.

    :param pairs: of every language.
    :param anchor: ``en`` or ``ru``.
    :param seed: of the choice.
    """
    chance = random.Random(seed)
    ours = [pair for pair in pairs if pair.anchor_language == anchor]
    examples = [Example(pair.text, pair.anchor, TIMES_SEEN[pair.kind]) for pair in ours]
    for pair in ours:
        mistyped = pair.text.translate(_RUSSIAN_KEYBOARD)
        if pair.language == "kk" and mistyped != pair.text and chance.random() < MISTYPED_SHARE:
            examples.append(Example(mistyped, pair.anchor))
    return examples


def seen(examples: Sequence[Example], times: float) -> list[Example]:
    """Return examples that are seen so many times in an epoch, on average."""
    return [replace(example, times=times) for example in examples]


def joined_examples(pairs: Sequence[Pair], seed: int) -> list[Example]:
    """Return runs of sentences of prose as one text, as long as passages are."""
    chance = random.Random(seed)
    prose = [pair for pair in pairs if pair.anchor_language == "en" and pair.kind == "prose"]
    examples, start = [], 0
    while start < len(prose):
        run = prose[start : start + chance.choice(JOINED)]
        start += len(run)
        if len({pair.language for pair in run}) == 1:
            text, anchor = (
                " ".join(side) for side in zip(*((p.text, p.anchor) for p in run), strict=True)
            )
            examples.append(Example(text, anchor))
    return examples


def switched_examples(pairs: Sequence[Pair], data: Path, seed: int) -> list[Example]:
    """Return code-switched encyclopedic text and questions, and the prose with Kazakh words.

    :param pairs: they teach which words translate which.
    :param data: the folder of the public data.
    :param seed: of every choice.
    :raises DataError: when a file is missing or not of its form.
    """
    chance = random.Random(seed)
    switcher = Switcher(lexicon_of(pairs), seed)
    english = list(dict.fromkeys([*_tydi(data, chance), *_selqa(data)]))
    prose = dict.fromkeys(
        pair.anchor for pair in pairs if pair.anchor_language == "en" and pair.kind == "prose"
    )
    wanted = [(text, language) for text in english for language in ("ru", "kk")]
    wanted += [(text, "kk") for text in prose]
    return [
        Example(switcher.switched(text, language, chance.uniform(LEAST_SWITCHED, 1.0)), text)
        for text, language in wanted
    ]


def _tydi(data: Path, chance: random.Random) -> Iterator[str]:
    asked = in_squad_form(data / "tydiqa.goldp.en.train.json")
    for passage in contexts(asked):
        sentences = _SENTENCE_END.split(passage)
        start = 0
        while start < len(sentences):
            run = sentences[start : start + chance.choice(PIECES)]
            start += len(run)
            yield " ".join(run)[:LONGEST]
    yield from (each.question for each in asked)


def _selqa(data: Path) -> Iterator[str]:
    path = data / "selqa-dev.json"
    try:
        for entry in json.loads(path.read_text(encoding="utf-8")):
            yield entry["question"]
            yield from (text for text in entry["candidates"] if len(text) <= LONGEST)
    except (OSError, KeyError, TypeError, ValueError) as exc:
        raise DataError(f"{path} cannot be read as SelQA's form: {exc!r}") from exc


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples that are learnt together.

    :param source: which of the example sets they are of.
    :param rows: int64 (n,), their places in it.
    """

    source: int
    rows: np.ndarray


def plan(
    lengths: Sequence[Sequence[int]],
    times: Sequence[FloatArray],
    tokens: int,
    chance: np.random.Generator,
) -> list[Batch]:
    """Return an epoch's batches in random order, like lengths together.

    :param lengths: of each set's examples, in tokens.
    :param times: how often each is seen, on average.
    :param tokens: in a batch, about.
    :param chance: of every choice.
    """
    batches = []
    for source, (long, often) in enumerate(zip(lengths, times, strict=True)):
        long_, often_ = np.asarray(long), np.asarray(often)
        copies = np.floor(often_ + chance.random(len(often_))).astype(np.int64)
        rows = np.repeat(np.arange(len(long_)), copies)
        rows = rows[np.argsort(long_[rows] + 2 * chance.random(len(rows)))]
        start = 0
        while start < len(rows):
            size = int(np.clip(tokens // max(1, long_[rows[start]]), 16, 256))
            batches.append(Batch(source, rows[start : start + size]))
            start += size
    return [batches[i] for i in chance.permutation(len(batches))]
