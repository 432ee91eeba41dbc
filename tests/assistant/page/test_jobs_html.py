from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.jobs.models import Ending, EvaluationState, RebuildState
from assistant.page.jobs_html import (
    SHOWN_LINES,
    evaluation_html,
    rebuild_html,
    time_words,
)
from index.models import Failure
from tests.assistant.hostile import hostile_text
from tests.assistant.jobs.markup import JobMarkup
from tests.assistant.jobs.samples import build_report
from tests.assistant.page.english import EN

STARTED = "2026-01-02T12:00:00+00:00"
REBUILDING = RebuildState(
    True, "embed", 120, 400, "Aigerim", STARTED, seconds=61.0, seconds_left=131.0
)
REBUILT = RebuildState(by="Aigerim", started_at=STARTED, report=build_report())
ASKING = EvaluationState(True, "asking", 12, 385, "Aigerim", STARTED, seconds=3.0)
ASKED = EvaluationState(by="Aigerim", started_at=STARTED, exit_code=0, ending="done", seconds=125)


def test_before_the_first_nothing_is_shown() -> None:
    assert rebuild_html(EN, RebuildState()) == evaluation_html(EN, EvaluationState()) == ""


def test_a_rebuild_at_work_says_who_what_how_far_and_how_long() -> None:
    page = JobMarkup(rebuild_html(EN, REBUILDING))
    assert page.bars == [{"aria-label": "Progress of the rebuild", "max": "400", "value": "120"}]
    for said in ("started by Aigerim", "120 of 400", "about 2 min left", "1 min so far"):
        assert said in page.text
    assert page.strong == ["embedding the passages"]


def test_what_is_read_aloud_changes_with_the_quarters_only() -> None:
    spoken = [
        rebuild_html(
            EN, dataclasses.replace(REBUILDING, done=done, seconds=done, seconds_left=done)
        )
        for done in range(401)
    ]
    (first, *others) = dict.fromkeys(page.partition("aria-live")[2] for page in spoken)
    assert len(others) == 4 and EN.say("jobs.rebuilding") in first
    assert all(len(JobMarkup(page).spoken) == 1 for page in spoken)


def test_a_phase_without_a_count_has_a_bar_without_a_value() -> None:
    page = JobMarkup(rebuild_html(EN, RebuildState(True, by="x", started_at=STARTED)))
    assert page.bars == [{"aria-label": "Progress of the rebuild"}]
    assert page.strong == ["preparing"] and "left" not in page.text


def test_afterwards_the_report_of_the_build_is_shown() -> None:
    shown = build_report(failed=(Failure("scan.pdf", "has no text."),))
    page = JobMarkup(rebuild_html(EN, dataclasses.replace(REBUILT, report=shown)))
    assert "gen-000002 answers now" in page.text and "scan.pdf: has no text." in page.text
    assert "Last rebuild: Jan 2, 2026, 12:00 UTC, started by Aigerim." in page.text
    assert not page.bars


def test_a_rebuild_that_could_not_says_why() -> None:
    state = RebuildState(by="", started_at=STARTED, problem="the index is being built")
    html = rebuild_html(EN, state)
    assert 'role="alert">the index is being built</div>' in html
    assert "started by" not in JobMarkup(html).text


def test_an_evaluation_at_work_is_told_like_a_rebuild() -> None:
    page = JobMarkup(evaluation_html(EN, ASKING))
    assert page.strong == ["asking the questions"] and "12 of 385" in page.text
    assert page.bars[0]["aria-label"] == "Progress of the evaluation"
    other = JobMarkup(evaluation_html(EN, dataclasses.replace(ASKING, phase="weighing")))
    assert other.strong == ["weighing"]


@pytest.mark.parametrize("ending", ["done", "left out", "stopped"])
def test_how_an_evaluation_ended_is_said_in_words(ending: Ending) -> None:
    state = dataclasses.replace(ASKED, ending=ending, lines=("WARNING x",))
    page = JobMarkup(evaluation_html(EN, state))
    assert EN.say(f"jobs.ended-{ending.replace(chr(32), chr(45))}") in page.text
    assert ("WARNING x" in page.text) == (ending != "done")
    assert ("it took 2 min" in page.text) == (ending != "stopped")


def test_an_evaluation_that_could_not_shows_why_and_its_last_lines() -> None:
    lines = tuple(f"line {number};" for number in range(200))
    state = dataclasses.replace(ASKED, ending="could not", problem="no index", lines=lines)
    page = JobMarkup(evaluation_html(EN, state))
    assert "no index" in page.text and EN.say("jobs.kept") in page.text
    assert page.tags.count("li") == SHOWN_LINES
    assert "line 199;" in page.text and "line 179;" not in page.text


@pytest.mark.parametrize(
    "seconds,words",
    [
        (0, "a few seconds"),
        (9.9, "a few seconds"),
        (10, "10 s"),
        (44, "40 s"),
        (55, "1 min"),
        (89, "1 min"),
        (91, "2 min"),
        (3600, "60 min"),
        (5400, "1.5 h"),
    ],
)
def test_a_time_is_said_as_a_person_would(seconds: float, words: str) -> None:
    assert time_words(EN, seconds) == words


@given(hostile_text, hostile_text, st.integers(0, 9), st.integers(0, 9))
def test_nothing_of_anyone_becomes_markup(a: str, b: str, done: int, total: int) -> None:
    for running in (True, False):
        JobMarkup(rebuild_html(EN, RebuildState(running, a, done, total, b, STARTED, problem=a)))
        report = build_report(failed=(Failure(a, b),), notes=(b,))
        JobMarkup(
            rebuild_html(EN, RebuildState(running, a, by=b, started_at=STARTED, report=report))
        )
        state = EvaluationState(
            running, a, done, total, b, STARTED, lines=(a, b), ending="could not", problem=b
        )
        JobMarkup(evaluation_html(EN, state))
