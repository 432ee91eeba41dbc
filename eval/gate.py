"""The gate: a run held against a recorded baseline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.files import write_text
from eval.measures import MEASURES, Measure
from eval.models import Estimate, Group, Report
from ingest.errors import BaselineInvalid

FORMAT = 1
RECORD_HINT = "record one with `python -m eval run --write-baseline FILE`"
# Rounding in the file must not fail a run that equals its baseline.
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures a run is held against.

    :param questions_sha256: of the questions asked; those of the run must be the same.
    :param groups: (group's name, its estimates).
    """

    questions_sha256: str
    groups: tuple[tuple[str, tuple[Estimate, ...]], ...]


@dataclass(frozen=True, slots=True)
class Regression:
    """A measure that fell below the baseline by more than its interval.

    :param group: the group's name.
    :param measure: the measure's name.
    :param found: what the run has; None where it has no such figure any more.
    :param baseline: what the baseline has.
    :param bound: the worst value that would have passed.
    """

    group: str
    measure: str
    found: float | None
    baseline: float
    bound: float

    def __str__(self) -> str:
        found = "nothing" if self.found is None else f"{self.found:.3f}"
        return (
            f"{self.measure} ({self.group}): {found}, baseline {self.baseline:.3f}, "
            f"bound {self.bound:.3f}"
        )


def write_baseline(report: Report, path: Path) -> None:
    """Record a run's gated figures, overall and of the headline split.

    :param path: overwritten where it exists.
    """
    groups = {group.name: _figures(group) for group in gated_groups(report)}
    baseline = {
        "format": FORMAT,
        "recorded": report.info.started,
        "model": report.info.model,
        "questions_sha256": report.info.questions_sha256,
        "groups": groups,
    }
    write_text(path, json.dumps(baseline, ensure_ascii=False, indent=2) + "\n")


def read_baseline(path: Path) -> Baseline:
    """Read a recorded baseline.

    :raises BaselineInvalid: when it cannot be read or is not of the form.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise BaselineInvalid(f"{path}: cannot be read ({exc.strerror}); {RECORD_HINT}.") from exc
    except ValueError as exc:
        raise BaselineInvalid(f"{path}: is not JSON ({exc}); {RECORD_HINT}.") from exc
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BaselineInvalid(f"{path}: expected a baseline of format {FORMAT}; {RECORD_HINT}.")
    try:
        groups = tuple(
            (str(name), tuple(_estimate(measure, figure) for measure, figure in figures.items()))
            for name, figures in data["groups"].items()
        )
        return Baseline(str(data["questions_sha256"]), groups)
    except (KeyError, TypeError, AttributeError, ValueError) as exc:
        problem = f"a field is missing or wrong ({exc!r})"
        raise BaselineInvalid(f"{path}: {problem}; {RECORD_HINT}.") from exc


def require_same_questions(baseline: Baseline, questions_sha256: str) -> None:
    """Make sure that a baseline was recorded on these questions.

    :param questions_sha256: the fingerprint of the questions asked, or to be asked.
    :raises BaselineInvalid: when it was recorded on others.
    """
    if questions_sha256 != baseline.questions_sha256:
        raise BaselineInvalid(
            "the baseline was recorded on other questions than these; ask the same "
            f"(without --split where it was recorded without), or {RECORD_HINT}."
        )


def check_gate(report: Report, baseline: Baseline) -> tuple[Regression, ...]:
    """Return the measures that are worse than the worse end of the baseline's interval.

    :raises BaselineInvalid: when the baseline was recorded on other questions, or there is
        something in it or missing from it, so that the gate would compare less than it seems to.
    """
    require_same_questions(baseline, report.info.questions_sha256)
    recorded = dict(baseline.groups)
    groups = {group.name: group for group in gated_groups(report)}
    if recorded.keys() != groups.keys() or not all(recorded.values()):
        raise BaselineInvalid(
            f"the baseline has figures of {', '.join(recorded) or 'nothing'}, expected of "
            f"{', '.join(groups)}; {RECORD_HINT}."
        )
    return tuple(
        regression
        for name, group in groups.items()
        for expected in recorded[name]
        if (regression := _compare(group, expected)) is not None
    )


def gated_groups(report: Report) -> tuple[Group, ...]:
    """Return overall and, where it is another, the headline split."""
    return tuple(dict.fromkeys((report.overall, report.headline)))


def _compare(group: Group, expected: Estimate) -> Regression | None:
    measure = _gated(expected.measure)
    if measure is None:
        raise BaselineInvalid(
            f"the baseline has {expected.measure!r}, which is no measure that is gated; "
            f"{RECORD_HINT}."
        )
    if expected.value is None:
        return None
    found = group.value(measure.name)
    end = expected.low if measure.higher_is_better else expected.high
    bound = expected.value if end is None else end
    sign = 1 if measure.higher_is_better else -1
    if found is not None and sign * (found - bound) >= -TOLERANCE:
        return None
    return Regression(group.name, measure.name, found, expected.value, bound)


def _gated(name: str) -> Measure | None:
    return next((m for m in MEASURES if m.name == name and m.gated), None)


def _figures(group: Group) -> dict[str, dict[str, float | None]]:
    return {
        e.measure: {"value": _round(e.value), "low": _round(e.low), "high": _round(e.high)}
        for e in group.estimates
        if e.value is not None and _gated(e.measure)
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _estimate(measure: str, figure: dict[str, float]) -> Estimate:
    return Estimate(
        measure, float(figure["value"]), float(figure["low"]), float(figure["high"]), count=0
    )
