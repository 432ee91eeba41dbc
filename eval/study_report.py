"""What the study found, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from eval.models import Estimate
from eval.study_rank import MEASURES
from eval.table import align, show
from index.fusion import FusionSettings

MEAN = "mean"
CHOSEN = "chosen"
CHOSEN_BY = MEASURES.index("nDCG@10")
ALL, FEW = "all", "few"
_plain, _wide = partial(show, interval=False), partial(show, interval=True)


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
class MixedLine:
    """What the passages of other languages cost the questions of one, on the second half.

    :param corpus: ``all`` of the language's passages stand among the others, or ``few`` of them.
    :param language: ISO 639-1 code of the questions and of the passages that answer them.
    :param own: passages of that language.
    :param passages: of all languages together.
    :param questions: how many were asked.
    :param alone: figures over the passages of the language, one a measure.
    :param mixed: the same over all passages.
    :param loss: the first less the second, question by question.
    """

    corpus: str
    language: str
    own: int
    passages: int
    questions: int
    alone: tuple[Estimate, ...]
    mixed: tuple[Estimate, ...]
    loss: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class StudyReport:
    """What the study found.

    :param model: the embedding model's name.
    :param sets: what was measured on.
    :param chosen: the fusion that was best on the first half.
    :param lines: every system on every set.
    :param mixed: what languages cost one another; empty with one language.
    """

    model: str
    sets: tuple[StudySetSize, ...]
    chosen: FusionSettings
    lines: tuple[StudyLine, ...]
    mixed: tuple[MixedLine, ...] = ()

    def __str__(self) -> str:
        return format_table(self)


def format_table(report: StudyReport) -> str:
    """Return the study as text: nDCG@10 of every system, then every measure of the chosen one.

    Last, where there are several languages, what they cost one another.
    """
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
    tables = [align(sizes), align(rows), align(detail), chosen]
    return "\n\n".join([*tables, *([_mixed_table(report.mixed)] if report.mixed else [])])


def _mixed_table(lines: Sequence[MixedLine]) -> str:
    measures = [estimate.measure for estimate in lines[0].alone]
    rows = [["mixed languages", "own", "among", "questions", *measures, "loss of nDCG@10"]]
    for line in lines:
        pairs = zip(line.alone, line.mixed, strict=True)
        shown = [f"{_plain(alone)} -> {_plain(mixed)}" for alone, mixed in pairs]
        sizes = map(str, (line.own, line.passages, line.questions))
        rows.append(
            [
                f"{line.language}, {line.corpus}",
                *sizes,
                *shown,
                _wide(line.loss[CHOSEN_BY]),
            ]
        )
    note = (
        "alone -> mixed: over the passages of the question's own language, then over these among "
        "the passages of all others"
    )
    return f"{align(rows)}\n{note}"
