"""Running heads and feet, and page numbers: found by what repeats from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.readers.pdf_lines import Line

_EDGE_LINES = 3  # so many lines at the top and at the bottom of a page may be heads or feet
_PASSES = 3  # a head of several lines is taken off from the outside
_LEAST_PAGES = 3
_LONGEST_HEAD = 120
_LEAST_LETTERS = 3
_ALIKE = 0.85  # a scan's head is not read the same on each page
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_OUTER_NUMBER = re.compile(r"^\D{0,3}(\d{1,4})\b|\b(\d{1,4})\D{0,3}$")
_NUMBER_ALONE = re.compile(r"[\s\-–—|\[(]*\d{1,4}[\s\-–—|\]).]*")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or bottom of its page.

    :param position: the line's, in the page.
    :param page: from 0.
    :param top: it is near the top.
    :param depth: how many lines stand further out.
    :param letters: its text without digits, marks and spaces, in lower case.
    :param ahead: by how much a number at its start or end is ahead of the page's own.
    """

    position: int
    page: int
    top: bool
    depth: int
    letters: str
    ahead: tuple[int, ...]


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop what repeats at the top and bottom of pages, and page numbers.

    A line is dropped when, but for its digits, it stands at the same edge of three pages or of
    most of them, or when its number counts the pages.
    """
    kept = [list(page) for page in pages]
    for _ in range(_PASSES):
        kept = _without_outermost(kept)
    return kept


def _without_outermost(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    edges = [edge for number, page in enumerate(pages) for edge in _edges(page, number)]
    enough = min(_LEAST_PAGES, max(2, len(pages) // 2 + 1))
    heads = _frequent({(edge.page, edge.top, edge.letters) for edge in edges}, enough)
    counts = _frequent(
        {(edge.page, edge.top, ahead) for edge in edges for ahead in edge.ahead}, enough
    )
    dropped = {
        (edge.page, edge.position)
        for edge in edges
        if _repeats(edge, heads)
        or any((edge.top, ahead) in counts for ahead in edge.ahead)
        or _is_own_number(edge, pages[edge.page][edge.position])
    }
    return [
        [line for position, line in enumerate(page) if (number, position) not in dropped]
        for number, page in enumerate(pages)
    ]


def _edges(page: Sequence[Line], number: int) -> list[_Edge]:
    heights = sorted({round(line.y) for line in page}, reverse=True)
    found = []
    for position, line in enumerate(page):
        if len(line.text) > _LONGEST_HEAD or line.turned:
            continue
        letters = _NOT_LETTERS.sub("", line.text.casefold())
        from_top = heights.index(round(line.y))
        for top, depth in ((True, from_top), (False, len(heights) - 1 - from_top)):
            if depth < _EDGE_LINES:
                ahead = tuple(value - number for value in _outer_numbers(line.text))
                found.append(_Edge(position, number, top, depth, letters, ahead))
    return found


def _frequent(
    seen: set[tuple[int, bool, str]] | set[tuple[int, bool, int]], enough: int
) -> set[tuple[bool, str | int]]:
    """Return what was seen at the same edge of enough pages."""
    counts = Counter((top, what) for _, top, what in seen)
    return {found for found, count in counts.items() if count >= enough}


def _repeats(edge: _Edge, heads: set[tuple[bool, str | int]]) -> bool:
    if len(edge.letters) < _LEAST_LETTERS:
        return False
    if (edge.top, edge.letters) in heads:
        return True
    return edge.depth == 0 and any(
        top == edge.top and SequenceMatcher(None, str(head), edge.letters).ratio() >= _ALIKE
        for top, head in heads
    )


def _outer_numbers(text: str) -> list[int]:
    return [int(first or last) for first, last in _OUTER_NUMBER.findall(text)]


def _is_own_number(edge: _Edge, line: Line) -> bool:
    """Tell whether a line holds its page's number and nothing else, as on a single page."""
    return edge.depth == 0 and 1 in edge.ahead and bool(_NUMBER_ALONE.fullmatch(line.text))
