"""Gets documents from web addresses, with care for the sites and for the machine it runs on.

Each step has its module: which addresses (``addresses``, ``guard``), one request (``exchange``,
``retries``, ``pace``), redirects and robots.txt (``visit``, ``robots``), what came (``kinds``,
``charsets``, ``finding``, ``landing``, ``walls``), and a copy of what is gone (``archive``).
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx2

from ingest.errors import (
    AddressGone,
    DocumentError,
    FetchError,
    NoNetwork,
    NotADocument,
    ServerFailed,
)
from ingest.fetching.addresses import shortened
from ingest.fetching.archive import Archive, ArchiveAddresses, Copy
from ingest.fetching.charsets import charset_of
from ingest.fetching.clock import Clock, Deadline, SystemClock
from ingest.fetching.exchange import Answer
from ingest.fetching.finding import find_document, page_in
from ingest.fetching.guard import Guard, GuardedTransport, Way
from ingest.fetching.kinds import kind_of
from ingest.fetching.models import Fetched, NotModified, Origin
from ingest.fetching.pace import Pace
from ingest.fetching.robots import Robots
from ingest.fetching.settings import FetchSettings, user_agent
from ingest.fetching.signals import CannotConnect, PageGone
from ingest.fetching.statuses import NOT_MODIFIED, check_status
from ingest.fetching.visit import Errand, Manners, Visit
from ingest.fetching.walls import wall_of

_ADVICE = (
    "Look for its new address, or add a file that you have with: "
    "python -m ingest add --source-of DOC:NUMBER FILE"
)
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    # Only what every Python can unpack piece by piece.
    "Accept-Encoding": "gzip, deflate",
}


class WebFetcher:
    """The real :class:`~ingest.fetching.models.Fetcher`.

    Proxies, passwords and certificates that the environment names are not used: a proxy would look
    host names up out of this program's sight. Nothing but these parameters says which addresses of
    this machine may be reached, neither an option nor the environment.

    :param settings: limits and pauses.
    :param way: how connections are made; another than the default is for tests.
    :param ssl_context: whom to trust; None for the authorities that the system trusts.
    :param clock: to wait and to date with.
    :param archive: where the Wayback Machine is asked.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        way: Way | None = None,
        ssl_context: ssl.SSLContext | None = None,
        clock: Clock | None = None,
        archive: ArchiveAddresses | None = None,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._way = way or Way()
        self._ssl_context = ssl_context
        self._clock = clock or SystemClock()
        self._archive = Archive(archive or ArchiveAddresses())
        self._manners = Manners(Robots(self._settings), Pace(self._clock))

    def fetch(
        self, url: str, *, known: Origin | None = None, when: str = ""
    ) -> Fetched | NotModified:
        """Get what an address gives: the document itself, or the PDF behind its landing page.

        :param url: http or https; https is tried first.
        :param known: of the copy that is held, for a conditional request.
        :param when: ISO 8601 date near which an archived copy is wanted, where the live page is
            gone; empty for the newest.
        :raises FetchError: saying why there is nothing, and what to do.
        :raises DocumentTooLarge: when it is over the size limit.
        :raises DecompressionBomb: when it unpacks to far more than it was sent as.
        :raises UnsupportedFormat: when it is a picture, a film or what else is not read.
        """
        name = shortened(url)
        with self._visit(name) as visit:
            try:
                return _unless_same(self._live(visit, name, url, known), known)
            except CannotConnect as exc:
                if not exc.maybe_offline:
                    raise _about(name, exc) from exc
                gone: FetchError = exc
            except (AddressGone, PageGone) as exc:
                gone = exc
            except DocumentError as exc:
                raise _about(name, exc) from exc
            return _unless_same(self._archived(visit, name, url, when, gone), known)

    @contextmanager
    def _visit(self, name: str) -> Iterator[Visit]:
        """Open what is needed for one fetch; cookies end with it."""
        deadline = Deadline(self._clock, self._clock.monotonic() + self._settings.max_seconds)
        if self._ssl_context is None:
            self._ssl_context = httpx2.create_ssl_context(trust_env=False)
        timeout = httpx2.Timeout(
            self._settings.read_seconds, connect=self._settings.connect_seconds
        )
        with httpx2.Client(
            transport=GuardedTransport(Guard(self._way, deadline), self._ssl_context),
            headers={**_HEADERS, "User-Agent": user_agent()},
            timeout=timeout,
            trust_env=False,
        ) as client:
            yield Visit(client, self._settings, self._manners, deadline, name, self._way.allowed)

    def _live(
        self, visit: Visit, name: str, url: str, known: Origin | None
    ) -> Fetched | NotModified:
        errand = Errand(
            headers=lambda asked: _validators(asked, known),
            judge=lambda media_type, start: kind_of(media_type, start, name),
        )
        answer = find_document(visit, url, errand, name)
        if answer.status != NOT_MODIFIED:
            return self._fetched(answer, url, name)
        if known is None:
            raise ServerFailed(name, "it says that nothing changed, though nothing is held.")
        return NotModified()

    def _archived(self, visit: Visit, name: str, url: str, when: str, gone: FetchError) -> Fetched:
        """Return the archive's copy of a page that is gone, or say what is wrong with both."""
        try:
            copy = self._archive.copy(
                visit, url, when, lambda media_type, start: kind_of(media_type, start, name)
            )
            fetched = self._checked_copy(copy, name, url)
        except CannotConnect as exc:
            if exc.maybe_offline and isinstance(gone, CannotConnect):
                raise NoNetwork(
                    name,
                    f"not fetched: no network (neither {gone.name} nor {self._archive.host} can "
                    "be reached). Connect, and run the same command again.",
                ) from gone
            raise _with_word(name, gone, "the Wayback Machine cannot be reached either") from exc
        except DocumentError as exc:
            raise _with_word(name, gone, "the Wayback Machine gives no copy of it") from exc
        if fetched is None:
            raise _with_word(name, gone, "the Wayback Machine has no copy of it") from gone
        return fetched

    def _checked_copy(self, copy: Copy | None, name: str, url: str) -> Fetched | None:
        if copy is None:
            return None
        check_status(copy.answer, name)
        page = page_in(copy.answer, name)
        if page is not None and wall_of(page, page.url) is not None:
            return None
        return self._fetched(copy.answer, url, name, copy.taken)

    def _fetched(self, answer: Answer, url: str, name: str, taken: str = "") -> Fetched:
        kind = kind_of(answer.media_type, answer.body, name)
        origin = Origin(
            url=url,
            final_url=str(answer.url),
            fetched=self._clock.now().isoformat(timespec="seconds"),
            status=answer.status,
            content_type=answer.media_type,
            sha256=hashlib.sha256(answer.body).hexdigest(),
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
            archived=taken,
        )
        return Fetched(answer.body, origin, charset_of(answer.body, answer.charset, kind))


