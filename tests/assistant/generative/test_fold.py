"""Words are found whatever their dashes, spaces and marks, and what is found is the true text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generative.fold import fold, fold_words

TEXT = (
    "The “soft\u00a0power” of Chi\u00adna – co-\noperation и\u0306 13 200, ﬁne [3, p. 4] and "
    "well[2] so; Қазақстанның ұлы."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            '"soft power" of China - co-operation',
            "soft\u00a0power” of Chi\u00adna – co-\noperation",
        ),
        ("SOFT POWER", "soft\u00a0power"),
        ("й 13 200, fine and well so.", "и\u0306 13 200, ﬁne [3, p. 4] and well[2] so"),
        ("fine [3, p. 4] and", "ﬁne [3, p. 4] and"),
        ("… of China …", "of Chi\u00adna"),
        ("«қазақстанның ұлы»", "Қазақстанның ұлы"),
    ],
)
def test_words_are_found_in_the_true_text(words: str, found: str) -> None:
    spans = list(fold(TEXT).spans(fold_words(words)))
    assert [TEXT[span.start : span.end] for span in spans] == [found]


@pytest.mark.parametrize("words", ["oft power", "3 200", "ine", "na – co", "soft powers", "", "…"])
def test_no_part_of_a_word_or_number_is_found(words: str) -> None:
    assert list(fold(TEXT).spans(fold_words(words))) == []


def test_every_place_is_found() -> None:
    assert len(list(fold("a cat, a Cat and a cat").spans(fold_words("a cat")))) == 3


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_a_copied_stretch_is_found_where_it_stands(before: str, words: str, after: str) -> None:
    text = f"{before} {words} {after}"
    wanted = fold_words(words)
    for span in fold(text).spans(wanted):
        assert 0 <= span.start < span.end <= len(text)
        assert wanted in fold(text[span.start : span.end]).text


@given(st.text(alphabet="ab –-“\"'\u00ad\u00a0.,Ббй", min_size=1, max_size=40))
def test_whole_words_are_found_again(words: str) -> None:
    text = f"( {words} )"
    wanted = fold_words(words)
    assert not wanted or list(fold(text).spans(wanted))


@given(st.text(max_size=120))
def test_offsets_rise_and_stay_in_the_text(text: str) -> None:
    found = fold(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(found.starts, found.ends, strict=True))
