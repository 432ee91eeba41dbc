"""What an HTTP status means for a reader who wants a document."""

from __future__ import annotations

from ingest.errors import AddressGone, NotADocument, ServerFailed
from ingest.fetching.exchange import Answer
from ingest.fetching.page import page_of
from ingest.fetching.walls import BY_HAND, Wall, wall_of

NOT_MODIFIED = 304
_PARTIAL = 206
_REFUSED = frozenset({401, 402, 403, 407, 429, 451, 503})
_FOR_PERSONS = frozenset({401, 402})
_WHY: dict[int, str] = {
    401: "asks for a name and a password",
    402: "asks for payment",
    403: "refuses it to programs or to this network",
    407: "asks for a proxy's password",
    429: "was asked too often",
    451: "withholds it for legal reasons",
}


def check_status(answer: Answer, name: str) -> None:
    """Refuse an answer that holds no document.

    :param answer: no redirect.
    :param name: what errors are about.
    :raises AddressGone: when there is no such page.
    :raises NotADocument: when a wall was sent with the status of a refusal, or nothing at all.
    :raises ServerFailed: when the server refused.
    """
    status, host = answer.status, answer.url.host
    if status in (404, 410):
        raise AddressGone(name, f"{host} says that there is no such page ({status})")
    if answer.status in _REFUSED and (wall := _wall(answer)) is not None:
        raise NotADocument(name, wall.problem)
    if status >= 400:
        why = _WHY.get(status, "refuses it")
        kind = NotADocument if status in _FOR_PERSONS else ServerFailed
        raise kind(name, f"{host} {why} ({status}): {BY_HAND}")
    if status == _PARTIAL or status >= 300:
        raise ServerFailed(name, f"{host} answered {status}, which was not asked for: {BY_HAND}")
    if not answer.body.strip():
        raise NotADocument(name, f"{host} sent an empty page ({status}): {BY_HAND}")


def _wall(answer: Answer) -> Wall | None:
    if "cf-mitigated" in answer.headers:
        return Wall("robots")
    page = page_of(answer.body, answer.charset, answer.url)
    wall = wall_of(page, answer.url) if page is not None else None
    # That it refuses is known already: what counts is what a person can do about it.
    return wall if wall is not None and wall.kind in ("robots", "login", "paywall") else None
