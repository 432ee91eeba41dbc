"""What a search finds where languages are mixed, and in a small part of a large index."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import BuildSettings, build_index
from index.models import Scope
from index.search import Index, Searcher
from tests.fakes import FakeEmbedder

EVERY_LANGUAGE = frozenset({"en", "ru", "kk"})
KAZAKH = [
    "Каспий жағасындағы Verrin шамшырағын 1871 жылы қала тұрғындары салды.",
    "Шамшырақтың сақшысы қала шетінде тұрады, ол бұрын кемеде жұмыс істеген.",
    "Қала тұрғындары шамшырақ майын жыл сайын портқа кемемен жеткізіп тұрады.",
]
QUESTIONS = [
    "Verrin шамшырағын кім салды?",
    "Шамшырақ сақшысы бұрын қайда жұмыс істеген?",
    "Шамшырақ майын портқа немен жеткізеді?",
]


def english(number: int) -> str:
    return (
        f"Lighthouse {number} of Cape Verrin was built in {1700 + number}; the Verrin lamp burns "
        f"{number + 20} litres of oil, and its keeper logs the ships that pass Verrin."
    )


def searcher(folder: Path, embedder: FakeEmbedder, exact_below: int = 50_000) -> Searcher:
    """Index two hundred English documents and three Kazakh ones, a chunk each."""
    documents = folder / "documents"
    documents.mkdir()
    for number in range(200):
        (documents / f"en-{number:03}.md").write_text(english(number) + "\n", encoding="utf-8")
    for number, text in enumerate(KAZAKH):
        (documents / f"kk-{number}.md").write_text(text + "\n", encoding="utf-8")
    settings = BuildSettings(exact_below=exact_below)
    build_index(documents, folder / "index", settings=settings, open_embedder=lambda _: embedder)
    opened = Index(folder / "index", lambda _: embedder).current()
    assert opened.generation.manifest.chunks == 203
    return opened


@pytest.mark.parametrize("languages", [EVERY_LANGUAGE, frozenset({"en"}), None])
def test_two_hundred_english_chunks_do_not_bury_three_kazakh_ones(
    tmp_path: Path, languages: frozenset[str] | None
) -> None:
    mixed = searcher(tmp_path, FakeEmbedder(languages=languages))
    for number, question in enumerate(QUESTIONS):
        found = [hit.chunk.doc_id for hit in mixed.search(question, 3)]
        assert f"kk-{number}.md" in found, question
    assert mixed.search("When was lighthouse 42 built?", 1)[0].chunk.doc_id == "en-042.md"


@pytest.mark.parametrize("exact_below", [50_000, 10], ids=["exact", "approximate"])
def test_a_small_scope_gives_its_best_though_each_side_s_hundred_are_others(
    tmp_path: Path, exact_below: int
) -> None:
    mixed = searcher(tmp_path, FakeEmbedder(), exact_below)
    question = "the keeper of the Verrin lamp logs ships"
    scope = Scope(documents=frozenset({"kk-0.md", "kk-2.md", "en-150.md", "gone.md"}))
    assert not {"kk-0.md", "kk-2.md"} & {h.chunk.doc_id for h in mixed.search(question, 100)}
    found = [hit.chunk.doc_id for hit in mixed.search(question, 10, scope=scope)]
    assert found[0] == "en-150.md"
    assert sorted(found) == ["en-150.md", "kk-0.md", "kk-2.md"]
    assert len(mixed.search(question, 2, scope=scope)) == 2


def test_a_scope_that_holds_no_document_gives_no_hit(tmp_path: Path) -> None:
    mixed = searcher(tmp_path, FakeEmbedder())
    for scope in (Scope(roles=frozenset({"paper"})), Scope(documents=frozenset({"gone.md"}))):
        assert mixed.search("Verrin", scope=scope) == []
