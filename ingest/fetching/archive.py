"""The Wayback Machine: a copy of a page that is gone, as its site once sent it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2

from ingest.fetching.exchange import Answer, Judge
from ingest.fetching.visit import Errand, Visit

_MOST_BYTES = 64 * 1024
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIMESTAMP = re.compile(r"/web/(\d{14})")


@dataclass(frozen=True, slots=True)
class ArchiveAddresses:
    """Where the archive is asked.

    :param available: its interface that tells of copies.
    :param copies: before a copy's time and address.
    """

    available: str = "https://archive.org/wayback/available"
    copies: str = "https://web.archive.org/web/"


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as the archive holds it.

    :param answer: with the bytes that its site sent.
    :param taken: when, ISO 8601, UTC.
    """

    answer: Answer
    taken: str


# The archive's robots.txt is for those who crawl it. This is its documented interface for
# programs that met with a page that is gone, and one copy is asked for.
_ASKED = Errand(most_bytes=_MOST_BYTES, heeds_robots=False)


class Archive:
    """Asks the Wayback Machine.

    :param addresses: where.
    """

    def __init__(self, addresses: ArchiveAddresses) -> None:
        self._addresses = addresses

    @property
    def host(self) -> str:
        """The host that tells of copies."""
        return httpx2.URL(self._addresses.available).host

    def copy(
        self, visit: Visit, url: str, when: str, judge: Callable[[str, bytes], object]
    ) -> Copy | None:
        """Get the copy that is nearest to a date; None where there is none.

        :param visit: to get it with.
        :param url: the page that is gone.
        :param when: ISO 8601 date; empty for the newest.
        :param judge: looks at the start of the page.
        :raises FetchError: when the archive cannot be asked.
        """
        timestamp = self._nearest(visit, url, when)
        if timestamp is None:
            return None
        return self._taken(visit, f"{self._addresses.copies}{timestamp}id_/{url}", judge)

    def _nearest(self, visit: Visit, url: str, when: str) -> str | None:
        asked = {"url": url} | ({"timestamp": date} if (date := _digits(when)) else {})
        answer = visit.get(str(httpx2.URL(self._addresses.available, params=asked)), _ASKED)
        return _timestamp(answer.body) if answer.status == 200 else None

    def _taken(self, visit: Visit, address: str, judge: Judge) -> Copy | None:
        answer = visit.get(address, Errand(judge=judge, heeds_robots=False))
        # It leads on to the copy's very time. Out of the archive it would lead to the live page.
        found = _TIMESTAMP.search(str(answer.url))
        taken = _time(found[1]) if found else None
        if answer.status != 200 or taken is None or not self._holds(answer.url):
            return None
        return Copy(answer, taken.isoformat(timespec="seconds"))

    def _holds(self, url: httpx2.URL) -> bool:
        return url.netloc == httpx2.URL(self._addresses.copies).netloc


def _digits(when: str) -> str:
    """Return a date as the archive's interface takes it; empty where there is none."""
    match = _DATE.match(when.strip())
    return "".join(part for part in match.groups() if part) if match else ""


def _timestamp(body: bytes) -> str | None:
    """Return when the nearest copy was taken; None where there is none that shows the page."""
    try:
        closest = json.loads(body)["archived_snapshots"]["closest"]
        timestamp, status = str(closest["timestamp"]), str(closest["status"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return timestamp if _time(timestamp) and status.startswith(("2", "3")) else None


def _time(timestamp: str) -> datetime | None:
    if not re.fullmatch(r"[0-9]{14}", timestamp):
        return None
    try:
        return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
