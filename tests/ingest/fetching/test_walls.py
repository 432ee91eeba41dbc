"""Tests of what tells a wall from a document."""

from __future__ import annotations

import httpx2
import pytest

from ingest.errors import NotADocument, ServerFailed
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.page import Page, page_of
from ingest.fetching.walls import wall_of
from tests.ingest.fetching.site import Reply, Site, page, to
from tests.ingest.fetching.wall_pages import ASKED, HELD_OUT, TUNED, Sample

SAMPLES = (*TUNED, *HELD_OUT)


def looked_at(source: str, came: str = ASKED) -> Page:
    found = page_of(source.encode(), None, httpx2.URL(came))
    assert found is not None
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_walls_are_told_from_documents(sample: Sample) -> None:
    wall = wall_of(looked_at(sample.source, sample.came), httpx2.URL(ASKED))
    assert (wall.kind if wall else None) == sample.kind


def test_there_is_enough_to_measure_on() -> None:
    for samples in (TUNED, HELD_OUT):
        assert sum(sample.kind is None for sample in samples) >= 15
        assert sum(sample.kind is not None for sample in samples) >= 15


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("captcha", "a check for robots"),
        ("consent, Russian", "a request for consent"),
        ("login, Kazakh", "a page to sign in"),
        ("paywall", "must be paid for"),
        ("soft 404, Russian", "there is no such page"),
        ("empty shell", "that scripts are to fill"),
    ],
)
def test_a_wall_is_reported(site: Site, fetcher: WebFetcher, name: str, words: str) -> None:
    sample = next(sample for sample in SAMPLES if sample.name == name)
    with pytest.raises(NotADocument, match=words) as caught:
        fetcher.fetch(site.answer("/articles/17", page(sample.source)))
    assert "python -m ingest add --source-of DOC:NUMBER FILE" in caught.value.problem


def test_a_redirect_to_a_login_is_reported(site: Site, fetcher: WebFetcher) -> None:
    site.answer("/articles/17", to("/login?next=17"))
    form = "<form><input type=password></form><p>Welcome to the archive of the review.</p>"
    site.answer("/login", page(form))
    with pytest.raises(NotADocument, match="a page to sign in"):
        fetcher.fetch(site.url("/articles/17"))


def test_a_refusal_that_is_a_check_for_robots_says_so(site: Site, fetcher: WebFetcher) -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "Cloudflare")
    site.answer("/a", Reply(sample.source.encode(), 403))
    with pytest.raises(NotADocument, match="a check for robots"):
        fetcher.fetch(site.url("/a"))
    site.answer("/b", Reply(b"<p>x</p>", 503, headers={"cf-mitigated": "challenge"}))
    with pytest.raises(NotADocument, match="a check for robots"):
        fetcher.fetch(site.url("/b"))
    assert site.paths() == ["/a", "/b"]


def test_a_plain_refusal_is_a_refusal(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(ServerFailed, match="refuses it to programs"):
        fetcher.fetch(site.answer("/a", Reply(b"<p>No entry for today.</p>", 403)))


@pytest.mark.parametrize(
    "source",
    [
        "<title>" + "a | " * 100_000,
        "<h1>" + "page you requested " * 20_000,
        "<p>" + "we and our 1 partners use " * 20_000,
        "<div>" * 20_000 + "text",
        "<meta http-equiv=refresh content='0; url=" + "'\"" * 50_000,
        "<" * 100_000,
        "<p>" + " " * 300_000 + "domain " + "x" * 300_000,
        "<!--" * 50_000,
    ],
    ids=["titles", "headings", "consent", "deep", "refresh", "open", "blank", "comments"],
)
def test_hostile_pages_take_no_longer_than_others(source: str) -> None:
    found = page_of(source.encode(), None, httpx2.URL(ASKED))
    if found is not None:
        wall_of(found, httpx2.URL(ASKED))


def test_a_page_that_is_a_book_is_no_wall() -> None:
    assert page_of(b"<p>" + b"word " * 500_000, None, httpx2.URL(ASKED)) is None


@pytest.mark.parametrize("source", ["", "   ", "<!-- -->", "\x00"])
def test_nothing_is_looked_at_of_nothing(source: str) -> None:
    found = page_of(source.encode(), None, httpx2.URL(ASKED))
    assert found is None or found.text == ""
