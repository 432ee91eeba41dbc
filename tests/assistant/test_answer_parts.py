from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import answer_parts as parts
from assistant.dictionary import LANGUAGES
from assistant.models import Answer, Statement
from assistant.pieces import Piece
from assistant.said.words import said_in
from ingest.models import Span
from tests.assistant.hostile import hostile_text
from tests.assistant.samples import QUOTE, answer, bold_answer, citation, greeting, refusal


def strong(found: list[Piece]) -> list[str]:
    return [piece.text for piece in found if piece.strong]


def test_a_quoted_statement_has_the_words_of_its_quotation_that_answer() -> None:
    said = bold_answer("in Tashkent")
    assert strong(parts.statement_pieces(said.statements[0], said)) == ["in Tashkent"]


def test_a_quotation_over_two_lines_is_said_on_one_with_the_same_words() -> None:
    cited = citation(QUOTE.replace(" in ", "\n  in "))
    cited = replace(cited, highlights=(Span(cited.start, cited.end),))
    said = answer(cited=cited)
    assert strong(parts.statement_pieces(said.statements[0], said)) == [QUOTE]


@pytest.mark.parametrize(
    "statement",
    [Statement("“The paper” has 12 pages.", (1,)), Statement(QUOTE, ()), Statement(QUOTE, (1, 2))],
    ids=["words of ours", "no marker", "two markers"],
)
def test_nothing_stands_out_in_what_is_no_quotation_of_one_place(statement: Statement) -> None:
    said = bold_answer()
    said = replace(said, citations=(*said.citations, replace(said.citations[0], marker=2)))
    assert strong(parts.statement_pieces(statement, said)) == []


def test_a_reason_names_the_missing_words_as_whole_words() -> None:
    refused = refusal(reason="None of them mentions Chilean or Chile.", missing=("Chile",))
    assert [(piece.text, piece.strong) for piece in parts.reason_pieces(refused)] == [
        ("None of them mentions Chilean or ", False),
        ("Chile", True),
        (".", False),
    ]
    assert parts.unsaid_words(refused) == []


def test_a_missing_word_is_said_where_the_reason_only_has_a_longer_one() -> None:
    refused = refusal(reason="Chilean is not it.", missing=("Chile", "Chile", " ", ""))
    assert parts.unsaid_words(refused) == ["Chile"]
    assert strong(parts.reason_pieces(refused)) == []


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (replace(answer(), note=" Judge yourself. "), "Judge yourself."),
        (refusal(reason="Too far. No side has any.", note="No side has any."), ""),
        (refusal(reason="Too far.", note="No side has any."), "No side has any."),
        (answer(), ""),
    ],
)
def test_a_note_is_not_said_twice(said: Answer, note: str) -> None:
    assert parts.note_of(said) == note


def test_a_greeting_was_no_search() -> None:
    assert parts.is_another_question(answer(searched="Another?"))
    assert not parts.is_another_question(replace(greeting(), searched_question="Another?"))


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    assert parts.place(citation(heading="THE  PAPER"), said_in("en")) == "p. 8"


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
    assert parts.page_name(page, label) == expected


def test_a_page_is_named_in_the_words_given() -> None:
    assert parts.page_name(8, "vi", said_in("ru")) == "с. 8, напечатано: vi"
    assert parts.page_name(8, None, said_in("kk")) == "8-бет"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("said_before", LANGUAGES)
def test_the_sentence_above_a_reason_is_not_said_twice(language: str, said_before: str) -> None:
    title = said_in(said_before).say("refusal.title")
    refused = replace(refusal(reason=f"{title} Why."), question_language=language)
    assert parts.refusal_reason(refused) == "Why."


@given(hostile_text, st.integers(1, 80))
def test_a_snippet_stays_within_its_limit(text: str, limit: int) -> None:
    assert len(parts.snippet(text, limit).removesuffix(" …")) <= limit
