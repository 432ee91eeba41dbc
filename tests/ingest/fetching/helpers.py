"""A fetcher for the tests' site, with time that passes only where a test lets it."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ssl import SSLContext

import httpcore2

from ingest.fetching.archive import ArchiveAddresses
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.guard import Way, resolve
from ingest.fetching.settings import FetchSettings
from tests.ingest.fetching.site import Site

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PUBLIC = "93.184.215.14"
NOWHERE = ArchiveAddresses("http://archive.invalid/available", "http://archive.invalid/web/")


@dataclass
class FakeClock:
    """Sleeps by moving its hands; notes how long.

    :param ticks: seconds that pass each time that it is asked.
    """

    ticks: float = 0.0
    passed: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        self.passed += self.ticks
        return self.passed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


def offline(host: str, port: int) -> Sequence[str]:
    """A resolver of a machine without a network; names of this machine are known."""
    if host in ("localhost", "127.0.0.1", "::1"):
        return resolve(host, port)
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@dataclass
class Names:
    """A resolver of the test's own.

    :param known: each name's answers, one after the other, the last again and again.
    """

    known: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.known.get(host)
        if answers is None:
            return offline(host, port)
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Rerouted(httpcore2.NetworkBackend):
    """Opens what was to go to a public address to a site on loopback; notes what was asked.

    :param ports: (address, port) -> port of the site, or the error it fails with.
    """

    def __init__(self, ports: Mapping[tuple[str, int], int | OSError]) -> None:
        self._ports = ports
        self.opened: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        self.opened.append((host, port))
        target = self._ports[host, port]
        if isinstance(target, OSError):
            raise httpcore2.ConnectError(target) from target
        return httpcore2.SyncBackend().connect_tcp(
            "127.0.0.1", target, timeout, local_address, socket_options
        )


def fetcher_for(
    *sites: Site,
    settings: FetchSettings | None = None,
    clock: FakeClock | None = None,
    ssl_context: SSLContext | None = None,
    archive: ArchiveAddresses = NOWHERE,
    way: Way | None = None,
) -> WebFetcher:
    """Return a fetcher that may reach some sites of the tests, and nothing else at all.

    :param sites: that it may reach.
    :param settings: small limits, say.
    :param clock: that is looked at afterwards.
    :param archive: where an archive is; by default there is none.
    :param way: in place of the usual one, which knows the names of this machine only.
    """
    allowed = frozenset().union(*(site.allowed for site in sites))
    return WebFetcher(
        settings or FetchSettings(read_seconds=5.0),
        way=way or Way(resolver=offline, allowed=allowed),
        ssl_context=ssl_context,
        clock=clock or FakeClock(),
        archive=archive,
    )
