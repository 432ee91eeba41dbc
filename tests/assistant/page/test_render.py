from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_parts import NEAREST_SHOWN
from assistant.escape import escape_markdown, visible
from assistant.languages import language_name
from assistant.markdown import answer_markdown
from assistant.models import Answer, Dropped, Statement
from assistant.page import render
from assistant.page.line import Waiting
from assistant.page.words import page_words
from assistant.plain import answer_plain
from assistant.said.words import said_in
from assistant.steps import Step
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import (
    BACKED,
    HELD,
    QUOTE,
    SENTENCES,
    START,
    answer,
    answers_of,
    bold_answer,
    broken_off,
    citation,
    greeting,
    listing,
    mixed,
    of_the_paper,
    refusal,
    written,
)

SAID = said_in("en")


def page_of(shown: Answer, number: int = 1) -> OwnMarkup:
    return OwnMarkup(render.answer_html(EN, shown, number))


def test_each_statement_is_followed_by_its_markers_as_links_into_the_panel() -> None:
    page = page_of(answer(), 3)
    assert page.hrefs == ["#e3-1"]
    assert f"{QUOTE}\N{NO-BREAK SPACE}[1]" in page.text


def test_what_is_copied_is_the_answer_as_markdown() -> None:
    for shown in (answer(), bold_answer(), refusal(), greeting()):
        assert page_of(shown).copies == [answer_markdown(shown)]


def test_a_marker_without_a_citation_never_reaches_the_page() -> None:
    odd = replace(answer(), statements=(Statement(QUOTE, (1, 5)),))
    assert "[5]" not in page_of(odd).text
    assert "[5]" not in answer_plain(odd)
    assert "5" not in answer_markdown(odd).replace(QUOTE, "")


def test_a_refusal_says_why_and_what_is_missing_and_shows_the_nearest_as_such() -> None:
    page = page_of(refusal(reason="Too little fits."))
    assert SAID.say("refusal.title") in page.text
    assert "Too little fits." in page.text
    assert "In no document: Chile" in page.text
    assert "none of which answers" in page.text
    assert page.strong == ["Chile"]
    assert "[1]" not in page.text


def test_a_refusal_shows_the_sentences_that_come_nearest_each_at_its_place() -> None:
    title = "A title that goes on " * 9
    nearest = (citation(marker=1), citation(marker=2, title=title, page=None, doc_id="b.md"))
    page = page_of(refusal(nearest=nearest))
    assert SAID.say("refusal.nearest") in page.text and "none of which answers" not in page.text
    assert page.text.count(f"“{QUOTE}”") == 2
    assert "The paper, p. 8" in page.text and "A title that goes …" in page.text
    assert page.hrefs == [
        f"documents/view?doc={doc_id}&start={START}&end={START + len(QUOTE)}#quote"
        for doc_id in ("paper.md", "b.md")
    ]
    assert "[1]" not in page.text


def test_a_nearest_sentence_without_a_title_names_its_file() -> None:
    assert "” paper.md, p. 8" in page_of(refusal(nearest=(citation(title=" "),))).text


def test_a_refusal_with_nothing_near_has_no_list_of_it() -> None:
    refused = replace(refusal(), passages=())
    assert "details" not in page_of(refused).tags
    assert "nearest" not in answer_plain(refused)


def test_few_of_the_nearest_are_shown() -> None:
    nearest = tuple(citation(marker=marker) for marker in range(1, 9))
    assert len(page_of(refusal(nearest=nearest)).hrefs) == NEAREST_SHOWN
    assert answer_plain(refusal(nearest=nearest)).count(QUOTE) == NEAREST_SHOWN


def test_the_words_that_answer_stand_out() -> None:
    page = page_of(bold_answer("in Tashkent"))
    assert page.strong == ["in Tashkent"]
    assert f"{QUOTE}\N{NO-BREAK SPACE}[1]" in page.text


def test_our_own_words_are_plain_and_marked_with_what_they_rest_on() -> None:
    said = replace(bold_answer(), statements=(Statement("“The paper” has 12 pages.", (1,)),))
    page = page_of(said)
    assert page.strong == [] and page.hrefs == ["#e1-1"]
    assert "“The paper” has 12 pages.\N{NO-BREAK SPACE}[1]" in page.text


def test_several_statements_are_a_list_under_the_note() -> None:
    html = render.answer_html(EN, listing(note="Three & no more."), 1)
    page = OwnMarkup(html)
    assert page.tags.count("li") == len(SENTENCES)
    assert page.hrefs == ["#e1-1", "#e1-2", "#e1-3"]
    assert '<p class="fn-note">Three &amp; no more.</p><ul' in html


