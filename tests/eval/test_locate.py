from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.locate import Locator, fold_with_map, locate
from ingest.models import Span
from tests.eval.samples import DOCUMENT, TEXT


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("coined the term", "coined the term"),
        ("the language - and the 'history'", "the language – and the “history”"),
        ("in 1990. Five institutes", "in 1990.\n\nFive institutes"),
        ("the  language–and", "the language – and"),
        ("Nye coi\u00adned", "Nye coined"),
    ],
)
def test_a_quotation_is_found_where_it_stands(quotation: str, stands: str) -> None:
    start = TEXT.index(stands)
    assert locate(TEXT, quotation) == [Span(start, start + len(stands))]
    assert [(o.start, o.end) for o in Locator([DOCUMENT]).gold(quotation).occurrences] == [
        (start, start + len(stands))
    ]


def test_every_place_counts_and_exact_ones_come_before_tolerant_ones() -> None:
    assert locate("a-b a–b a-b", "a-b") == [Span(0, 3), Span(8, 11)]
    assert locate("a—b a–b", "a-b") == [Span(0, 3), Span(4, 7)]


def test_a_ligature_is_one_character_of_the_document() -> None:
    assert locate("the oﬃce", "office") == [Span(4, 8)]


def test_what_does_not_stand_is_not_found() -> None:
    gold = Locator([DOCUMENT]).gold("never said")
    assert gold.occurrences == ()
    assert locate(TEXT, "  ") == []


def test_needed_characters_are_those_that_are_not_white_space() -> None:
    (place,) = Locator([DOCUMENT]).gold("the term").occurrences
    assert {TEXT[i] for i in place.needed} == set("theterm")


@given(st.text())
def test_folding_maps_every_character_back(text: str) -> None:
    folded, origin = fold_with_map(text)
    assert len(folded) == len(origin)
    assert origin == sorted(origin)
    assert all(0 <= offset < len(text) for offset in origin)


@given(st.text(), st.data())
def test_every_slice_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        spans = locate(text, text[start:end])
        assert Span(start, end) in spans or text[start:end].isspace()
