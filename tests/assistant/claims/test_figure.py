from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.figure import Figure, ends_of, likeness
from assistant.claims.figures import find_figures


def figure(text: str, language: str = "en") -> Figure:
    (found,) = find_figures(text, language)
    return found


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("13.2 thousand", "13,200", "same"),
        ("13.2 thousand", "13,198", "rounded"),
        ("13.2 thousand", "13,249", "rounded"),
        ("13.2 thousand", "13.3 thousand", ""),
        ("13.2 thousand", "12.3 thousand", ""),
        ("5 thousand", "5,400", ""),
        ("12.4%", "12.37%", "rounded"),
        ("46%", "47%", ""),
        ("46%", "46 hives", ""),
        ("about 11 thousand", "11,200", "rounded"),
        ("about 600 bees", "612 bees", "rounded"),
        ("about 600 bees", "660 bees", ""),
        ("600 bees", "612 bees", ""),
        ("over 5,000 bees", "5,213 bees", "rounded"),
        ("over 5,000 bees", "4,990 bees", ""),
        ("over 5,000 bees", "less than 5,000 bees", ""),
        ("over 5,000 bees", "5,000 bees", "same"),
        ("in 1990", "in 1991", ""),
        ("about 1990", "in 1992", ""),
        ("in 1993", "the 1990s", ""),
        ("several hundred bees", "347 bees", "rounded"),
        ("several hundred bees", "3,470 bees", ""),
        ("5.4 metres", "5.4 km", ""),
        ("56 million roubles", "56 million dollars", ""),
        ("5-6 hives", "5-6 hives", "same"),
        ("5-6 hives", "5-7 hives", ""),
    ],
)
def test_when_two_figures_are_one(first: str, second: str, how: str) -> None:
    assert likeness(figure(first), figure(second)) == how
    assert likeness(figure(second), figure(first)) == how


def test_currencies_and_shares_are_one_in_three_languages() -> None:
    roubles = [figure("56 million roubles"), figure("56 млн рублей", "ru"),
               figure("56 миллион рубль", "kk")]  # fmt: skip
    assert all(likeness(roubles[0], each) == "same" for each in roubles)
    assert likeness(figure("40 per cent"), figure("қырық пайызы", "kk")) == "same"


def test_a_range_has_two_ends_and_a_number_none() -> None:
    ends = ends_of(figure("1979–1983"))
    assert ends is not None
    assert [(end.low, end.high) for end in ends] == [(Decimal(1979),) * 2, (Decimal(1983),) * 2]
    assert ends_of(figure("1979")) is None


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_bare_numbers_are_one_only_when_equal(first: int, second: int) -> None:
    one, other = figure(f"{first:,} bees"), figure(f"{second:,} bees")
    assert bool(likeness(one, other)) == (first == second)
