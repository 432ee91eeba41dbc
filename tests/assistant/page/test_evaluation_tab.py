from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.jobs.report_files import JSON_FILE
from assistant.page.evaluation_tab import EvaluationTab
from assistant.page.parts import Parts
from tests.assistant.hostile import HOSTILE
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.parts import ASKS, MANAGES, asked_by, parts_of

pytestmark = pytest.mark.usefixtures("loop")
ADA, BOB = asked_by(MANAGES), asked_by(ASKS)
# Stays at work until it is told to end.
STAYS = (sys.executable, "-c", "import signal; signal.pause()")


def tab(parts: Parts) -> EvaluationTab:
    with gr.Blocks(analytics_enabled=False):
        return EvaluationTab(EN, parts)


def reported(root: Path, **changes: Any) -> Parts:  # noqa: ANN401 - JSON
    """Return the page's collaborators beside a report."""
    parts = parts_of(root)
    summary = {"questions": 12, "answerable": 8, "errors": [], "index": "gen-000001"}
    summary |= {"model": "a-model", "headline": {}} | changes
    path = parts.report_folder / JSON_FILE
    path.write_text(json.dumps({"summary": summary}), encoding="utf-8")
    os.utime(path, (1767355200, 1767355200))
    return parts


def test_the_last_report_is_named_and_framed(tmp_path: Path) -> None:
    last, run, stop, frame = tab(reported(tmp_path)).look(ADA)
    said = "Last run Jan 2, 2026, 12:00 UTC: 12 questions, model a-model."
    assert OwnMarkup(last).text == said
    assert run.visible and stop.visible
    assert OwnMarkup(frame).tags == ["iframe"]
    # A frame that may do nothing at all, whose address is another one for another report.
    assert " sandbox " in frame and 'src="evaluation/report?made=2026-01-02T12:00:00' in frame


def test_who_may_only_ask_sees_the_report_and_nothing_to_press(tmp_path: Path) -> None:
    last, run, stop, frame = tab(reported(tmp_path)).look(BOB)
    assert "12 questions" in last and "iframe" in frame
    assert not run.visible and not stop.visible


def test_without_a_report_it_is_told(tmp_path: Path) -> None:
    last, *_, frame = tab(parts_of(tmp_path)).look(ADA)
    assert OwnMarkup(last).text == EN.say("evaluation.none") and frame == ""


def test_a_damaged_report_is_told_and_can_be_made_anew(tmp_path: Path) -> None:
    last, run, _, frame = tab(reported(tmp_path, questions="<b>many</b>")).look(ADA)
    assert "questions is no count" in OwnMarkup(last).text
    assert run.visible and frame == ""


def test_an_evaluation_is_started_once_and_stopped(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, evaluation=STAYS)
    page = tab(parts)
    try:
        assert page._run(ADA) == ""
        assert parts.evaluation.state.running and parts.evaluation.state.by == "ada"
        assert OwnMarkup(page._run(ADA)).text == EN.say("evaluation.running")
        assert page._stop(ADA) == ""
        assert parts.evaluation.state.ending == "stopped"
    finally:
        parts.evaluation.close()


def test_stopping_what_is_not_at_work_does_nothing(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    assert tab(parts)._stop(ADA) == "" and parts.evaluation.state.ending == ""


def test_who_may_only_ask_starts_and_stops_nothing(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, evaluation=STAYS)
    page = tab(parts)
    try:
        assert "bob may only ask" in OwnMarkup(page._run(BOB)).text
        assert not parts.evaluation.state.running
        page._run(ADA)
        assert "bob may only ask" in OwnMarkup(page._stop(BOB)).text
        assert parts.evaluation.state.running
    finally:
        parts.evaluation.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_report_becomes_markup(tmp_path: Path, text: str) -> None:
    last, *_, frame = tab(reported(tmp_path, model=text)).look(ADA)
    assert OwnMarkup(last).tags == ["p"] and OwnMarkup(frame).tags == ["iframe"]
