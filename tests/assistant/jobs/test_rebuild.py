from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from assistant.jobs.models import RebuildState
from assistant.jobs.rebuild import Rebuild
from assistant.jobs.starter import MAX_NAME_CHARS
from index.build import BuildReport
from index.lock import build_lock
from index.models import Progress
from ingest.errors import IndexCorrupt
from tests.assistant.jobs.samples import NOON, PATIENCE, Clock, HeldBuild, build_report


def test_before_the_first_there_is_nothing_to_tell() -> None:
    rebuild = Rebuild(HeldBuild())
    assert rebuild.state == RebuildState()
    assert rebuild.wait(0)


def test_one_at_work_says_who_started_it_when_and_how_far_it_is() -> None:
    clock, build = Clock(), HeldBuild([("read", 2, 2), ("embed", 3, 400)])
    rebuild = Rebuild(build, clock, lambda: NOON)
    assert rebuild.start("Aigerim")
    assert build.started.wait(PATIENCE)
    clock.at += 7
    state = rebuild.state
    assert state == RebuildState(
        running=True,
        phase="embed",
        done=3,
        total=400,
        by="Aigerim",
        started_at="2026-01-02T12:00:00+00:00",
        seconds=7.0,
    )
    assert not rebuild.wait(0)
    build.may_end.set()
    assert rebuild.wait(PATIENCE)
    clock.at += 100
    ended = rebuild.state
    assert not ended.running and ended.report == build_report()
    assert ended.seconds == 7.0 and ended.by == "Aigerim" and not ended.problem


def test_a_second_start_is_refused_and_the_first_goes_on() -> None:
    build = HeldBuild()
    rebuild = Rebuild(build)
    assert rebuild.start("first")
    assert build.started.wait(PATIENCE)
    assert not rebuild.start("second")
    assert rebuild.state.by == "first"
    build.may_end.set()
    assert rebuild.wait(PATIENCE)
    assert build.calls == 1


def test_of_many_starts_at_once_one_begins() -> None:
    build, together = HeldBuild(), threading.Barrier(8)
    rebuild = Rebuild(build)
    began: list[str] = []

    def start(name: str) -> None:
        together.wait(PATIENCE)
        if rebuild.start(name):
            began.append(name)

    threads = [threading.Thread(target=start, args=(f"person {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert build.started.wait(PATIENCE)
    assert began == [rebuild.state.by] and build.calls == 1
    build.may_end.set()
    assert rebuild.wait(PATIENCE)


def test_another_can_start_when_one_has_ended_and_begins_afresh() -> None:
    build = HeldBuild([("write", 3, 3)], error=IndexCorrupt("broken"))
    build.may_end.set()
    rebuild = Rebuild(build)
    assert rebuild.start("first") and rebuild.wait(PATIENCE)
    assert rebuild.state.problem == "broken" and rebuild.state.report is None
    build.may_end.clear()
    build.started.clear()
    build.steps, build.error = [], None
    assert rebuild.start("second")
    assert build.started.wait(PATIENCE)
    state = rebuild.state
    assert (state.by, state.phase, state.problem, state.total) == ("second", "", "", 0)
    build.may_end.set()
    assert rebuild.wait(PATIENCE) and rebuild.state.report is not None


def test_a_build_from_elsewhere_is_named(tmp_path: Path) -> None:
    def build(progress: Progress) -> BuildReport:
        with build_lock(tmp_path):
            return build_report()

    rebuild = Rebuild(build)
    with build_lock(tmp_path):
        assert rebuild.start("someone") and rebuild.wait(PATIENCE)
    problem = rebuild.state.problem
    assert "is being built by process" in problem and "try again" in problem
    assert rebuild.start("someone") and rebuild.wait(PATIENCE)
    assert rebuild.state.report is not None


@pytest.mark.parametrize("error", [ZeroDivisionError("at 0"), MemoryError(), SystemExit(3)])
def test_an_error_that_nobody_expected_is_told_and_logged_with_where_it_was(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    build = HeldBuild(error=error)
    build.may_end.set()
    rebuild = Rebuild(build)
    with caplog.at_level(logging.ERROR, logger="assistant.jobs.rebuild"):
        assert rebuild.start("someone") and rebuild.wait(PATIENCE)
    kind = type(error).__name__
    assert rebuild.state.problem == (
        f"The rebuild stopped unexpectedly: {kind}; see the server's log."
    )
    (record,) = caplog.records
    assert record.exc_info and record.exc_info[1] is error
    assert record.exc_info[2] is not None
    assert rebuild.start("someone")
    assert rebuild.wait(PATIENCE)


def test_the_thread_lets_the_process_end() -> None:
    kinds: list[bool] = []

    def build(progress: Progress) -> BuildReport:
        kinds.append(threading.current_thread().daemon)
        return build_report()

    rebuild = Rebuild(build)
    assert rebuild.start("someone") and rebuild.wait(PATIENCE)
    assert kinds == [True]


def test_time_left_is_told_while_it_embeds() -> None:
    clock, seen = Clock(), []

    def build(progress: Progress) -> BuildReport:
        for done in (10, 20, 30):
            progress("embed", done, 100)
            seen.append(rebuild.state.seconds_left)
            clock.at += 5
        progress("write", 0, 3)
        seen.append(rebuild.state.seconds_left)
        return build_report()

    rebuild = Rebuild(build, clock)
    assert rebuild.start("someone") and rebuild.wait(PATIENCE)
    assert seen == [None, 40.0, 35.0, None]
    assert rebuild.state.seconds_left is None


def test_a_name_is_kept_on_one_line_and_short() -> None:
    build = HeldBuild()
    build.may_end.set()
    rebuild = Rebuild(build)
    assert rebuild.start("a\nb\x1b[31m" + "x" * 10_000) and rebuild.wait(PATIENCE)
    by = rebuild.state.by
    assert len(by) == MAX_NAME_CHARS and "\n" not in by and "\x1b" not in by
