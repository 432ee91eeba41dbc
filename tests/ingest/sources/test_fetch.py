from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import (
    AddressGone,
    DocumentError,
    DocumentExists,
    DocumentNotFound,
    DuplicateDocument,
    NotADocument,
    ReferenceNotFound,
    ServerFailed,
    UnsafeName,
)
from ingest.fetching.models import NotModified
from ingest.library import Library
from ingest.models import SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import FILE_NAME, read_attempts
from ingest.sources.fetch import add_address, fetch_sources
from ingest.sources.outcomes import Outcome, outcome_lines
from tests.ingest.sources.shelf import (
    DOI_URL,
    PAGE,
    PAGE_URL,
    PAPER,
    PAPER_ID,
    PDF_URL,
    FakeFetcher,
    NoNetworkFetcher,
    StoppedFetcher,
    contents,
    fetched,
    paper_in,
)

MONSOON = PAGE.replace("Trade winds", "Monsoons")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return paper_in(tmp_path / "documents")


def results(outcomes: list[Outcome]) -> list[tuple[int, str]]:
    return [(each.reference.number, each.result) for each in outcomes]


def test_what_has_an_address_is_fetched_and_tied(library: Library) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched(), DOI_URL: fetched(MONSOON, DOI_URL)})
    outcomes = list(fetch_sources(library, PAPER_ID, fetcher))
    assert results(outcomes) == [
        (1, "fetched"),
        (2, "nothing to fetch"),
        (3, "fetched"),
        (4, "failed"),
    ]
    held = library.read(outcomes[0].doc_id)
    assert outcomes[0].doc_id == "winds-sources/1-haddad-2011.html"
    assert held.role == "source"
    assert held.source_of == (SourceOf(PAPER_ID, 1),)
    assert held.origin == PAGE_URL
    assert "140 days" in held.text
    origin = library.sidecar(outcomes[0].doc_id).fetched
    assert origin is not None and origin.etag == '"1"'


def test_the_date_of_access_is_handed_on_for_an_archived_copy(library: Library) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched(archived="2021-05-06T00:00:00+00:00")})
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1})
    assert fetcher.asked == [(PAGE_URL, None, "2021-05-04")]
    assert outcome.archived == "2021-05-06T00:00:00+00:00"
    assert ("archived copy of", "2021-05-06") in library.read(outcome.doc_id).metadata


def test_a_doi_stands_in_for_an_address_that_gives_nothing(library: Library) -> None:
    doi = "https://doi.org/10.1000/gone.1"
    fetcher = FakeFetcher({doi: fetched(PAGE, doi)})
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={4})
    assert [url for url, _, _ in fetcher.asked] == [PDF_URL, doi]
    assert outcome.result == "fetched"


def test_where_both_fail_the_address_s_own_problem_is_told(library: Library) -> None:
    fetcher = FakeFetcher({PDF_URL: ServerFailed(PDF_URL, "the server answered 503 four times.")})
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={4})
    assert (outcome.result, outcome.problem) == ("failed", "the server answered 503 four times.")


def test_a_failure_is_remembered_until_it_is_mended(library: Library) -> None:
    wall = NotADocument(PAGE_URL, "a login, not the page.")
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: wall}), only={1}))
    attempt = read_attempts(library.root)[SourceOf(PAPER_ID, 1)]
    assert (attempt.url, attempt.problem) == (PAGE_URL, "a login, not the page.")
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    assert not (library.root / FILE_NAME).exists()


def test_without_a_network_nothing_changes(library: Library) -> None:
    before = contents(library.root)
    outcomes = list(fetch_sources(library, PAPER_ID, NoNetworkFetcher()))
    assert [each.problem for each in outcomes if each.result == "not fetched"] == ["no network"] * 3
    assert contents(library.root) == before


def test_what_is_held_is_not_asked_for_again(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    fetcher = FakeFetcher()
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1})
    assert outcome.result == "held"
    assert fetcher.asked == []


def test_again_asks_whether_it_has_changed(library: Library) -> None:
    first = fetched()
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: first}), only={1}))
    fetcher = FakeFetcher({PAGE_URL: NotModified()})
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1}, again=True)
    assert outcome.result == "unchanged"
    assert fetcher.asked[0][1] == first.origin


def test_a_page_that_has_changed_takes_the_place_of_the_old(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    newer = fetched(PAGE.replace("140", "150"), etag='"2"')
    (outcome,) = fetch_sources(
        library, PAPER_ID, FakeFetcher({PAGE_URL: newer}), only={1}, again=True
    )
    assert outcome.result == "fetched"
    assert "150 days" in library.read(outcome.doc_id).text
    assert library.read(outcome.doc_id).source_of == (SourceOf(PAPER_ID, 1),)
    assert len(library.doc_ids()) == 2


def test_a_new_copy_that_cannot_be_read_leaves_the_old(library: Library) -> None:
    (first,) = fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1})
    before = contents(library.root)
    empty = fetched("<html><body><script>x()</script></body></html>", etag='"2"')
    (outcome,) = fetch_sources(
        library, PAPER_ID, FakeFetcher({PAGE_URL: empty}), only={1}, again=True
    )
    assert outcome.result == "failed"
    assert outcome.doc_id == first.doc_id
    after = contents(library.root)
    assert {name: after[name] for name in before} == before


