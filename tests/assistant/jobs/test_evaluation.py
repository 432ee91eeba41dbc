from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.jobs.ending import INSTALL
from assistant.jobs.evaluation import KEPT_LINES, EvaluationRun, evaluation_command
from assistant.jobs.models import EvaluationState
from tests.assistant.jobs.samples import NOON, PATIENCE, Clock

WRITES = "import pathlib, sys; pathlib.Path({path!r}).write_text('{{}} ' * {size});"
# Says that it is at work, and stays so until it is told to end.
STAYS = "import sys, signal; print('asking: 3 of 4', file=sys.stderr, flush=True); signal.pause()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + STAYS


class Heard(Clock):
    """A clock that tells when the run's thread looked at it, which it does at each step."""

    def __init__(self) -> None:
        super().__init__()
        self.once = threading.Event()

    def __call__(self) -> float:
        if threading.current_thread().name == "evaluation":
            self.once.set()
        return super().__call__()


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[list[EvaluationRun]]:
    made: list[EvaluationRun] = []
    yield made
    for run in made:
        run.close()


def of_script(
    runs: list[EvaluationRun],
    folder: Path,
    script: str,
    clock: Clock | None = None,
    grace_seconds: float = PATIENCE,
) -> EvaluationRun:
    run = EvaluationRun(
        [sys.executable, "-c", script],
        folder,
        clock=clock or Clock(),
        now=lambda: NOON,
        grace_seconds=grace_seconds,
    )
    runs.append(run)
    return run


def writes(folder: Path, size: int = 1) -> str:
    return WRITES.format(path=str(folder / "report.json"), size=size)


def at_work(
    runs: list[EvaluationRun], folder: Path, script: str = STAYS, grace_seconds: float = PATIENCE
) -> EvaluationRun:
    """Return a run that has told a first step and goes on."""
    clock = Heard()
    run = of_script(runs, folder, script, clock, grace_seconds)
    assert run.start("Aigerim")
    assert clock.once.wait(PATIENCE)
    return run


def test_the_command_is_the_one_a_person_types() -> None:
    command = evaluation_command(Path("an index"), Path("reports"))
    assert command[0] == sys.executable
    assert command[1:] == ("-m", "eval", "run", "--index", "an index", "--report", "reports")


def test_before_the_first_there_is_nothing_to_tell(
    runs: list[EvaluationRun], tmp_path: Path
) -> None:
    run = of_script(runs, tmp_path, "")
    assert run.state == EvaluationState() and run.wait(0) and not run.stop()


def test_a_run_that_measures_everything_is_done(runs: list[EvaluationRun], tmp_path: Path) -> None:
    script = writes(tmp_path) + (
        "print('a note', file=sys.stderr); print('asking: 3 of 4', file=sys.stderr);"
        "print('asking: 4 of 4', file=sys.stderr); print('a table')"
    )
    run = of_script(runs, tmp_path, script)
    assert run.start("Aigerim") and run.wait(PATIENCE)
    assert run.state == EvaluationState(
        phase="asking",
        done=4,
        total=4,
        by="Aigerim",
        started_at="2026-01-02T12:00:00+00:00",
        lines=("a note",),
        exit_code=0,
        ending="done",
    )


def test_a_question_that_failed_is_something_left_out(
    runs: list[EvaluationRun], tmp_path: Path
) -> None:
    run = of_script(runs, tmp_path, writes(tmp_path) + "sys.exit(1)")
    assert run.start("Aigerim") and run.wait(PATIENCE)
    assert (run.state.exit_code, run.state.ending, run.state.problem) == (1, "left out", "")


