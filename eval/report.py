"""A report on disk: ``report.json`` and ``report.html``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.models import Answer
from eval.files import write_text
from eval.measures import MEASURES, WRITING_MEASURES, Measure, score
from eval.models import Group, Question, Report, Row
from eval.writing import tally_json, tally_of

DEFAULT_REPORT = Path(__file__).parent / "reports" / "latest"
JSON_FILE = "report.json"
HTML_FILE = "report.html"


def write_report(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write a report.

    :param folder: made where it is missing; the last report's files in it are replaced.
    :return: the paths of ``report.json`` and ``report.html``.
    :raises EvaluationError: when a file cannot be written, or matplotlib is missing.
    """
    from eval.page import render_page

    data = json.dumps(report_json(report), ensure_ascii=False, indent=1, allow_nan=False)
    page = render_page(report)
    write_text(folder / JSON_FILE, data + "\n")
    write_text(folder / HTML_FILE, page)
    return folder / JSON_FILE, folder / HTML_FILE


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON: a summary, and a row a question."""
    return {"summary": summary_json(report), "rows": [row_json(row) for row in report.rows]}


def summary_json(report: Report) -> dict[str, Any]:
    """Return the report's figures as JSON; ``headline`` is the report split's.

    ``writing`` holds those of the answers that a language model was to write, null without one.
    """
    info = report.info
    return {
        "started": info.started,
        "questions_file": info.questions_file,
        "questions_sha256": info.questions_sha256,
        "index": info.index,
        "model": info.model,
        "seed": info.seed,
        "questions": report.overall.questions,
        "answerable": report.overall.answerable,
        "errors": [row.question.id for row in report.errors],
        "unlocated": {row.question.id: list(row.unlocated) for row in report.rows if row.unlocated},
        **_figures_json(report.headline, report.groups),
        "risk_coverage": [
            {"threshold": point.threshold, "coverage": point.coverage, "risk": point.risk}
            for point in report.risk_coverage
        ],
        "measures": _meanings(MEASURES),
        "writing": _writing_json(report),
    }


def row_json(row: Row) -> dict[str, Any]:
    """Return a row as JSON: the question, every field of ``ask``, and its scores.

    Both have missing words: those of the question are ``expected_missing``. ``written`` is the same
    question asked of the assistant that writes, null without one.
    """
    written = row.written
    return {
        **_question_json(row.question),
        **_asked_json(row, MEASURES),
        "unlocated": list(row.unlocated),
        "written": None if written is None else _asked_json(written, MEASURES + WRITING_MEASURES),
    }


def _asked_json(row: Row, measures: Sequence[Measure]) -> dict[str, Any]:
    return {
        **_ask_json(row),
        "error": row.error,
        "scores": {m.name: score(row.scores, m.field) for m in measures if m.field}
        | {"correct": row.scores.correct, "latency_ms": row.scores.latency_ms},
    }


def _writing_json(report: Report) -> dict[str, Any] | None:
    headline = report.written_headline
    if headline is None:
        return None
    return {
        **tally_json(tally_of(report.written)),
        **_figures_json(headline, report.written_groups),
        "measures": _meanings(WRITING_MEASURES),
    }


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "language": question.language,
        "kind": question.kind,
        "split": question.split,
        "all": question.all_needed,
        "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
        "evidence": list(question.evidence),
        "answers": list(question.answers),
        "expects": question.expects,
        "expected_missing": list(question.missing),
    }


def _ask_json(row: Row) -> dict[str, Any]:
    if row.answer is not None:
        return row.answer.to_json()
    # The same fields as of an answer, so that a reader of the rows meets one form.
    nothing = Answer(row.question.question, "", (), False, None, (), (), (), 0.0, "", "")
    return nothing.to_json() | {"answer": None, "abstained": None, "confidence": None}


def _figures_json(headline: Group, groups: Sequence[Group]) -> dict[str, Any]:
    return {
        "headline": _figures(headline),
        "overall": _figures(groups[0]),
        **{f"by_{by}": _by(groups, by) for by in ("split", "language", "kind")},
    }


def _meanings(measures: Sequence[Measure]) -> dict[str, Any]:
    return {
        m.name: {"meaning": m.meaning, "higher_is_better": m.higher_is_better} for m in measures
    }


def _figures(group: Group) -> dict[str, Any]:
    return {
        "questions": group.questions,
        "answerable": group.answerable,
        **{
            e.measure: {"value": e.value, "low": e.low, "high": e.high, "n": e.count}
            for e in group.estimates
        },
    }


def _by(groups: Sequence[Group], by: str) -> dict[str, Any]:
    return {group.name: _figures(group) for group in groups if group.by == by}