def test_one_statement_is_no_list_and_no_note_is_no_line() -> None:
    html = render.answer_html(EN, answer(), 1)
    assert "<li>" not in html and "fn-note" not in html


def test_a_refusal_has_its_note_too() -> None:
    refused = refusal(note="Only one side came up.")
    assert "Only one side came up." in page_of(refused).text
    assert "Only one side came up." in answer_plain(refused).split("\n")


def test_a_word_of_ours_is_the_whole_message() -> None:
    page = page_of(replace(greeting("Hello!\nAsk on."), searched_question="Hello"))
    assert page.text == "Hello!\nAsk on.Copy"
    assert page.hrefs == [] and len(page.copies) == 1
    assert answer_plain(greeting("Hello! Ask on.")) == "Hello! Ask on."


def test_a_refusal_says_nothing_twice() -> None:
    said = refusal(reason=f"{SAID.say('refusal.title')} None of them mentions: Chile.")
    for shown in (
        page_of(said).text,
        answer_plain(said),
        answer_markdown(said),
    ):
        assert shown.count("do not say") == 1
        assert shown.count("Chile") == 1
        assert "In no document" not in shown


def test_a_follow_up_shows_the_question_that_was_searched() -> None:
    shown = page_of(answer(searched="When did the first CI open?")).text
    assert "Searched for: When did the first CI open?" in shown
    assert "Searched for" not in page_of(answer()).text


def test_statements_stand_under_who_says_them() -> None:
    html = render.answer_html(EN, mixed(), 1)
    assert '<p class="fn-says">The paper says:</p><p>' in html
    page = OwnMarkup(html)
    assert page.text.index("The paper says:") < page.text.index(QUOTE)
    assert page.text.index(QUOTE) < page.text.index("Its source [5], Серікұлы (2020)")
    assert page.hrefs == ["#e1-1", "#e1-2", "#e1-3"]


def test_what_is_not_held_is_said_below_the_answer_once() -> None:
    page = page_of(mixed(of_the_paper(BACKED), replace(of_the_paper(BACKED), marker=2)))
    assert page.text.count("not held") == 1
    assert "Orlova (2019), pp. 8-9, is not held, so this is the paper's word alone." in page.text
    assert "not held" not in page_of(mixed(of_the_paper(HELD))).text


def test_a_filter_is_named_below_the_answer() -> None:
    shown = replace(answer(), scope_name="“Tides & <b>winds</b>”")
    assert "Asked of “Tides & <b>winds</b>” only." in page_of(shown).text
    assert "Asked of" not in page_of(answer()).text


@given(hostile_text, hostile_text, hostile_text, st.integers(1, 99))
def test_no_text_of_an_answer_becomes_markup(a: str, b: str, c: str, number: int) -> None:
    cited = citation(a or "x", doc_id=b, title=c, heading=a, page_label=b)
    page = page_of(answer(a, text=b, searched=c, cited=cited), number)
    assert visible(b.strip()) in page.text
    assert page.hrefs == [f"#e{number}-1"]


@given(hostile_text, hostile_text, hostile_text)
def test_no_text_of_a_refusal_becomes_markup(a: str, b: str, c: str) -> None:
    page = page_of(refusal(a, reason=b, missing=(c, a), passage=c))
    assert visible(b.strip()) in page.text


@given(hostile_text, hostile_text, hostile_text)
def test_no_text_of_any_sort_of_answer_becomes_markup(a: str, b: str, c: str) -> None:
    for shown in answers_of(a, b, c):
        page = page_of(shown)
        assert visible(shown.note.strip()) in page.text or shown.abstained
        assert visible(shown.reply) in page.text
        assert page.copies == [visible(answer_markdown(shown))]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_in_any_place_becomes_markup(text: str) -> None:
    for shown in answers_of(text, text, text):
        page_of(shown)


@given(hostile_text)
def test_no_question_or_error_becomes_markup(text: str) -> None:
    assert (
        OwnMarkup(render.question_html(EN, text, 1)).text == f"{visible(text)}{EN.say('ask.edit')}"
    )
    assert OwnMarkup(render.problem_html(text)).text == visible(text)


