"""The lines of a PDF's pages: what they say, where they stand, and which of them are running heads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.cleaning import clean

SOFT_HYPHEN = "\u00ad"
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# A byte of Windows-1252 that a font without a map let through: a quotation mark or a dash.
_WINDOWS_1252 = {
    code: bytes([code]).decode("windows-1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# Bullets of the Symbol and Wingdings fonts, which stand in the private use area.
_BULLETS = dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8, 0xF076, 0xF0FC, 0xF06E), "•")
_FOLDED = {**_LIGATURES, **_WINDOWS_1252, **_BULLETS, 0x2010: "-", 0x2011: "-"}

_EDGE_LINES = 3  # so many lines at the top and at the bottom of a page may be heads or feet
_LEAST_PAGES = 3
_LONGEST_HEAD = 120
_NUMBER = re.compile(r"\d+")
_OUTER_NUMBER = re.compile(r"^\D{0,3}(\d{1,4})\b|\b(\d{1,4})\D{0,3}$")
_NUMBER_ALONE = re.compile(r"[\s\-–—|\[(]*(?:\d{1,4}|[ivxlc]{1,8})[\s\-–—|\]).]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text drawn in one go.

    :param text: as drawn; may hold line ends.
    :param x: along the line of writing, in points.
    :param y: across it, growing upwards, in points.
    :param size: height of the font, in points.
    :param bold: the font's name says it is bold.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    :param text: cleaned; a soft hyphen at its end is kept, for it says how to go on.
    :param x: where it begins, in points.
    :param y: its baseline, growing upwards, in points.
    :param size: the size of most of its characters, in points.
    :param bold: most of its characters are bold.
    """

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 10.0
    bold: bool = False


def fold(text: str) -> str:
    """Return a line's text on one line, without ligatures and soft hyphens but one at its end."""
    folded = clean(text.translate(_FOLDED).replace("\n", " "))
    folded = " ".join(folded.split())
    goes_on = text.rstrip().endswith(SOFT_HYPHEN) and folded
    return folded + SOFT_HYPHEN if goes_on else folded


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Put pieces together to lines; blank ones are left out."""
    lines: list[Line] = []
    current: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        current.append(_with_text(piece, first))
        for other in others:
            lines += _line(current)
            current = [_with_text(piece, other)]
    return lines + _line(current)


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Drop what repeats at the top and bottom of pages, and page numbers.

    A line is dropped when, but for its digits, it stands at the same edge of three pages or of
    most of them, or when it counts the pages.
    """
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {(top, _key(line)) for top, _, line in edge})
    counted = Counter(
        key
        for number, edge in enumerate(edges)
        for key in {(top, offset) for top, _, line in edge for offset in _offsets(line, number)}
    )
    enough = min(_LEAST_PAGES, max(2, len(pages) // 2 + 1))
    kept = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = {
            id(line)
            for top, depth, line in edge
            if seen[top, _key(line)] >= enough
            or any(counted[top, offset] >= enough for offset in _offsets(line, number))
            or (depth == 0 and _is_own_number(line, number))
        }
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _with_text(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.x, piece.y, piece.size, piece.bold)


def _line(pieces: Sequence[Piece]) -> list[Line]:
    """Return the line that the pieces make, as a list of one; of none where they hold nothing."""
    text = fold("".join(piece.text for piece in pieces))
    drawn = [piece for piece in pieces if piece.text.strip()]
    if not text or not drawn:
        return []
    weights: Counter[tuple[float, float]] = Counter()
    for piece in drawn:
        weights[piece.y, round(piece.size, 1)] += len(piece.text.strip())
    (y, size), _ = weights.most_common(1)[0]
    bold = sum(len(piece.text) if piece.bold else -len(piece.text) for piece in drawn) > 0
    return [Line(text, drawn[0].x, y, size, bold)]


def _edges(page: Sequence[Line]) -> list[tuple[bool, int, Line]]:
    """Return the page's outermost lines as (at the top, how many stand further out, line)."""
    heights = sorted({round(line.y) for line in page}, reverse=True)
    top, bottom = heights[:_EDGE_LINES], heights[: -_EDGE_LINES - 1 : -1]
    found = []
    for line in page:
        if len(line.text) > _LONGEST_HEAD:
            continue
        height = round(line.y)
        if height in top:
            found.append((True, top.index(height), line))
        if height in bottom:
            found.append((False, bottom.index(height), line))
    return found


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text.casefold())


def _offsets(line: Line, number: int) -> list[int]:
    """Return by how much a number at the line's edge is ahead of the page's own."""
    found = (int(first or last) for first, last in _OUTER_NUMBER.findall(line.text))
    return [value - number for value in found]


def _is_own_number(line: Line, number: int) -> bool:
    return bool(_NUMBER_ALONE.fullmatch(line.text)) and 1 in _offsets(line, number)
