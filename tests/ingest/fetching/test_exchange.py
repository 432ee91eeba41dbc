"""Tests of what is read of an answer: its size, its time, and its length."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator

import pytest

from ingest.errors import (
    DecompressionBomb,
    DocumentTooLarge,
    NotADocument,
    ServerFailed,
    UnsupportedFormat,
)
from ingest.fetching.models import Fetched
from ingest.fetching.settings import FetchSettings
from tests.ingest.fetching import samples
from tests.ingest.fetching.helpers import FakeClock, fetcher_for
from tests.ingest.fetching.site import Reply, Site

SMALL = FetchSettings(max_bytes=200_000, read_seconds=5.0)
# As far below the bombs as the usual limit is below a large one.
MIDDLE = FetchSettings(max_bytes=10_000_000, read_seconds=5.0)
PACKED = {"Content-Encoding": "gzip"}


def endless(piece: bytes) -> Reply:
    def pieces() -> Iterator[bytes]:
        while True:
            yield piece

    return Reply(b"<html><body>", pieces=pieces)


def silent(until: threading.Event) -> Reply:
    def pieces() -> Iterator[bytes]:
        until.wait()
        yield b""

    return Reply(b"<html>", pieces=pieces)


def data_of(site: Site, path: str) -> bytes:
    fetched = fetcher_for(site).fetch(site.url(path))
    assert isinstance(fetched, Fetched)
    return fetched.data


def test_bytes_come_as_they_were_served(site: Site) -> None:
    assert data_of(site, "/report.pdf") == samples.WORKING_PAPER


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(samples.OMARTA.encode())),
        ("deflate", zlib.compress(samples.OMARTA.encode())),
    ],
)
def test_a_packed_page_is_unpacked(site: Site, encoding: str, packed: bytes) -> None:
    site.answer("/packed", Reply(packed, headers={"Content-Encoding": encoding}))
    assert data_of(site, "/packed").decode() == samples.OMARTA


def test_a_page_that_says_it_is_too_large_is_not_read(site: Site) -> None:
    reply = Reply(b"<html>", headers={"Content-Length": str(10**9)})
    with pytest.raises(DocumentTooLarge, match=r"takes at least 953\.7 MiB"):
        fetcher_for(site, settings=SMALL).fetch(site.answer("/large", reply))


def test_a_page_that_grows_too_large_is_cut_off(site: Site) -> None:
    with pytest.raises(DocumentTooLarge, match="--max-size"):
        fetcher_for(site, settings=SMALL).fetch(site.answer("/large", endless(b"<p>bee" * 999)))


def test_a_gzip_bomb_is_stopped(site: Site) -> None:
    bomb = gzip.compress(b"<html>" + b" " * 50_000_000)
    assert len(bomb) < MIDDLE.max_bytes
    with pytest.raises(DecompressionBomb, match="unpack to more than"):
        fetcher_for(site, settings=MIDDLE).fetch(site.answer("/bomb", Reply(bomb, headers=PACKED)))


def test_a_bomb_within_a_bomb_is_stopped(site: Site) -> None:
    bomb = gzip.compress(gzip.compress(b"<html>" + b" " * 50_000_000))
    reply = Reply(bomb, headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(DecompressionBomb):
        fetcher_for(site, settings=MIDDLE).fetch(site.answer("/bomb", reply))


def test_a_packed_text_over_the_limit_is_only_too_large(site: Site) -> None:
    lines = (f"<p>In {year} the keeper wrote {year * year} lines.</p>" for year in range(9999))
    text = "".join(lines)
    reply = Reply(gzip.compress(text.encode()), headers=PACKED)
    with pytest.raises(DocumentTooLarge):
        fetcher_for(site, settings=SMALL).fetch(site.answer("/long", reply))


def test_damaged_packing_is_told(site: Site) -> None:
    reply = Reply(b"<html>this is not packed</html>", headers=PACKED)
    with pytest.raises(ServerFailed, match="packed wrongly"):
        fetcher_for(site).fetch(site.answer("/damaged", reply))


def test_a_packing_that_was_not_asked_for_is_told(site: Site) -> None:
    reply = Reply(b"\x28\xb5\x2f\xfd", headers={"Content-Encoding": "zstd"})
    with pytest.raises(ServerFailed, match="packs its pages as 'zstd'"):
        fetcher_for(site).fetch(site.answer("/zstd", reply))


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>Half",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n<p>Half",
    ],
)
def test_a_body_that_is_shorter_than_it_says_was_cut_short(site: Site, raw: bytes) -> None:
    site.answer("/short", Reply(raw=raw))
    with pytest.raises(ServerFailed, match="was cut short, 4 times") as caught:
        fetcher_for(site).fetch(site.url("/short"))
    assert type(caught.value) is ServerFailed


def test_a_body_that_is_longer_than_it_says_ends_there(site: Site) -> None:
    text = samples.LIGHTHOUSE.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(text)}\r\n\r\n"
    site.answer("/long", Reply(raw=head.encode() + text + b"<p>And more."))
    assert data_of(site, "/long") == text


@pytest.mark.parametrize("raw", [b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"HTTP/1.1 fine\r\n\r\n"])
def test_another_protocol_is_told(site: Site, raw: bytes) -> None:
    site.answer("/ssh", Reply(raw=raw))
    with pytest.raises(ServerFailed, match="does not answer as HTTP has it"):
        fetcher_for(site).fetch(site.url("/ssh"))


def test_a_body_that_drips_is_cut_off_by_the_time_of_the_whole(site: Site) -> None:
    clock = FakeClock(ticks=1.0)
    with pytest.raises(ServerFailed, match="took longer than 300 s in all"):
        fetcher_for(site, clock=clock).fetch(site.answer("/drip", endless(b".")))
    assert clock.passed < 400


def test_headers_that_drip_are_cut_off_too(site: Site) -> None:
    """The time is over within the first header: no single read is slow."""
    clock = FakeClock(ticks=60.0)
    site.answer("/drip", Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 60_000))
    with pytest.raises(ServerFailed, match="took longer than 300 s in all"):
        fetcher_for(site, clock=clock).fetch(site.url("/drip"))


def test_a_server_that_falls_silent_is_left() -> None:
    settings = FetchSettings(read_seconds=0.05)
    over = threading.Event()
    with Site() as site:
        site.answer("/silent", silent(over))
        with pytest.raises(ServerFailed, match=r"sent nothing for 0\.05 s"):
            fetcher_for(site, settings=settings).fetch(site.url("/silent"))
        over.set()


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "text/html", "a picture"),
        (b"....", "video/mp4", "a film"),
        (b"\x00\x00\x00\x18ftypmp42", "application/octet-stream", "a film"),
        (b"PK\x03\x04\x14\x00\x00\x00photos/1.jpg", "application/zip", "a packed file"),
        (b'{"a": 1}', "application/json", "data"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "application/msword", "an old Word"),
        (b"<p>no pdf</p>", "application/pdf", "sent as application/pdf, which it is not"),
        (b"\x00\x01\x02\x03" * 999, "application/octet-stream", "no text"),
    ],
)
def test_what_is_not_read_is_refused_before_it_is_downloaded(
    site: Site, body: bytes, content_type: str, what: str
) -> None:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"." * 8000

    reply = Reply(body, content_type=content_type, pieces=pieces)
    with pytest.raises(UnsupportedFormat, match=what):
        fetcher_for(site).fetch(site.answer("/file", reply))


def test_a_pdf_under_another_name_is_a_pdf(site: Site) -> None:
    reply = Reply(samples.WORKING_PAPER, content_type="application/octet-stream")
    assert isinstance(fetcher_for(site).fetch(site.answer("/get?id=7", reply)), Fetched)


@pytest.mark.parametrize("status", [200, 204])
def test_an_empty_page_is_no_document(site: Site, status: int) -> None:
    with pytest.raises(NotADocument, match="sent an empty page"):
        fetcher_for(site).fetch(site.answer("/empty", Reply(status=status)))
