from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import (
    AddressGone,
    DocumentExists,
    DocumentNotFound,
    NotADocument,
    ReferenceNotFound,
    ServerFailed,
)
from ingest.fetching.models import NotModified
from ingest.library import Library
from ingest.models import SourceOf
from ingest.sources.attempts import FILE_NAME, read_attempts
from ingest.sources.fetch import Outcome, add_address, fetch_sources
from tests.ingest.sources.shelf import (
    DOI_URL,
    PAGE,
    PAGE_URL,
    PAPER_ID,
    PDF_URL,
    FakeFetcher,
    NoNetworkFetcher,
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
