"""Whether a PDF's text means anything, and how to name its pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MEANINGLESS_SHARE = 0.15
_ODD_WORDS_SHARE = 0.3
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
    letters: list[str] = _LETTER.findall(text)
    if len(letters) < _LEAST_WORDS:
        return 0.0
    return sum("\u00c0" <= letter <= "\u00ff" for letter in letters) / len(letters)


def _vowel_share(text: str) -> float:
    bare = unicodedata.normalize("NFD", text.replace("й", "j").casefold())
    letters: list[str] = _ALPHABETIC.findall(bare)
    if len(letters) < _LEAST_LETTERS:
        return 1.0
    return sum(letter in _VOWELS for letter in letters) / len(letters)
