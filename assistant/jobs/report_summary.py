"""A few figures of the evaluation's last report, for a line above it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.jobs.report_files import JSON_FILE, read_bounded
from assistant.jobs.starter import iso_utc
from ingest.errors import ReportInvalid

SHOWN = ("recall@5", "evidence_first", "exact_quotes", "false_answers", "false_refusals")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of the split that is reported.

    :param name: as the report has it.
    :param value: a share from 0 to 1.
    :param low: lower end of its interval; None where there is none.
    :param high: upper end of its interval; None where there is none.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What a line says of a report.

    :param made_at: when it was written, ISO 8601 in UTC.
    :param questions: how many were asked.
    :param answerable: how many of them the documents answer.
    :param errors: how many could not be asked.
    :param index: the generation that was asked; as the report has it.
    :param model: the embedding model; as the report has it.
    :param figures: those of ``SHOWN`` that the report has.
    """

    made_at: str
    questions: int
    answerable: int
    errors: int
    index: str
    model: str
    figures: tuple[Figure, ...]


def summary_of(folder: Path) -> ReportSummary | None:
    """Read the figures of a report.

    :param folder: where ``report.json`` lies.
    :return: None where there is no report yet.
    :raises ReportInvalid: when it is damaged, too large or cannot be read.
    """
    file = read_bounded(folder / JSON_FILE)
    if file is None:
        return None
    summary = _object(_object(_parsed(file.data), "report").get("summary"), "summary")
    headline = _object(summary.get("headline"), "headline")
    errors = summary.get("errors")
    if not isinstance(errors, list):
        raise _invalid("errors is no list")
    return ReportSummary(
        made_at=iso_utc(datetime.fromtimestamp(file.written, UTC)),
        questions=_count(summary, "questions"),
        answerable=_count(summary, "answerable"),
        errors=len(errors),
        index=_text(summary, "index"),
        model=_text(summary, "model"),
        figures=tuple(figure for name in SHOWN if (figure := _figure(headline, name))),
    )


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as exc:
        raise _invalid(f"it is no JSON ({exc})") from exc


def _object(value: object, name: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _invalid(f"{name} is no object")
    return value


def _count(held: dict[str, object], name: str) -> int:
    value = held.get(name)
    if type(value) is not int or value < 0:
        raise _invalid(f"{name} is no count")
    return value


def _text(held: dict[str, object], name: str) -> str:
    value = held.get(name)
    if not isinstance(value, str):
        raise _invalid(f"{name} is no text")
    return value


def _figure(headline: dict[str, object], name: str) -> Figure | None:
    """Return a figure; None where the report has none, as where no question takes part in it."""
    if name not in headline:
        return None
    held = _object(headline[name], name)
    value = _number(held, "value", name)
    if value is None:
        return None
    return Figure(name, value, _number(held, "low", name), _number(held, "high", name))


def _number(held: dict[str, object], field: str, name: str) -> float | None:
    value = held.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(f"{field} of {name} is no number")
    # Compared before it is converted: JSON's integers may be longer than a float can hold.
    if not (0 <= value <= 1) or not math.isfinite(value):
        raise _invalid(f"{field} of {name} is no share from 0 to 1")
    return float(value)


def _invalid(problem: str) -> ReportInvalid:
    return ReportInvalid(
        f"The evaluation's {JSON_FILE} is damaged: {problem}. Run the evaluation again, which "
        "writes it anew."
    )
