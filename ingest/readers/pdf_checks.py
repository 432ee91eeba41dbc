"""Whether a PDF holds text, whether it means anything, and what to tell a person of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from ingest.errors import GarbledText, NoTextLayer
from ingest.readers.pdf_lines import Line

_MEANINGLESS_SHARE = 0.15
_ODD_WORDS_SHARE = 0.3
_FEWEST_LETTERS = 3
_LEAST_WORDS = 40
_LEAST_LETTERS = 200
_LEAST_VOWELS = 0.2
_MOST_WESTERN = 0.6
_CID = re.compile(r"\(cid:\d+\)")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\S{4,}")
_EDGES = ".,;:!?\"'()[]{}«»“”‘’…-–—*/"
# Upper case after lower case, or a digit or mark between letters: an OCR or a font gone wrong.
_ODD_INSIDE = re.compile(r"[^\W\d_][\d><}{\\|~^$&%@#*=+]+[^\W\d_]|[^\W\d_](?<=[a-z])[A-Z]")
_CAMEL_CASE = re.compile(r"[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})+")
_ADDRESS = re.compile(r"://|www\.|@\w+\.|\.\w+/|_")
_VOWELS = frozenset("aeiouyæøœаеёиоуыэюяәіөүұїєў")
_ALPHABETIC = re.compile(r"[a-zæøœа-яёәғқңөұүһіїєў]")


def letters(page: Sequence[Line]) -> int:
    """Return how many letters a page holds."""
    return sum(len(_LETTER.findall(line.text)) for line in page)


def pictures_without_text(pages: Sequence[Sequence[Line]], pictured: Collection[int]) -> list[int]:
    """Return the pages, from 1, that are scans: a picture and next to no letter.

    :param pages: their lines, without running heads.
    :param pictured: the pages, from 0, that hold a picture.
    """
    return [
        number + 1
        for number, page in enumerate(pages)
        if number in pictured and letters(page) < _FEWEST_LETTERS
    ]


def check_text(text: str, doc_id: str, *, is_scan: bool) -> None:
    """Refuse a text that a person could not read.

    :param is_scan: every page is a picture.
    :raises NoTextLayer: when there is none.
    :raises GarbledText: when its characters mean nothing.
    """
    if is_scan or not text:
        raise NoTextLayer(
            doc_id,
            "has no text, only pictures or blank pages: run OCR first, for instance with "
            "`ocrmypdf in.pdf out.pdf`, and add what it writes.",
        )
    if is_garbled(text):
        raise GarbledText(
            doc_id,
            "its text layer is garbled (its fonts do not say which characters they draw): run OCR "
            "over it, for instance with `ocrmypdf --force-ocr in.pdf out.pdf`, or export the PDF "
            "once more from its source.",
        )


def warnings(
    scanned: Sequence[int], failed: Sequence[int], *, is_repaired: bool
) -> tuple[str, ...]:
    """Return what a person should know of a file that was read all the same.

    :param scanned: pages, from 1, that are pictures.
    :param failed: pages, from 1, that could not be read.
    :param is_repaired: the file's structure was broken.
    """
    found = []
    if is_repaired:
        found.append("the file is damaged and was repaired: some of its text may be missing.")
    if failed:
        found.append(f"{named_pages(failed)} could not be read: export the PDF once more.")
    if scanned:
        are = "are pictures" if len(scanned) > 1 else "is a picture"
        found.append(
            f"{named_pages(scanned)} {are} without text: run OCR over the file, for instance "
            "with ocrmypdf, to find what is on them."
        )
    return tuple(found)


def is_garbled(text: str) -> bool:
    """Tell whether a text layer's characters mean nothing.

    Four signs are looked for: characters without a meaning (private use, replacement, control);
    words with capitals, digits and marks inside; letters that are nearly all accented Latin, which
    is Cyrillic in the wrong encoding; and hardly any vowels, which is a shifted alphabet.
    """
    return (
        _meaningless_share(text) > _MEANINGLESS_SHARE
        or _odd_words_share(text) > _ODD_WORDS_SHARE
        or _western_share(text) > _MOST_WESTERN
        or _vowel_share(text) < _LEAST_VOWELS
    )


def named_pages(pages: Sequence[int]) -> str:
    """Name pages for a person, for instance "pages 3, 5 to 7".

    :param pages: in ascending order, at least one.
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    names = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(names)}"


def _meaningless_share(text: str) -> float:
    drawn = [char for char in _CID.sub("\ufffd", text) if not char.isspace()]
    return sum(map(_is_meaningless, drawn)) / len(drawn) if drawn else 0.0


def _is_meaningless(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs")


def _odd_words_share(text: str) -> float:
    words = [
        bare
        for word in _WORD.findall(text)
        if len(bare := word.strip(_EDGES)) > 3
        and not _ADDRESS.search(bare)
        and len(_LETTER.findall(bare)) * 2 > len(bare)
    ]
    if len(words) < _LEAST_WORDS:
        return 0.0
    odd = [word for word in words if _ODD_INSIDE.search(word) and not _CAMEL_CASE.fullmatch(word)]
    return len(odd) / len(words)


def _western_share(text: str) -> float:
    found: list[str] = _LETTER.findall(text)
    if len(found) < _LEAST_WORDS:
        return 0.0
    return sum("\u00c0" <= letter <= "\u00ff" for letter in found) / len(found)


def _vowel_share(text: str) -> float:
    bare = unicodedata.normalize("NFD", text.replace("й", "j").casefold())
    found: list[str] = _ALPHABETIC.findall(bare)
    if len(found) < _LEAST_LETTERS:
        return 1.0
    return sum(letter in _VOWELS for letter in found) / len(found)
