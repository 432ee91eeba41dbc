"""References as a table for a terminal; nothing is cut, long cells go on over several lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from ingest.models import Reference
from ingest.names import printable

_HEAD = ("no.", "authors", "year", "title", "pages", "accessed")
_WIDEST = (4, 24, 5, 46, 9, 12)
_GAP = "  "


def table(references: Sequence[Reference]) -> str:
    """Return the references as a table, each one's address and DOI on lines of their own below it.

    :param references: in the order in which they are shown.
    """
    rows = [_HEAD, *map(_cells, references)]
    columns = list(zip(*rows, strict=True))
    widths = [
        min(widest, max(map(_width, column)))
        for widest, column in zip(_WIDEST, columns, strict=True)
    ]
    lines = _row(_HEAD, widths)
    indent = " " * widths[0] + _GAP
    for cells, reference in zip(rows[1:], references, strict=True):
        lines += _row(cells, widths)
        lines += [f"{indent}{_clean(address)}" for address in _addresses(reference)]
    return "\n".join(lines)


def _cells(reference: Reference) -> tuple[str, ...]:
    cells = (
        str(reference.number),
        "; ".join(reference.authors),
        reference.year or "",
        reference.title or reference.text,
        reference.pages,
        reference.accessed,
    )
    return tuple(map(_clean, cells))


def _addresses(reference: Reference) -> list[str]:
    doi = f"doi:{reference.doi}" if reference.doi else None
    return [address for address in (reference.url, doi) if address]


def _clean(text: str) -> str:
    """Return a text on one line, without what steers a terminal."""
    return printable(" ".join(text.split()))


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the lines of a row, each cell wrapped to its column's width."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        _GAP.join(
            part + " " * (width - _width(part)) for part, width in zip(parts, widths, strict=True)
        ).rstrip()
        for parts in zip_longest(*wrapped, fillvalue="")
    ]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text between words into lines of at most ``width`` columns, longer words inside."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if _width(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word into pieces that fit."""
    pieces, current, used = [], "", 0
    for letter in word:
        wide = _width(letter)
        if used + wide > width and current:
            pieces.append(current)
            current, used = "", 0
        current, used = current + letter, used + wide
    return [*pieces, current]


def _width(text: str) -> int:
    """Return how many columns a text takes: two for an East Asian letter, none for an accent."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )
