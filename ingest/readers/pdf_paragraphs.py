"""Lines of print -> paragraphs, over columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf_lines import SOFT_HYPHEN, Line
from ingest.readers.pdf_measure import Measure, Placed, same_size

_GAP = 1.22  # a gap of more than so many leadings starts a paragraph
_INDENT = 0.6  # of the font's size
_FULL = 0.78  # a line of at least this share of the usual length is full
_NEARLY_FULL = 0.7
_SHORT = 0.5
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]\d]*$")
_BULLET = re.compile(r"^[•●▪◦■□·‣➢✓]\s?")
_MARKER = re.compile(
    r"^(?:[–—*-]\s|(?:\d{1,2}|[A-Za-zА-Яа-я])[.)]\s|\[\d{1,3}\]\s|\([a-zа-я\d]{1,4}\)\s)"
)
_NUMERIC = re.compile(r"^[-−+±<>~]?\d(?:[\d.,:–/±−-]*\d)?%?$")
_LEADERS = re.compile(r"(?:\.\s){4,}\.?|\.{5,}|…{2,}")
_REMEMBERED = 4  # paragraphs whose shape tells a list with hanging entries
_LEAST_CELLS = 3
_NUMERIC_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, at least one; they may lie on several pages."""

    lines: tuple[Placed, ...]

    @property
    def first(self) -> Placed:
        """Return its first line."""
        return self.lines[0]

    @property
    def last(self) -> Placed:
        """Return its last line."""
        return self.lines[-1]


def paragraphs(lines: Sequence[Placed], measure: Measure) -> list[Paragraph]:
    """Group lines to paragraphs, in their order."""
    groups: list[list[Placed]] = []
    for position, here in enumerate(lines):
        after = lines[position + 1] if position + 1 < len(lines) else None
        hanging = max(map(_hanging, groups[-1 - _REMEMBERED : -1]), default=0.0)
        if groups and _goes_on(groups[-1], here, after, hanging, measure):
            groups[-1].append(here)
        else:
            groups.append([here])
    return [Paragraph(tuple(group)) for group in groups]


def ends_sentence(line: Line) -> bool:
    """Tell whether a line ends with the mark of a sentence's end, or of a list's beginning."""
    return bool(_SENTENCE_END.search(line.text))


def is_mid_sentence(before: Line, after: Line) -> bool:
    """Tell whether a sentence plainly runs from one line to another."""
    return not ends_sentence(before) and after.text[:1].islower()


def is_item(line: Line) -> bool:
    """Tell whether a line begins with the bullet of a list."""
    return bool(_BULLET.match(line.text))


def is_row(line: Line) -> bool:
    """Tell whether a line is a table's row of figures or an entry of a table of contents."""
    if _LEADERS.search(line.text):
        return True
    cells = line.text.split()
    figures = sum(bool(_NUMERIC.match(cell)) for cell in cells)
    return figures >= _LEAST_CELLS and figures >= _NUMERIC_SHARE * len(cells)


def _goes_on(
    group: Sequence[Placed], here: Placed, after: Placed | None, hanging: float, measure: Measure
) -> bool:
    """Tell whether a line goes on with the paragraph of those before it."""
    before = group[-1].line
    if not same_size(before, here.line) or before.turned != here.line.turned:
        return False
    step = before.y - here.line.y
    if here.page != group[-1].page or step < -before.size:
        return _goes_on_elsewhere(group, here, measure)
    if abs(step) < 0.3 * before.size:
        return True
    if _is_new_item(group, here) or before.bold != here.line.bold:
        return False
    if is_row(before) or is_row(here.line):
        return False
    leading = measure.leading_of(here.line)
    if step > _GAP * leading:
        return is_mid_sentence(before, here.line) and step < 2 * leading
    if not _is_indented(group, here, after, hanging):
        return not _is_last_line(group[-1], here) or _hangs_alike(group, here, hanging)
    return False


def _goes_on_elsewhere(group: Sequence[Placed], here: Placed, measure: Measure) -> bool:
    """Tell whether a paragraph goes on at the head of the next column or page."""
    before = group[-1]
    if ends_sentence(before.line) or _is_marked(here.line):
        return False
    if before.line.bold or here.line.bold or is_row(before.line) or is_row(here.line):
        return False
    if before.line.text.endswith(("-", SOFT_HYPHEN)):
        return True
    if is_mid_sentence(before.line, here.line):
        return before.share >= _NEARLY_FULL
    is_body = len(group) > 2 or abs(before.line.size - measure.body) <= 0.5
    return len(group) > 1 and is_body and before.share >= _FULL and here.share >= _FULL


def _is_marked(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _MARKER.match(line.text))


def _is_new_item(group: Sequence[Placed], here: Placed) -> bool:
    if _BULLET.match(here.line.text):
        return True
    if not _MARKER.match(here.line.text):
        return False
    before, tolerance = group[-1], _INDENT * here.line.size
    is_left = here.line.x < before.line.x - tolerance
    first = group[0].line
    is_next = _is_marked(first) and abs(here.line.x - first.x) <= tolerance
    ended = ends_sentence(before.line) or before.share < _FULL
    return is_left or is_next or ended


def _hanging(group: Sequence[Placed]) -> float:
    """Return by how much the lines after a paragraph's first are indented, in points."""
    if len(group) < 2 or group[0].page != group[1].page:
        return 0.0
    return group[1].line.x - group[0].line.x


def _hangs_alike(group: Sequence[Placed], here: Placed, hanging: float) -> bool:
    """Tell whether a second line is indented as in the paragraph before, as in a bibliography."""
    shift = here.line.x - group[0].line.x
    tolerance = _INDENT * here.line.size
    return len(group) == 1 and hanging > tolerance and abs(shift - hanging) <= tolerance


def _is_indented(
    group: Sequence[Placed], here: Placed, after: Placed | None, hanging: float
) -> bool:
    """Tell whether a line begins a paragraph by its place against the lines around it."""
    before, line = group[-1].line, here.line
    shift = line.x - before.x
    tolerance = _INDENT * line.size
    if abs(shift) <= tolerance or is_mid_sentence(before, line):
        return False
    if len(group) > 1:
        return True
    if shift < 0 or _hangs_alike(group, here, hanging) or _is_marked(before):
        return False
    hangs = (
        after is not None
        and after.page == here.page
        and 0 < line.y - after.line.y < 3 * line.size
        and abs(after.line.x - line.x) <= tolerance
    )
    return not hangs or (ends_sentence(before) and group[-1].share < _FULL)


def _is_last_line(before: Placed, here: Placed) -> bool:
    """Tell whether the line before ends its paragraph, by its length and its end."""
    if ends_sentence(before.line):
        return before.share < _FULL
    goes_on = here.line.text[:1].islower() or before.line.text.endswith(("-", ",", SOFT_HYPHEN))
    return before.share < _SHORT and not goes_on
