"""What the study found, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.models import Estimate
from eval.study_rank import MEASURES
from index.fusion import FusionSettings

MEAN = "mean"
CHOSEN = "chosen"
CHOSEN_BY = MEASURES.index("nDCG@10")


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One system's figures on one set, or their mean over the sets.

    :param system: the system.
    :param set_name: the set, or ``mean``.
    :param estimates: one a measure, on the second half.
    """

    system: str
    set_name: str
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class StudySetSize:
    """How much of a set was taken: passages over all its corpora, questions of each half."""

    name: str
    language: str
    passages: int
    tune: int
    report: int


@dataclass(frozen=True, slots=True)
class StudyReport:
    """What the study found.

    :param model: the embedding model's name.
    :param sets: what was measured on.
    :param chosen: the fusion that was best on the first half.
    :param lines: every system on every set.
    """

    model: str
    sets: tuple[StudySetSize, ...]
    chosen: FusionSettings
    lines: tuple[StudyLine, ...]

    def __str__(self) -> str:
        return format_table(self)


def format_table(report: StudyReport) -> str:
    """Return the study as text: nDCG@10 of every system, then every measure of the chosen one."""
    names = [item.name for item in report.sets]
    by_place = {(line.system, line.set_name): line.estimates for line in report.lines}
    systems_in_order = list(dict.fromkeys(line.system for line in report.lines))
    rows = [["nDCG@10", *names, MEAN]]
    for system in systems_in_order:
        found = [by_place[system, name][CHOSEN_BY] for name in (*names, MEAN)]
        rows.append([system, *(_plain(estimate) for estimate in found)])
    detail = [[CHOSEN, *MEASURES]]
    for name in (*names, MEAN):
        detail.append([name, *(_wide(estimate) for estimate in by_place[CHOSEN, name])])
    sizes = [["set", "language", "passages", "tuned on", "reported on"]]
    for item in report.sets:
        sizes.append([item.name, item.language, *map(str, (item.passages, item.tune, item.report))])
    chosen = f"model {report.model}; chosen on the first half: {report.chosen}"
    return "\n\n".join([_aligned(sizes), _aligned(rows), _aligned(detail), chosen])


def _plain(estimate: Estimate) -> str:
    return "-" if estimate.value is None else f"{estimate.value:.3f}"


def _wide(estimate: Estimate) -> str:
    if estimate.value is None:
        return "-"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
