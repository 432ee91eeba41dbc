from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escape import visible
from assistant.page.document_view import View, document_view, missing_view
from ingest.models import Document, Heading, SourceOf, Span
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import QUOTE, START, TEXT, document

SPAN = Span(START, START + len(QUOTE))


def body(view: View) -> OwnMarkup:
    """Return the page parsed, its style sheet taken out."""
    return OwnMarkup(re.sub(r"<style>.*?</style>", "", view.html, count=1, flags=re.DOTALL))


def shown_text(view: View) -> str:
    """Return the document's text as the page has it, without page marks."""
    (main,) = re.findall(r"<main[^>]*>(.*)</main>", view.html, flags=re.DOTALL)
    return OwnMarkup(re.sub(r'<span class="fn-page".*?</span>', "", main)).text


def test_the_whole_text_is_shown_with_the_quotation_marked() -> None:
    view = document_view(EN, document(), SPAN)
    assert view.status == 200
    assert f'<mark id="quote">{QUOTE}</mark>' in view.html
    assert shown_text(view) == TEXT


def test_the_head_says_whose_source_a_document_is() -> None:
    source = replace(document(), source_of=(SourceOf("tides.md", 3), SourceOf("winds.md", 1)))
    assert "source [3] of tides.md, [1] of winds.md" in body(document_view(EN, source, None)).text
    paper = replace(document(), declared_role="paper")
    assert "paper" in body(document_view(EN, paper, None)).text
    assert "other" not in body(document_view(EN, document(), None)).text


def test_headings_and_pages_are_anchors_that_the_contents_lead_to() -> None:
    paged = replace(
        document(),
        headings=(Heading(0, 10, 1, "Soft power"),),
        page_starts=(0, START),
        page_labels=("1", "ii"),
    )
    page = body(document_view(EN, paged, SPAN))
    assert {"h1", "p1", "p2", "quote"} <= set(page.ids)
    assert {"#h1", "#p1", "#p2"} <= set(page.hrefs)
    assert "2 (ii)" in page.text and "2 pages" in page.text


@pytest.mark.parametrize("span", [None, Span(5, 5), Span(-3, 4), Span(0, 10**9), Span(9, 3)])
def test_a_span_outside_the_text_is_not_marked(span: Span | None) -> None:
    assert "<mark" not in document_view(EN, document(), span).html


def test_a_document_that_changed_since_the_answer_is_not_marked_and_says_so() -> None:
    same = document_view(EN, document(), SPAN, document().sha256[:12])
    assert "<mark" in same.html and EN.say("document.moved") not in same.html
    other = document_view(EN, document(), SPAN, "0123456789ab")
    assert "<mark" not in other.html and EN.say("document.moved") in other.html


def test_an_unknown_document_is_a_page_too() -> None:
    view = missing_view(EN, "<b>no.md</b>: is not in the index.")
    assert view.status == 404
    assert "<b>no.md</b>: is not in the index." in body(view).text


def test_the_page_may_do_nothing_but_show_its_own_style() -> None:
    view = document_view(EN, document(), SPAN)
    policy = view.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", view.html, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script" not in policy and "unsafe" not in policy


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(hostile_text.filter(bool))
    offset = st.integers(0, len(text))
    starts = draw(st.lists(offset, max_size=4).map(sorted))
    edges = sorted(draw(st.lists(offset, max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    other = draw(hostile_text)
    return replace(
        document(text, other, other),
        headings=tuple(Heading(a, b, draw(st.integers(0, 9)), other) for a, b in pairs),
        page_starts=tuple(starts),
        page_labels=tuple(other for _ in starts[:2]),
        language=other,
        metadata=((other, other),),
        authors=(other,),
        origin=other,
        warnings=(other,),
    )


@given(documents(), st.integers(-2, 70), st.integers(-2, 70))
def test_whatever_a_document_holds_its_text_is_shown_as_text(
    shown: Document, start: int, end: int
) -> None:
    view = document_view(EN, shown, Span(start, end))
    page = body(view)
    assert shown_text(view) == visible(shown.text)
    marked = 0 <= start < end <= len(shown.text)
    assert ("quote" in page.ids) == marked
    assert len(page.ids) >= len(shown.headings) + len(shown.page_starts)
