"""Months of dates, in three languages."""

from __future__ import annotations

import pytest

from assistant.generative.months import all_months, dated_months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("on 5 May 2004", {5}),
        ("in May 2004 and on March 3", {3, 5}),
        ("It may be so, and they march.", set()),
        ("5 мая 2004 года, в июне 2005", {5, 6}),
        ("2004 жылғы 5 мамыр", {5}),
        ("2004 жылдың қазан айында", {10}),
        ("Қазан қаласында", set()),
        ("the 12th of December", {12}),
        ("12 of December", {12}),
    ],
)
def test_months_beside_a_number_are_found(text: str, months: set[int]) -> None:
    assert dated_months(text) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("It may be 13.06.2004, or in December.", {5, 6, 12}),
        ("05/06/2004", {5, 6}),
        ("2004-05-13, 2004-11", {5, 11}),
        ("the years 2004-2006, at 10.15.2, of 1995-96", set()),
    ],
)
def test_every_month_that_may_be_named_is_found(text: str, months: set[int]) -> None:
    assert all_months(text) == months
