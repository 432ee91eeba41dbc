from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.jobs.time_left import MAX_SHIFT, TimeLeft


def seen(*reports: tuple[str, int, int, float]) -> TimeLeft:
    left = TimeLeft("embed")
    for phase, done, total, at in reports:
        left.see(phase, done, total, at)
    return left


def test_nothing_is_told_before_anything_was_seen() -> None:
    assert TimeLeft("embed").at(5) is None


def test_at_an_even_pace_it_is_what_is_left_at_that_pace() -> None:
    left = seen(("embed", 100, 1000, 10.0), ("embed", 300, 1000, 30.0))
    assert left.at(30.0) == 70.0
    assert left.at(42.5) == 57.5
    assert left.at(1000.0) == 0.0


@pytest.mark.parametrize(
    "done,at",
    [(300, 11.9), (29, 60.0)],
    ids=["under two seconds", "under three in a hundred"],
)
def test_it_waits_until_the_pace_can_be_told(done: int, at: float) -> None:
    left = seen(("embed", 1, 1000, 10.0), ("embed", done, 1000, at))
    assert left.at(at) is None


@pytest.mark.parametrize("phase", ["read", "write"])
def test_other_phases_tell_nothing_and_forget(phase: str) -> None:
    left = seen(("embed", 1, 10, 0.0), ("embed", 5, 10, 4.0))
    assert left.at(4.0) == 5.0
    left.see(phase, 5, 10, 5.0)
    assert left.at(5.0) is None
    left.see("embed", 6, 10, 6.0)
    assert left.at(6.0) is None


def test_a_phase_that_begins_anew_is_measured_anew() -> None:
    left = seen(("embed", 1, 10, 0.0), ("embed", 5, 10, 4.0), ("embed", 1, 90, 5.0))
    assert left.at(5.0) is None


def test_the_last_step_leaves_nothing() -> None:
    assert seen(("embed", 1, 10, 0.0), ("embed", 5, 10, 4.0), ("embed", 10, 10, 5.0)).at(5.0) == 0


def test_a_report_of_the_same_step_again_changes_nothing_wildly() -> None:
    left = seen(("embed", 1, 10, 0.0), ("embed", 1, 10, 9.0))
    assert left.at(9.0) is None


@given(
    st.lists(st.tuples(st.integers(0, 50), st.floats(0, 60)), min_size=2, max_size=60),
    st.integers(1, 3000),
)
def test_no_report_moves_what_is_told_by_much(steps: list[tuple[int, float]], further: int) -> None:
    left, at, done = TimeLeft("embed"), 0.0, 1
    total = done + sum(more for more, _ in steps) + further
    for more, waited in steps:
        done, at = done + more, at + waited
        before = left.at(at)
        left.see("embed", done, total, at)
        after = left.at(at)
        if before is not None:
            assert after is not None
            assert abs(after - before) <= MAX_SHIFT * before + 1.0 + 1e-6
            assert after >= 0
