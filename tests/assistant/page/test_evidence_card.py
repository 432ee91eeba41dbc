from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escape import visible
from assistant.models import Citation, Passage
from assistant.page.evidence_card import NEAR_CHARS, card, nearest_card, passage_card
from assistant.page.words import say
from assistant.transcript.models import Evidence, Excerpt, Work, excerpt_of
from assistant.transcript.reference import FORMS
from assistant.transcript.verify import Standing
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.samples import (
    BACKED,
    HELD,
    QUOTE,
    START,
    answer,
    answers_of,
    bold_answer,
    citation,
    document,
    mixed,
    of_another,
    of_its_source,
    of_the_paper,
)

PDF = Work(pages=12, media_type="application/pdf")
SHA256 = "0123456789ab" * 5


def evidence(number: int = 1) -> Evidence:
    return Evidence(number, answer(), (excerpt_of(citation(), document()),))


def card_of(item: Evidence, standing: Standing = "same") -> str:
    (excerpt,) = item.excerpts
    return card(excerpt, item, standing)


def shown(excerpt: Excerpt, standing: Standing = "same") -> str:
    return card(excerpt, Evidence(1, answer(), (excerpt,)), standing)


def test_an_excerpt_marks_its_quotation_in_the_text_around_it() -> None:
    html = card_of(evidence())
    assert f"<mark>{QUOTE}</mark>" in html
    page = OwnMarkup(html)
    assert "coined by Joseph Nye" in page.text and "as the table shows" in page.text
    for fact in ("[1]", "The paper", "p. 8", "under “Soft power”", "English"):
        assert fact in page.text


def card(*cited: Citation) -> OwnMarkup:
    """The evidence of an answer in English, from a paper and its sources."""
    return OwnMarkup(panel_html([Evidence(1, mixed(*cited), tuple(map(Excerpt, cited)))]))


def test_a_card_says_what_its_document_is_and_in_which_language() -> None:
    page = card(of_the_paper(), of_its_source(), of_another())
    for said in ("The paper", "Source [5] of the paper", "Kazakh, in its own words", "Other doc"):
        assert said in page.text
    assert "citing" not in page.text


def test_a_card_links_to_what_is_cited_and_says_whether_it_is_held() -> None:
    page = card(of_the_paper(BACKED, HELD))
    assert "The paper, citing:[3] Orlova (2019), pp. 8-9 · not held here" in page.text
    assert "[5] Серікұлы (2020) · held: open it" in page.text
    assert page.outgoing == ["https://tides.example/lamps"]
    assert "documents/view?doc=sources%2Ftide.html" in page.hrefs
    assert "The paper, citing [3] Orlova" in card(of_the_paper(BACKED)).text


def test_each_copy_of_a_source_is_opened_by_its_name() -> None:
    twice = replace(HELD, held=("a.pdf", "b.html"))
    assert "held: open a.pdf · held: open b.html" in card(of_the_paper(twice)).text


def test_many_references_behind_a_quotation_are_cut() -> None:
    many = tuple(replace(BACKED, number=number) for number in range(1, 40))
    page = card(of_the_paper(*many))
    assert len(page.outgoing) == 6 and "and 33 more" in page.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/view", None])
def test_what_is_no_address_of_the_web_is_no_link(url: str | None) -> None:
    page = card(of_the_paper(replace(BACKED, url=url)))
    assert page.outgoing == [] and "[3] Orlova (2019), pp. 8-9 · not held" in page.text


def test_the_words_that_answer_stand_out_in_the_quotation() -> None:
    said = bold_answer("in Tashkent")
    html = panel_html([Evidence(1, said, (excerpt_of(said.citations[0], document()),))])
    assert "Institute <strong>in Tashkent</strong> in 2004.</mark>" in html
    assert OwnMarkup(html).strong == ["in Tashkent"]


def test_an_excerpt_opens_in_its_document_at_its_place() -> None:
    version = document().sha256[:12]
    href, back = OwnMarkup(card_of(evidence())).hrefs
    assert back == "#m1"
    assert href == (
        f"documents/view?doc=paper.md&start={START}&end={START + len(QUOTE)}"
        f"&version={version}#quote"
    )


