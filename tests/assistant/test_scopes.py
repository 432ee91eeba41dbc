"""Which documents are asked: read, and put into words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import scopes
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
    assert scopes.name_of(scope, held) == name


def test_without_a_source_one_is_told_how_to_get_one() -> None:
    told = scopes.nothing_in(SOURCES, [PAPER])
    assert told.startswith("No source is held yet.")
    assert "`python -m ingest fetch tides.md`" in told
    assert "`python -m ingest add --source-of tides.md:NUMBER FILE`" in told
    assert "fetch DOC`" in scopes.nothing_in(SOURCES, [PAPER, SECOND])
    odd = replace(PAPER, doc_id="a b;rm.md")
    assert "fetch 'a b;rm.md'`" in scopes.nothing_in(SOURCES, [odd])


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (PAPERS, "No paper is held yet"),
        (Scope(frozenset({"other"})), "Every document that is held"),
        (Scope(frozenset({"source"}), frozenset({"tides.md"})), "is a source"),
    ],
)
def test_a_scope_without_a_document_says_so(scope: Scope, told: str) -> None:
    assert told in scopes.nothing_in(scope, ALL)


def test_there_is_a_choice_where_more_than_one_document_is_held() -> None:
    assert scopes.choices([]) == scopes.choices([PAPER]) == [("Ask everything", "all")]
    assert scopes.choices(ALL) == [
        ("Ask everything", "all"),
        ("Ask the paper only", "role:paper"),
        ("Ask the paper's sources only", "role:source"),
        ("Ask the other documents only", "role:other"),
        ("Only “Tides”", "document:tides.md"),
        ("Only “Level”", "document:sources/level.html"),
        ("Only “Notes”", "document:notes.txt"),
    ]


def test_documents_without_a_paper_have_no_roles_to_choose() -> None:
    other = replace(NOTES, doc_id="b.txt")
    assert [value for _, value in scopes.choices([NOTES, other])] == [
        "all", "document:notes.txt", "document:b.txt",
    ]  # fmt: skip


def test_documents_of_one_title_are_told_apart_by_their_files() -> None:
    words = [words for words, _ in scopes.choices([NOTES, replace(NOTES, doc_id="b.txt")])]
    assert words[1:] == ["Only “Notes” (notes.txt)", "Only “Notes” (b.txt)"]


def test_each_choice_leads_back_to_its_scope() -> None:
    found = [scopes.chosen(value) for _, value in scopes.choices(ALL)]
    assert found[:3] == [EVERYTHING, PAPERS, SOURCES]
    assert found[4:] == [of(document.doc_id) for document in ALL]
    assert scopes.chosen(None) == scopes.chosen("quasar") == EVERYTHING