@pytest.mark.parametrize(
    "script,code,problem",
    [
        (
            "print('error: there is no index: build one.', file=sys.stderr);"
            "print('a note', file=sys.stderr); sys.exit(2)",
            2,
            "there is no index: build one.",
        ),
        ("sys.exit(2)", 2, "said nothing"),
        ("raise ZeroDivisionError('at 0')", 1, "unexpectedly (exit code 1): ZeroDivisionError"),
        ("import no_such_library", 1, INSTALL),
        ("import os; os.kill(os.getpid(), 9)", -9, "memory"),
        ("import os; os.kill(os.getpid(), 15)", -15, "ended from outside (signal 15);"),
        ("sys.exit(0)", 0, "without writing a report"),
    ],
)
def test_a_run_without_a_new_report_could_not(
    runs: list[EvaluationRun], tmp_path: Path, script: str, code: int, problem: str
) -> None:
    (tmp_path / "report.json").write_text("the last one", encoding="utf-8")
    run = of_script(runs, tmp_path, "import sys;" + script)
    assert run.start("Aigerim") and run.wait(PATIENCE)
    assert (run.state.exit_code, run.state.ending) == (code, "could not")
    assert problem in run.state.problem
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "the last one"


def test_a_command_that_is_not_there_is_a_run_that_ended(tmp_path: Path) -> None:
    run = EvaluationRun([str(tmp_path / "no-python")], tmp_path)
    assert run.start("Aigerim")
    assert run.state.ending == "could not" and not run.state.running
    assert "could not be started (No such file or directory)" in run.state.problem


def test_the_evaluation_without_its_packages_says_what_to_install(
    runs: list[EvaluationRun], tmp_path: Path
) -> None:
    script = (
        "import sys, importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *rest: None if name == 'matplotlib' else find(name, *rest);"
        "from eval.__main__ import main; sys.exit(main(['run']))"
    )
    run = of_script(runs, tmp_path, script)
    assert run.start("Aigerim") and run.wait(PATIENCE)
    assert run.state.exit_code == 2
    assert run.state.problem.startswith("matplotlib is not installed")
    assert "make eval" in run.state.problem


def test_a_second_start_is_refused_and_shown_the_first(
    runs: list[EvaluationRun], tmp_path: Path
) -> None:
    run = at_work(runs, tmp_path)
    assert not run.start("another") and run.state.by == "Aigerim"


def test_of_many_starts_at_once_one_begins(runs: list[EvaluationRun], tmp_path: Path) -> None:
    run, together, began = of_script(runs, tmp_path, STAYS), threading.Barrier(6), []

    def start(name: str) -> None:
        together.wait(PATIENCE)
        began.append(run.start(name))

    threads = [threading.Thread(target=start, args=(f"person {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(began) == [False] * 5 + [True]


@pytest.mark.parametrize("script,code", [(STAYS, -15), (DEAF, -9)], ids=["hears", "is deaf"])
def test_a_run_is_stopped_and_another_can_start(
    runs: list[EvaluationRun], tmp_path: Path, script: str, code: int
) -> None:
    run = at_work(runs, tmp_path, script, grace_seconds=0.05 if code == -9 else PATIENCE)
    assert run.stop() and not run.stop()
    state = run.state
    assert (state.running, state.ending, state.exit_code) == (False, "stopped", code)
    assert not state.problem
    assert run.start("another") and run.state.by == "another"


def test_when_the_server_ends_so_does_the_run(runs: list[EvaluationRun], tmp_path: Path) -> None:
    run = at_work(runs, tmp_path)
    run.close()
    assert run.state.ending == "stopped"
    assert not run.start("late")


def test_no_more_than_the_last_lines_are_kept(runs: list[EvaluationRun], tmp_path: Path) -> None:
    run = of_script(
        runs, tmp_path, "import sys\nfor n in range(999): print('n', n, file=sys.stderr)"
    )
    assert run.start("Aigerim") and run.wait(PATIENCE)
    kept = run.state.lines
    assert (len(kept), kept[0], kept[-1]) == (KEPT_LINES, f"n {999 - KEPT_LINES}", "n 998")


def test_progress_comes_while_the_run_is_at_work(runs: list[EvaluationRun], tmp_path: Path) -> None:
    run = at_work(runs, tmp_path)
    assert run.state.running and run.state.exit_code is None
    assert (run.state.phase, run.state.done, run.state.total) == ("asking", 3, 4)
