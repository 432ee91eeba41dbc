"""Which documents are asked: read, and put into words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant import scopes
from assistant.said.words import said_in
from index.models import EVERYTHING, Scope
from ingest.errors import QuestionInvalid
from ingest.models import Document, SourceOf
from tests.assistant.samples import document

PAPER = replace(document(doc_id="tides.md", title="Tides"), declared_role="paper")
SECOND = replace(document(doc_id="winds.md", title="Winds"), declared_role="paper")
SOURCE = replace(
    document(doc_id="sources/level.html", title="Level"), source_of=(SourceOf("tides.md", 1),)
)
NOTES = document(doc_id="notes.txt", title="Notes")
ALL = (PAPER, SOURCE, NOTES)
ENGLISH = said_in("en")
PAPERS, SOURCES = Scope(roles=frozenset({"paper"})), Scope(roles=frozenset({"source"}))


def of(*doc_ids: str) -> Scope:
    return Scope(documents=frozenset(doc_ids))


@pytest.mark.parametrize(
    ("roles", "documents", "scope"),
    [
        (None, None, EVERYTHING),
        ([], [], EVERYTHING),
        (["source"], None, SOURCES),
        (None, ["tides.md"], of("tides.md")),
        (["paper", "paper"], ["a"], Scope(frozenset({"paper"}), frozenset({"a"}))),
    ],
)
def test_a_scope_is_read_from_words(
    roles: list[str] | None, documents: list[str] | None, scope: Scope
) -> None:
    assert scopes.scope_of(roles, documents) == scope


@pytest.mark.parametrize(
    ("roles", "documents", "told"),
    [
        (["sauce"], None, "the role 'sauce' is none: expected paper, source, other"),
        ("paper", None, 'field "roles": expected a list of texts'),
        ([1], None, 'field "roles": expected a list of texts'),
        (None, "tides.md", 'field "documents": expected a list of texts'),
    ],
)
def test_what_is_no_scope_is_told(roles: object, documents: object, told: str) -> None:
    with pytest.raises(QuestionInvalid, match=told):
        scopes.scope_of(roles, documents)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scope", "held", "name"),
    [
        (EVERYTHING, ALL, ""),
        (PAPERS, ALL, "the paper"),
        (PAPERS, (*ALL, SECOND), "the papers"),
        (SOURCES, ALL, "the paper's sources"),
        (SOURCES, (*ALL, SECOND), "the papers' sources"),
        (Scope(frozenset({"paper", "other"})), ALL, "the paper and the other documents"),
        (of("tides.md"), ALL, "“Tides”"),
        (of("tides.md", "notes.txt"), ALL, "“Tides” and “Notes”"),
        (replace(of("tides.md", "sources/level.html"), roles=SOURCES.roles), ALL, "“Level”"),
        (of("tides.md", "notes.txt", "sources/level.html", "winds.md"), (*ALL, SECOND),
         "4 documents"),
    ],
)  # fmt: skip
def test_a_scope_has_a_name(scope: Scope, held: tuple[Document, ...], name: str) -> None:
    assert scopes.name_of(scope, held, ENGLISH) == name


@pytest.mark.parametrize(
    ("scope", "russian", "kazakh"),
    [
        (PAPERS, "статья", "мақала"),
        (SOURCES, "источники статьи", "мақаланың дереккөздері"),
        (
            Scope(frozenset({"paper", "source", "other"})),
            "статья, источники статьи и остальные документы",
            "мақала, мақаланың дереккөздері және қалған құжаттар",
        ),
        (of("tides.md", "notes.txt"), "«Tides» и «Notes»", "«Tides» және «Notes»"),
    ],
)
def test_a_scope_s_name_is_in_the_question_s_language(
    scope: Scope, russian: str, kazakh: str
) -> None:
    assert scopes.name_of(scope, ALL, said_in("ru")) == russian
    assert scopes.name_of(scope, ALL, said_in("kk")) == kazakh


@pytest.mark.parametrize(
    ("scope", "russian", "kazakh"),
    [
        (PAPERS, "Пока нет ни одной статьи", "Әзірге бірде-бір мақала жоқ"),
        (Scope(frozenset({"other"})), "Все документы здесь", "Мұндағы құжаттардың бәрі"),
        (Scope(frozenset({"paper", "other"})), "Таких документов пока нет", "Мұндай құжаттар"),
        (
            Scope(frozenset({"source"}), frozenset({"tides.md"})),
            "Среди выбранных документов нет таких: источники.",
            "Таңдалған құжаттардың арасында мыналар жоқ: дереккөздер.",
        ),
    ],
)
def test_a_scope_without_a_document_says_so_in_the_question_s_language(
    scope: Scope, russian: str, kazakh: str
) -> None:
    assert scopes.nothing_in(scope, ALL, said_in("ru")).startswith(russian)
    assert scopes.nothing_in(scope, ALL, said_in("kk")).startswith(kazakh)


def test_without_a_source_one_is_told_how_to_get_one() -> None:
    told = scopes.nothing_in(SOURCES, [PAPER], ENGLISH)
    assert told.startswith("No source is held yet.")
    assert "`python -m ingest fetch tides.md`" in told
    assert "`python -m ingest add --source-of tides.md:NUMBER FILE`" in told
    assert "fetch DOC`" in scopes.nothing_in(SOURCES, [PAPER, SECOND], ENGLISH)
    odd = replace(PAPER, doc_id="a b;rm.md")
    assert "fetch 'a b;rm.md'`" in scopes.nothing_in(SOURCES, [odd], ENGLISH)


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (PAPERS, "No paper is held yet"),
        (Scope(frozenset({"other"})), "Every document that is held"),
        (Scope(frozenset({"source"}), frozenset({"tides.md"})), "is a source"),
    ],
)
def test_a_scope_without_a_document_says_so(scope: Scope, told: str) -> None:
    assert told in scopes.nothing_in(scope, ALL, ENGLISH)


@pytest.mark.parametrize(
    ("unticked", "held", "scope"),
    [
        (None, ALL, EVERYTHING),
        ([], ALL, EVERYTHING),
        ([], (), EVERYTHING),
        (["gone.md", ""], ALL, EVERYTHING),
        (["notes.txt", "tides.md"], ALL, SOURCES),
        (["notes.txt", "tides.md", "gone.md"], ALL, SOURCES),
        (["notes.txt"], ALL, Scope(roles=frozenset({"paper", "source"}))),
        (["winds.md"], (*ALL, SECOND), of("tides.md", "sources/level.html", "notes.txt")),
        (["winds.md", "notes.txt", "sources/level.html"], (*ALL, SECOND), of("tides.md")),
        (["notes.txt", "notes.txt"], (*ALL, SECOND), Scope(roles=frozenset({"paper", "source"}))),
    ],
)  # fmt: skip
def test_the_documents_left_ticked_are_asked(
    unticked: object, held: tuple[Document, ...], scope: Scope
) -> None:
    assert scopes.of_unticked(unticked, held) == scope


@given(st.lists(st.sampled_from([*(each.doc_id for each in (*ALL, SECOND)), "gone.md"])))
def test_what_is_ticked_is_in_the_scope_and_nothing_else(unticked: list[str]) -> None:
    held = (*ALL, SECOND)
    ticked = [document for document in held if document.doc_id not in unticked]
    assume(ticked)
    scope = scopes.of_unticked(unticked, held)
    assert [document for document in held if scope.holds(document)] == ticked


def test_where_none_is_ticked_none_can_be_asked() -> None:
    with pytest.raises(QuestionInvalid, match="tick at least one in the list"):
        scopes.of_unticked([document.doc_id for document in ALL], ALL)
    with pytest.raises(QuestionInvalid, match="отметьте в списке хотя бы один"):
        scopes.of_unticked([document.doc_id for document in ALL], ALL, said_in("ru"))


@pytest.mark.parametrize("unticked", ["tides.md", 0, {"tides.md": 1}, [1], [["tides.md"]], [None]])
def test_what_a_browser_should_not_send_is_told(unticked: object) -> None:
    with pytest.raises(QuestionInvalid, match="are no list of names: reload the page"):
        scopes.of_unticked(unticked, ALL)
