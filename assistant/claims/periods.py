"""Decades and centuries: "the 90s of the XX century", "1990s", "1990-х", "1990-шы жылдар"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.number_tokens import Token
from assistant.claims.numerals import century_word, tens_of_years

_DECADE_ENDING = re.compile(r"(?:s|е|х|ые|ых|м|ми|ым|шы|ші|ыншы|інші|ншы|нші)")
_DECADE_WORD = re.compile(r"(?:год(?:ы|ах|ов|ам|ами)|гг|жылдар\w{0,6})")
_CENTURY = re.compile(r"(?:century|centuries|век\w{0,3}|в|вв|столети\w{1,2}|ғасыр\w{0,5}|ғ)")
_ROMAN = re.compile(r"[IVXІХ]{1,6}")
_ROMAN_VALUES = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}
_CENTURY_ENDING = re.compile(r"(?:st|nd|rd|th|й|го|м|ом|ый|ого|шы|ші|ыншы|інші)")
_LATEST_CENTURY = 21
_DEFAULT_CENTURY = 20  # whose nineties are meant where nothing is said
_REACH = 4  # tokens between a decade and its century: "of the XX century"


@dataclass(frozen=True, slots=True)
class Period:
    """Some years in a row.

    :param first: year.
    :param last: year.
    :param after: index of the first token behind it.
    """

    first: int
    last: int
    after: int


def period_at(text: str, tokens: Sequence[Token], at: int, language: str) -> Period | None:
    """Read the decade or century that begins at a token; None where none does.

    :param text: that the tokens are of.
    :param tokens: of the whole text.
    :param at: index of the token.
    :param language: ISO 639-1 code.
    """
    decade = _decade_at(text, tokens, at, language)
    if decade is not None:
        return decade
    century = _century_at(text, tokens, at, language)
    if century is None:
        return None
    number, after = century
    if after < len(tokens) and text[tokens[after - 1].end : tokens[after].start].isspace():
        tens, behind = _tens_at(text, tokens, after, language)
        if tens is not None and tens < 100:  # "XX ғасырдың 90-жылдары"
            first = 100 * (number - 1) + tens
            return Period(first, first + 9, behind)
    return Period(100 * (number - 1) + 1, 100 * number, after)


def _decade_at(text: str, tokens: Sequence[Token], at: int, language: str) -> Period | None:
    years, after = _tens_at(text, tokens, at, language)
    if years is None:
        return None
    if years >= 100:
        return Period(years, years + 9, after)
    for following in range(after, min(after + _REACH, len(tokens))):
        if not text[tokens[following - 1].end : tokens[following].start].isspace():
            break
        century = _century_at(text, tokens, following, language)
        if century is not None:
            first = 100 * (century[0] - 1) + years
            return Period(first, first + 9, century[1])
    first = 100 * (_DEFAULT_CENTURY - 1) + years
    return Period(first, first + 9, after)


def _tens_at(text: str, tokens: Sequence[Token], at: int, language: str) -> tuple[int | None, int]:
    """Return the decade's first year, two digits where the century is not said."""
    token = tokens[at]
    tens = tens_of_years(token.text, language) if token.kind == "word" else None
    if tens is not None:
        years = _is_word(tokens, at + 1, _DECADE_WORD)
        return (tens, at + 2 if years else at + 1) if years or language == "en" else (None, at)
    if token.kind != "number" or not token.raw.isdecimal() or token.raw[-1] != "0":
        return None, at
    if len(token.raw) not in (2, 4) or at + 1 >= len(tokens):
        return None, at
    after = at + 1
    gap = text[token.end : tokens[after].start]
    if gap in ("", "-", "‑", "–") and _is_word(tokens, after, _DECADE_ENDING):
        if tokens[after].text == "s":
            return int(token.raw), after + 1
        after += 1
    if _is_word(tokens, after, _DECADE_WORD) and (after > at + 1 or gap in ("-", "‑", "–", " ")):
        # "к 2000 годам" is rare, "1979–1983 гг." is not: without an ending it takes a hyphen.
        if after > at + 1 or gap != " ":
            return int(token.raw), after + 1
    elif after > at + 1 and tokens[at + 1].text in ("х", "е", "ые", "ых"):
        return int(token.raw), after
    return None, at


def _century_at(
    text: str, tokens: Sequence[Token], at: int, language: str
) -> tuple[int, int] | None:
    """Return a century's number and the index of what follows it."""
    token, after = tokens[at], at + 1
    if token.kind == "number" and token.raw.isdecimal() and len(token.raw) <= 2:
        number = int(token.raw)
        glued = after < len(tokens) and text[token.end : tokens[after].start] in ("", "-", "‑")
        if glued and _is_word(tokens, after, _CENTURY_ENDING):
            after += 1
    elif token.kind == "word" and _ROMAN.fullmatch(token.raw):
        number = _roman(token.raw)
    else:
        number = century_word(token.text, language) or 0
    if not 1 <= number <= _LATEST_CENTURY or not _is_word(tokens, after, _CENTURY):
        return None
    if token.kind == "number" and tokens[after].text in ("в", "вв", "ғ") and language != "kk":
        return None  # "в 5 в.": the preposition is the likelier
    return number, after + 1


def _roman(raw: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in raw]
    following = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, following, strict=True))


def _is_word(tokens: Sequence[Token], at: int, pattern: re.Pattern[str]) -> bool:
    return at < len(tokens) and pattern.fullmatch(tokens[at].text) is not None
