from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escape import visible
from assistant.models import Citation, Passage
from assistant.page.evidence_card import card, nearest_card, passage_card
from assistant.page.words import page_words
from assistant.said.words import said_in
from assistant.transcript.models import NEAR_CHARS, Evidence, Excerpt, Work, excerpt_of
from assistant.transcript.reference import FORMS
from assistant.transcript.verify import Standing
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
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
    return card(EN, excerpt, item, standing)


def shown(excerpt: Excerpt, standing: Standing = "same") -> str:
    return card(EN, excerpt, Evidence(1, answer(), (excerpt,)), standing)


def test_an_excerpt_marks_its_quotation_in_the_text_around_it() -> None:
    html = card_of(evidence())
    assert f"<mark>{QUOTE}</mark>" in html
    page = OwnMarkup(html)
    assert "coined by Joseph Nye" in page.text and "as the table shows" in page.text
    for fact in ("[1]", "The paper", "p. 8", "under “Soft power”", "English"):
        assert fact in page.text


def cards(*cited: Citation) -> OwnMarkup:
    """The cards of an answer in English, from a paper and its sources."""
    item = Evidence(1, mixed(*cited), tuple(map(Excerpt, cited)))
    return OwnMarkup("".join(card(EN, each, item, "same") for each in item.excerpts))


def test_a_card_says_what_its_document_is_and_in_which_language() -> None:
    page = cards(of_the_paper(), of_its_source(), of_another())
    for said in ("The paper", "Source [5] of the paper", "Kazakh, in its own words", "Other doc"):
        assert said in page.text
    assert "citing" not in page.text


def test_a_card_links_to_what_is_cited_and_says_whether_it_is_held() -> None:
    page = cards(of_the_paper(BACKED, HELD))
    assert "The paper, citing:[3] Orlova (2019), pp. 8-9 · not held here" in page.text
    assert "[5] Серікұлы (2020) · held: open it" in page.text
    assert page.outgoing == ["https://tides.example/lamps"]
    assert "documents/view?doc=sources%2Ftide.html" in page.hrefs
    assert "The paper, citing [3] Orlova" in cards(of_the_paper(BACKED)).text


def test_each_copy_of_a_source_is_opened_by_its_name() -> None:
    twice = replace(HELD, held=("a.pdf", "b.html"))
    assert "held: open a.pdf · held: open b.html" in cards(of_the_paper(twice)).text


def test_many_references_behind_a_quotation_are_cut() -> None:
    many = tuple(replace(BACKED, number=number) for number in range(1, 40))
    page = cards(of_the_paper(*many))
    assert len(page.outgoing) == 6 and "and 33 more" in page.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/view", None])
def test_what_is_no_address_of_the_web_is_no_link(url: str | None) -> None:
    page = cards(of_the_paper(replace(BACKED, url=url)))
    assert page.outgoing == [] and "[3] Orlova (2019), pp. 8-9 · not held" in page.text


def test_the_words_that_answer_stand_out_in_the_quotation() -> None:
    said = bold_answer("in Tashkent")
    html = card_of(Evidence(1, said, (excerpt_of(said.citations[0], document()),)))
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


def quotation(html: str) -> OwnMarkup:
    """Return the quotation with its text, as it is shown first or hidden at first."""
    (inner,) = re.findall(r"<blockquote[^>]*>(.*)</blockquote>", html, flags=re.DOTALL)
    return OwnMarkup(inner)


LONG = "word " * 200


def test_what_lies_further_off_is_shown_when_it_is_asked_for() -> None:
    html = shown(Excerpt(citation(), f"{LONG}and so ", f" as told {LONG}"))
    assert html.count('<span class="fn-far" hidden>') == 2
    assert html.count('<span class="fn-dots">') == 2
    assert html.count('class="fn-link fn-more" aria-expanded="false"') == 1
    near = re.sub(r'<span class="fn-far" hidden>.*?</span>', "", html)
    text = quotation(near).text
    assert text.startswith("… word ") and text.endswith(" word …")
    assert len(QUOTE) + 2 * NEAR_CHARS - 20 < len(text) <= len(QUOTE) + 2 * NEAR_CHARS + 4


def test_where_all_is_near_there_is_nothing_to_ask_for() -> None:
    html = shown(Excerpt(citation(), "Before it. ", " After it."))
    assert "fn-more" not in html and "fn-far" not in html and "…" not in html
    assert quotation(html).text == f"Before it. {QUOTE} After it."


@given(st.text(max_size=2 * NEAR_CHARS), st.text(max_size=2 * NEAR_CHARS))
def test_no_text_around_a_quotation_is_lost(before: str, after: str) -> None:
    html = shown(Excerpt(citation(), before, after))
    page = quotation(re.sub(r'<span class="fn-dots">.*?</span>', "", html))
    assert page.text == visible(f"{before}{QUOTE}{after}")


