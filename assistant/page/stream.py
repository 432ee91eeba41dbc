"""Work that tells its steps, as an iterator over them; closing it stops the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

from assistant.steps import Step, Tell
from ingest.errors import QuestionStopped

Result = TypeVar("Result")


def steps_of(work: Callable[[Tell], Result]) -> Iterator[Step | Result]:
    """Yield each step of some work as it begins, and last its result.

    :param work: given what takes the steps; that raises ``QuestionStopped`` once the iterator was
        closed, so that nothing goes on for a person who left.
    :raises Exception: what the work raised.
    """
    told: SimpleQueue[Step | None] = SimpleQueue()
    stopped = Event()

    def tell(step: Step) -> None:
        if stopped.is_set():
            raise QuestionStopped("the person stopped the question.")
        told.put(step)

    with ThreadPoolExecutor(1, thread_name_prefix="ask") as thread:
        future = thread.submit(work, tell)
        future.add_done_callback(lambda _: told.put(None))
        try:
            while (step := told.get()) is not None:
                yield step
            yield future.result()
        finally:
            stopped.set()
