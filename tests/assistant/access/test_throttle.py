from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.throttle import Throttle, ThrottleSettings, client_key
from tests.assistant.access.samples import Clock

HERE, THERE = "192.0.2.1", "192.0.2.2"
SETTINGS = ThrottleSettings(free_by_name=2, free_by_address=5, forget=1000)


def test_the_delay_of_a_name_grows_to_a_minute() -> None:
    clock = Clock()
    throttle = Throttle(SETTINGS, clock)
    waits = []
    for place in range(11):
        throttle.begin("ada", f"192.0.2.{place}")
        waits.append(throttle.wait("ada", "198.51.100.1"))
        clock.now += waits[-1]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert throttle.wait("bob", "198.51.100.1") == 0


def test_the_delay_of_an_address_grows_whatever_the_names() -> None:
    clock = Clock()
    throttle = Throttle(SETTINGS, clock)
    for number in range(6):
        assert throttle.wait(f"n{number}", HERE) == 0
        throttle.begin(f"n{number}", HERE)
    assert throttle.wait("another", HERE) == 1
    assert throttle.wait("another", THERE) == 0
    clock.now += 1
    assert throttle.wait("another", HERE) == 0


def test_many_at_once_count_before_they_are_known_to_be_wrong() -> None:
    throttle = Throttle(SETTINGS, Clock())
    let_through = 0
    for _ in range(100):
        if throttle.wait("ada", HERE) == 0:
            throttle.begin("ada", HERE)
            let_through += 1
    assert let_through == 3


def test_success_forgets_the_name_but_of_the_address_one_try_alone() -> None:
    throttle = Throttle(SETTINGS, Clock())
    for _ in range(2):
        throttle.begin("ada", HERE)
    throttle.succeeded(throttle.begin("ada", HERE))
    assert throttle.wait("ada", HERE) == 0
    for number in range(4):  # two failures of ada's still count for the address
        assert throttle.wait(f"n{number}", HERE) == 0
        throttle.begin(f"n{number}", HERE)
    assert throttle.wait("x", HERE) == 1


def test_an_own_account_does_not_buy_more_guesses() -> None:
    throttle = Throttle(SETTINGS, Clock())
    guesses = 0
    for _ in range(50):
        if throttle.wait("own", HERE) == 0:
            throttle.succeeded(throttle.begin("own", HERE))
        if throttle.wait(f"n{guesses}", HERE) == 0:
            throttle.begin(f"n{guesses}", HERE)
            guesses += 1
    assert guesses == 6


def test_right_logins_cost_nothing_however_many() -> None:
    throttle = Throttle(SETTINGS, Clock())
    for _ in range(100):
        assert throttle.wait("ada", HERE) == 0
        throttle.succeeded(throttle.begin("ada", HERE))
    assert len(throttle) == 0


def test_failures_are_forgotten_after_a_while() -> None:
    clock = Clock()
    throttle = Throttle(SETTINGS, clock)
    for _ in range(8):
        throttle.begin("ada", HERE)
    clock.now += 1000
    throttle.begin("ada", HERE)
    assert throttle.wait("ada", HERE) == 0


def test_memory_is_bounded() -> None:
    throttle = Throttle(ThrottleSettings(most=10), Clock())
    for number in range(1000):
        throttle.begin("x" * 10_000 + str(number), f"192.0.{number % 256}.1")
    assert len(throttle) == 10


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(0, 90))))
def test_nobody_waits_longer_than_a_minute(tries: list[tuple[str, bool, int]]) -> None:
    clock = Clock()
    throttle = Throttle(SETTINGS, clock)
    for name, is_right, seconds in tries:
        one = throttle.begin(name, HERE)
        if is_right:
            throttle.succeeded(one)
        assert 0 <= throttle.wait(name, HERE) <= 60
        clock.now += seconds


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("a socket" * 50, ("a socket" * 50)[:64]),
    ],
)
def test_a_client_is_its_address_or_its_network(address: str, key: str) -> None:
    assert client_key(address) == key