def _validators(asked: httpx2.URL, known: Origin | None) -> Mapping[str, str]:
    """Return what asks for a page only if it changed; nothing for another than the one held."""
    if known is None or known.archived or str(asked) != known.final_url:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _unless_same(found: Fetched | NotModified, known: Origin | None) -> Fetched | NotModified:
    """Return what was found, unless it is byte for byte what is held."""
    is_same = (
        isinstance(found, Fetched)
        and known is not None
        and (found.origin.sha256, found.origin.archived) == (known.sha256, known.archived)
    )
    return NotModified() if is_same else found


def _about(name: str, exc: DocumentError) -> DocumentError:
    """Return an error that is about the address as the person gave it, not about a host."""
    kind = ServerFailed if isinstance(exc, CannotConnect) else type(exc)
    return kind(name, exc.problem)


def _with_word(name: str, gone: FetchError, word: str) -> FetchError:
    """Return what is wrong with a page, and that there is no copy to make good for it."""
    problem = gone.problem.rstrip(".")
    if isinstance(gone, CannotConnect):
        kind: type[FetchError] = AddressGone if gone.obstacle == "no such host" else ServerFailed
    else:
        kind = NotADocument if isinstance(gone, PageGone) else AddressGone
    return kind(name, f"{problem}; {word}. {_ADVICE}")
