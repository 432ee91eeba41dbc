from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rarity import idf, weight

counts = st.integers(1, 300)


def test_idf_by_the_formula() -> None:
    assert idf(2, 3) == pytest.approx(log(1 + 1.5 / 2.5))


def test_a_common_word_of_a_small_language_stays_common() -> None:
    # Half of ten rows, in a thousand: among all rows it would pass for rare.
    assert idf(5, 1_000) > 5
    assert weight(5, 10, 5, 1_000) == pytest.approx(log(11 / 5.5) * idf(1, 1_000) / idf(1, 10))
    assert weight(5, 10, 5, 1_000) < 2.5


def test_a_word_of_another_language_is_no_rarer_than_it_is_among_all() -> None:
    assert weight(1, 10, 400, 1_000) == idf(400, 1_000)


@given(here=counts, more_here=counts, held=counts, more=counts)
def test_bounds(here: int, more_here: int, held: int, more: int) -> None:
    rows_here, all_held = here + more_here, here + held
    rows = rows_here + held + more
    found = weight(here, rows_here, all_held, rows)
    assert 0 < found <= idf(all_held, rows)
    assert weight(1, rows_here, 1, rows) == pytest.approx(idf(1, rows))
    assert weight(here, rows, here, rows) == pytest.approx(idf(here, rows))
    if here > 1:
        assert found <= weight(here - 1, rows_here, all_held - 1, rows)
