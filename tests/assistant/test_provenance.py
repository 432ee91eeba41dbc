"""Whose a quotation is, what backs it, and what is not held, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import provenance
from assistant.models import Answer, Backing, Citation, RoleCounts, Statement, Tie
from assistant.said.words import said_in
from index.models import Scope
from tests.assistant.samples import (
    BACKED,
    HELD,
    MIXED,
    TIE,
    answer,
    broken_off,
    citation,
    listing,
    mixed,
    of_another,
    of_its_source,
    of_the_paper,
    refusal,
)

ONE_PAPER = RoleCounts(papers=1)
TWO_PAPERS = RoleCounts(papers=2, sources=2)
OTHER_TIE = Tie("wind.md", "Winds", 2, "Marsh (2011)")


def headings(shown: Answer) -> list[str]:
    return [group.heading for group in provenance.groups(shown)]


def test_each_document_s_statements_stand_under_its_name() -> None:
    assert headings(mixed()) == [
        "The paper says:",
        "Its source [5], Серікұлы (2020), says in Kazakh:",
        "“Notes” says:",
    ]


def test_a_source_is_the_paper_s_where_the_paper_says_nothing() -> None:
    assert headings(mixed(of_its_source(marker=1))) == [
        "The paper's source [5], Серікұлы (2020), says in Kazakh:"
    ]


def test_of_several_papers_each_is_named() -> None:
    shown = mixed(of_the_paper(), of_its_source(), role_counts=TWO_PAPERS)
    assert headings(shown) == [
        "“The paper” says:",
        "A source [5] of “The paper”, Серікұлы (2020), says in Kazakh:",
    ]


def test_a_source_of_several_papers_names_each() -> None:
    ties = (TIE, replace(TIE, number=2), OTHER_TIE)
    cited = of_its_source("x", *ties)
    assert provenance.role_label(cited, TWO_PAPERS) == (
        "Source [2, 5] of “The paper” and [2] of “Winds”"
    )


def test_a_source_without_a_known_entry_is_named_by_its_title() -> None:
    untied = replace(of_its_source(), source_of=())
    unknown = of_its_source("x", Tie("gone.md", "gone.md", 7))
    assert headings(mixed(untied)) == ["A source, “Толқын”, says in Kazakh:"]
    assert headings(mixed(unknown)) == ["The paper's source [7] says in Kazakh:"]


def test_one_paper_alone_needs_no_heading() -> None:
    shown = replace(listing(), role_counts=ONE_PAPER)
    assert headings(shown) == [""]
    assert headings(replace(shown, role_counts=MIXED)) != [""]


def test_two_documents_of_one_role_are_named() -> None:
    shown = mixed(of_another(marker=1), citation(marker=2), role_counts=RoleCounts(others=2))
    assert headings(shown) == ["“Notes” says:", "“The paper” says:"]


def test_what_is_said_of_the_documents_is_in_no_group() -> None:
    assert headings(replace(mixed(), way="documents")) == [""]


def test_every_statement_is_in_one_group_and_in_its_order() -> None:
    shown = replace(mixed(), statements=(*mixed().statements, Statement("Ours.", ())))
    said = [each for group in provenance.groups(shown) for each in group.statements]
    assert said == list(shown.statements)
    assert headings(shown)[-1] == ""


@pytest.mark.parametrize(
    ("cited", "role_counts", "label"),
    [
        (of_the_paper(), ONE_PAPER, "The paper"),
        (of_the_paper(), TWO_PAPERS, "Paper"),
        (of_its_source(), MIXED, "Source [5] of the paper"),
        (of_its_source(), TWO_PAPERS, "Source [5] of “The paper”"),
        (replace(of_its_source(), source_of=()), MIXED, "Source"),
        (of_another(), MIXED, "Other document"),
    ],
)
def test_a_card_says_what_its_document_is(
    cited: Citation, role_counts: RoleCounts, label: str
) -> None:
    assert provenance.role_label(cited, role_counts) == label


@pytest.mark.parametrize(
    ("asked_in", "written_in", "fact"),
    [
        ("en", "kk", "Kazakh, in its own words"),
        ("kk", "kk", "қазақ тілі"),
        ("ru", "kk", "казахский, в подлиннике"),
        ("kk", "en", "ағылшын тілі, түпнұсқада"),
        ("und", "ru", "Russian"),
        ("en", "und", ""),
    ],
)
def test_a_language_is_named_as_the_quotation_s_own_where_the_question_is_in_another(
    asked_in: str, written_in: str, fact: str
) -> None:
    cited = replace(of_its_source(), language=written_in)
    shown = replace(mixed(cited), question_language=asked_in)
    assert provenance.language_fact(cited, shown) == fact


@pytest.mark.parametrize(
    ("backing", "note"),
    [
        ((), ""),
        ((HELD,), ""),
        (
            (BACKED,),
            "The source cited here, Orlova (2019), pp. 8-9, is not held, so this is the paper's "
            "word alone.",
        ),
        (
            (BACKED, replace(BACKED, number=1, label="[1] Nye (2004)")),
            "The sources cited here, Nye (2004) and Orlova (2019), pp. 8-9, are not held, so this "
            "is the paper's word alone.",
        ),
        (
            tuple(replace(BACKED, number=number) for number in range(1, 5)),
            "The sources cited here are not held, so this is the paper's word alone.",
        ),
        (
            (BACKED, HELD),
            "Of the sources cited here, Orlova (2019), pp. 8-9 is not held: what rests on it is "
            "the paper's word alone.",
        ),
        (
            (BACKED, replace(BACKED, number=1, label="[1] Nye (2004)"), HELD),
            "Of the sources cited here, Nye (2004) and Orlova (2019), pp. 8-9 are not held: what "
            "rests on them is the paper's word alone.",
        ),
    ],
)
def test_what_rests_on_a_source_that_is_not_held_is_said_once(
    backing: tuple[Backing, ...], note: str
) -> None:
    assert provenance.word_alone(mixed(of_the_paper(*backing))) == note


def test_several_documents_citing_are_the_documents() -> None:
    shown = mixed(of_the_paper(BACKED), replace(of_another(), backing=(BACKED,)))
    assert "the documents' word alone" in provenance.word_alone(shown)


def test_what_a_model_had_written_says_nothing_of_the_quotations() -> None:
    told = mixed(of_the_paper(HELD), replace(of_another(), backing=(BACKED,)))
    kept, further = told.statements
    broken = broken_off().writing
    assert broken is not None and provenance.word_alone(told)
    beside = replace(told, statements=(kept,), writing=replace(broken, unfinished=(further,)))
    assert provenance.word_alone(beside) == ""
    assert beside.own_citations == told.citations[:1]


@pytest.mark.parametrize("way", ["documents", "overview"])
def test_a_summary_has_no_note_of_what_it_rests_on(way: str) -> None:
    shown = mixed(of_the_paper(BACKED))
    assert provenance.word_alone(replace(shown, way=way)) == ""  # type: ignore[arg-type]


def test_many_references_behind_a_quotation_are_counted() -> None:
    many = tuple(replace(BACKED, number=number) for number in range(1, 100))
    shown, more = provenance.shown_backing(of_the_paper(*many))
    assert len(shown) == provenance.BACKINGS_SHOWN and more == "and 93 more"
    assert provenance.shown_backing(of_the_paper(BACKED)) == ((BACKED,), "")


IN_LANGUAGES = {
    "ru": (
        [
            "В статье сказано (английский):",
            "В её источнике [5], Серікұлы (2020), сказано (казахский):",
            "В документе «Notes» сказано (английский):",
        ],
        "Источник [5] статьи",
        "Источник [2, 5] статьи «The paper» и [2] статьи «Winds»",
        "Одного из источников, на которые сделаны ссылки, здесь нет: Orlova (2019), pp. 8-9. То, "
        "что на него опирается, известно только из самой статьи.",
        "и ещё 93",
    ),
    "kk": (
        [
            "Мақалада былай делінген (ағылшын тілі):",
            "Оның [5] дереккөзінде, Серікұлы (2020), былай делінген:",
            "«Notes» құжатында былай делінген (ағылшын тілі):",
        ],
        "Мақаланың [5] дереккөзі",
        "«The paper» мақаласының [2, 5] және «Winds» мақаласының [2] дереккөзі",
        "Сілтеме жасалған дереккөздердің бірі мұнда жоқ: Orlova (2019), pp. 8-9. Соған сүйенетіні "
        "тек мақаланың өзінен белгілі.",
        "тағы 93",
    ),
}


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_where_a_quotation_comes_from_is_said_in_the_question_s_language(language: str) -> None:
    lines, label, of_several, alone, more = IN_LANGUAGES[language]
    words, shown = said_in(language), replace(mixed(), question_language=language)
    assert headings(shown) == lines
    assert provenance.role_label(of_its_source(), MIXED, words) == label
    ties = of_its_source("x", TIE, replace(TIE, number=2), OTHER_TIE)
    assert provenance.role_label(ties, TWO_PAPERS, words) == of_several
    assert provenance.word_alone(shown) == alone
    many = of_the_paper(*(replace(BACKED, number=number) for number in range(1, 100)))
    assert provenance.shown_backing(many, words)[1] == more


def test_what_cites_is_named_with_what_it_cites() -> None:
    said = {
        language: [
            provenance.citing(cited, "[3] X", said_in(language))
            for cited in (of_the_paper(), of_its_source(), of_another())
        ]
        for language in ("en", "ru", "kk")
    }
    assert said == {
        "en": [
            "the paper, citing [3] X",
            "the source, citing [3] X",
            "the document, citing [3] X",
        ],
        "ru": ["ссылка в статье: [3] X", "ссылка в источнике: [3] X", "ссылка в документе: [3] X"],
        "kk": [
            "мақаланың сілтемесі: [3] X",
            "дереккөздің сілтемесі: [3] X",
            "құжаттың сілтемесі: [3] X",
        ],
    }


def test_a_filter_is_said_once() -> None:
    scope = Scope(roles=frozenset({"paper"}))
    shown = replace(answer(), scope=scope, scope_name="the paper")
    assert provenance.asked_of(shown) == "Asked of the paper only."
    assert provenance.asked_of(answer()) == ""
    told = refusal(reason="This was asked of the paper only. No sentence comes close.")
    assert provenance.asked_of(replace(told, scope=scope, scope_name="the paper")) == ""
