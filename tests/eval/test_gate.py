from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.gate import Baseline, check_gate, gated_groups, read_baseline, write_baseline
from eval.models import Estimate, Report
from ingest.errors import BaselineInvalid
from tests.eval.samples import greeting
from tests.eval.test_run import QUESTIONS, run


def baseline(report: Report, measure: str, value: float, low: float, high: float) -> Baseline:
    estimates = (Estimate(measure, value, low, high, 0),)
    passed = (Estimate("recall@1", 0.0, 0.0, 0.0, 0),)
    others = tuple((group.name, passed) for group in gated_groups(report) if group.name != "all")
    return Baseline(report.info.questions_sha256, (("all", estimates), *others))


def test_a_run_passes_its_own_baseline(tmp_path: Path) -> None:
    report = run()
    write_baseline(report, tmp_path / "baseline.json")
    recorded = read_baseline(tmp_path / "baseline.json")
    assert [name for name, _ in recorded.groups] == ["all", "report"]
    assert check_gate(report, recorded) == ()
    assert "latency" not in (tmp_path / "baseline.json").read_text()


@pytest.mark.parametrize(
    ("measure", "value", "low", "high", "passes"),
    [
        ("recall@1", 0.5, 0.3, 0.7, True),  # the run has 1/3, within the interval
        ("recall@1", 0.6, 0.4, 0.8, False),
        ("recall@1", 0.2, 0.1, 0.3, True),  # better than before
        ("false_refusals", 0.2, 0.1, 0.3, False),  # lower is better
        ("false_refusals", 0.3, 0.1, 0.4, True),
        ("false_refusals", 0.9, 0.8, 1.0, True),
    ],
)
def test_the_gate_fails_beyond_the_worse_end_of_the_interval(
    measure: str, value: float, low: float, high: float, passes: bool
) -> None:
    report = run()
    regressions = check_gate(report, baseline(report, measure, value, low, high))
    assert (regressions == ()) == passes
    assert passes or str(regressions[0]).startswith(f"{measure} (all): 0.333, baseline")


def test_a_figure_that_vanished_does_not_pass() -> None:
    report = run(QUESTIONS[:1])  # no unanswerable question
    (regression,) = check_gate(report, baseline(report, "false_answers", 0.1, 0.0, 0.2))
    assert regression.found is None
    assert "nothing" in str(regression)


def test_a_baseline_of_before_a_measure_says_nothing_of_it_and_a_later_one_holds_it() -> None:
    report = run((*QUESTIONS, greeting("refused-hello")))
    assert check_gate(report, baseline(report, "recall@1", 0.0, 0.0, 0.0)) == ()
    (regression,) = check_gate(report, baseline(report, "replies", 1.0, 1.0, 1.0))
    assert str(regression) == "replies (all): 0.000, baseline 1.000, bound 1.000"


def test_other_questions_are_not_comparable() -> None:
    report = run()
    other = replace(baseline(report, "recall@1", 1, 1, 1), questions_sha256="of others")
    with pytest.raises(BaselineInvalid, match="recorded on other questions"):
        check_gate(report, other)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "expected a baseline of format 1"),
        ('{"format": 1}', "a field is missing or wrong"),
        (
            json.dumps({"format": 1, "questions_sha256": "", "groups": {"all": {"MRR": {}}}}),
            "wrong",
        ),
        (json.dumps({"format": 1, "questions_sha256": "", "groups": [1]}), "wrong"),
    ],
)
def test_a_baseline_not_of_the_form_says_how_to_record_one(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(BaselineInvalid, match=message) as caught:
        read_baseline(path)
    assert "--write-baseline" in str(caught.value)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BaselineInvalid, match="cannot be read"):
        read_baseline(tmp_path / "absent.json")


@pytest.mark.parametrize("measure", ["a measure of old", "latency_median_ms"])
def test_a_measure_that_is_not_gated_is_no_baseline(measure: str) -> None:
    report = run()
    with pytest.raises(BaselineInvalid, match=f"{measure}.*no measure that is gated"):
        check_gate(report, baseline(report, measure, 1.0, 1.0, 1.0))


@pytest.mark.parametrize("groups", [(), (("al", ()),), (("all", ()), ("report", ()))])
def test_a_baseline_that_would_compare_nothing_is_refused(
    groups: tuple[tuple[str, tuple[Estimate, ...]], ...],
) -> None:
    report = run()
    with pytest.raises(BaselineInvalid, match="expected of all, report"):
        check_gate(report, Baseline(report.info.questions_sha256, groups))
