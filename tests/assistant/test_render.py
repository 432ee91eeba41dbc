from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import render
from assistant.escape import visible
from assistant.models import Statement
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.samples import QUOTE, answer, citation, refusal


def test_each_statement_is_followed_by_its_markers_as_links_into_the_panel() -> None:
    page = OwnMarkup(render.answer_html(answer(), 3))
    assert page.hrefs == ["#e3-1"]
    assert f"{QUOTE}\N{NO-BREAK SPACE}[1]" in page.text


def test_a_marker_without_a_citation_never_reaches_the_page() -> None:
    odd = replace(answer(), statements=(Statement(QUOTE, (1, 5)),))
    assert "[5]" not in OwnMarkup(render.answer_html(odd, 1)).text
    assert "[5]" not in render.answer_plain(odd)
    assert "5" not in render.answer_markdown(odd).replace(QUOTE, "")


def test_a_refusal_says_why_and_what_is_missing_and_shows_the_nearest_as_such() -> None:
    page = OwnMarkup(render.answer_html(refusal(reason="Too little fits."), 1))
    assert render.REFUSAL_TITLE in page.text
    assert "Too little fits." in page.text
    assert "In no document: Chile" in page.text
    assert "none of which answers" in page.text
    assert "[1]" not in page.text


def test_a_refusal_says_nothing_twice() -> None:
    said = refusal(reason=f"{render.REFUSAL_TITLE} None of them mentions: Chile.")
    for shown in (
        OwnMarkup(render.answer_html(said, 1)).text,
        render.answer_plain(said),
        render.answer_markdown(said),
    ):
        assert shown.count("do not say") == 1
        assert shown.count("Chile") == 1
        assert "In no document" not in shown


def test_a_follow_up_shows_the_question_that_was_searched() -> None:
    shown = OwnMarkup(render.answer_html(answer(searched="When did the first CI open?"), 1)).text
    assert "Searched for: When did the first CI open?" in shown
    assert "Searched for" not in OwnMarkup(render.answer_html(answer(), 1)).text


@given(hostile_text, hostile_text, hostile_text, st.integers(1, 99))
def test_no_text_of_an_answer_becomes_markup(a: str, b: str, c: str, number: int) -> None:
    cited = citation(a or "x", doc_id=b, title=c, heading=a, page_label=b)
    page = OwnMarkup(render.answer_html(answer(a, text=b, searched=c, cited=cited), number))
    assert visible(b.strip()) in page.text
    assert page.hrefs == [f"#e{number}-1"]


@given(hostile_text, hostile_text, hostile_text)
def test_no_text_of_a_refusal_becomes_markup(a: str, b: str, c: str) -> None:
    page = OwnMarkup(render.answer_html(refusal(a, reason=b, missing=(c, a), passage=c), 1))
    assert visible(b.strip()) in page.text


@given(hostile_text)
def test_no_question_or_error_becomes_markup(text: str) -> None:
    assert OwnMarkup(render.question_html(text)).text == visible(text)
    assert OwnMarkup(render.problem_html(text)).text == visible(text)


def test_what_is_copied_is_markdown_with_quotation_and_place() -> None:
    (copied,) = OwnMarkup(render.answer_html(answer(), 1)).copies
    assert copied == render.answer_markdown(answer())
    assert rf"{QUOTE} \[1\]" in copied
    assert rf"> \[1\] “{QUOTE}” — The paper · p. 8 · Soft power" in copied


@given(hostile_text, hostile_text)
def test_copied_markdown_has_a_block_for_the_answer_and_one_a_citation(a: str, b: str) -> None:
    copied = render.answer_markdown(answer(a, text=b or "x", cited=citation(b or "x", title=a)))
    blocks = copied.split("\n\n")
    assert len(blocks) == 2 and "\n" not in blocks[0] + blocks[1]


def test_a_terminal_gets_the_answer_then_each_citation_with_its_place_and_quotation() -> None:
    assert render.answer_plain(answer()).split("\n") == [
        f"{QUOTE} [1]",
        "",
        "[1] The paper (paper.md) · p. 8 · Soft power",
        f"    “{QUOTE}”",
    ]


def test_a_terminal_gets_a_refusal_with_its_reason() -> None:
    lines = render.answer_plain(refusal()).split("\n")
    assert lines[:3] == [
        "The documents do not say.",
        "No document mentions “Chile”.",
        "",
    ]
    assert lines[3] == "The nearest passages, none of which answers:"


@given(hostile_text)
def test_a_terminal_gets_no_control_character(text: str) -> None:
    for shown in (answer(text, text=text, searched=text), refusal(text, reason=text)):
        plain = render.answer_plain(shown)
        assert visible(plain) == plain


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    assert render.place(citation(heading="THE  PAPER")) == "p. 8"


@pytest.mark.parametrize(
    ("page", "label", "expected"),
    [
        (None, None, ""),
        (8, None, "p. 8"),
        (8, "8", "p. 8"),
        (8, "", "p. 8"),
        (8, "vi", "p. 8, printed vi"),
    ],
)
def test_the_printed_label_stands_beside_the_page_where_it_differs(
    page: int | None, label: str | None, expected: str
) -> None:
    assert render.page_name(page, label) == expected


@given(hostile_text, st.integers(1, 80))
def test_a_snippet_stays_within_its_limit(text: str, limit: int) -> None:
    assert len(render.snippet(text, limit).removesuffix(" …")) <= limit


@pytest.mark.parametrize(("code", "name"), [("kk", "Kazakh"), ("und", ""), ("de", "de")])
def test_a_language_is_named_in_english(code: str, name: str) -> None:
    assert render.language_name(code) == name
