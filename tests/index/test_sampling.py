import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sampling import stable_order


@pytest.mark.parametrize(
    ("text", "expected"),
    # The first eight bytes of SHA-256 that FIPS 180-4 gives for these messages.
    [("", 0xE3B0C44298FC1C14), ("abc", 0xBA7816BF8F01CFEA)],
)
def test_the_order_is_that_of_a_published_hash(text: str, expected: int) -> None:
    assert stable_order(text) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_has_one_place(text: str) -> None:
    assert stable_order(text) == stable_order(f"{text}")
    assert 0 <= stable_order(text) < 2**64


def test_parts_are_of_nearly_one_size() -> None:
    places = [stable_order(f"text {number}") % 6 for number in range(6_000)]
    sizes = [places.count(part) for part in range(6)]
    assert all(900 < size < 1_100 for size in sizes)
