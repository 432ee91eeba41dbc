"""Tests of the archive's copy of a page that is gone; the archive is the tests' own."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.errors import AddressGone, NotADocument, RobotsForbidden
from ingest.fetching.archive import ArchiveAddresses
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.models import Fetched, NotModified
from tests.ingest.fetching import samples
from tests.ingest.fetching.helpers import fetcher_for
from tests.ingest.fetching.site import Reply, Seen, Site, page, to
from tests.ingest.fetching.wall_pages import TUNED

TAKEN = "20190514093000"
GONE = "https://gone.example/article?id=7"


class FakeArchive:
    """The two addresses of the archive, on a site of the tests.

    :param copies: (timestamp, address) -> what is held.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.addresses = ArchiveAddresses(site.url("/available"), site.url("/web/"))
        site.answer("/available", self.available)
        site.answer("/robots.txt", page("User-agent: *\nDisallow: /\n"))
        self.held: str | None = None

    def hold(self, address: str, reply: Reply, taken: str = TAKEN) -> None:
        self.held = taken
        self.site.answer(f"/web/{taken}id_/{address}", reply)

    def available(self, seen: Seen) -> Reply:
        closest = {"status": "200", "available": True, "url": "x", "timestamp": self.held}
        found = {"closest": closest} if self.held else {}
        return page(json.dumps({"archived_snapshots": found}), content_type="application/json")

    def asked(self) -> dict[str, list[str]]:
        """Return what it was last asked for."""
        paths = [each.path for each in self.site.seen if each.path.startswith("/available")]
        return parse_qs(urlsplit(paths[-1]).query)


@pytest.fixture
def archive(site: Site) -> FakeArchive:
    return FakeArchive(site)


@pytest.fixture
def fetcher(archive: FakeArchive) -> WebFetcher:
    return fetcher_for(archive.site, archive=archive.addresses)


def fetched_from(fetcher: WebFetcher, url: str, when: str = "") -> Fetched:
    fetched = fetcher.fetch(url, when=when)
    assert isinstance(fetched, Fetched)
    return fetched


def test_a_host_that_is_gone_is_read_from_the_archive(
    fetcher: WebFetcher, archive: FakeArchive
) -> None:
    archive.hold(GONE, page(samples.BEES % "", "cp1251"))
    fetched = fetched_from(fetcher, GONE)
    assert fetched.origin.archived == "2019-05-14T09:30:00+00:00"
    assert fetched.origin.url == GONE
    assert fetched.origin.final_url == archive.site.url(f"/web/{TAKEN}id_/{GONE}")
    assert fetched.charset == "cp1251"
    assert archive.asked() == {"url": [GONE]}


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_read_from_the_archive(status: int) -> None:
    with Site() as live, Site() as other:
        archive = FakeArchive(other)
        address = live.answer("/article", Reply(b"gone", status))
        archive.hold(address, page(samples.LIGHTHOUSE))
        fetcher = fetcher_for(live, other, archive=archive.addresses)
        assert fetched_from(fetcher, address).origin.archived


@pytest.mark.parametrize("name", ["soft 404", "soft 404, Kazakh", "parked"])
def test_a_page_that_says_it_is_gone_is_read_from_the_archive(name: str) -> None:
    sample = next(sample for sample in TUNED if sample.name == name)
    with Site() as live, Site() as other:
        archive = FakeArchive(other)
        address = live.answer("/article", page(sample.source))
        fetcher = fetcher_for(live, other, archive=archive.addresses)
        with pytest.raises(NotADocument, match=r"no such page.*; the Wayback Machine has no copy"):
            fetcher.fetch(address)
        archive.hold(address, page(samples.LIGHTHOUSE))
        assert fetched_from(fetcher, address).origin.archived


