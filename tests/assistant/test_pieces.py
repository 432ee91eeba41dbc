from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.escape import visible
from assistant.pieces import (
    Piece,
    on_one_line,
    pieces,
    pieces_html,
    pieces_markdown,
    quote_pieces,
)
from ingest.models import Span
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkdown, OwnMarkup
from tests.assistant.samples import QUOTE, citation, span_of

spans = st.lists(st.builds(Span, st.integers(-5, 70), st.integers(-5, 70)), max_size=5)


def strong(text: str, *highlights: tuple[int, int], start: int = 0) -> list[str]:
    found = pieces(text, [Span(*each) for each in highlights], start)
    assert "".join(piece.text for piece in found) == text
    return [piece.text for piece in found if piece.strong]


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        ([], []),
        ([(0, 3)], ["one"]),
        ([(8, 13), (0, 3)], ["one", "three"]),
        ([(0, 5), (4, 7)], ["one two"]),
        ([(0, 3), (0, 13), (4, 7)], ["one two three"]),
        ([(4, 7), (4, 7)], ["two"]),
        ([(3, 8)], ["two"]),
        ([(3, 4)], []),
        ([(5, 4), (2, 2)], []),
        ([(-9, 3), (8, 99)], ["one", "three"]),
        ([(-9, 0), (13, 99), (50, 60)], []),
    ],
    ids=str,
)
def test_highlights_are_put_in_order_merged_and_clipped(
    highlights: list[tuple[int, int]], expected: list[str]
) -> None:
    assert strong("one two three", *highlights) == expected


def test_highlights_count_in_the_document() -> None:
    assert strong("one two", (104, 107), start=100) == ["two"]
    found = quote_pieces(citation(highlights=(span_of("Tashkent"),)))
    assert [piece.text for piece in found if piece.strong] == ["Tashkent"]


@given(hostile_text, spans, st.integers(-5, 60))
def test_pieces_make_up_the_text_whatever_is_highlighted(
    text: str, highlights: list[Span], start: int
) -> None:
    found = pieces(text, highlights, start)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
    assert not [1 for a, b in pairwise(found) if a.strong == b.strong]
    assert all(piece.text == piece.text.strip() for piece in found if piece.strong)


@given(hostile_text, spans)
def test_on_one_line_white_space_is_joined_across_pieces(text: str, highlights: list[Span]) -> None:
    line = on_one_line(pieces(text, highlights))
    assert "".join(piece.text for piece in line) == " ".join(text.split())


def test_html_has_the_words_in_strong() -> None:
    assert pieces_html(pieces("a <b> c", [Span(2, 5)])) == "a <strong>&lt;b&gt;</strong> c"


@given(hostile_text, spans)
def test_nothing_breaks_out_of_html(text: str, highlights: list[Span]) -> None:
    page = OwnMarkup(pieces_html(pieces(text, highlights)))
    assert page.text == visible(text)
    assert set(page.tags) <= {"strong"}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (QUOTE, "in Tashkent", "Institute **in Tashkent** in 2004"),
        ("13 institutes.", "13", "**13** institutes."),
        ("opened\n  in 2004.", "in 2004", "opened **in 2004**."),
        ("a **b** c", "**b**", r"a **\*\*b\*\*** c"),
        ("x(2004)", "(2004)", r"x\(2004\)"),
        ("(2004)x", "(2004)", r"\(2004\)x"),
        ("in 2004-2005", "2004", r"in **2004**\-2005"),
        ("1. First", "First", r"1\. **First**"),
    ],
)
def test_markdown_has_the_words_in_asterisks_where_they_are_read_as_such(
    text: str, words: str, expected: str
) -> None:
    shown = pieces_markdown(pieces(text, [span_of(words, text)]))
    assert expected in shown
    assert ("<strong>" in MarkdownIt().render(shown)) == ("**" in expected.replace(r"\*", ""))


@given(hostile_text, spans)
def test_nothing_breaks_out_of_markdown(text: str, highlights: list[Span]) -> None:
    found = pieces(text, highlights)
    page = OwnMarkdown(pieces_markdown(found))
    assert page.text.split() == [visible(word) for word in text.split()]
    assert set(page.tags) <= {"p", "strong"}


def test_no_piece_is_no_text() -> None:
    assert pieces("", [Span(0, 1)]) == []
    assert on_one_line([]) == []
    assert on_one_line([Piece(" a ", strong=False)]) == [Piece("a", strong=False)]
