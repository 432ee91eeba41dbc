"""The evaluation: one run for everybody, a process of its own that is watched from here."""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.jobs.ending import could_not_start, ending_of
from assistant.jobs.heard import Lines, step_of
from assistant.jobs.models import EvaluationState
from assistant.jobs.report_files import JSON_FILE, Mark, mark_of
from assistant.jobs.starter import iso_utc, name_of, utc_now
from assistant.jobs.time_left import TimeLeft

logger = logging.getLogger(__name__)

LONG_PHASE = "asking"
KEPT_LINES = 200
GRACE_SECONDS = 5.0
_READ_BYTES = 4096


def evaluation_command(index: Path, report: Path) -> tuple[str, ...]:
    """Return the command that asks every question of the index at hand.

    :param index: the index's folder.
    :param report: the folder that its report goes to.
    """
    run = (sys.executable, "-m", "eval", "run")
    return (*run, "--index", str(index), "--report", str(report))


class EvaluationRun:
    """Runs one evaluation at a time as a process, and says how far it is to all who look.

    :param command: see ``evaluation_command``.
    :param report_folder: where the command writes its report.
    :param clock: seconds, going forward only.
    :param now: the time, with its zone.
    :param grace_seconds: how long a process that is told to stop may take over it.
    """

    def __init__(
        self,
        command: Sequence[str],
        report_folder: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self._command = tuple(command)
        self._report = report_folder / JSON_FILE
        self._clock = clock
        self._now = now
        self._grace = grace_seconds
        self._lock = threading.Lock()
        self._state = EvaluationState()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._began = 0.0
        self._left = TimeLeft(LONG_PHASE)
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._before: Mark | None = None
        self._stopping = False
        self._closed = False

    def start(self, by: str) -> bool:
        """Start a run, unless one is at work.

        :param by: who asks for it.
        :return: False where one was at work already, or the server is ending: nothing was started.
            A command that cannot be run at all is a run that has ended; ``state`` says why.
        """
        with self._lock:
            if self._state.running or self._closed:
                return False
            self._reset(by)
            try:
                process = _open(self._command)
            except OSError as exc:
                problem = could_not_start(exc)
                self._state = replace(self._state, ending="could not", problem=problem)
                return True
            self._state = replace(self._state, running=True)
            self._process = process
            self._thread = threading.Thread(
                target=self._follow, args=(process,), name="evaluation", daemon=True
            )
            self._thread.start()
            atexit.unregister(self.close)  # once is enough, however many runs there are
            atexit.register(self.close)
            return True

    @property
    def state(self) -> EvaluationState:
        """The run at work, or the last one."""
        with self._lock:
            state = replace(self._state, lines=tuple(self._lines))
            if not state.running:
                return state
            at = self._clock()
            return replace(state, seconds=at - self._began, seconds_left=self._left.at(at))

    def stop(self) -> bool:
        """End the run at work: ask it to, and kill it where it does not within the grace time.

        :return: False where none was at work.
        """
        with self._lock:
            process, thread = self._process, self._thread
            if process is None or thread is None:
                return False
            self._stopping = True
        _end(process, self._grace)
        # A process that the command left behind may hold the pipe open: it is not waited for.
        thread.join(self._grace)
        self._finish(process)
        return True

    def close(self) -> None:
        """End the run at work and start no other; for when the server ends."""
        with self._lock:
            self._closed = True
        atexit.unregister(self.close)
        self.stop()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the run at work to end.

        :param timeout: at most this many seconds; None for as long as it takes.
        :return: False where it is still at work.
        """
        thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return not self.state.running

    def _reset(self, by: str) -> None:
        self._began = self._clock()
        self._left = TimeLeft(LONG_PHASE)
        self._lines.clear()
        self._stopping = False
        self._before = mark_of(self._report)
        self._state = EvaluationState(by=name_of(by), started_at=iso_utc(self._now()))

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        lines = Lines()
        try:
            if process.stderr is not None:
                with process.stderr as stream:
                    while data := os.read(stream.fileno(), _READ_BYTES):
                        self._hear(process, lines.feed(data))
                self._hear(process, lines.end())
        finally:
            process.wait()
            self._finish(process)

    def _hear(self, process: subprocess.Popen[bytes], lines: Sequence[str]) -> None:
        with self._lock:
            if process is not self._process:
                return
            for line in lines:
                step = step_of(line)
                if step is None:
                    self._lines.append(line)
                    continue
                self._left.see(step.phase, step.done, step.total, self._clock())
                self._state = replace(
                    self._state, phase=step.phase, done=step.done, total=step.total
                )

    def _finish(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if process is not self._process:
                return
            self._process = None
            code = process.returncode
            written = mark_of(self._report) not in (None, self._before)
            ended = ending_of(code, tuple(self._lines), written, self._stopping)
            seconds = self._clock() - self._began
            self._state = replace(
                self._state,
                running=False,
                seconds=seconds,
                exit_code=code,
                ending=ended.ending,
                problem=ended.problem,
            )
        if ended.problem:
            logger.warning("the evaluation ended with %s: %s", code, ended.problem)


def _open(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # Its report is read, its table is not; what it says is to be UTF-8 whatever the locale.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )


def _end(process: subprocess.Popen[bytes], grace_seconds: float) -> None:
    process.terminate()
    try:
        process.wait(grace_seconds)
    except subprocess.TimeoutExpired:
        logger.warning("the evaluation did not stop when asked to, and was killed")
        process.kill()
        process.wait()