def test_a_question_has_a_button_that_asks_it_anew() -> None:
    page = OwnMarkup(render.question_html(EN, "When?", 7))
    assert page.ids == ["q7"] and page.data == [{"data-number": "7"}]
    assert page.tags == ["div", "p", "button"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (None, "Searching the documents …"),
        (Step("search"), "Searching the documents …"),
        (Waiting(12), "Others asked before you. Your place in the queue: 12."),
        (Step("read", 1), "Reading 1 passage …"),
        (Step("read", 1200), "Reading 1,200 passages …"),
        (Step("write"), EN.say("ask.write")),
    ],
)
def test_what_is_being_done_is_said_to_those_who_hear_the_page(
    step: Waiting | Step | None, said: str
) -> None:
    html = render.pending_html(EN, step, 1)
    assert OwnMarkup(html).text == said and 'role="status"' in html


def test_what_is_written_so_far_stands_above_what_is_being_done() -> None:
    page = OwnMarkup(render.pending_html(EN, Step("write", answer=written()), 4))
    assert page.ids == ["m4"] and page.hrefs == ["#e4-1"]
    assert page.text.startswith("It opened in Tashkent, in 2004.")
    assert page.text.endswith(EN.say("ask.write"))
    assert page.copies == []


def test_what_a_model_wrote_says_so_and_shows_what_was_dropped() -> None:
    dropped = Dropped("It opened in 1999.", "number", "1999"), Dropped("<b>It</b>", "markup")
    html = render.answer_html(EN, written(*dropped), 1)
    page = OwnMarkup(html)
    assert "Written by the language model qwen3:4b" in page.text
    assert "dropped: 2." in page.text
    assert "It opened in 1999. (a number or date that its quotation lacks: 1999)" in page.text
    assert "&lt;b&gt;It&lt;/b&gt;" in html and "<b>" not in html
    assert page.tags.count("details") == 1
    assert "Written by" in answer_markdown(written())


def test_what_a_model_wrote_is_prose() -> None:
    more = Statement("It was the first of thirteen.", (1,))
    prose = replace(written(), statements=(*written().statements, more))
    page = page_of(prose)
    assert "ul" not in page.tags and page.hrefs == ["#e1-1", "#e1-1"]
    assert "in 2004.\N{NO-BREAK SPACE}[1] It was the first of thirteen." in page.text
    assert r"in 2004. \[1\] It was the first" in answer_markdown(prose)


def test_what_was_seen_of_a_reply_that_broke_off_stays_open_below_the_quotations() -> None:
    shown = broken_off("It opened in Tashkent.", "It <b>was</b> in 2004.")
    html = render.answer_html(EN, shown, 2)
    page = OwnMarkup(html)
    title = SAID.say("writing.unfinished-title")
    assert '<details class="fn-nearest fn-unfinished" open>' in html and "<b>" not in html
    assert page.hrefs == ["#e2-1"] * 3
    assert page.text.index(QUOTE) < page.text.index(title) < page.text.index("It opened in")
    copied = answer_markdown(shown).split("\n\n")
    assert copied[2:] == [
        escape_markdown(title) + ":",
        r"It opened in Tashkent. \[1\] It \<b\>was\</b\> in 2004. \[1\]",
    ]


def test_an_answer_that_no_model_wrote_does_not_name_one() -> None:
    for shown in (answer(), written(failure="timeout")):
        assert "Written by" not in page_of(shown).text + answer_markdown(shown)


def test_an_answer_can_be_found_good_or_bad_and_has_a_place_for_its_evidence() -> None:
    page = page_of(answer(), 4)
    thumbs = [data for data in page.data if "data-verdict" in data]
    assert thumbs == [{"data-verdict": each, "data-number": "4"} for each in ("up", "down")]
    assert page.data[-1] == {"data-number": "4"}
    assert page.ids == ["m4"]


def test_a_refusal_can_be_judged_and_a_greeting_cannot() -> None:
    assert sum("data-verdict" in data for data in page_of(refusal()).data) == 2
    assert not any("data-verdict" in data for data in page_of(greeting()).data)


@pytest.mark.parametrize(
    ("code", "name"), [("kk", "Kazakh"), ("und", ""), ("de", "German"), ("xx", "xx")]
)
def test_a_language_is_named_in_english(code: str, name: str) -> None:
    assert language_name(code) == name


def test_an_answer_is_said_in_its_own_language_and_what_can_be_done_in_the_page_s() -> None:
    words = page_words("kk")
    html = render.answer_html(words, replace(refusal(), question_language="ru"), 1)
    page = OwnMarkup(html)
    assert said_in("ru").say("refusal.title") in page.text
    assert words.say("answer.copy") in page.text and EN.say("answer.copy") not in page.text
    assert f'aria-label="{words.say("feedback.up")}"' in html
