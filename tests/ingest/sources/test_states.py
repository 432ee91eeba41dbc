from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DocumentError, NotADocument, ReferenceNotFound
from ingest.library import Library
from ingest.models import Document, SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import FILE_NAME, Attempt, read_attempts, write_attempts
from ingest.sources.fetch import fetch_sources
from ingest.sources.report import as_json, lines, stray_lines
from ingest.sources.states import SourceState, source_states
from ingest.sources.ties import checked, sidecars, strays, untie
from tests.ingest.sources.shelf import PAGE, PAGE_URL, PAPER_ID, FakeFetcher, fetched, paper_in


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return paper_in(tmp_path / "documents")


def states(library: Library) -> dict[int, SourceState]:
    found = source_states(library, PAPER_ID, read_attempts(library.root))
    return {each.reference.number: each for each in found}


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
        ("page.html", Sidecar(origin=PAGE_URL.replace("https://", "http://www.") + "/#top")),
        ("page.html", Sidecar(fetched=fetched().origin)),
        ("page.html", Sidecar(title="Trade Winds of the Arabian Sea.")),
        ("Trade winds of the Arabian sea.html", Sidecar()),
    ],
)
def test_what_looks_like_a_source_is_offered(library: Library, name: str, sidecar: Sidecar) -> None:
    page = PAGE.replace("Trade winds of the Arabian Sea", "A page")
    (library.root / name).write_text(page, encoding="utf-8")
    library.note(name, sidecar)
    assert states(library)[1].perhaps == (name,)
    assert states(library)[1].state == "not fetched"
    assert f"perhaps held as {name}" in "\n".join(
        lines(library, PAPER_ID, list(states(library).values()))
    )


def test_a_document_s_own_title_counts_too(library: Library) -> None:
    (library.root / "1.html").write_text(PAGE, encoding="utf-8")
    (library.root / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (library.root / "kk.md").write_text("# Желкенді қайықтар тарихы\n\nМәтін.\n", encoding="utf-8")
    found = states(library)
    assert [found[number].perhaps for number in (1, 2, 3)] == [("1.html",), ("kk.md",), ()]


def test_where_all_is_held_no_other_document_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.root / "all.txt").write_text("All four.\n", encoding="utf-8")
    library.note("all.txt", Sidecar(source_of=tuple(SourceOf(PAPER_ID, n) for n in range(1, 5))))
    (library.root / "other.txt").write_text("Other.\n", encoding="utf-8")
    read: list[str] = []
    own = Library.read

    def noting(self: Library, doc_id: str) -> Document:
        read.append(doc_id)
        return own(self, doc_id)

    monkeypatch.setattr(Library, "read", noting)
    assert {each.state for each in states(library).values()} == {"held"}
    assert read == [PAPER_ID]


def test_what_came_from_another_address_says_so(library: Library) -> None:
    (library.root / "mirror.html").write_text(PAGE, encoding="utf-8")
    origin = fetched(url="https://mirror.example/1").origin
    library.note("mirror.html", Sidecar(fetched=origin, source_of=(SourceOf(PAPER_ID, 1),)))
    (library.root / "same.txt").write_text("Monsoon.\n", encoding="utf-8")
    origin = fetched(url="http://doi.org/10.1000/winds.7").origin
    library.note("same.txt", Sidecar(fetched=origin, source_of=(SourceOf(PAPER_ID, 3),)))
    found = states(library)
    assert [found[n].held[0].elsewhere for n in (1, 3)] == ["https://mirror.example/1", ""]
    shown = "\n".join(lines(library, PAPER_ID, list(found.values())))
    assert shown.count("fetched from another address than it names: https://mirror.example/1") == 1


