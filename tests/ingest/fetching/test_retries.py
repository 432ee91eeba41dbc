"""Tests of what is tried again, when, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ingest.errors import AddressGone, NotADocument, ServerFailed
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.models import Fetched
from ingest.fetching.retries import retry_after
from tests.ingest.fetching import samples
from tests.ingest.fetching.helpers import START, FakeClock, fetcher_for
from tests.ingest.fetching.site import Reply, Site, page

GOOD = page(samples.LIGHTHOUSE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_refusal_for_now_is_tried_again(
    site: Site, fetcher: WebFetcher, clock: FakeClock, status: int
) -> None:
    site.answer("/a", Reply(status=status), Reply(status=status), GOOD)
    assert isinstance(fetcher.fetch(site.url("/a")), Fetched)
    assert site.paths() == ["/a", "/a", "/a"]
    # The pause after robots.txt, then one second and two, each with as much as one more.
    assert clock.slept[0] == 1.0
    assert 1.0 <= clock.slept[1] <= 2.0
    assert 2.0 <= clock.slept[-1] <= 3.0


def test_it_is_given_up_in_the_end(site: Site, fetcher: WebFetcher) -> None:
    site.answer("/a", Reply(status=500))
    with pytest.raises(ServerFailed, match="answered 500, 4 times: try again later"):
        fetcher.fetch(site.url("/a"))
    assert len(site.paths()) == 4


def test_a_connection_that_breaks_is_made_again(site: Site, fetcher: WebFetcher) -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>Half"
    site.answer("/a", Reply(raw=b""), Reply(raw=cut), GOOD)
    fetched = fetcher.fetch(site.url("/a"))
    assert isinstance(fetched, Fetched)
    assert fetched.data == GOOD.body


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, ServerFailed),
        (401, NotADocument),
        (402, NotADocument),
        (403, ServerFailed),
        (404, AddressGone),
        (410, AddressGone),
        (418, ServerFailed),
        (451, ServerFailed),
    ],
)
def test_a_refusal_for_good_is_not_tried_again(
    site: Site, fetcher: WebFetcher, status: int, error: type[Exception]
) -> None:
    site.answer("/a", Reply(b"<p>No.</p>", status), GOOD)
    with pytest.raises(error, match=str(status)):
        fetcher.fetch(site.url("/a"))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("value", ["17", "Sun, 01 Mar 2026 12:00:18 GMT"])
def test_it_waits_as_long_as_it_is_asked_to(
    site: Site, fetcher: WebFetcher, clock: FakeClock, value: str
) -> None:
    site.answer("/a", Reply(status=429, headers={"Retry-After": value}), GOOD)
    fetcher.fetch(site.url("/a"))
    assert clock.slept[1:] == [17.0]


@pytest.mark.parametrize("value", ["3600", "Sun, 01 Mar 2026 13:00:01 GMT"])
def test_longer_than_a_minute_is_left_to_the_person(
    site: Site, fetcher: WebFetcher, clock: FakeClock, value: str
) -> None:
    site.answer("/a", Reply(status=503, headers={"Retry-After": value}), GOOD)
    with pytest.raises(ServerFailed, match="try again after 2026-03-01 13:00 UTC"):
        fetcher.fetch(site.url("/a"))
    assert site.paths() == ["/a"]
    assert sum(clock.slept) < 2


def test_no_wait_outlasts_the_fetch(site: Site) -> None:
    clock = FakeClock(ticks=10.0)
    site.answer("/a", Reply(status=429, headers={"Retry-After": "59"}))
    with pytest.raises(ServerFailed, match="asks to wait: try again after"):
        fetcher_for(site, clock=clock).fetch(site.url("/a"))
    assert clock.passed < 400


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("9" * 5000, 1e8),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 1e8),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("Sun, 99 Mar 2026 12:02:00 GMT", None),
        ("\u0661\u0662", None),
    ],
)
def test_the_header_is_read(value: str, seconds: float | None) -> None:
    assert retry_after(value, START) == seconds


def test_two_hosts_do_not_wait_for_each_other(clock: FakeClock) -> None:
    from ingest.fetching.pace import Pace

    pace = Pace(clock)
    for host in ("bees.example", "wasps.example"):
        with pace.turn(host, 5.0):
            pass
    assert clock.slept == []
    with pace.turn("bees.example", 5.0):
        pass
    assert clock.slept == [5.0]
    assert clock.now() - START == timedelta(seconds=5)


def test_a_pause_counts_from_the_end_of_the_last_request(clock: FakeClock) -> None:
    from ingest.fetching.pace import Pace

    pace = Pace(clock)
    with pace.turn("bees.example", 5.0):
        clock.passed += 100.0
    clock.passed += 2.0
    with pace.turn("bees.example", 5.0):
        pass
    assert clock.slept == [3.0]
