from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.transcript.folding import folded
from eval.locate import locate


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("soft  power\n", "soft power"),
        ("« it’s » — so", '"it\'s"-so'),
        ("ﬁrst…", "first..."),
        ("co\u00adoper\u200bate", "cooperate"),
    ],
)
def test_copies_of_a_text_are_the_same(first: str, second: str) -> None:
    assert folded(first) == folded(second) != ""


@pytest.mark.parametrize(("first", "second"), [("2004", "2014"), ("Nye", "nye"), ("a, b", "a b")])
def test_other_words_signs_or_case_are_not(first: str, second: str) -> None:
    assert folded(first) != folded(second)


@given(st.text("ab \n-—“”\"'«»", max_size=20), st.text("ab \n-—“”\"'«»", max_size=5))
def test_it_agrees_with_how_the_evaluation_finds_quotations(text: str, quote: str) -> None:
    found = bool(folded(quote)) and folded(quote) in folded(text)
    assert found == bool(locate(text, quote)) or not quote.strip()