@pytest.mark.parametrize(
    ("when", "timestamp"),
    [
        ("2022-03-10", "20220310"),
        ("2022-03", "202203"),
        ("2022", "2022"),
        ("2022-03-10T12:00:00", "20220310"),
        ("", None),
        ("10 марта 2022", None),
    ],
)
def test_the_copy_nearest_to_a_date_is_asked_for(
    fetcher: WebFetcher, archive: FakeArchive, when: str, timestamp: str | None
) -> None:
    archive.hold(GONE, page(samples.LIGHTHOUSE))
    fetched_from(fetcher, GONE, when)
    assert archive.asked().get("timestamp") == ([timestamp] if timestamp else None)


def test_a_copy_is_dated_by_where_it_was_found(fetcher: WebFetcher, archive: FakeArchive) -> None:
    later = "20201231235959"
    archive.hold(GONE, page(samples.LIGHTHOUSE), later)
    archive.hold(GONE, to(f"/web/{later}id_/{GONE}"))
    assert fetched_from(fetcher, GONE).origin.archived == "2020-12-31T23:59:59+00:00"


def test_no_copy_is_told_with_what_is_wrong(fetcher: WebFetcher) -> None:
    with pytest.raises(AddressGone, match=r"no such host as gone\.example.*; the Wayback Machine"):
        fetcher.fetch(GONE)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'{"archived_snapshots": []}',
        b'{"archived_snapshots": {"closest": {"status": "200", "timestamp": "../../etc"}}}',
        b'{"archived_snapshots": {"closest": {"status": "200", "timestamp": "20199914093000"}}}',
        b'{"archived_snapshots": {"closest": {"status": "404", "timestamp": "20190514093000"}}}',
        b"[" * 30_000,
    ],
)
def test_a_strange_answer_is_no_copy(
    fetcher: WebFetcher, archive: FakeArchive, body: bytes
) -> None:
    archive.site.answer("/available", Reply(body))
    with pytest.raises(AddressGone, match="the Wayback Machine has no copy"):
        fetcher.fetch(GONE)


def test_a_copy_of_a_wall_is_none(fetcher: WebFetcher, archive: FakeArchive) -> None:
    archive.hold(GONE, page(TUNED[0].source))
    with pytest.raises(AddressGone, match="the Wayback Machine has no copy"):
        fetcher.fetch(GONE)


def test_a_copy_that_leads_out_of_the_archive_is_none(archive: FakeArchive) -> None:
    with Site() as live:
        archive.hold(GONE, to(live.url(f"/web/{TAKEN}/lighthouse.html")))
        live.answer(f"/web/{TAKEN}/lighthouse.html", page(samples.LIGHTHOUSE))
        fetcher = fetcher_for(archive.site, live, archive=archive.addresses)
        with pytest.raises(AddressGone, match="the Wayback Machine has no copy"):
            fetcher.fetch(GONE)


def test_an_archive_that_fails_is_told(fetcher: WebFetcher, archive: FakeArchive) -> None:
    archive.site.answer("/available", Reply(status=503))
    with pytest.raises(AddressGone, match="the Wayback Machine gives no copy"):
        fetcher.fetch(GONE)


def test_an_archive_that_is_away_does_not_make_a_missing_page_a_missing_network(
    site: Site,
) -> None:
    with pytest.raises(AddressGone, match="the Wayback Machine cannot be reached either"):
        fetcher_for(site).fetch(site.url("/none"))


def test_what_the_owner_refuses_is_not_taken_from_the_archive(
    archive: FakeArchive,
) -> None:
    with Site() as live:
        address = live.url("/private/diary.html")
        archive.hold(address, page(samples.LIGHTHOUSE))
        with pytest.raises(RobotsForbidden):
            fetcher_for(live, archive.site, archive=archive.addresses).fetch(address)
    assert archive.site.seen == []


def test_the_same_copy_is_not_fetched_into_a_new_one(
    fetcher: WebFetcher, archive: FakeArchive
) -> None:
    archive.hold(GONE, page(samples.LIGHTHOUSE))
    known = fetched_from(fetcher, GONE).origin
    assert isinstance(fetcher.fetch(GONE, known=known), NotModified)
