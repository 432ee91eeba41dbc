from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.links import web_url
from assistant.markdown import answer_markdown
from assistant.models import Statement
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkdown
from tests.assistant.samples import (
    BACKED,
    QUOTE,
    SENTENCES,
    answer,
    answers_of,
    bold_answer,
    citation,
    greeting,
    listing,
    mixed,
    of_the_paper,
    refusal,
)


def test_an_answer_is_followed_by_its_quotation_and_place() -> None:
    assert answer_markdown(answer()).split("\n\n") == [
        rf"{QUOTE} \[1\]",
        rf"> \[1\] “{QUOTE}” — The paper · p. 8 · Soft power",
    ]


@given(hostile_text, hostile_text)
def test_there_is_a_block_for_the_answer_and_one_a_citation(a: str, b: str) -> None:
    copied = answer_markdown(answer(a, text=b or "x", cited=citation(b or "x", title=a)))
    blocks = copied.split("\n\n")
    assert len(blocks) == 2 and "\n" not in blocks[0] + blocks[1]


def test_the_words_that_answer_are_bold_in_the_answer_and_in_its_quotation() -> None:
    copied = answer_markdown(bold_answer("in Tashkent"))
    assert copied.count("Institute **in Tashkent** in 2004.") == 2
    assert OwnMarkdown(copied).strong == ["in Tashkent"] * 2


def test_several_statements_are_a_list_under_the_note() -> None:
    note, statements, *quotations = answer_markdown(listing(note="Three came up.")).split("\n\n")
    assert note == "Three came up."
    assert statements == "\n".join(rf"- {said} \[{n}\]" for n, said in enumerate(SENTENCES, 1))
    assert len(quotations) == len(SENTENCES)


def test_a_paper_and_its_sources_are_told_apart_with_what_they_cite() -> None:
    blocks = answer_markdown(mixed()).split("\n\n")
    assert blocks[0] == r"The paper says\:"
    assert blocks[2] == r"Its source \[5\], Серікұлы \(2020\), says in Kazakh\:"
    assert blocks[6].endswith(
        r" · The paper · the paper, citing [\[3\] Orlova \(2019\), pp. 8\-9]"
        r"(<https://tides.example/lamps>) (not held here); \[5\] Серікұлы \(2020\) (held)"
    )
    assert r" · Source \[5\] of the paper · Kazakh" in blocks[7]
    lacking = r"Of the sources cited here, Orlova \(2019\), pp. 8\-9 is not held"
    assert blocks[-1].startswith(lacking)
    assert OwnMarkdown(answer_markdown(mixed())).outgoing == ["https://tides.example/lamps"]


@pytest.mark.parametrize(
    "url",
    ["https://tides.example/a?b=1&lt;=2&amp;c", "https://tides.example/a)>(b", "https://a.b/*_`"],
)
def test_an_address_is_copied_as_it_is(url: str) -> None:
    copied = answer_markdown(mixed(of_the_paper(replace(BACKED, url=url))))
    assert OwnMarkdown(copied).outgoing == [web_url(url)]


def test_a_filter_is_named_at_the_end() -> None:
    copied = answer_markdown(replace(answer(), scope_name="the paper"))
    assert copied.split("\n\n")[-1] == "Asked of the paper only."


def test_our_own_words_are_plain_and_the_quotation_stands_below() -> None:
    said = replace(bold_answer(), statements=(Statement("“The paper” has 12 pages.", (1,)),))
    first, quotation = answer_markdown(said).split("\n\n")
    assert first == r"“The paper” has 12 pages. \[1\]"
    assert "**in Tashkent**" in quotation


def test_a_word_of_ours_is_copied_alone() -> None:
    assert answer_markdown(greeting("Hello. Ask on.")) == "Hello. Ask on."


def test_a_refusal_has_its_reason_the_missing_words_and_the_nearest() -> None:
    refused = refusal(reason="Too far.", missing=("Chile", "GDP"), nearest=(citation(marker=7),))
    assert answer_markdown(refused).split("\n\n") == [
        "The documents do not say.",
        "Too far.",
        "In no document: **Chile**, **GDP**",
        "What comes nearest, though it does not answer:",
        f"> “{QUOTE}” — The paper · p. 8 · Soft power",
    ]


def test_nothing_stands_out_in_what_does_not_answer() -> None:
    nearest = bold_answer().citations
    assert OwnMarkdown(answer_markdown(refusal(reason="", missing=(), nearest=nearest))).strong == (
        []
    )


@pytest.mark.parametrize("start", ["1. ", "12) ", "- ", "+ ", "> ", "# ", "    ", "=== ", "www.x."])
def test_no_beginning_of_a_line_makes_a_block_or_a_link(start: str) -> None:
    said = [
        answer(text=f"{start}first"),
        replace(answer(), note=f"{start}first"),
        greeting(f"{start}first"),
        refusal(reason=f"{start}first"),
    ]
    for each in said:
        assert set(OwnMarkdown(answer_markdown(each)).tags) <= {"p", "blockquote", "strong"}


@given(hostile_text, hostile_text, hostile_text)
def test_no_text_becomes_markup(a: str, b: str, c: str) -> None:
    for each in answers_of(a, b, c):
        OwnMarkdown(answer_markdown(each))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_becomes_markup(text: str) -> None:
    for each in answers_of(text, text, text):
        OwnMarkdown(answer_markdown(each))
