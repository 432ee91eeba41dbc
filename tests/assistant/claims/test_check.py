from __future__ import annotations

import pytest

from assistant.claims.check import check
from assistant.claims.models import ClaimRow, ClaimsReport
from ingest.models import Bibliography, Document
from tests.assistant.claims.sources import PAPER, УЛЬИ, FakeSearch, FakeShelf, paper, source
from tests.fakes import FakeEmbedder


def report(*sources: Document, searcher: FakeSearch | None = None) -> ClaimsReport:
    return check(paper(), FakeShelf([paper(), *sources]), searcher or FakeSearch())


def items(row: ClaimRow) -> list[tuple[str, str, str, str | None]]:
    return [
        (each.kind, each.claim.text, each.state, each.other.text if each.other else None)
        for each in row.compared
    ]


def test_each_sentence_of_a_marked_paragraph_is_a_claim() -> None:
    rows = report().rows
    assert [(row.claim[:8], row.number, row.marker) for row in rows] == [
        ("The beek", 1, "[1]"), ("Honey fe", 1, "[1]"), ("Wasps bu", 2, "[2]"),
    ]  # fmt: skip
    for row in rows:
        assert PAPER[row.start : row.end] == row.claim
        assert row.heading is None or row.heading == "Hives"
    assert rows[0].marker_start == rows[1].marker_start == PAPER.index("[1]")
    assert (rows[0].label, rows[0].cited_pages) == ("Berg (2020)", "8-9")


def test_without_its_source_a_claim_is_said_not_to_be_held() -> None:
    found = report()
    assert {row.verdict for row in found.rows} == {"source not held"}
    assert found.not_held == (1, 2)
    assert all(row.passage is None and row.basis is None for row in found.rows)


def test_a_figure_that_is_written_otherwise_is_the_same_and_a_year_differs() -> None:
    row = report(source()).rows[0]
    assert row.verdict == "related"
    assert row.basis == "meaning, words, figures and names"
    assert items(row) == [
        ("name", "Anna Berg", "same", "Anna Berg"),
        ("count", "13.2 thousand", "same", "13 200"),
        ("year", "2019", "differs", "2018"),
    ]
    for each in row.compared:
        assert PAPER[each.claim.start : each.claim.end] == each.claim.text


def test_a_turn_of_direction_differs() -> None:
    row = report(source()).rows[1]
    assert row.verdict == "related"
    assert ("direction", "fell", "differs", "rose") in items(row)


def test_the_passage_is_a_slice_of_its_source() -> None:
    held = source()
    for row in report(held).rows[:2]:
        assert row.passage is not None
        assert row.passage.quote == held.text[row.passage.start : row.passage.end]
        assert (row.passage.document, row.passage.role) == ("hives.md", "source")
        assert row.passage.heading == held.heading_at(row.passage.start)


def test_a_source_in_another_language_is_judged_by_figures_and_names() -> None:
    row = report(source("ульи.txt", УЛЬИ, "ru")).rows[0]
    assert row.basis == "figures and names"
    assert row.verdict == "supported by these words"
    assert [state for _, _, state, _ in items(row)] == ["same"] * 3


def test_a_model_of_all_languages_is_asked_for_the_meaning() -> None:
    searcher = FakeSearch(FakeEmbedder(languages=None))
    row = report(source("ульи.txt", УЛЬИ, "ru"), searcher=searcher).rows[0]
    assert row.basis == "meaning, words, figures and names"


def test_the_search_is_asked_within_the_one_source() -> None:
    searcher = FakeSearch()
    report(source(), searcher=searcher)
    assert len(searcher.asked) == 2
    assert {scope.documents for _, scope in searcher.asked} == {frozenset({"hives.md"})}


def test_the_model_is_left_alone_where_it_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model was asked")

    monkeypatch.setattr(FakeEmbedder, "encode", refuse)
    assert len(report().rows) == 3
    assert len(report(source("ульи.txt", УЛЬИ, "ru")).rows) == 3


def test_of_two_documents_the_one_that_says_it_is_shown() -> None:
    row = report(source(), source("ульи.txt", УЛЬИ, "ru")).rows[0]
    assert row.held == ("hives.md", "ульи.txt")
    assert row.passage is not None and row.passage.document == "ульи.txt"


def test_an_empty_source_holds_nothing() -> None:
    row = report(source("none.txt", "- [3]\n")).rows[0]
    assert (row.verdict, row.passage, row.score) == ("nothing found", None, 0.0)
    assert {each.state for each in row.compared} == {"absent"}


def test_a_document_without_markers_has_no_claims() -> None:
    class Bare(FakeShelf):
        def bibliography(self, doc_id: str) -> Bibliography:
            return Bibliography()

    assert check(paper(), Bare([paper()]), FakeSearch()).rows == ()


def test_the_same_is_found_again() -> None:
    assert report(source()) == report(source())


def test_json_holds_what_the_report_holds() -> None:
    plain = report(source()).to_json()
    assert plain["summary"] == {
        "claims": 3, "supported by these words": 0, "related": 2, "nothing found": 0,
        "source not held": 1,
    }  # fmt: skip
    assert plain["not_held"] == [2]
    assert plain["rows"][0]["compared"][2]["other"]["text"] == "2018"
