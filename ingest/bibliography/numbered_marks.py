"""Markers that are numbers: ``[3]``, ``[1–3; 7]``, ``[3, с. 45]``, ``[1]–[4]``, ``¹²``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bibliography.found import Found, PrintedNumbers
from ingest.bibliography.pages import locator_of, normalised
from ingest.models import Cited

_BRACKETS = re.compile(r"\[([^\[\]]{1,120})\](?:\s?[-–—]\s?\[(\d{1,3})\])?")
_PREFIX = re.compile(
    r"\s*(?:см\.?(?:\s?также)?(?:,?\s?напр(?:имер|\.))?|напр(?:имер|\.)|ср\.|see(?:\s?also)?|cf\.|"
    r"e\.g\.|қар(?:аңыз|\.)|мыс(?:алы|\.))[:,]?\s*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\s*(?:№\s?)?(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?\s*")
_NUMBER_AND_PAGE = re.compile(r"\s*(\d{1,3})\s*:\s*(\d{1,4}(?:\s?[-–—]\s?\d{1,4})?)\s*")
# Before and after what is mathematics, or a word with a number of its own.
_OPERATOR_BEFORE = re.compile(
    r"(?:[=∈∉⊂⊆<>≤≥±+*×·^∼~]|\b(?:intervals?|range|between|segment|интервал\w*|отрез\w+|"
    r"диапазон\w*|аралы\w+|кесінді\w*))\s*$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"[a-zа-яёәғқңөұүһі(=]|-[^\W\d_]")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–-][⁰¹²³⁴-⁹]{1,3}){0,9}")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED_AT_LINE = re.compile(r"^[^\S\n]*[⁰¹²³⁴-⁹]", re.MULTILINE)
_WORD_BEFORE = re.compile(r"(?:([^\W\d_]{3,})|\w[.,;:!?…”»\")]{1,4})$")
_MEASURES = frozenset(("dm", "cm", "km", "mile", "sec", "дек", "км", "сек"))
_LONGEST_RANGE = 60
_REACH = 40


def numbered_marks(text: str, numbers: PrintedNumbers) -> Iterator[Found]:
    """Yield the markers in brackets, else the raised ones, that point to entries of a list."""
    is_bracketed = False
    for match in _BRACKETS.finditer(text):
        if _is_something_else(text, match.start(), match.end()):
            continue
        content = f"{match[1]}-{match[2]}" if match[2] else match[1]
        if cited := _cited(content, numbers, match.start()):
            is_bracketed = True
            yield Found(match.start(), match.end(), cited)
    if not is_bracketed:
        yield from _raised(text, numbers)


def _raised(text: str, numbers: PrintedNumbers) -> Iterator[Found]:
    """Yield raised digits behind words, unless the text has footnotes that begin with such."""
    if _RAISED_AT_LINE.search(text):
        return
    for match in _RAISED.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if before is None or (before[1] or "").lower() in _MEASURES:
            continue
        content = match[0].translate(_RAISED_DIGITS)
        if cited := _cited(content, numbers, match.start()):
            yield Found(match.start(), match.end(), cited)


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Tell whether brackets are no marker, by what stands beside them."""
    before = text[max(0, start - _REACH) : start]
    return bool(_OPERATOR_BEFORE.search(before)) or bool(_WORD_AFTER.match(text, end))


def _cited(content: str, numbers: PrintedNumbers, offset: int) -> tuple[Cited, ...]:
    """Read a marker's content; empty where it is no marker, or points to nothing."""
    content = content.strip()
    if prefix := _PREFIX.match(content):
        content = content[prefix.end() :]
    cited: list[Cited] = []
    for group in content.split(";"):
        read: tuple[Cited, ...] = ()
        for part in group.split(","):
            longer = _with(read, part, numbers, offset)
            if longer is None:
                return ()
            read = longer
        cited += read
    return tuple(dict.fromkeys(cited))


def _with(
    before: tuple[Cited, ...], part: str, numbers: PrintedNumbers, offset: int
) -> tuple[Cited, ...] | None:
    """Read one more part of a group: a number, a range, or pages of the entry before it.

    :param before: what the group's parts so far point to.
    :return: that and what the part adds; None where it is neither a number nor a page.
    """
    if match := _NUMBER_AND_PAGE.fullmatch(part):
        number = numbers.entry(int(match[1]), offset)
        return None if number is None else (*before, Cited(number, normalised(match[2])))
    if not (match := _NUMBERS.fullmatch(part)):
        return _on_pages(before, locator_of(part))
    low, high = int(match[1]), int(match[2] or match[1])
    if low < 1 or not low <= high <= low + _LONGEST_RANGE:
        return None
    found = [number for n in range(low, high + 1) if (number := numbers.entry(n, offset))]
    if found:
        return (*before, *map(Cited, found))
    # "[3, 145]": a number that the list does not have is a page; by itself it points to nothing.
    return _on_pages(before, normalised(part.strip())) if before else before


def _on_pages(before: tuple[Cited, ...], pages: str) -> tuple[Cited, ...] | None:
    """Give the last entry pages; None where there is no entry, or no page."""
    if not before or not pages:
        return None
    last = before[-1]
    return (*before[:-1], Cited(last.number, ", ".join(filter(None, (last.pages, pages)))))
