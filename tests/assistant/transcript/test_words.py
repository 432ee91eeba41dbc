from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.models import RoleCounts
from assistant.transcript.models import Conversation, Exchange
from assistant.transcript.words import asked_words, cites_words, day_of, facts_of
from tests.assistant.samples import (
    BACKED,
    HELD,
    answer,
    citation,
    mixed,
    of_its_source,
    of_the_paper,
)


def asked(*times: str) -> Conversation:
    exchanges = tuple(Exchange(n, "q", asked_at=each) for n, each in enumerate(times, start=1))
    return Conversation("", exchanges)


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ((), ""),
        (("",), ""),
        (("", "2026-11-25T10:00:00Z", "2026-11-26T10:00:00Z"), "2026-11-25"),
        (("2026-11-25T10:00:00+00:00",), "2026-11-25"),
        (("2026-11-25T10:00",), ""),
        (("yesterday", "２０２６-11-25T10:00:00Z", "2026-11-25T10:00:00Z\n"), ""),
    ],
)
def test_the_day_of_a_conversation(times: tuple[str, ...], day: str) -> None:
    assert day_of(asked(*times)) == day


def test_a_time_that_is_none_is_not_shown() -> None:
    assert asked_words(Exchange(1, "q", asked_at="<b>now</b>")) == ""
    assert asked_words(Exchange(1, "q", asked_at="2026-11-25T10:00:09Z")) == (
        "asked 2026-11-25 10:00 UTC"
    )


def test_facts_of_a_quotation() -> None:
    cited = citation(page=3, page_label="iii")
    assert facts_of(cited, replace(answer(), role_counts=RoleCounts(others=1))) == [
        "Other document",
        "p. iii (page 3 of the file)",
        "under “Soft power”",
        "English",
    ]


def test_a_heading_without_a_page_is_said_once() -> None:
    assert facts_of(citation(page=None), answer()).count("under “Soft power”") == 1


def test_a_foreign_quotation_says_so() -> None:
    assert "Kazakh, in its own words" in facts_of(of_its_source(), mixed())


def test_the_facts_are_said_in_the_question_s_language() -> None:
    cited, asked_in = citation(page=3, page_label="iii"), replace(mixed(), question_language="ru")
    assert facts_of(cited, asked_in) == [
        "Другой документ",
        "с. iii (в файле 3)",
        "раздел «Soft power»",
        "английский, в подлиннике",
    ]
    assert cites_words(of_the_paper(BACKED, HELD), asked_in) == (
        "ссылка в статье: [3] Orlova (2019), pp. 8-9 (здесь нет); [5] Серікұлы (2020) (есть здесь)"
    )


def test_what_is_cited_and_whether_it_is_held() -> None:
    assert cites_words(citation(), mixed()) == ""
    assert cites_words(of_the_paper(BACKED, HELD), mixed()) == (
        "the paper, citing [3] Orlova (2019), pp. 8-9 (not held here); [5] Серікұлы (2020) (held)"
    )
    assert cites_words(of_the_paper(*[BACKED] * 8), mixed()).endswith("; and 2 more")
