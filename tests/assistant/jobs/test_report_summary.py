from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.jobs.report_files import JSON_FILE, MAX_BYTES
from assistant.jobs.report_summary import SHOWN, Figure, ReportSummary, summary_of
from eval.measures import MEASURES
from eval.report import write_report
from ingest.errors import EvaluationError, ReportInvalid
from tests.eval.test_run import QUESTIONS, run

SUMMARY: dict[str, Any] = {
    "questions": 385,
    "answerable": 255,
    "errors": ["q7"],
    "index": "gen-000003",
    "model": "a-model",
    "headline": {"recall@5": {"value": 0.838, "low": 0.777, "high": 0.892, "n": 130}},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def written(folder: Path, data: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / JSON_FILE).write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_a_real_report_is_summed_up(tmp_path: Path) -> None:
    path, _ = write_report(run(), tmp_path)
    os.utime(path, (1767355200, 1767355200))
    summary = summary_of(tmp_path)
    assert summary is not None
    assert summary.made_at == "2026-01-02T12:00:00+00:00"
    assert (summary.questions, summary.errors) == (len(QUESTIONS), 1)
    assert Figure("recall@5", 1.0, 1.0, 1.0) in summary.figures


def test_the_figures_shown_are_measures_of_the_report() -> None:
    assert set(SHOWN) <= {measure.name for measure in MEASURES}


def test_only_known_figures_are_taken(tmp_path: Path) -> None:
    os.utime(written(tmp_path, {"summary": SUMMARY}) / JSON_FILE, (0, 0))
    assert summary_of(tmp_path) == ReportSummary(
        made_at="1970-01-01T00:00:00+00:00",
        questions=385,
        answerable=255,
        errors=1,
        index="gen-000003",
        model="a-model",
        figures=(Figure("recall@5", 0.838, 0.777, 0.892),),
    )


def test_without_a_report_there_is_nothing_to_sum_up(tmp_path: Path) -> None:
    assert summary_of(tmp_path) is None
    assert summary_of(tmp_path / "missing") is None


@pytest.mark.parametrize(
    "data,problem",
    [
        (b"", "it is no JSON"),
        (b'{"summary": {"questions": 38', "it is no JSON"),
        (b"\xff\xfe{}", "it is no JSON"),
        (b"[" * 200_000, "it is no JSON"),
        (b"9" * 10_000, "it is no JSON"),
        (b"[]", "report is no object"),
        (b"{}", "summary is no object"),
    ],
)
def test_a_damaged_report_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / JSON_FILE).write_bytes(data)
    with pytest.raises(ReportInvalid, match=rf"report\.json is damaged: {problem}.*again"):
        summary_of(tmp_path)


@pytest.mark.parametrize(
    "change,problem",
    [
        ({"questions": "385"}, "questions is no count"),
        ({"questions": True}, "questions is no count"),
        ({"answerable": -1}, "answerable is no count"),
        ({"errors": 3}, "errors is no list"),
        ({"index": None}, "index is no text"),
        ({"headline": []}, "headline is no object"),
        ({"headline": {"recall@5": 0.8}}, "recall@5 is no object"),
        ({"headline": {"recall@5": {"value": "0.8"}}}, "value of recall@5 is no number"),
        ({"headline": {"recall@5": {"value": 1.5}}}, "no share from 0 to 1"),
        ({"headline": {"recall@5": {"value": float("nan")}}}, "no share from 0 to 1"),
        ({"headline": {"recall@5": {"value": 10**400}}}, "no share from 0 to 1"),
        ({"headline": {"recall@5": {"value": 1, "low": True}}}, "low of recall@5 is no number"),
    ],
)
def test_a_report_of_another_form_is_named(
    tmp_path: Path, change: dict[str, Any], problem: str
) -> None:
    written(tmp_path, {"summary": SUMMARY | change})
    with pytest.raises(ReportInvalid, match=problem):
        summary_of(tmp_path)


def test_a_measure_without_a_figure_is_left_out(tmp_path: Path) -> None:
    figures = {"recall@5": {"value": None}, "exact_quotes": {"value": 1}}
    summary = summary_of(written(tmp_path, {"summary": SUMMARY | {"headline": figures}}))
    assert summary is not None and summary.figures == (Figure("exact_quotes", 1.0),)


def test_a_report_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    with (tmp_path / JSON_FILE).open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(EvaluationError, match=r"report\.json is larger than 32 MiB"):
        summary_of(tmp_path)


@given(JSON, st.sampled_from([*SUMMARY, ""]))
def test_whatever_stands_in_a_report_it_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, value: object, at: str
) -> None:
    data = {"summary": SUMMARY | {at: value}} if at else value
    folder = written(tmp_path_factory.getbasetemp() / "report", data)
    try:
        assert isinstance(summary_of(folder), ReportSummary)
    except ReportInvalid as exc:
        assert "damaged" in str(exc)