def test_ties_to_entries_that_are_gone_are_told(library: Library) -> None:
    (library.root / "old book.txt").write_text("Boats.\n", encoding="utf-8")
    library.note("old book.txt", Sidecar(source_of=(SourceOf(PAPER_ID, 9), SourceOf(PAPER_ID, 2))))
    found = strays(PAPER_ID, [1, 2, 3, 4], sidecars(library))
    assert found == {9: ["old book.txt"]}
    (line,) = stray_lines(PAPER_ID, found)
    assert line.endswith("untie it: python -m ingest untie 'old book.txt' winds.md:9")


def test_a_build_notices_a_tie_and_its_end(library: Library) -> None:
    def state(doc_id: str) -> tuple[str, str]:
        file = next(each for each in library.scan().files if each.doc_id == doc_id)
        return file.sha256, file.fingerprint

    (library.root / "book.txt").write_text("Boats.\n", encoding="utf-8")
    before, paper = state("book.txt"), state(PAPER_ID)
    library.add(library.root / "book.txt", ties=[SourceOf(PAPER_ID, 2)])
    assert state("book.txt")[0] == before[0]
    assert state("book.txt")[1] != before[1]
    untie(library, "book.txt", [SourceOf(PAPER_ID, 2)])
    assert (state("book.txt"), state(PAPER_ID)) == (before, paper)


def test_a_tie_is_undone(library: Library) -> None:
    both = (SourceOf(PAPER_ID, 1), SourceOf("b: c.md", 2))
    (library.root / "book.txt").write_text("Boats.\n", encoding="utf-8")
    library.note("book.txt", Sidecar(title="Boats", source_of=both))
    with pytest.raises(ReferenceNotFound, match=r"not tied to winds\.md:2; it is tied to winds"):
        untie(library, "book.txt", [both[0], SourceOf(PAPER_ID, 2)])
    untie(library, "book.txt", [both[0]])
    assert library.sidecar("book.txt") == Sidecar(title="Boats", source_of=(both[1],))


def test_what_is_tied_or_only_near_is_not_offered(library: Library) -> None:
    (library.root / "winds.html").write_text(PAGE, encoding="utf-8")
    library.note("winds.html", Sidecar(title="Trade winds of the Red Sea and beyond"))
    assert states(library)[1].perhaps == ()
    library.note("winds.html", Sidecar(origin=PAGE_URL, source_of=(SourceOf(PAPER_ID, 1),)))
    assert states(library)[1].perhaps == ()


def test_json_holds_each_entry(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    rows = json.loads(as_json(source_states(library, PAPER_ID, {})))
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["held"][0]["document"] == "winds-sources/1-haddad-2011.html"
    assert rows[1]["label"] == "Құрманов (1998)"
    assert rows[2]["doi"] == "10.1000/winds.7"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"winds.md:1": 3}',
        b'{"winds": {"url": "u", "when": "w", "problem": "p"}}',
        b'{"winds.md:1": {"url": "u", "when": "w"}}',
        b'{"winds.md:1": {"url": "u", "when": "w", "problem": "p", "more": "m"}}',
        b'{"winds.md:1": {"url": "u", "when": "w", "problem": {}}}',
        rb'{"winds.md:1": {"url": "u", "when": "w", "problem": "\ud800"}}',
    ],
)
def test_a_damaged_record_is_named(library: Library, data: bytes) -> None:
    (library.root / FILE_NAME).write_bytes(data)
    with pytest.raises(DocumentError, match=rf"{FILE_NAME}.*damaged.*remove it"):
        read_attempts(library.root)
    assert library.scan().problems == ()


TEXT = st.text()


@given(
    st.dictionaries(
        st.builds(
            SourceOf, TEXT.filter(lambda text: text == text.strip() != ""), st.integers(1, 9)
        ),
        st.builds(Attempt, TEXT, TEXT, TEXT),
    )
)
def test_what_is_remembered_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, attempts: dict[SourceOf, Attempt]
) -> None:
    root = tmp_path_factory.mktemp("documents")
    write_attempts(root, attempts)
    assert read_attempts(root) == attempts
    assert (root / FILE_NAME).exists() == bool(attempts)


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
