from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from threading import Event

import pytest

from assistant.page.line import Line, Waiting
from assistant.steps import Step, Tell
from ingest.errors import IndexCorrupt, QuestionStopped
from tests.assistant.jobs.samples import PATIENCE
from tests.assistant.page.looped import awaited, drained, following

pytestmark = pytest.mark.usefixtures("loop")
MANY = 1_000_000  # more than are told before the iterator is closed
STEPS = (Step("search"), Step("read", 3), Step("read", 9))


def told(tell: Tell) -> str:
    for step in STEPS:
        tell(step)
    return "done"


def held_by(free: Event) -> Callable[[Tell], str]:
    """Return work that tells a step, and goes on once it may."""

    def work(tell: Tell) -> str:
        tell(STEPS[0])
        assert free.wait(PATIENCE)
        return "held"

    return work


def test_steps_come_in_their_order_and_last_what_came_of_it() -> None:
    assert drained(Line(1).steps(told)) == [*STEPS, "done"]
    assert awaited(Line(1).result(told)) == "done"


def test_work_without_a_step_gives_what_came_of_it() -> None:
    assert drained(Line(1).steps(lambda tell: None)) == [None]


def test_a_step_comes_while_the_work_goes_on() -> None:
    free = Event()
    steps = Line(1).steps(held_by(free))
    assert following(steps) == STEPS[0]
    free.set()
    assert drained(steps) == ["held"]


def test_what_the_work_raises_is_raised_after_its_steps() -> None:
    def work(tell: Tell) -> None:
        tell(STEPS[0])
        raise IndexCorrupt("vectors.npy is damaged.")

    line = Line(1)
    steps = line.steps(work)
    assert following(steps) == STEPS[0]
    with pytest.raises(IndexCorrupt, match="is damaged"):
        following(steps)
    with pytest.raises(IndexCorrupt, match="is damaged"):
        awaited(line.result(work))
    assert drained(line.steps(told)) == [*STEPS, "done"]


def test_who_came_first_goes_first_and_the_others_see_their_place() -> None:
    line, frees = Line(2), [Event(), Event()]
    inside = [line.steps(held_by(free)) for free in frees]
    assert [following(each) for each in inside] == [STEPS[0]] * 2
    third, fourth, fifth = (line.steps(told) for _ in range(3))
    assert [following(each) for each in (third, fourth, fifth)] == [
        Waiting(1),
        Waiting(2),
        Waiting(3),
    ]
    frees[1].set()
    assert drained(inside[1]) == ["held"]
    # The third is let in, and ends, and so on: all of them behind the first, which goes on.
    assert drained(third) == [*STEPS, "done"]
    assert drained(fourth) == [Waiting(1), *STEPS, "done"]
    assert drained(fifth) == [Waiting(2), Waiting(1), *STEPS, "done"]
    frees[0].set()
    assert drained(inside[0]) == ["held"]


def test_who_leaves_the_line_makes_room_for_those_behind() -> None:
    line, free = Line(1), Event()
    inside = line.steps(held_by(free))
    assert following(inside) == STEPS[0]
    leaving, staying = line.steps(told), line.steps(told)
    assert (following(leaving), following(staying)) == (Waiting(1), Waiting(2))
    awaited(closed(leaving))
    assert following(staying) == Waiting(1)
    free.set()
    assert drained(inside) == ["held"]
    assert drained(staying) == [*STEPS, "done"]


async def closed(steps: AsyncGenerator[object, None]) -> None:
    await steps.aclose()


def test_no_more_work_is_done_at_once_than_the_line_lets_in() -> None:
    at_once, line = 2, Line(2)
    running, most = 0, 0

    def work(tell: Tell) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        tell(STEPS[0])
        running -= 1

    async def all_of() -> None:
        await asyncio.gather(*(line.result(work) for _ in range(50)))

    awaited(all_of())
    assert 1 <= most <= at_once


def test_closing_stops_the_work_at_its_next_step_and_then_lets_in_the_next() -> None:
    line, closing = Line(1), Event()
    reached: list[str] = []

    def work(tell: Tell) -> None:
        tell(STEPS[0])
        assert closing.wait(PATIENCE)
        try:
            for _ in range(MANY):
                tell(STEPS[1])
        except QuestionStopped:
            reached.append("stopped")
            raise

    steps = line.steps(work)
    assert following(steps) == STEPS[0]
    awaited(closed(steps))
    behind = line.steps(told)
    # What was stopped has not noticed yet, and holds its place till then.
    assert following(behind) == Waiting(1) and reached == []
    closing.set()
    assert drained(behind) == [*STEPS, "done"]
    assert reached == ["stopped"]


def test_work_that_ends_before_it_is_stopped_raises_nothing() -> None:
    line = Line(1)
    steps = line.steps(told)
    assert following(steps) == STEPS[0]
    awaited(closed(steps))
    assert awaited(line.result(told)) == "done"


def test_a_question_that_is_cancelled_leaves_the_line() -> None:
    line, free = Line(1), Event()
    inside = line.steps(held_by(free))
    assert following(inside) == STEPS[0]

    async def cancelled() -> None:
        waiting = asyncio.ensure_future(line.result(told))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    awaited(cancelled())
    behind = line.steps(told)
    assert following(behind) == Waiting(1)
    free.set()
    assert drained(inside) == ["held"] and drained(behind) == [*STEPS, "done"]