def test_content_that_is_held_already_is_tied_and_not_stored_twice(library: Library) -> None:
    (library.root / "mine.html").write_text(PAGE, encoding="utf-8")
    (outcome,) = fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1})
    assert (outcome.result, outcome.doc_id) == ("fetched", "mine.html")
    assert library.read("mine.html").source_of == (SourceOf(PAPER_ID, 1),)
    assert library.doc_ids() == ["mine.html", PAPER_ID]


def test_two_papers_of_one_stem_do_not_take_each_other_s_sources(library: Library) -> None:
    (library.root / "winds.txt").write_text(PAPER, encoding="utf-8")
    (one,) = fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1})
    other = FakeFetcher({PAGE_URL: fetched(PAGE.replace("140", "150"))})
    (two,) = fetch_sources(library, "winds.txt", other, only={1})
    assert two.doc_id == "winds-sources/1-haddad-2011-2.html"
    assert "140 days" in library.read(one.doc_id).text
    assert "150 days" in library.read(two.doc_id).text


def test_two_papers_share_a_source_that_is_the_same(library: Library) -> None:
    (library.root / "winds.txt").write_text(PAPER, encoding="utf-8")
    fetcher = FakeFetcher({PAGE_URL: fetched()})
    (one,) = fetch_sources(library, PAPER_ID, fetcher, only={1})
    (two,) = fetch_sources(library, "winds.txt", fetcher, only={1})
    assert two.doc_id == one.doc_id
    assert library.sidecar(one.doc_id).source_of == (
        SourceOf(PAPER_ID, 1),
        SourceOf("winds.txt", 1),
    )


def test_a_paper_is_no_source_of_itself(library: Library) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched(PAPER, content_type="text/markdown")})
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1})
    assert outcome.result == "failed"
    assert "cannot be a source of itself" in outcome.problem
    with pytest.raises(DocumentError, match=r"winds\.md: it cannot be a source of itself"):
        library.add(library.root / PAPER_ID, ties=[SourceOf(PAPER_ID, 3)])
    with pytest.raises(DocumentError, match="cannot be a source of itself"):
        library.note(PAPER_ID, Sidecar(source_of=(SourceOf(PAPER_ID, 3),)))
    assert library.read(PAPER_ID).role == "paper"


def test_again_leaves_a_file_that_a_person_gave(library: Library) -> None:
    (library.root / "mine.html").write_text(PAGE, encoding="utf-8")
    library.note("mine.html", Sidecar(source_of=(SourceOf(PAPER_ID, 1),)))
    fetcher = FakeFetcher({PAGE_URL: fetched(MONSOON)})
    before = contents(library.root)
    (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1}, again=True)
    assert (outcome.result, outcome.doc_id, fetcher.asked) == ("held", "mine.html", [])
    assert "added by hand" in "\n".join(outcome_lines(outcome))
    assert contents(library.root) == before


def test_an_archived_copy_does_not_take_the_place_of_the_page_itself(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    before = contents(library.root)
    old = FakeFetcher({PAGE_URL: fetched(MONSOON, archived="2019-01-01T00:00:00+00:00")})
    (outcome,) = fetch_sources(library, PAPER_ID, old, only={1}, again=True)
    assert outcome.result == "unchanged"
    assert "the page is gone" in outcome.notes[0]
    assert contents(library.root) == before


def test_a_newer_archived_copy_and_the_page_itself_do(library: Library) -> None:
    copies = [
        fetched(archived="2019-01-01T00:00:00+00:00"),
        fetched(MONSOON, archived="2021-05-06T00:00:00+00:00"),
        fetched(PAGE.replace("140", "150")),
    ]
    for copy in copies:
        fetcher = FakeFetcher({PAGE_URL: copy})
        (outcome,) = fetch_sources(library, PAPER_ID, fetcher, only={1}, again=True)
        assert (outcome.result, outcome.archived) == ("fetched", copy.origin.archived)
        assert library.sidecar(outcome.doc_id).fetched == copy.origin


def test_again_without_a_network_leaves_what_is_held(library: Library) -> None:
    list(fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1}))
    before = contents(library.root)
    (outcome,) = fetch_sources(library, PAPER_ID, NoNetworkFetcher(), only={1}, again=True)
    assert outcome.result == "not fetched"
    assert list(outcome_lines(outcome))[1].endswith("stays: winds-sources/1-haddad-2011.html")
    assert contents(library.root) == before


def test_what_is_unchanged_has_not_failed(library: Library) -> None:
    (first,) = fetch_sources(library, PAPER_ID, FakeFetcher({PAGE_URL: fetched()}), only={1})
    for answer in (NotADocument(PAGE_URL, "a login."), NotModified()):
        fetcher = FakeFetcher({PAGE_URL: answer})
        list(fetch_sources(library, PAPER_ID, fetcher, only={1}, again=True))
    assert read_attempts(library.root) == {}
    same = FakeFetcher({PAGE_URL: fetched()})  # a server that knows no conditional requests
    (outcome,) = fetch_sources(library, PAPER_ID, same, only={1}, again=True)
    assert (outcome.result, outcome.doc_id) == ("unchanged", first.doc_id)


