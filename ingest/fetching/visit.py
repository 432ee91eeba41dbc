"""One visit: from an address over its redirects to an answer, each step checked anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx2

from ingest.errors import AddressForbidden, AddressInvalid, ServerFailed
from ingest.fetching.addresses import Allowance, joined, parse_address, shortened
from ingest.fetching.clock import Deadline
from ingest.fetching.exchange import REDIRECTS, Answer, Exchange, Judge
from ingest.fetching.pace import Pace
from ingest.fetching.retries import with_retries
from ingest.fetching.robots import MOST_BYTES, Robots
from ingest.fetching.settings import FetchSettings
from ingest.fetching.signals import CannotConnect

_NOT_THERE = frozenset({404, 410})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked for on a visit.

    :param headers: for an address, beside the usual ones.
    :param judge: looks at the start of a page.
    :param most_bytes: read no more than this.
    :param heeds_robots: the sites' robots.txt is asked before their pages.
    """

    headers: Callable[[httpx2.URL], Mapping[str, str]] = lambda _: {}
    judge: Judge | None = None
    most_bytes: int | None = None
    heeds_robots: bool = True


_ROBOTS = Errand(most_bytes=MOST_BYTES, heeds_robots=False)


@dataclass(frozen=True, slots=True)
class Manners:
    """What is known of hosts beyond one visit.

    :param robots: their rules.
    :param pace: when they were last asked.
    """

    robots: Robots
    pace: Pace


@dataclass(slots=True)
class _Trail:
    """Where a visit has been: each address with the cookies it was asked with."""

    asked: set[tuple[str, str]] = field(default_factory=set)

    def has(self, url: httpx2.URL) -> bool:
        return any(str(url) == asked for asked, _ in self.asked)


class Visit:
    """Follows redirects by hand, so that each target is checked as the address was.

    :param client: that follows none by itself, and keeps the cookies of this visit.
    :param settings: the limits.
    :param manners: robots.txt and pauses.
    :param deadline: of the whole fetch.
    :param name: what errors are about: the address as the person gave it.
    :param allowed: loopback addresses that may be named.
    """

    def __init__(
        self,
        client: httpx2.Client,
        settings: FetchSettings,
        manners: Manners,
        deadline: Deadline,
        name: str,
        allowed: Allowance = frozenset(),
    ) -> None:
        self._client = client
        self._exchange = Exchange(client, settings, deadline, name)
        self._settings = settings
        self._manners = manners
        self._deadline = deadline
        self._name = name
        self._allowed = allowed

    def get(self, address: str, errand: Errand) -> Answer:
        """Return what an address leads to, whatever its status but a redirect's.

        :param address: http or https.
        :param errand: what is asked for.
        :raises FetchError: when it leads nowhere, or where it must not.
        :raises DocumentTooLarge: when what is there is over the limit.
        """
        url = parse_address(address, self._allowed)
        trail = _Trail()
        for _ in range(self._settings.max_redirects + 1):
            answer = self._secure_first(url, errand, trail)
            if answer.status not in REDIRECTS:
                return answer
            url = self._target(answer)
        raise ServerFailed(
            self._name,
            f"more than {self._settings.max_redirects} redirects, the last to "
            f"{shortened(str(url))}: open it in a browser, save the page, and add it.",
        )

    def _secure_first(self, url: httpx2.URL, errand: Errand, trail: _Trail) -> Answer:
        """Ask over https, also where a link says http, and over http where that fails.

        A link with a port of its own names one service, and so does one that the secure page
        itself leads back to. From https to http is followed, as many a DOI leads to a site
        without TLS; what comes is public, and the address that is stored says http.
        """
        secure = url.copy_with(scheme="https")
        if url.scheme == "https" or url.port is not None or trail.has(secure):
            return self._ask(url, errand, trail)
        try:
            answer = self._ask(secure, errand, trail)
        except CannotConnect as exc:
            if exc.obstacle == "no such host":
                raise
            _log.info("%s: no https (%s), asked over http", url.host, exc.problem)
        else:
            # Many hosts answer https with a site of another name than the one asked for.
            if answer.status not in _NOT_THERE:
                return answer
        return self._ask(url, errand, trail)

    def _ask(self, url: httpx2.URL, errand: Errand, trail: _Trail) -> Answer:
        self._note(url, trail)
        pause = self._settings.pause
        if errand.heeds_robots:
            pause = self._manners.robots.pause(url, self._name, self._robots_txt)

        def once() -> Answer:
            with self._manners.pace.turn(url.host, pause):
                return self._exchange.ask(url, errand.headers(url), errand.judge, errand.most_bytes)

        return with_retries(once, self._name, self._settings, self._deadline)

    def _note(self, url: httpx2.URL, trail: _Trail) -> None:
        """Remember an address, or refuse one that was asked before with the same cookies."""
        cookies = "; ".join(
            sorted(f"{each.name}={each.value}" for each in self._client.cookies.jar)
        )
        if (str(url), cookies) in trail.asked:
            raise ServerFailed(
                self._name,
                f"its redirects go round in a circle, by {shortened(str(url))}: open it in a "
                "browser, save the page, and add it.",
            )
        trail.asked.add((str(url), cookies))

    def _robots_txt(self, url: httpx2.URL) -> Answer:
        return self.get(str(url), _ROBOTS)

    def _target(self, answer: Answer) -> httpx2.URL:
        location = answer.headers.get("location")
        if not location:
            raise ServerFailed(
                self._name,
                f"{answer.url.host} answered {answer.status}, a redirect that leads nowhere: try "
                "again later.",
            )
        target = joined(answer.url, location)
        try:
            return parse_address(target, self._allowed)
        except (AddressInvalid, AddressForbidden) as exc:
            raise type(exc)(
                self._name, f"it redirects to {shortened(target)}, and {exc.problem}"
            ) from exc
