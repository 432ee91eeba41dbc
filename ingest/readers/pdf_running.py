"""Running heads and feet, and page numbers: found by what repeats from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.readers.pdf_lines import Line

_PASSES = 6  # a head of several lines is taken off from the outside, one by one
_LEAST_PAGES = 3
_NEAR = 2  # left pages and right pages may have heads of their own
_LONGEST_HEAD = 120
_LEAST_LETTERS = 6
_ALIKE = 0.85  # a scan's head is not read the same on each page
_SAME_PLACE = 4  # points
_SAME_LENGTH = 3  # characters
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NUMBER = r"\d{1,4}|[ivxl]{1,7}"
_OUTER_NUMBER = re.compile(rf"^\W{{0,3}}({_NUMBER})\b|\b({_NUMBER})\W{{0,3}}$")
_NUMBER_ALONE = re.compile(r"[\s\-–—|\[(]*(\d{1,4})[\s\-–—|\]).]*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

Sign = tuple[bool, int, str | int]
"""What repeats: at the top; size of print; words, or how far a number is ahead of the page."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A page's outermost line.

    :param position: the line's, in the page.
    :param page: from 0.
    :param top: it is the topmost one.
    :param line: the line.
    """

    position: int
    page: int
    top: bool
    line: Line

    @property
    def letters(self) -> str:
        """Return its text without digits, marks and spaces, in lower case."""
        return _NOT_LETTERS.sub("", self.line.text.casefold())

    @property
    def signs(self) -> set[Sign]:
        """Return what it may share with other pages' lines."""
        size, text = round(self.line.size), self.line.text
        ahead: set[Sign] = {(self.top, size, number - self.page) for number in _outer_numbers(text)}
        return ahead | {(self.top, size, text.casefold())}


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop what repeats at the top and bottom of pages, and page numbers.

    The outermost line of a page is dropped when it stands so on three pages near one another (on
    two, in a file of no more than three), or when its number counts the pages; and so on inwards.
    Where nothing would be left, the same few words on each page are the text, and are kept.
    """
    kept = [list(page) for page in pages]
    for _ in range(_PASSES):
        edges = [edge for number, page in enumerate(kept) for edge in _edges(page, number)]
        dropped = _dropped(edges, _LEAST_PAGES if len(pages) > _LEAST_PAGES else 2)
        if not dropped:
            break
        kept = [
            [line for position, line in enumerate(page) if (number, position) not in dropped]
            for number, page in enumerate(kept)
        ]
    return kept if any(kept) else [list(page) for page in pages]


def _edges(page: Sequence[Line], number: int) -> list[_Edge]:
    upright = [(line.y, position) for position, line in enumerate(page) if not line.turned]
    if not upright:
        return []
    found = []
    for top, (height, _) in ((True, max(upright)), (False, min(upright))):
        found += [
            _Edge(position, number, top, page[position])
            for y, position in upright
            if abs(y - height) < 1 and len(page[position].text) <= _LONGEST_HEAD
        ]
    return found


def _dropped(edges: Sequence[_Edge], enough: int) -> set[tuple[int, int]]:
    """Return the (page, position) of the lines that are heads, feet or page numbers."""
    pages: defaultdict[Sign, set[int]] = defaultdict(set)
    for edge in edges:
        for sign in edge.signs:
            pages[sign].add(edge.page)
    repeated = {sign for sign, on in pages.items() if _is_repeated(sorted(on), enough)}
    sure = [edge for edge in edges if edge.signs & repeated or _is_own_number(edge)]
    heads = [edge for edge in sure if len(edge.letters) >= _LEAST_LETTERS]
    return {(edge.page, edge.position) for edge in sure} | {
        (edge.page, edge.position) for edge in edges if _is_like(edge, heads)
    }


def _is_repeated(pages: Sequence[int], enough: int) -> bool:
    """Tell whether there are enough pages near one another, in ascending order."""
    run = 1
    for before, after in pairwise(pages):
        run = run + 1 if after - before <= _NEAR else 1
        if run >= enough:
            return True
    return False


def _is_like(edge: _Edge, heads: Sequence[_Edge]) -> bool:
    """Tell whether a line stands and reads nearly as a known head does."""
    letters = edge.letters
    return len(letters) >= _LEAST_LETTERS and any(
        SequenceMatcher(None, head.letters, letters).ratio() >= _ALIKE
        for head in heads
        if edge.top == head.top
        and abs(edge.line.y - head.line.y) <= _SAME_PLACE
        and abs(edge.line.size - head.line.size) <= 1
        and abs(len(head.letters) - len(letters)) <= _SAME_LENGTH
    )


def _outer_numbers(text: str) -> list[int]:
    return [_value(first or last) for first, last in _OUTER_NUMBER.findall(text)]


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[digit] for digit in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _is_own_number(edge: _Edge) -> bool:
    """Tell whether a line holds its page's number and nothing else, as on a single page."""
    number = _NUMBER_ALONE.fullmatch(edge.line.text)
    return number is not None and int(number[1]) == edge.page + 1
