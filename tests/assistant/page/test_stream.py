from __future__ import annotations

from collections.abc import Generator
from threading import Event
from typing import cast

import pytest

from assistant.page.stream import steps_of
from assistant.steps import Step, Tell
from ingest.errors import IndexCorrupt, QuestionStopped
from tests.assistant.jobs.samples import PATIENCE

MANY = 1_000_000  # more than are told before the iterator is closed
STEPS = (Step("search"), Step("read", 3), Step("read", 9))


def told(tell: Tell) -> str:
    for step in STEPS:
        tell(step)
    return "done"


def test_steps_come_in_their_order_and_last_what_came_of_it() -> None:
    assert list(steps_of(told)) == [*STEPS, "done"]


def test_work_without_a_step_gives_what_came_of_it() -> None:
    assert list(steps_of(lambda tell: None)) == [None]


def test_a_step_comes_while_the_work_goes_on() -> None:
    seen = Event()

    def work(tell: Tell) -> bool:
        tell(STEPS[0])
        return seen.wait(PATIENCE)

    steps = steps_of(work)
    assert next(steps) == STEPS[0]
    seen.set()
    assert list(steps) == [True]


def test_what_the_work_raises_is_raised_after_its_steps() -> None:
    def work(tell: Tell) -> None:
        tell(STEPS[0])
        raise IndexCorrupt("vectors.npy is damaged.")

    steps = steps_of(work)
    assert next(steps) == STEPS[0]
    with pytest.raises(IndexCorrupt, match="is damaged"):
        next(steps)


def test_closing_stops_the_work_at_its_next_step() -> None:
    closed = Event()
    reached: list[str] = []

    class Closing:
        """Says that the iterator is being closed, as the thread is waited for."""

        def __init__(self, steps: Generator[object]) -> None:
            self.steps = steps

        def close(self) -> None:
            closed.set()
            self.steps.close()

    def work(tell: Tell) -> None:
        tell(STEPS[0])
        assert closed.wait(PATIENCE)
        try:
            for _ in range(MANY):
                tell(STEPS[1])
        except QuestionStopped:
            reached.append("stopped")
            raise

    steps = cast("Generator[object]", steps_of(work))
    assert next(steps) == STEPS[0]
    Closing(steps).close()
    assert reached == ["stopped"]
    assert list(steps) == []


def test_work_that_ends_before_it_is_stopped_raises_nothing() -> None:
    steps = cast("Generator[object]", steps_of(told))
    assert next(steps) == STEPS[0]
    steps.close()
