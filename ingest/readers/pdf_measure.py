"""What is usual in a document's print, against which a line is short, indented or set apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_lines import Line

_SAME_SIZE = 0.06  # sizes that differ by less than this share are one
_PROSE_CHARS = 40
_NEIGHBOURS = 8  # so many lines on either side tell how long a full line is here


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its place.

    :param line: the line.
    :param page: from 0.
    :param share: its length as a share of a full line's, in the lines around it.
    """

    line: Line
    page: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document.

    :param body: the size of most of the text, in points.
    :param leading: from baseline to baseline, in points, by size rounded to a point.
    """

    body: float
    leading: dict[int, float]

    def leading_of(self, line: Line) -> float:
        """Return the distance between baselines that is usual for a line's size, in points."""
        return self.leading.get(round(line.size), 1.2 * line.size)


def measure(pages: Sequence[Sequence[Line]]) -> Measure:
    """Measure the pages of a document."""
    weights: Counter[float] = Counter()
    steps: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for line in page:
            # Labels of a diagram may be more than the text; they are short.
            weights[line.size] += len(line.text) * (10 if len(line.text) >= _PROSE_CHARS else 1)
        for before, after in pairwise(page):
            step = before.y - after.y
            if same_size(before, after) and 0.8 * before.size < step < 2.5 * before.size:
                steps[round(before.size)][round(step, 1)] += 1
    leading = {size: found.most_common(1)[0][0] for size, found in steps.items()}
    return Measure(weights.most_common(1)[0][0] if weights else 0.0, leading)


def placed(pages: Sequence[Sequence[Line]]) -> list[Placed]:
    """Return the lines of all pages, each held against the lines around it."""
    return [
        Placed(line, number, len(line.text) / _usual_length(page, position))
        for number, page in enumerate(pages)
        for position, line in enumerate(page)
    ]


def same_size(one: Line, other: Line) -> bool:
    """Tell whether two lines are set in fonts of one size."""
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _usual_length(page: Sequence[Line], position: int) -> float:
    """Return how many characters a full line has, in the part of a column around a line."""
    lengths = [len(page[position].text)]
    for step in (-1, 1):
        here = position
        for _ in range(_NEIGHBOURS):
            following = here + step
            if not 0 <= following < len(page) or not _same_column(page, here, following):
                break
            lengths.append(len(page[following].text))
            here = following
    upper_half = sorted(lengths)[len(lengths) // 2 :]
    return float(median(upper_half))


def _same_column(page: Sequence[Line], one: int, other: int) -> bool:
    before, after = (page[one], page[other]) if one < other else (page[other], page[one])
    step = before.y - after.y
    return same_size(before, after) and -0.5 * before.size < step < 6 * before.size
