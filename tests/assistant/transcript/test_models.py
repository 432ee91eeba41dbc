from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.transcript.models import Excerpt, Work, excerpt_of, work_of
from tests.assistant.samples import QUOTE, START, TEXT, citation, document


@given(st.text(min_size=1, max_size=80), st.data(), st.integers(0, 30))
def test_an_excerpt_is_a_slice_of_its_document_cut_at_words(
    text: str, data: st.DataObject, around: int
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    excerpt = excerpt_of(citation(text[start:end], start), document(text), around)
    left, right = start - len(excerpt.before), end + len(excerpt.after)
    assert text[left:right] == excerpt.before + text[start:end] + excerpt.after
    assert len(excerpt.before) <= around and len(excerpt.after) <= around
    assert left in (0, start) or text[left - 1].isspace()
    assert right in (len(text), end) or text[right].isspace()
    assert excerpt.cut_before == bool(text[:left].strip())
    assert excerpt.cut_after == bool(text[right:].strip())


@pytest.mark.parametrize("start", [0, START + 1, len(TEXT), 10**9, -len(TEXT) + START], ids=str)
def test_a_quotation_that_does_not_stand_there_gets_no_surroundings(start: int) -> None:
    moved = replace(citation(), start=start, end=start + len(QUOTE))
    assert excerpt_of(moved, document()) == Excerpt(moved)


def test_an_excerpt_knows_the_file_and_the_work_that_it_stands_in() -> None:
    excerpt = excerpt_of(citation(), document())
    assert excerpt.sha256 == document().sha256
    assert excerpt.work == Work(("A. Author",), media_type="text/markdown")


def test_a_work_has_the_first_date_its_address_and_its_pages() -> None:
    paged = replace(
        document(),
        metadata=(("editor", "E. Ditor"), ("date", "2022"), ("date", "1999")),
        origin="https://tides.example/a.pdf",
        page_starts=(0, 40),
        media_type="application/pdf",
    )
    assert work_of(paged) == Work(
        ("A. Author",), "2022", "https://tides.example/a.pdf", 2, "application/pdf"
    )