@pytest.mark.parametrize(
    ("before", "after"), [("and so ", " as told"), (f"{LONG}and so ", f" as told {LONG}")]
)
def test_a_text_that_goes_on_beyond_ends_in_dots(before: str, after: str) -> None:
    html = shown(Excerpt(citation(), before, after, cut_before=True, cut_after=True))
    text = quotation(re.sub(r'<span class="fn-dots">.*?</span>', "", html)).text
    assert text == f"… {before}{QUOTE}{after} …"


def test_a_quotation_is_copied_as_a_reference_in_each_form() -> None:
    excerpt = replace(excerpt_of(citation(), document()), work=Work(("N. Joseph",), "1990"))
    page = OwnMarkup(shown(excerpt))
    assert page.copies == [form.write(excerpt) for form in FORMS.values()]
    assert len(page.copies) == 3 and page.copies[2].startswith("@misc{")
    assert "Plain textMarkdownBibTeX" in page.text


def sheets(excerpt: Excerpt) -> list[dict[str, str]]:
    return [data for data in OwnMarkup(shown(excerpt)).data if "data-page" in data]


def test_a_page_of_a_pdf_can_be_seen_as_it_is_printed() -> None:
    (sheet,) = sheets(Excerpt(citation(doc_id='a "b".pdf'), sha256=SHA256, work=PDF))
    assert sheet == {
        "data-doc": 'a "b".pdf',
        "data-page": "8",
        "data-start": str(START),
        "data-end": str(START + len(QUOTE)),
        "data-version": SHA256[:12],
    }


@pytest.mark.parametrize(
    "excerpt",
    [
        Excerpt(citation(), sha256=SHA256, work=Work(media_type="text/html")),
        Excerpt(citation(page=None), sha256=SHA256, work=PDF),
        Excerpt(citation(), work=PDF),
        Excerpt(citation()),
    ],
    ids=["no PDF", "no page", "no file", "nothing known"],
)
def test_where_there_is_no_page_to_draw_none_is_offered(excerpt: Excerpt) -> None:
    assert sheets(excerpt) == []
    assert EN.say("evidence.page-image") not in shown(excerpt)


@pytest.mark.parametrize("standing", ["changed", "gone"])
def test_what_became_of_the_document_is_said(standing: Standing) -> None:
    html = shown(Excerpt(citation()), standing)
    assert f'<p class="fn-since">{EN.say(f"evidence.{standing}")}</p>' in html


@pytest.mark.parametrize("standing", ["same", "unknown"])
def test_nothing_is_said_of_a_document_that_stands_or_cannot_be_looked_at(
    standing: Standing,
) -> None:
    assert "fn-since" not in shown(Excerpt(citation()), standing)


def test_what_only_comes_near_has_no_number_and_nothing_stands_out() -> None:
    item = Evidence(3, bold_answer(), ())
    html = nearest_card(EN, excerpt_of(bold_answer().citations[0], document()), item, "gone")
    page = OwnMarkup(html)
    assert EN.say("evidence.not-an-answer") in page.text and EN.say("evidence.gone") in page.text
    assert page.strong == [] and page.ids == [] and "[1]" not in page.text
    assert page.hrefs[-1] == "#m3"


def test_a_passage_opens_in_its_document() -> None:
    page = OwnMarkup(passage_card(EN, Passage("a b.md", 5, 9, "text", 0.5)))
    assert page.text == "textOpen a b.md"
    assert page.hrefs == ["documents/view?doc=a+b.md&start=5&end=9#quote"]


def test_the_quotation_says_its_language_where_that_is_a_code() -> None:
    assert 'lang="kk"' in shown(Excerpt(replace(citation(), language="kk")))
    assert "lang=" not in shown(Excerpt(replace(citation(), language='kk" x="')))


def check_is_text(a: str, b: str, c: str) -> None:
    work = Work((a, b), c, b, 3, "application/pdf")
    for item in answers_of(a, b, c):
        for cited in (*item.citations, *item.nearest):
            excerpt = Excerpt(cited, b, c, True, True, "0a", work)
            evidence = Evidence(1, item, (excerpt,))
            for html in (
                card(EN, excerpt, evidence, "gone"),
                nearest_card(EN, excerpt, evidence, "same"),
            ):
                page = OwnMarkup(html)
                assert page.copies == [visible(form.write(excerpt)) for form in FORMS.values()]
    OwnMarkup(passage_card(EN, Passage(a, 0, 1, b, 0.5)))


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_of_a_document_becomes_markup(a: str, b: str, c: str) -> None:
    check_is_text(a, b, c)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    check_is_text(text, text, text)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_what_is_ours_on_a_card_is_said_in_the_page_s_language(language: str) -> None:
    words, said = page_words(language), said_in(language)
    cited = citation(heading="History", page=3)
    excerpt = Excerpt(cited, "Before. ", " After.", True, True)
    page = OwnMarkup(card(words, excerpt, Evidence(1, answer(), (excerpt,)), "changed"))
    for ours in (
        said.say("page.number", page=3),
        words.say("evidence.under", heading="History"),
        words.say("evidence.changed"),
        words.say("evidence.open"),
    ):
        assert ours in page.text
    assert QUOTE in page.text and EN.say("evidence.open") not in page.text
