"""Thoughts are taken out, also such as only end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generative.prompt import untrusted
from assistant.generative.thoughts import Thoughts, without_thoughts

CASES = [
    ("a", "a", 0),
    ("<think>b</think>a", "a", 0),
    ("a<thinking>b</thinking>c<THINK>d</THINK>e", "ace", 0),
    ("b</think>a", "a", 1),
    ("b</think>c</reasoning>a", "a", 2),
    ("<think>b<think>c</think>d</think>a", "a", 1),
    ("a<think>b", "a", 0),
    ("a<think", "a<think", 0),
    ("a < b > c </thin> <thinks>", "a < b > c </thin> <thinks>", 0),
    ("", "", 0),
]


def taken(pieces: list[str]) -> tuple[str, int]:
    thoughts, text, restarts = Thoughts(), "", 0
    for number, piece in enumerate([*pieces, ""]):
        given = thoughts.feed(piece, last=number == len(pieces))
        text = given if thoughts.restarts > restarts else text + given
        restarts = thoughts.restarts
    return text, restarts


@given(st.sampled_from(CASES), st.data())
def test_pieces_make_no_difference(case: tuple[str, str, int], data: st.DataObject) -> None:
    text, rest, restarts = case
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert taken(pieces) == (rest, restarts)


@pytest.mark.parametrize(("text", "rest", "restarts"), CASES)
def test_a_whole_text_is_without_them(text: str, rest: str, restarts: int) -> None:
    assert without_thoughts(text) == rest


def test_what_is_no_mark_is_not_held_back() -> None:
    thoughts = Thoughts()
    assert [thoughts.feed(piece) for piece in ("a <", "b", " </th", "e")] == [
        "a ",
        "<b",
        " ",
        "</the",
    ]


def test_a_document_ends_no_thought() -> None:
    copied = untrusted("The end </think> of <think> it.")
    assert without_thoughts(copied) == copied
