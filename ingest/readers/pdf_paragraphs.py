"""Lines of print -> paragraphs, headings and list items, over columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.readers.pdf_lines import SOFT_HYPHEN, Line

_SAME_SIZE = 0.06  # sizes that differ by less than this share are one
_GAP = 1.22  # a gap of more than so many leadings starts a paragraph
_INDENT = 0.6  # of the font's size
_FULL = 0.78  # a line of at least this share of the usual length is full
_SHORT = 0.6
_UNFINISHED = re.compile(r"[^.!?…:;。！？][\"'”»)\]]*$|[,-]$")
_MARKER = re.compile(
    r"^(?:[•●▪◦■□–—*·‣➢✓-]\s|(?:\d{1,2}|[a-zа-я])[.)]\s|\[\d{1,3}\]\s|\([a-zа-я\d]{1,3}\)\s)"
)
_BULLET = re.compile(r"^[•●▪◦■□·‣➢✓]\s?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the page it stands on, from 0."""

    line: Line
    page: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; they may lie on several pages."""

    lines: tuple[Placed, ...]

    @property
    def first(self) -> Line:
        """Return its first line."""
        return self.lines[0].line


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document, by size of font.

    :param body: the size of most of the text, in points.
    :param leading: from baseline to baseline, in points, by size.
    :param length: characters of a full line, by page and size.
    """

    body: float
    leading: dict[int, float] = field(repr=False)
    length: dict[tuple[int, int], float] = field(repr=False)

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line]]) -> Measure:
        """Measure the pages of a document."""
        weights: Counter[float] = Counter()
        steps: defaultdict[int, list[float]] = defaultdict(list)
        lengths: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for number, page in enumerate(pages):
            for line in page:
                weights[line.size] += len(line.text)
                lengths[number, round(line.size)].append(len(line.text))
            for before, after in zip(page, page[1:], strict=False):
                step = before.y - after.y
                if same_size(before, after) and 0.8 * before.size < step < 2.5 * before.size:
                    steps[round(before.size)].append(round(step, 1))
        return cls(
            weights.most_common(1)[0][0] if weights else 0.0,
            {size: Counter(found).most_common(1)[0][0] for size, found in steps.items()},
            {key: _usual(found) for key, found in lengths.items()},
        )

    def leading_of(self, line: Line) -> float:
        """Return the distance between baselines that is usual for a line's size, in points."""
        return self.leading.get(round(line.size), 1.2 * line.size)

    def share(self, placed: Placed) -> float:
        """Return a line's length as a share of a full line's."""
        usual = self.length[placed.page, round(placed.line.size)]
        return len(placed.line.text) / usual


def same_size(one: Line, other: Line) -> bool:
    """Tell whether two lines are set in fonts of one size."""
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def is_item(line: Line) -> bool:
    """Tell whether a line begins with the bullet of a list."""
    return bool(_BULLET.match(line.text))


def paragraphs(pages: Sequence[Sequence[Line]], measure: Measure) -> list[Paragraph]:
    """Group the lines of all pages to paragraphs, in their order."""
    placed = [Placed(line, number) for number, page in enumerate(pages) for line in page]
    groups: list[list[Placed]] = []
    for position, here in enumerate(placed):
        after = placed[position + 1] if position + 1 < len(placed) else None
        if groups and _goes_on(groups[-1], here, after, measure):
            groups[-1].append(here)
        else:
            groups.append([here])
    return [Paragraph(tuple(group)) for group in groups]


def _goes_on(group: Sequence[Placed], here: Placed, after: Placed | None, measure: Measure) -> bool:
    before = group[-1]
    if not same_size(before.line, here.line):
        return False
    step = before.line.y - here.line.y
    if here.page != before.page or step < -before.line.size:
        return _goes_on_elsewhere(group, here, measure)
    if abs(step) < 0.3 * before.line.size:
        return True
    if _is_new_item(before, here, measure) or _is_heading_over(group, here, measure):
        return False
    if step > _GAP * measure.leading_of(here.line):
        return _is_mid_sentence(before, here) and step < 2 * measure.leading_of(here.line)
    if _is_indented(group, here, after, measure):
        return False
    return not _is_last_line(before, here, measure)


def _goes_on_elsewhere(group: Sequence[Placed], here: Placed, measure: Measure) -> bool:
    """Tell whether a paragraph goes on at the head of the next column or page."""
    before = group[-1]
    if not _UNFINISHED.search(before.line.text) or _MARKER.match(here.line.text):
        return False
    if before.line.bold != here.line.bold:
        return False
    if _is_mid_sentence(before, here) or before.line.text.endswith(("-", SOFT_HYPHEN)):
        return True
    return measure.share(before) >= _FULL and measure.share(here) >= _SHORT


def _is_mid_sentence(before: Placed, here: Placed) -> bool:
    return bool(_UNFINISHED.search(before.line.text)) and here.line.text[:1].islower()


def _is_new_item(before: Placed, here: Placed, measure: Measure) -> bool:
    if _BULLET.match(here.line.text):
        return True
    ended = not _UNFINISHED.search(before.line.text) or measure.share(before) < _FULL
    return bool(_MARKER.match(here.line.text)) and ended


def _is_heading_over(group: Sequence[Placed], here: Placed, measure: Measure) -> bool:
    """Tell whether the lines so far are a bold heading over text that is not bold, or after it."""
    before = group[-1].line
    if before.bold == here.line.bold:
        return False
    return here.line.bold or measure.share(group[-1]) < 0.9


def _is_indented(
    group: Sequence[Placed], here: Placed, after: Placed | None, measure: Measure
) -> bool:
    """Tell whether a line begins a paragraph by its place against the lines around it."""
    before, line = group[-1].line, here.line
    shift = line.x - before.x
    tolerance = _INDENT * line.size
    if abs(shift) <= tolerance:
        return False
    if len(group) == 1 and shift < 0:
        return False  # the first line was indented
    next_to_it = after is not None and after.page == here.page and after.line.y < line.y
    if shift > 0:
        hangs = len(group) == 1 and next_to_it and after is not None
        if hangs and after is not None and abs(after.line.x - line.x) <= tolerance:
            return not _UNFINISHED.search(before.text) and not _MARKER.match(group[0].line.text)
        return not _is_mid_sentence(group[-1], here)
    return len(group) > 1 and not _is_mid_sentence(group[-1], here)


def _is_last_line(before: Placed, here: Placed, measure: Measure) -> bool:
    """Tell whether the line before ends its paragraph, by its length and its end."""
    share = measure.share(before)
    if _UNFINISHED.search(before.line.text):
        return share < _SHORT and not here.line.text[:1].islower() and before.line.text[-1] != "-"
    return share < _FULL


def _usual(lengths: Sequence[int]) -> float:
    ordered = sorted(lengths)
    return max(1.0, float(median(ordered[len(ordered) // 2 :])))


def pieces_of(paragraph: Paragraph) -> Iterator[str]:
    """Yield the text of a paragraph's lines."""
    return (placed.line.text for placed in paragraph.lines)
