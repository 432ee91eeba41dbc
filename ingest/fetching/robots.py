"""What a site asks of programs: its robots.txt, read as RFC 9309 has it."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
from protego import Protego

from ingest.errors import RobotsForbidden, ServerFailed
from ingest.fetching.exchange import Answer
from ingest.fetching.settings import PRODUCT, FetchSettings
from ingest.fetching.signals import CannotConnect

MOST_BYTES = 500 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5, asks for no less."""

Get = Callable[[httpx2.URL], Answer]
"""Gets a robots.txt, redirects followed."""


class Robots:
    """The rules of each site that was asked, kept as long as the fetcher.

    :param settings: with the pauses.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._known: dict[str, Protego | ServerFailed] = {}

    def pause(self, url: httpx2.URL, name: str, get: Get) -> float:
        """Return how many seconds to leave between requests to a page's site.

        :param url: the page.
        :param name: what errors are about.
        :param get: gets the site's robots.txt, where it is not known yet.
        :raises RobotsForbidden: when the site asks programs to stay away from this page.
        :raises ServerFailed: when its robots.txt cannot be had.
        """
        rules = self._rules(url, name, get)
        if isinstance(rules, ServerFailed):
            raise ServerFailed(name, rules.problem)
        if not rules.can_fetch(str(url), PRODUCT):
            raise RobotsForbidden(
                name,
                f"the robots.txt of {url.host} asks programs to stay away from this page: open it "
                "in a browser, save it, and add it with: python -m ingest add FILE",
            )
        asked = rules.crawl_delay(PRODUCT) or 0.0
        return max(self._settings.pause, min(asked, self._settings.longest_pause))

    def _rules(self, url: httpx2.URL, name: str, get: Get) -> Protego | ServerFailed:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._known:
            self._known[site] = _read(httpx2.URL(f"{site}/robots.txt"), name, get)
        return self._known[site]


def _read(url: httpx2.URL, name: str, get: Get) -> Protego | ServerFailed:
    """Return the rules of a site, or why none of its pages may be fetched for now.

    RFC 9309, 2.3.1.4: where the server fails, assume that everything is forbidden, for a site in
    trouble is not to be burdened. Where it has no robots.txt (4xx), everything is allowed.

    :raises FetchError: when the site cannot or must not be reached at all, which then is what is
        wrong with the page.
    """
    try:
        answer = get(url)
    except CannotConnect:
        raise
    except ServerFailed as exc:
        return _unreadable(name, url, exc.problem.partition(":")[0])
    if answer.status >= 400:
        return Protego.parse("")
    return Protego.parse(answer.body.decode("utf-8", "replace"))


def _unreadable(name: str, url: httpx2.URL, why: str) -> ServerFailed:
    return ServerFailed(
        name,
        f"the robots.txt of {url.host} cannot be read ({why}), so that no page of it may be "
        "fetched for now: try again later, or save the page in a browser, and add it.",
    )
