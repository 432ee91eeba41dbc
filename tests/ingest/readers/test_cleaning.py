import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.cleaning import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
        ("a\0b\x07c\x9bd", "abcd"),
        ("co\u00adoperate\u200b \ufeff", "cooperate"),
        ("a \t\u00a0\nb", "a\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\n \n  a\n\n", "a"),
        ("и\u0306", "й"),
        ("", ""),
    ],
)
def test_text_becomes_what_offsets_count(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_long_run_of_spaces_does_not_hang() -> None:
    text = "a" + " " * 300_000 + "b"
    assert clean(text) == text


@given(st.text(alphabet=st.characters() | st.sampled_from(" \t\n\r\u00a0\u0301\u00ad")))
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set("\r\0\x0b\x0c\u2028\u2029\x85") & set(cleaned)
    assert "\n\n\n" not in cleaned
