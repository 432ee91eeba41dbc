"""A paper with its sources all the way: served, fetched, indexed, asked, held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.ask import Assistant
from assistant.claims.check import check
from assistant.claims.models import ClaimRow
from assistant.plain import answer_plain
from index.build import build_index
from index.models import Scope
from index.search import Index
from ingest.library import Library
from ingest.sources.fetch import fetch_sources
from tests.capes import AGREES, DIFFERS, IN_KAZAKH, IN_RUSSIAN, NOT_HELD, PAPER_ID, paper
from tests.ingest.fetching.helpers import fetcher_for
from tests.ingest.fetching.site import Site

if TYPE_CHECKING:
    from index.embedder import SentenceEmbedder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, real_embedder: SentenceEmbedder) -> Index:
    """An index of the paper and of what could be fetched of its sources."""
    root = tmp_path_factory.mktemp("sources")
    folder = root / "documents"
    folder.mkdir()
    with Site() as site:
        (folder / PAPER_ID).write_text(paper(site.url("").rstrip("/")), encoding="utf-8")
        library = Library(folder)
        outcomes = list(fetch_sources(library, PAPER_ID, fetcher_for(site)))
    assert [each.result for each in outcomes] == [*["fetched"] * 4, "nothing to fetch"]
    build_index(folder, root / "index", open_embedder=lambda _: real_embedder)
    return Index(root / "index", lambda _: real_embedder)


@pytest.fixture(scope="module")
def rows(index: Index) -> dict[str, ClaimRow]:
    """The paper's claims, each held against its source."""
    searcher = index.current()
    generation = searcher.generation
    report = check(generation.document(PAPER_ID), generation, searcher)
    return {" ".join(row.claim.split()): row for row in report.rows}


@pytest.mark.parametrize(
    ("question", "language", "source"),
    [
        ("Which engineer drew the round tower of granite at Cape Varnek?", "en", "source ["),
        ("Сколько хозяйств вошли в кооператив «Липовый цвет»?", "ru", "В источнике [2] статьи"),
        ("Сәуле Қанатқызының омартасында қанша ұя бар?", "kk", "Мақаланың [3] дереккөзінде"),
    ],
)
def test_a_source_answers_in_its_own_words(
    index: Index, question: str, language: str, source: str
) -> None:
    answer = Assistant(index).ask(question)
    assert answer.citations, answer.reason
    first = answer.citations[0]
    assert (first.role, first.language) == ("source", language)
    assert first.quote in index.current().generation.document(first.document).text
    assert source in answer_plain(answer)


def test_a_question_can_be_put_to_the_paper_or_to_its_sources(index: Index) -> None:
    question = "By how much did the use of fuel fall?"
    for role in ("paper", "source"):
        answer = Assistant(index).ask(question, scope=Scope(roles=frozenset({role})))
        assert {citation.role for citation in answer.citations} == {role}, answer.reason


def test_the_paper_s_word_says_what_it_cites(index: Index) -> None:
    scope = Scope(roles=frozenset({"paper"}))
    answer = Assistant(index).ask("By how much did the use of fuel fall?", scope=scope)
    (backing,) = answer.citations[0].backing
    assert backing.label == "[1] Aldous (2019)"
    assert backing.held == ("capes-and-hives-sources/1-aldous-2019.html",)
    assert "the paper, citing [1] Aldous (2019)" in answer_plain(answer)


def test_claims_are_held_against_the_sources_they_cite(rows: dict[str, ClaimRow]) -> None:
    assert rows[AGREES].verdict == "supported by these words"
    assert rows[DIFFERS].verdict == "related"
    assert [each.claim.text for each in rows[DIFFERS].differing] == ["twelve"]
    assert rows[NOT_HELD].verdict == "source not held"


@pytest.mark.parametrize(
    ("claim", "quoted"), [(IN_RUSSIAN, "с 9 до 23 процентов"), (IN_KAZAKH, "140 ұя")]
)
def test_a_source_in_another_language_is_held_against_by_all_that_the_model_knows(
    rows: dict[str, ClaimRow], claim: str, quoted: str
) -> None:
    row = rows[claim]
    assert row.passage is not None and quoted in " ".join(row.passage.quote.split())
    assert row.basis == "meaning, words, figures and names"
    assert row.verdict in ("supported by these words", "related")


def test_a_passage_may_begin_with_a_heading_but_not_reach_over_one(
    rows: dict[str, ClaimRow], index: Index
) -> None:
    generation = index.current().generation
    for row in rows.values():
        if row.passage is None:
            continue
        headings = generation.document(row.passage.document).headings
        inside = [h.text for h in headings if row.passage.start < h.start < row.passage.end]
        assert inside == []
