"""Tests of the whole: what is handed on, and what is asked again."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from ingest.errors import FetchError, ServerFailed
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.models import Fetched, Fetcher, NotModified, Origin
from tests.ingest.fetching import samples
from tests.ingest.fetching.site import Reply, Seen, Site, page

ETAG = '"v1"'
MODIFIED = "Tue, 14 May 2019 09:30:00 GMT"


def unchanged(seen: Seen) -> Reply:
    """A page that knows what is held of it."""
    if seen.headers.get("if-none-match") == ETAG:
        return Reply(status=304, headers={"ETag": ETAG}, content_type="")
    if seen.headers.get("if-modified-since") == MODIFIED:
        return Reply(status=304, content_type="")
    return Reply(samples.LIGHTHOUSE.encode(), headers={"ETag": ETAG, "Last-Modified": MODIFIED})


def origin_of(fetcher: WebFetcher, url: str) -> Origin:
    fetched = fetcher.fetch(url)
    assert isinstance(fetched, Fetched)
    return fetched.origin


def test_it_fills_the_slot(fetcher: WebFetcher) -> None:
    slot: Fetcher = fetcher
    assert slot is fetcher


def test_the_origin_says_all(site: Site, fetcher: WebFetcher) -> None:
    address = site.answer("/a", unchanged)
    assert origin_of(fetcher, address) == Origin(
        url=address,
        final_url=address,
        fetched="2026-03-01T12:00:01+00:00",
        status=200,
        content_type="text/html",
        sha256=hashlib.sha256(samples.LIGHTHOUSE.encode()).hexdigest(),
        etag=ETAG,
        last_modified=MODIFIED,
    )


@pytest.mark.parametrize(("etag", "modified"), [(ETAG, MODIFIED), (ETAG, ""), ("", MODIFIED)])
def test_a_page_that_did_not_change_is_not_sent_again(
    site: Site, fetcher: WebFetcher, etag: str, modified: str
) -> None:
    address = site.answer("/a", unchanged)
    known = replace(origin_of(fetcher, address), etag=etag, last_modified=modified, sha256="0")
    assert isinstance(fetcher.fetch(address, known=known), NotModified)


def test_a_page_that_changed_is(site: Site, fetcher: WebFetcher) -> None:
    address = site.answer("/a", unchanged)
    known = replace(origin_of(fetcher, address), etag='"v0"', last_modified="", sha256="0")
    assert isinstance(fetcher.fetch(address, known=known), Fetched)


def test_the_same_bytes_are_the_same_page(site: Site, fetcher: WebFetcher) -> None:
    known = origin_of(fetcher, site.url("/omarta.html"))
    assert isinstance(fetcher.fetch(site.url("/omarta.html"), known=known), NotModified)


def test_only_the_address_that_is_held_is_asked_so(site: Site, fetcher: WebFetcher) -> None:
    """A landing page is asked for anew, the PDF behind it only if it changed."""
    site.answer(
        "/report.pdf",
        lambda seen: (
            Reply(status=304)
            if seen.headers.get("if-none-match") == ETAG
            else Reply(
                samples.WORKING_PAPER, content_type="application/pdf", headers={"ETag": ETAG}
            )
        ),
    )
    known = origin_of(fetcher, site.url("/report"))
    assert isinstance(fetcher.fetch(site.url("/report"), known=known), NotModified)
    asked = [(each.path, "if-none-match" in each.headers) for each in site.seen]
    assert asked[-2:] == [("/report", False), ("/report.pdf", True)]


def test_an_archived_copy_is_not_what_the_live_page_is_held_against(
    site: Site, fetcher: WebFetcher
) -> None:
    address = site.answer("/a", unchanged)
    known = replace(origin_of(fetcher, address), archived="2019-05-14T09:30:00+00:00")
    assert isinstance(fetcher.fetch(address, known=known), Fetched)


def test_not_modified_without_being_asked_is_told(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(ServerFailed, match="nothing is held"):
        fetcher.fetch(site.answer("/a", Reply(status=304)))


def test_errors_are_about_the_address_as_it_was_given(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(site.url("/none#part"))
    assert caught.value.name == site.url("/none#part")


def test_a_text_is_handed_on(site: Site, fetcher: WebFetcher) -> None:
    fetched = fetcher.fetch(site.url("/notes.md"))
    assert isinstance(fetched, Fetched)
    assert fetched.origin.content_type == "text/markdown"
    assert fetched.data.decode() == samples.NOTES


def test_xhtml_is_read(site: Site, fetcher: WebFetcher) -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?>{samples.LIGHTHOUSE}'
    address = site.answer("/a", page(text, content_type="application/xhtml+xml"))
    assert isinstance(fetcher.fetch(address), Fetched)