def test_a_damaged_record_stops_it_before_anything_is_asked(library: Library) -> None:
    (library.root / FILE_NAME).write_text("{", encoding="utf-8")
    fetcher = FakeFetcher({PAGE_URL: fetched()})
    with pytest.raises(DocumentError, match="damaged"):
        list(fetch_sources(library, PAPER_ID, fetcher))
    assert fetcher.asked == []
    assert library.doc_ids() == [PAPER_ID]


def test_a_stop_leaves_what_was_fetched_and_nothing_half_done(library: Library) -> None:
    outcomes = fetch_sources(library, PAPER_ID, StoppedFetcher({PAGE_URL: fetched()}))
    assert [next(outcomes).result, next(outcomes).result] == ["fetched", "nothing to fetch"]
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
    names = ["winds-sources/1-haddad-2011.html", "winds-sources/1-haddad-2011.html.footnote.json"]
    assert sorted(contents(library.root)) == [*names, PAPER_ID]


def test_each_address_is_told_before_it_is_asked(library: Library) -> None:
    told: list[tuple[int, str]] = []
    outcomes = fetch_sources(
        library,
        PAPER_ID,
        FakeFetcher({PAGE_URL: fetched()}),
        only={1, 4},
        asking=lambda reference, address: told.append((reference.number, address)),
    )
    next(outcomes)
    assert told == [(1, PAGE_URL)]
    next(outcomes)
    assert told[1:] == [(4, PDF_URL), (4, "https://doi.org/10.1000/gone.1")]


def test_an_entry_that_is_not_there_is_named_before_anything_is_fetched(library: Library) -> None:
    fetcher = FakeFetcher()
    with pytest.raises(ReferenceNotFound, match=r"has no \[7\]; it has 1, 2, 3, 4"):
        list(fetch_sources(library, PAPER_ID, fetcher, only={1, 7}))
    with pytest.raises(DocumentNotFound, match=r"did you mean winds\.md"):
        list(fetch_sources(library, "wind.md", fetcher))
    assert fetcher.asked == []


def test_any_page_can_be_added(library: Library) -> None:
    held = add_address(library, PAGE_URL, FakeFetcher({PAGE_URL: fetched()}), role="other")
    assert held.doc_id == "winds-example-trade-winds.html"
    document = library.read(held.doc_id)
    assert (document.role, document.origin) == ("other", PAGE_URL)


def test_a_page_does_not_take_a_name_unasked(library: Library) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched()})
    add_address(library, PAGE_URL, fetcher, name="winds.html")
    newer = FakeFetcher({PAGE_URL: fetched(MONSOON)})
    with pytest.raises(DocumentExists, match="--replace"):
        add_address(library, PAGE_URL, newer, name="winds.html")
    add_address(library, PAGE_URL, newer, name="winds.html", replace_held=True)
    assert "Monsoons" in library.read("winds.html").text


def test_a_page_that_gives_nothing_is_an_error(library: Library) -> None:
    with pytest.raises(AddressGone, match="no such page"):
        add_address(library, "https://winds.example/none", FakeFetcher())


def test_a_page_that_is_held_is_refused_or_tied(library: Library) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched()})
    held = add_address(library, PAGE_URL, fetcher, role="other")
    with pytest.raises(
        DuplicateDocument, match=r"held already, as winds-example-trade-winds\.html"
    ):
        add_address(library, PAGE_URL, fetcher)
    ties = [SourceOf(PAPER_ID, 1)]
    for name in (None, "another.html"):
        again = add_address(library, PAGE_URL, fetcher, name=name, ties=ties)
        assert (again.doc_id, again.stays) == (held.doc_id, True)
    assert library.doc_ids() == [held.doc_id, PAPER_ID]
    document = library.read(held.doc_id)
    assert (document.role, list(document.source_of)) == ("other", ties)
    assert document.origin == PAGE_URL


def test_a_page_that_takes_a_place_keeps_its_ties(library: Library) -> None:
    held = add_address(
        library, PAGE_URL, FakeFetcher({PAGE_URL: fetched()}), ties=[SourceOf(PAPER_ID, 1)]
    )
    newer = FakeFetcher({PAGE_URL: fetched(MONSOON, etag='"2"')})
    add_address(library, PAGE_URL, newer, replace_held=True)
    sidecar = library.sidecar(held.doc_id)
    assert sidecar.source_of == (SourceOf(PAPER_ID, 1),)
    assert sidecar.fetched is not None and sidecar.fetched.etag == '"2"'


@pytest.mark.parametrize("name", ["sub/x.html", "../x.html", "/x.html", "con", ".x", "a\\b"])
def test_a_name_that_could_leave_the_folder_is_refused_before_anything_is_asked(
    library: Library, name: str
) -> None:
    fetcher = FakeFetcher({PAGE_URL: fetched()})
    with pytest.raises(UnsafeName):
        add_address(library, PAGE_URL, fetcher, name=name)
    assert fetcher.asked == []
