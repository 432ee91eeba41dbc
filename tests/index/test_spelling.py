"""Near words, by edit distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import Near, Spelling


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("kazakstan", [Near("kazakhstan", 1)]),
        ("kazahkstan", [Near("kazakhstan", 1)]),
        ("akzakhstan", [Near("kazakhstan", 1)]),
        ("qazakhstan", []),
        ("kazakhstan", [Near("kazakhstan", 0)]),
        ("kaz", []),
        ("", []),
    ],
)
def test_near_words(word: str, found: list[Near]) -> None:
    assert list(Spelling(["kazakhstan", "kaz", "uzbekistan"]).near(word, 1)) == found


def test_nearest_come_first() -> None:
    assert Spelling(["china", "chian", "chins"]).near("china", 2) == (
        Near("china", 0),
        Near("chian", 1),
        Near("chins", 1),
    )


@given(st.lists(st.text("abc", min_size=1, max_size=8), max_size=8), st.text("abc", max_size=8))
def test_all_are_within_the_distance(words: list[str], word: str) -> None:
    assert all(near.distance <= 2 and near.word in words for near in Spelling(words).near(word, 2))
