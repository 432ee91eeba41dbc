"""The lines of a PDF's pages: what they say and where they stand."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
_BOLD = re.compile(r"bold|black|heavy|medi\b|CMBX|SFBX|SFSX", re.IGNORECASE)
_BOLD_SHARE = 0.95  # a paragraph that only begins in bold is no heading
_MINUS_FONT = re.compile(r"CMSY\d*$")  # TeX's symbols: the minus is at code 0, with no map
_SLANT = 20  # degrees: print that leans more is turned
_COURIER = re.compile(r"courier", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text drawn in one go.

    :param text: as drawn; may hold line ends.
    :param x: along the line of writing, in points.
    :param y: across it, growing upwards, in points.
    :param size: height of the font, in points.
    :param font: its name in the file; empty where it has none.
    :param turned: the line of writing does not run as most of the page's print does.
    """

    text: str
    x: float
    y: float
    size: float
    font: str = ""
    turned: bool = False

    @classmethod
    def placed(
        cls, text: str, matrix: Sequence[float], font: str, size: float, rotation: int
    ) -> Piece:
        """Place a piece along and across its own line, so that a turned page reads as any other.

        :param matrix: from text space to the page, six numbers (ISO 32000-1, 8.3.4).
        :param size: of the font, in text space.
        :param rotation: by how many degrees, clockwise, the page is shown.
        """
        a, b, c, d, e, f = matrix
        length = math.hypot(a, b) or 1.0
        along, across = a / length, b / length
        slant = (math.degrees(math.atan2(b, a)) - rotation + 180) % 360 - 180
        if _MINUS_FONT.search(font):
            text = text.replace("\0", "−")
        x, y = e * along + f * across, f * along - e * across
        return cls(text, x, y, abs(size) * math.hypot(c, d), font, abs(slant) > _SLANT)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    :param text: cleaned; a soft hyphen at its end is kept, for it says how to go on.
    :param x: where it begins, in points.
    :param y: its baseline, growing upwards, in points.
    :param size: the size of most of its characters, in points.
    :param bold: all of it is bold.
    :param turned: it does not run from left to right, as on a margin.
    """

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 10.0
    bold: bool = False
    turned: bool = False


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
        current.append(replace(piece, text=first))
        for other in others:
            lines += _line(current)
            current = [replace(piece, text=other)]
    return lines + _line(current)


def _line(pieces: Sequence[Piece]) -> list[Line]:
    """Return the line that the pieces make, as a list of one; of none where they hold nothing."""
    drawn = [piece for piece in pieces if piece.text.strip()]
    text = fold("".join(piece.text for piece in pieces))
    if not text or not drawn:
        return []
    if _is_word_bullet(drawn):
        text = "•" + text[1:]
    weights: Counter[tuple[float, float]] = Counter()
    for piece in drawn:
        weights[piece.y, round(piece.size, 1)] += len(piece.text.strip())
    (y, size), _ = weights.most_common(1)[0]
    return [Line(text, drawn[0].x, y, size, _is_bold(drawn), drawn[0].turned)]


def _is_word_bullet(drawn: Sequence[Piece]) -> bool:
    """Tell whether a line begins with Word's second bullet: an "o" that is set in Courier."""
    first = drawn[0]
    is_set_apart = len(drawn) > 1 and first.text.strip() == "o" and first.font != drawn[1].font
    return is_set_apart and bool(_COURIER.search(first.font))


def _is_bold(drawn: Sequence[Piece]) -> bool:
    bold = sum(len(piece.text) for piece in drawn if _BOLD.search(piece.font))
    return bold >= _BOLD_SHARE * sum(len(piece.text) for piece in drawn)
