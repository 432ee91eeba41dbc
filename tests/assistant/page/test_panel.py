from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from assistant.answer_parts import NEAREST_SHOWN
from assistant.escape import visible
from assistant.models import Citation
from assistant.page import panel
from assistant.transcript.models import Evidence, Excerpt, excerpt_of
from assistant.transcript.verify import Standing
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import (
    QUOTE,
    START,
    answer,
    answers_of,
    bold_answer,
    citation,
    document,
    greeting,
    refusal,
)

EMPTY = f'<h2>Evidence</h2><p class="fn-hint">{EN.say("evidence.empty")}</p>'


OTHER = Excerpt(citation(doc_id="b.md"))


def same(excerpt: Excerpt) -> Standing:
    return "same"


def panel_html(shown: Sequence[Evidence]) -> str:
    return panel.panel_html(EN, shown, same)


def evidence(number: int = 1) -> Evidence:
    return Evidence(number, answer(), (excerpt_of(citation(), document()),))


def test_the_evidence_of_every_answer_stays_and_the_newest_is_in_view() -> None:
    page = panel_html([evidence(1), evidence(2)])
    assert OwnMarkup(page).ids == ["e1", "e1-1", "e2", "e2-1"]
    assert 'class="fn-evidence fn-current" id="e2"' in page
    assert 'class="fn-evidence" id="e1"' in page


def test_earlier_evidence_does_not_shift() -> None:
    first = panel_html([evidence(1)]).replace(" fn-current", "")
    assert panel_html([evidence(1), evidence(2)]).startswith(first)


def test_each_section_says_what_was_asked_and_what_became_of_its_documents() -> None:
    later = Evidence(2, answer("And\nwhere?", cited=citation(doc_id="b.md")), (OTHER,))
    asked: list[Excerpt] = []

    def since(excerpt: Excerpt) -> Standing:
        asked.append(excerpt)
        return "gone" if excerpt.citation.document == "b.md" else "same"

    page = OwnMarkup(panel.panel_html(EN, [evidence(1), later], since))
    assert "When did the first one open?" in page.text and "And where?" in page.text
    assert page.text.count(EN.say("evidence.gone")) == 1
    assert asked == [*evidence(1).excerpts, OTHER]


def test_few_of_the_nearest_are_shown_and_looked_up() -> None:
    near = tuple(Excerpt(citation(marker=marker)) for marker in range(1, 9))
    asked: list[Excerpt] = []

    def since(excerpt: Excerpt) -> Standing:
        asked.append(excerpt)
        return "same"

    html = panel.panel_html(EN, [Evidence(1, refusal(), (), near)], since)
    assert OwnMarkup(html).tags.count("article") == len(asked) == NEAREST_SHOWN


def test_a_refusal_has_no_evidence_and_says_so() -> None:
    page = OwnMarkup(panel_html([Evidence(1, refusal(), ())]))
    assert "No evidence" in page.text and "none of which answers" in page.text


def test_a_refusal_shows_what_comes_nearest_and_that_it_does_not_answer() -> None:
    refused = refusal(nearest=bold_answer().citations * 2)
    near = tuple(excerpt_of(each, document()) for each in refused.nearest)
    html = panel_html([Evidence(4, refused, (), near)])
    page = OwnMarkup(html)
    assert "No evidence" in page.text and "What comes nearest" in page.text
    assert page.text.count("Does not answer") == 2
    assert f"<mark>{QUOTE}</mark>" in html and "coined by Joseph Nye" in page.text
    assert page.ids == ["e4"] and page.strong == []
    assert "[1]" not in page.text and "none of which answers" not in page.text
    assert page.hrefs[1] == "#m4"
    assert page.hrefs[0].startswith(f"documents/view?doc=paper.md&start={START}")


def test_a_refusal_with_nothing_near_only_says_so() -> None:
    page = OwnMarkup(panel_html([Evidence(1, replace(refusal(), passages=()), ())]))
    assert page.text.endswith("the documents do not answer this question.")


def test_a_greeting_leaves_in_view_what_was_there() -> None:
    before = panel_html([evidence(1)])
    assert panel_html([evidence(1), Evidence(2, greeting(), ())]) == before
    assert panel_html([Evidence(1, greeting(), ())]) == EMPTY


def test_an_empty_conversation_says_what_will_stand_here() -> None:
    assert panel_html([]) == EMPTY
    OwnMarkup(EMPTY)


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_of_a_document_becomes_markup(a: str, b: str, c: str) -> None:
    cited = citation(a or "x", 0, doc_id=b, title=c, heading=b, page_label=c)
    cited = replace(cited, language=a)
    shown = [
        Evidence(1, answer(c, cited=cited), (Excerpt(cited, b, c, True, True, "0a"),)),
        Evidence(2, refusal(a, reason=b, passage=c), ()),
    ]
    page = OwnMarkup(panel_html(shown))
    assert page.ids == ["e1", "e1-1", "e2"]
    assert visible(a) in page.text and visible(b) in page.text


def around(cited: tuple[Citation, ...], text: str) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(each, text, text, True, True, "0a") for each in cited)


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_of_any_sort_of_answer_becomes_markup(a: str, b: str, c: str) -> None:
    OwnMarkup(panel_html(shown_of(a, b, c)))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    OwnMarkup(panel_html(shown_of(text, text, text)))


def shown_of(a: str, b: str, c: str) -> list[Evidence]:
    return [
        Evidence(number, each, around(each.citations, b), around(each.nearest, c))
        for number, each in enumerate(answers_of(a, b, c), start=1)
    ]
