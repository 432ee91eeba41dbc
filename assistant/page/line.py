"""The line in which questions wait, one for all pages and programs together.

Gradio's own queue is one a page, so that it cannot know who asked before on the page of another
language.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from assistant.steps import Step, Tell
from ingest.errors import QuestionStopped

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question waits for those that were asked before it.

    :param place: among those that wait, from 1.
    """

    place: int


@dataclass(slots=True, eq=False)
class _Turn(Generic[Result]):
    """One question in the line.

    :param work: what is done when its turn comes.
    :param loop: of who waits for it.
    :param told: what there is to tell of it; None at its end.
    :param stopped: nobody waits for it any more.
    :param place: that was told last; 0 for none.
    :param future: the work, once its turn has come.
    """

    work: Callable[[Tell], Result]
    loop: asyncio.AbstractEventLoop
    told: asyncio.Queue[Waiting | Step | None] = field(default_factory=asyncio.Queue)
    stopped: threading.Event = field(default_factory=threading.Event)
    place: int = 0
    future: Future[Result] | None = None

    def tell(self, step: Step) -> None:
        """Pass a step on; called in the thread of the work."""
        if self.stopped.is_set():
            raise QuestionStopped("the person stopped the question.")
        self.loop.call_soon_threadsafe(self.told.put_nowait, step)

    def result(self) -> Result:
        """Return what came of the work, or raise what it raised; it has ended."""
        if self.future is None:
            raise QuestionStopped("the question left the line before its turn came.")
        return self.future.result()


class Line:
    """Does so much work at once; the rest waits in the order in which it came.

    To be used from one event loop: that of the server.

    :param at_once: more at once would answer no more a second.
    """

    def __init__(self, at_once: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="ask")
        self._free = at_once
        self._waiting: list[_Turn[Any]] = []

    async def steps(
        self, work: Callable[[Tell], Result]
    ) -> AsyncGenerator[Waiting | Step | Result, None]:
        """Yield the place in the line as it changes, each step of some work, and last its result.

        Closing the iterator leaves the line, or stops the work at its next step.

        :param work: given what takes the steps, which raises ``QuestionStopped`` to stop it.
        :raises Exception: what the work raised.
        """
        turn = _Turn(work, asyncio.get_running_loop())
        async with aclosing(self._told(turn)) as told:
            async for each in told:
                yield each
        yield turn.result()

    async def result(self, work: Callable[[Tell], Result]) -> Result:
        """Return what comes of some work once its turn has come.

        :param work: as for :meth:`steps`.
        :raises Exception: what the work raised.
        """
        turn = _Turn(work, asyncio.get_running_loop())
        async with aclosing(self._told(turn)) as told:
            async for _ in told:
                pass
        return turn.result()

    async def _told(self, turn: _Turn[Result]) -> AsyncGenerator[Waiting | Step, None]:
        """Join the line, and yield what there is to tell till the end."""
        self._waiting.append(turn)
        self._let_in()
        try:
            while (each := await turn.told.get()) is not None:
                yield each
        finally:
            turn.stopped.set()
            if turn in self._waiting:
                self._waiting.remove(turn)
                self._tell_places()

    def _let_in(self) -> None:
        """Begin what can begin, and tell the rest its places, for the line has moved."""
        begun = self._waiting[: self._free]
        del self._waiting[: len(begun)]
        self._free -= len(begun)
        for turn in begun:
            turn.future = self._threads.submit(turn.work, turn.tell)
            turn.future.add_done_callback(partial(self._notify, turn))
        self._tell_places()

    def _notify(self, turn: _Turn[Any], _: object) -> None:
        """Say that some work has ended; called in its thread."""
        with suppress(RuntimeError):  # the loop is closed: the server ends, and nobody waits
            turn.loop.call_soon_threadsafe(self._ended, turn)

    def _ended(self, turn: _Turn[Any]) -> None:
        self._free += 1
        turn.told.put_nowait(None)
        self._let_in()

    def _tell_places(self) -> None:
        for place, turn in enumerate(self._waiting, 1):
            if turn.place != place:
                turn.place = place
                turn.told.put_nowait(Waiting(place))
