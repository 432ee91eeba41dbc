"""Latin and Cyrillic letters, told apart."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def is_cyrillic(text: str) -> bool:
    """Tell whether a word, or anything in a text, is written in Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def is_mostly_cyrillic(text: str) -> bool:
    """Tell whether more than half of a text's letters are Cyrillic ones."""
    return 2 * cyrillic_letters(text) > sum(character.isalpha() for character in text)


def is_latin(text: str) -> bool:
    """Tell whether a word, or anything in a text, is written in Latin letters."""
    return _LATIN.search(text) is not None


def cyrillic_letters(text: str) -> int:
    """Return how many Cyrillic letters a text has."""
    return len(_CYRILLIC.findall(text))


def latin_letters(text: str) -> int:
    """Return how many Latin letters a text has."""
    return len(_LATIN.findall(text))
