from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DocumentError, NotADocument, ReferenceNotFound
from ingest.library import Library
from ingest.models import SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import FILE_NAME
from ingest.sources.fetch import fetch_sources
from ingest.sources.report import as_json, lines
from ingest.sources.states import SourceState, source_states
from ingest.sources.ties import checked
from tests.ingest.sources.shelf import PAGE, PAGE_URL, PAPER_ID, FakeFetcher, fetched, paper_in


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return paper_in(tmp_path / "documents")


def states(library: Library) -> dict[int, SourceState]:
    return {each.reference.number: each for each in source_states(library, PAPER_ID)}


def test_at_first_nothing_is_held(library: Library) -> None:
    found = {number: each.state for number, each in states(library).items()}
    assert found == {
        1: "not fetched",
        2: "nothing to fetch",
        3: "not fetched",
        4: "not fetched",
    }


def test_a_file_that_a_person_has_is_tied(library: Library, tmp_path: Path) -> None:
    book = tmp_path / "boats.txt"
    book.write_text("Желкенді қайықтар Маскатта жел күтті.\n", encoding="utf-8")
    library.add(book, ties=[SourceOf(PAPER_ID, 2)])
    found = states(library)[2]
    assert found.state == "held"
    assert [held.doc_id for held in found.held] == ["boats.txt"]
    assert library.read("boats.txt").role == "source"


def test_a_file_that_is_held_is_tied_where_it_lies(library: Library, tmp_path: Path) -> None:
    (library.root / "held.txt").write_text("Dhows waited.\n", encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text("Dhows waited.\n", encoding="utf-8")
    library.add(library.root / "held.txt", ties=[SourceOf(PAPER_ID, 2)])
    library.add(copy, ties=[SourceOf(PAPER_ID, 4)])
    assert library.doc_ids() == ["held.txt", PAPER_ID]
    assert library.read("held.txt").source_of == (SourceOf(PAPER_ID, 2), SourceOf(PAPER_ID, 4))


def test_a_role_can_be_given_to_what_is_held(library: Library) -> None:
    assert library.read(PAPER_ID).role == "paper"
    library.add(library.root / PAPER_ID, role="other")
    assert library.read(PAPER_ID).role == "other"


def test_what_failed_says_why(library: Library) -> None:
    wall = NotADocument(PAGE_URL, "a login, not the page.")
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: wall}), only={1}))
    found = states(library)[1]
    assert found.state == "failed"
    assert found.failure is not None and found.failure.problem == "a login, not the page."
    shown = "\n".join(lines(library, PAPER_ID, list(states(library).values())))
    assert "a login, not the page." in shown
    assert "python -m ingest add --source-of winds.md:1 FILE" in shown
    assert "python -m ingest fetch winds.md" in shown


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [
        ("page.html", Sidecar(origin=PAGE_URL)),
        ("page.html", Sidecar(fetched=fetched().origin)),
        ("page.html", Sidecar(title="Trade Winds of the Arabian Sea.")),
        ("Trade winds of the Arabian sea.html", Sidecar()),
    ],
)
def test_what_looks_like_a_source_is_offered(library: Library, name: str, sidecar: Sidecar) -> None:
    (library.root / name).write_text(PAGE, encoding="utf-8")
    library.note(name, sidecar)
    assert states(library)[1].perhaps == (name,)
    assert states(library)[1].state == "not fetched"
    assert f"perhaps held as {name}" in "\n".join(
        lines(library, PAPER_ID, list(states(library).values()))
    )


def test_what_is_tied_or_only_near_is_not_offered(library: Library) -> None:
    (library.root / "winds.html").write_text(PAGE, encoding="utf-8")
    library.note("winds.html", Sidecar(title="Trade winds of the Red Sea and beyond"))
    assert states(library)[1].perhaps == ()
    library.note("winds.html", Sidecar(origin=PAGE_URL, source_of=(SourceOf(PAPER_ID, 1),)))
    assert states(library)[1].perhaps == ()


def test_json_holds_each_entry(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    rows = json.loads(as_json(source_states(library, PAPER_ID)))
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["held"][0]["document"] == "winds-sources/1-haddad-2011.html"
    assert rows[1]["label"] == "Құрманов (1998)"
    assert rows[2]["doi"] == "10.1000/winds.7"


@pytest.mark.parametrize("text", ["{", "[]", '{"winds.md:1": 3}', '{"winds": {}}'])
def test_a_damaged_record_is_named(library: Library, text: str) -> None:
    (library.root / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"{FILE_NAME}.*damaged.*remove it"):
        source_states(library, PAPER_ID)
    assert library.scan().problems == ()


def test_a_tie_must_lead_somewhere(library: Library) -> None:
    assert checked(library, SourceOf(PAPER_ID, 3)).doi == "10.1000/winds.7"
    with pytest.raises(ReferenceNotFound, match=r"has no \[9\]"):
        checked(library, SourceOf(PAPER_ID, 9))
    (library.root / "bare.txt").write_text("Nothing is cited here.\n", encoding="utf-8")
    with pytest.raises(ReferenceNotFound, match="no reference list"):
        checked(library, SourceOf("bare.txt", 1))


def test_a_damaged_sidecar_does_not_hide_other_ties(library: Library, tmp_path: Path) -> None:
    (library.root / "bad.txt").write_text("Bad.\n", encoding="utf-8")
    (library.root / "bad.txt.footnote.json").write_text("{", encoding="utf-8")
    book = tmp_path / "boats.txt"
    book.write_text("Boats.\n", encoding="utf-8")
    library.add(book, ties=[SourceOf(PAPER_ID, 2)])
    assert states(library)[2].state == "held"


def test_a_source_of_two_papers_names_both(library: Library, tmp_path: Path) -> None:
    sidecar = replace(Sidecar(), source_of=(SourceOf("a.md", 1), SourceOf("b: c.md", 2)))
    (library.root / "both.txt").write_text("Both.\n", encoding="utf-8")
    library.note("both.txt", sidecar)
    assert library.sidecar("both.txt") == sidecar
