from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escape import visible
from assistant.models import Citation
from assistant.page.panel import EMPTY_PANEL, Evidence, Excerpt, excerpt_of, panel_html
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.samples import (
    BACKED,
    HELD,
    QUOTE,
    START,
    TEXT,
    answer,
    answers_of,
    bold_answer,
    citation,
    document,
    greeting,
    mixed,
    of_another,
    of_its_source,
    of_the_paper,
    refusal,
)


def evidence(number: int = 1) -> Evidence:
    return Evidence(number, answer(), (excerpt_of(citation(), document()),))


def test_an_excerpt_marks_its_quotation_in_the_text_around_it() -> None:
    html = panel_html([evidence()])
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
    assert "/documents/view?doc=sources%2Ftide.html" in page.hrefs
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
    href, back = OwnMarkup(panel_html([evidence()])).hrefs
    assert back == "#m1"
    assert href == (
        f"/documents/view?doc=paper.md&start={START}&end={START + len(QUOTE)}"
        f"&version={version}#quote"
    )


def test_the_evidence_of_every_answer_stays_and_the_newest_is_in_view() -> None:
    page = panel_html([evidence(1), evidence(2)])
    assert OwnMarkup(page).ids == ["e1", "e1-1", "e2", "e2-1"]
    assert 'class="fn-evidence fn-current" id="e2"' in page
    assert 'class="fn-evidence" id="e1"' in page


def test_earlier_evidence_does_not_shift() -> None:
    first = panel_html([evidence(1)]).replace(" fn-current", "")
    assert panel_html([evidence(1), evidence(2)]).startswith(first)


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
    assert page.hrefs[0].startswith(f"/documents/view?doc=paper.md&start={START}")


def test_a_refusal_with_nothing_near_only_says_so() -> None:
    page = OwnMarkup(panel_html([Evidence(1, replace(refusal(), passages=()), ())]))
    assert page.text.endswith("the documents do not answer this question.")


def test_a_greeting_leaves_in_view_what_was_there() -> None:
    before = panel_html([evidence(1)])
    assert panel_html([evidence(1), Evidence(2, greeting(), ())]) == before
    assert panel_html([Evidence(1, greeting(), ())]) == EMPTY_PANEL


def test_an_empty_conversation_says_what_will_stand_here() -> None:
    assert panel_html([]) == EMPTY_PANEL
    OwnMarkup(EMPTY_PANEL)


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
