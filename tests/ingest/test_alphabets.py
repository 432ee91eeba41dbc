"""Latin and Cyrillic letters, told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.alphabets import (
    cyrillic_letters,
    is_cyrillic,
    is_latin,
    is_mostly_cyrillic,
    latin_letters,
)


@pytest.mark.parametrize(
    ("text", "cyrillic", "latin"),
    [
        ("сила", 4, 0),
        ("Қытайдың 2013", 8, 0),
        ("soft power", 0, 9),
        ("12 %", 0, 0),
        ("", 0, 0),
        ("ШОС (SCO)", 3, 3),
        ("café Łódź", 0, 8),
        ("中国 αβγ", 0, 0),
        ("ԥ", 1, 0),
    ],
)
def test_letters_are_counted(text: str, cyrillic: int, latin: int) -> None:
    assert (cyrillic_letters(text), latin_letters(text)) == (cyrillic, latin)
    assert (is_cyrillic(text), is_latin(text)) == (cyrillic > 0, latin > 0)


@pytest.mark.parametrize(
    ("text", "mostly"),
    [("Кто такой Nye?", True), ("What is ШОС?", False), ("ШОС SCO", False), ("?", False)],
)
def test_mostly_is_more_than_half(text: str, *, mostly: bool) -> None:
    assert is_mostly_cyrillic(text) is mostly


@given(st.text())
def test_no_letter_is_of_both(text: str) -> None:
    letters = sum(character.isalpha() for character in text)
    assert cyrillic_letters(text) + latin_letters(text) <= len(text)
    assert not is_mostly_cyrillic(text) or cyrillic_letters(text) > letters // 2
