"""The rebuild of the index: one for everybody, at work behind the page."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from assistant.jobs.models import RebuildState
from assistant.jobs.starter import iso_utc, name_of, utc_now
from assistant.jobs.time_left import TimeLeft
from index.models import Progress
from ingest.errors import FootnoteError

if TYPE_CHECKING:
    from index.build import BuildReport

logger = logging.getLogger(__name__)

LONG_PHASE = "embed"
UNEXPECTED = "The rebuild stopped unexpectedly: {kind}; see the server's log."


class Rebuild:
    """Runs one build at a time in a thread, and says how far it is to all who look.

    The thread does not keep the process from ending: a build that is cut off leaves the last good
    index as it was.

    :param build: brings the index up to date, telling how far it is.
    :param clock: seconds, going forward only.
    :param now: the time, with its zone.
    """

    def __init__(
        self,
        build: Callable[[Progress], BuildReport],
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._build = build
        self._clock = clock
        self._now = now
        self._lock = threading.Lock()
        self._state = RebuildState()
        self._began = 0.0
        self._left = TimeLeft(LONG_PHASE)
        self._thread: threading.Thread | None = None

    def start(self, by: str) -> bool:
        """Start a build, unless one is at work.

        :param by: who asks for it.
        :return: False where one was at work already, which ``state`` tells of; none was started.
        """
        with self._lock:
            if self._state.running:
                return False
            thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
            # It waits for the lock before it says anything, so the state below comes first.
            thread.start()
            self._thread = thread
            self._began = self._clock()
            self._left = TimeLeft(LONG_PHASE)
            started_at = iso_utc(self._now())
            self._state = RebuildState(running=True, by=name_of(by), started_at=started_at)
            return True

    @property
    def state(self) -> RebuildState:
        """The build at work, or the last one."""
        with self._lock:
            if not self._state.running:
                return self._state
            at = self._clock()
            return replace(self._state, seconds=at - self._began, seconds_left=self._left.at(at))

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the build at work to end.

        :param timeout: at most this many seconds; None for as long as it takes.
        :return: False where it is still at work.
        """
        thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return not self.state.running

    def _run(self) -> None:
        future: Future[BuildReport] = Future()
        with _Holding(future):
            future.set_result(self._build(self._see))
        error = future.exception()
        report = None if error else future.result()
        problem = _problem(error) if error else ""
        with self._lock:
            self._state = replace(
                self._state,
                running=False,
                seconds=self._clock() - self._began,
                report=report,
                problem=problem,
            )

    def _see(self, phase: str, done: int, total: int) -> None:
        with self._lock:
            self._left.see(phase, done, total, self._clock())
            self._state = replace(self._state, phase=phase, done=done, total=total)


class _Holding:
    """Hands whatever is raised inside it to a future: nothing that a build does may go untold."""

    def __init__(self, future: Future[BuildReport]) -> None:
        self._future = future

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Hold the error, so that the thread goes on to tell of it."""
        if error is not None:
            self._future.set_exception(error)
        return error is not None


def _problem(error: BaseException) -> str:
    """Return what a person is told of a build that failed, and log what they need not see."""
    if isinstance(error, FootnoteError):
        logger.warning("the index was not rebuilt: %s", error)
        return str(error)
    logger.error("the rebuild stopped unexpectedly", exc_info=error)
    return UNEXPECTED.format(kind=type(error).__name__)
