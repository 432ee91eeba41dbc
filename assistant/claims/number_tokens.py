"""A text as numbers, words and signs, with what holds no figure left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.claims.numerals import fold

TokenKind = Literal["number", "date", "word", "sign"]

_KINDS: tuple[TokenKind, ...] = ("date", "number", "word", "sign")
MAX_DIGITS = 18  # of one number; a longer one is a code
_GROUPED = r"\d{1,3}(?P<mark>[ \u00a0\u2009\u202f,.'’])\d{3}(?:(?P=mark)\d{3})*(?!\d)"
_TOKEN = re.compile(
    r"(?P<date>(?<!\d)\d{1,2}[./]\d{1,2}[./](?:1[0-9]|20)\d\d(?!\d))"
    rf"|(?P<number>{_GROUPED}(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[%$€£₽₸¥~≈])"
)
# A marker, an address, a DOI; a code such as COVID-19, G20 or 3D, which counts nothing.
_NOT_FIGURES = re.compile(
    r"\[\d{1,3}[^\[\]\n]{0,40}\]"
    r"|(?:https?://|www\.)\S+"
    r"|\b10\.\d{4,9}/\S+"
    r"|(?<![^\W_])[^\W\d_]{0,12}[A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]{0,12}-?\d++(?![\d.,]*%)[^\W_]*"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a sign.

    :param start: offset of its first character.
    :param end: offset after its last character.
    :param text: a word folded, all else as it stands.
    :param raw: as it stands.
    :param kind: what it is.
    """

    start: int
    end: int
    text: str
    raw: str
    kind: TokenKind


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text in its order; punctuation is the gap between two of them."""
    blanked = _NOT_FIGURES.sub(lambda match: " " * len(match[0]), text)
    return [token for match in _TOKEN.finditer(blanked) if (token := _token(match)) is not None]


def _token(match: re.Match[str]) -> Token | None:
    raw = match[0]
    for kind in _KINDS:
        if match[kind] is not None:
            if kind == "number" and sum(map(str.isdigit, raw)) > MAX_DIGITS:
                return None
            return Token(
                match.start(), match.end(), fold(raw) if kind == "word" else raw, raw, kind
            )
    return None
