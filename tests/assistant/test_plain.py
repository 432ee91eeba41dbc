from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from assistant.escape import visible
from assistant.models import RoleCounts
from assistant.plain import answer_plain
from tests.assistant.hostile import hostile_text
from tests.assistant.samples import (
    BACKED,
    QUOTE,
    SENTENCES,
    answer,
    answers_of,
    bold_answer,
    citation,
    listing,
    mixed,
    of_the_paper,
    refusal,
)


def test_the_answer_comes_first_then_each_citation_with_its_place_and_quotation() -> None:
    assert answer_plain(answer()).split("\n") == [
        f"{QUOTE} [1]",
        "",
        "[1] The paper (paper.md) · p. 8 · Soft power",
        f"    “{QUOTE}”",
    ]


def test_a_refusal_has_its_reason() -> None:
    lines = answer_plain(refusal()).split("\n")
    assert lines[:3] == [
        "The documents do not say.",
        "No document mentions “Chile”.",
        "",
    ]
    assert lines[3] == "The nearest passages, none of which answers:"


def test_the_nearest_sentences_have_their_places() -> None:
    assert answer_plain(refusal(nearest=(citation(),))).split("\n")[2:] == [
        "",
        "What comes nearest, though it does not answer:",
        f"  - “{QUOTE}”",
        "    The paper (paper.md) · p. 8 · Soft power",
    ]


def test_several_statements_are_a_list_under_the_note_and_nothing_is_bold() -> None:
    lines = answer_plain(listing(note="Three came up.")).split("\n")
    assert lines[:2] == ["Three came up.", ""]
    assert lines[2:5] == [f"- {said} [{n}]" for n, said in enumerate(SENTENCES, 1)]
    assert "*" not in answer_plain(bold_answer())


def test_a_paper_and_its_sources_are_told_apart_with_what_they_cite() -> None:
    lines = answer_plain(mixed()).split("\n")
    assert lines[:8] == [
        "The paper says:",
        f"{QUOTE} [1]",
        "",
        "Its source [5], Серікұлы (2020), says in Kazakh:",
        "Алғашқы институт 2004 жылы ашылды. [2]",
        "",
        "“Notes” says:",
        "The harbour has a tide gauge. [3]",
    ]
    assert lines[9:13] == [
        "[1] The paper (paper.md) · p. 8 · Soft power · The paper",
        f"    “{QUOTE}”",
        "    the paper, citing [3] Orlova (2019), pp. 8-9 <https://tides.example/lamps> "
        "(not held here)",
        "    the paper, citing [5] Серікұлы (2020) (held: sources/tide.html)",
    ]
    assert "[2] Толқын (sources/tide.html) · Source [5] of the paper · Kazakh" in lines
    assert lines[-1].startswith("Of the sources cited here, Orlova (2019), pp. 8-9 is not held")


def test_the_one_paper_needs_no_label_and_its_sources_are_named_still() -> None:
    lines = answer_plain(mixed(of_the_paper(BACKED), role_counts=RoleCounts(papers=1))).split("\n")
    assert lines[0] == f"{QUOTE} [1]"
    assert lines[2] == "[1] The paper (paper.md) · p. 8 · Soft power"
    assert lines[4].startswith("    the paper, citing [3] Orlova (2019)")


def test_a_filter_is_named_at_the_end() -> None:
    shown = replace(answer(), scope_name="the paper")
    assert answer_plain(shown).endswith("\n\nAsked of the paper only.")
    assert answer_plain(replace(refusal(), scope_name="the paper")).endswith("the paper only.")


@given(hostile_text, hostile_text, hostile_text)
def test_no_control_character_is_left(a: str, b: str, c: str) -> None:
    for shown in answers_of(a, b, c):
        plain = answer_plain(shown)
        assert visible(plain) == plain
