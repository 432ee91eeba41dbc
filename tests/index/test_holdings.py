"""Scopes and ties over a real generation: FAISS, SQLite and tantivy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.build import build_index
from index.generation import Generation, open_current
from index.holdings import KEPT_SCOPES
from index.models import EVERYTHING, Scope
from index.search import Index, Searcher
from index.store import Store
from ingest.errors import DocumentNotFound
from ingest.models import Bibliography, Document, SourceOf
from ingest.sidecar import Sidecar, save_sidecar
from tests.fakes import FakeEmbedder

PAPER = """# Lighthouses

The lamp of Cape Verrin burns 40 litres of oil each night.[1] It was lit in 1871.

Its keeper was a retired pilot.[2]

## References

1. Orlov P. Lamps of the coast. 1902. P. 12.
2. Sato K. Keepers. 1950.
"""
SOURCE = "# Lamps of the coast\n\nThe lamp of Cape Verrin burns oil, 40 litres each night.\n"
OTHER = "# Notes\n\nA lamp burns oil each night in the harbour.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in {"paper.md": PAPER, "lamps.md": SOURCE, "notes.md": OTHER}.items():
        (documents / name).write_text(text, encoding="utf-8")
    save_sidecar(documents / "lamps.md", Sidecar(source_of=(SourceOf("paper.md", 1),)))
    build_index(documents, tmp_path / "index", open_embedder=lambda name: FakeEmbedder())
    return tmp_path / "index"


@pytest.fixture
def generation(root: Path) -> Generation:
    return open_current(root)


@pytest.fixture
def searcher(root: Path) -> Searcher:
    return Index(root, lambda name: FakeEmbedder()).current()


def found(searcher: Searcher, scope: Scope) -> set[str]:
    hits = searcher.search("lamp oil each night", scope=scope)
    return {hit.chunk.doc_id for hit in hits}


def roles(*names: str) -> Scope:
    return Scope(roles=frozenset(names))  # type: ignore[arg-type]


def test_each_document_has_its_role(generation: Generation) -> None:
    listed = {each.doc_id: each.role for each in generation.listed()}
    assert listed == {"paper.md": "paper", "lamps.md": "source", "notes.md": "other"}


@pytest.mark.parametrize(
    ("scope", "documents"),
    [
        (EVERYTHING, {"paper.md", "lamps.md", "notes.md"}),
        (roles("paper"), {"paper.md"}),
        (roles("source"), {"lamps.md"}),
        (roles("source", "other"), {"lamps.md", "notes.md"}),
        (Scope(documents=frozenset({"notes.md"})), {"notes.md"}),
        (Scope(frozenset({"paper"}), frozenset({"notes.md"})), set()),
        (Scope(documents=frozenset()), set()),
    ],
)
def test_a_search_finds_chunks_of_its_scope_only(
    searcher: Searcher, scope: Scope, documents: set[str]
) -> None:
    assert found(searcher, scope) == documents


def test_scores_do_not_depend_on_the_scope(searcher: Searcher) -> None:
    every = {hit.chunk: hit for hit in searcher.search("lamp oil each night")}
    (hit,) = searcher.search("lamp oil each night", scope=roles("source"))
    assert (hit.similarity, hit.lexical_score) == pytest.approx(
        (every[hit.chunk].similarity, every[hit.chunk].lexical_score)
    )


def test_a_scope_is_looked_up_once_and_names_the_rows_of_its_chunks(generation: Generation) -> None:
    holdings = generation.holdings
    within = holdings.rows(roles("paper", "other"))
    assert within is not None
    assert holdings.rows(roles("other", "paper")) is within
    chunks = [generation.chunk(row) for row in within.rows.tolist()]
    assert {chunk.doc_id for chunk in chunks} == {"notes.md", "paper.md"}
    wanted = sum(len(generation.chunks_of(doc_id)) for doc_id in ("notes.md", "paper.md"))
    assert len(set(within.rows.tolist())) == wanted
    names = [each.doc_id for each in holdings.documents]
    assert [names[place] for place in within.documents] == ["notes.md", "paper.md"]


def test_a_scope_that_leaves_nothing_out_restricts_nothing(generation: Generation) -> None:
    holdings = generation.holdings
    assert holdings.rows(EVERYTHING) is None
    assert holdings.rows(roles("paper", "source", "other")) is None
    nothing = holdings.rows(Scope(documents=frozenset()))
    assert nothing is not None
    assert not len(nothing.rows)


def test_no_more_scopes_are_kept_than_fit(generation: Generation) -> None:
    for n in range(KEPT_SCOPES + 5):
        assert generation.holdings.rows(Scope(documents=frozenset({f"{n}.md"}))) is not None
    assert len(generation.holdings._within) <= KEPT_SCOPES


def test_texts_are_not_read_to_tell_what_a_scope_holds(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "document", lambda *_: pytest.fail("a text was read"))
    assert searcher.search("lamp", scope=Scope(documents=frozenset({"gone.md"}))) == []
    assert searcher.generation.holdings.rows(roles("source")) is not None


def test_a_bibliography_is_read_once_whoever_asks_first(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def recorded(document: Document) -> Bibliography:
        read.append(document.doc_id)
        return Bibliography()

    monkeypatch.setattr("index.holdings.bibliography_of", recorded)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: generation.bibliography("paper.md"), range(32)))
    assert read == ["paper.md"]
    assert all(each is found[0] for each in found)


def test_a_document_that_is_not_held_is_named_with_near_ones(generation: Generation) -> None:
    generation.holdings.check(Scope(documents=frozenset({"paper.md"})))
    with pytest.raises(DocumentNotFound, match=r"papr\.md.*did you mean paper\.md"):
        generation.holdings.check(Scope(documents=frozenset({"papr.md"})))


def test_what_a_paper_cites_is_tied_to_what_is_held(generation: Generation) -> None:
    bibliography = generation.bibliography("paper.md")
    assert [reference.number for reference in bibliography.references] == [1, 2]
    assert [mark.cited[0].number for mark in bibliography.marks] == [1, 2]
    assert generation.bibliography("paper.md") is bibliography
    assert generation.sources_of("paper.md") == {1: ("lamps.md",)}
    assert generation.sources_of("notes.md") == {}
    with pytest.raises(DocumentNotFound):
        generation.bibliography("gone.md")
