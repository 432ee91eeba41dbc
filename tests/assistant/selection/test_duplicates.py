from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.duplicates import is_duplicate

SENTENCE = "The first officials who filed the findings met in the “official” room – the north one."


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE,
        SENTENCE.upper(),
        SENTENCE.replace("fi", "ﬁ"),
        SENTENCE.replace("ﬃ", "ffi").replace("offi", "oﬃ"),
        SENTENCE.replace("“", '"').replace("”", '"').replace("–", "-"),
        SENTENCE.replace("officials", "offi-\ncials"),
        SENTENCE.replace("findings", "find\u00adings"),
        SENTENCE.replace(" ", "\n"),
        SENTENCE.replace("first officials", "firstofficials"),
        SENTENCE.replace("filed", "led"),
        SENTENCE.removesuffix("."),
        f"{SENTENCE} It was cold.",
        SENTENCE.removeprefix("The first officials who "),
    ],
)
def test_same_sentence_in_another_form(other: str) -> None:
    assert is_duplicate(other, [SENTENCE])
    assert is_duplicate(SENTENCE, [other])
    assert is_duplicate(SENTENCE, ["Another one.", other])


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Trade grew by 12 percent in the north.", "Trade grew by 13 percent in the north."),
        ("In 1987 he counted all the cats of town.", "In 1988 he counted all the cats of town."),
        ("Trade grew by 13.2 percent in the north.", "Trade grew by 132 percent in the north."),
        (
            "5 institutes stand in the northern part of the land.",
            "15 institutes stand in the northern part of the land.",
        ),
        (
            "The number of institutes in the north was only 5",
            "The number of institutes in the north was only 50",
        ),
        ("It stands in Oral.", "It stands in Aral."),
        ("Cats sleep.", "Cats sleep. Dogs bark at night and gather the flock."),
        ("The cat sleeps on the windowsill.", "The dog gathers the flock in the valley."),
        (
            "The treaty on the fishing grounds of the north sea was signed by the ministers.",
            "The treaty on the fishing grounds of the north sea was not signed by the ministers.",
        ),
        ("", "Cats."),
    ],
)
def test_another_sentence(text: str, other: str) -> None:
    assert not is_duplicate(text, [other])
    assert not is_duplicate(other, [text])


def test_nothing_is_cited_yet() -> None:
    assert not is_duplicate(SENTENCE, [])


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=4))
def test_one_text_of_several_makes_a_duplicate(text: str, others: list[str]) -> None:
    assert is_duplicate(text, others) == any(is_duplicate(text, [other]) for other in others)


@given(st.text(max_size=120), st.text(max_size=120))
def test_either_is_the_duplicate_of_the_other(left: str, right: str) -> None:
    assert is_duplicate(left, [right]) == is_duplicate(right, [left])


@given(st.text(max_size=120), st.from_regex(r"[a-z]{3,12}", fullmatch=True))
def test_text_is_its_own_duplicate(text: str, word: str) -> None:
    assert is_duplicate(f"{text} {word}", [f"{text} {word}"])
