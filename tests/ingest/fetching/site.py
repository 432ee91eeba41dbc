"""A web site of the tests' own on loopback, which can also misbehave.

As a program it serves the sample pages for trying by hand::

    python -m tests.ingest.fetching.site [PORT]

Nothing fetches from there without an allowance, which only ``WebFetcher``'s parameters give.
"""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.ingest.fetching import samples
from tests.served import Served

HTML = "text/html"


@dataclass(frozen=True)
class Reply:
    """What is answered to one request.

    :param body: as it is sent, packed already where ``headers`` say so.
    :param status: the HTTP status.
    :param headers: beside the content type and the length, which they may also give.
    :param content_type: empty for none.
    :param pieces: sent after the body, however many there are, until the client hangs up.
    :param raw: sent in place of all the rest, then the connection is closed.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = HTML
    pieces: Callable[[], Iterator[bytes]] | None = None
    raw: bytes | None = None


@dataclass(frozen=True)
class Seen:
    """A request that came.

    :param path: with the query.
    :param headers: names in lower case.
    """

    path: str
    headers: Mapping[str, str]


Answering = Callable[[Seen], Reply]


def page(text: str, encoding: str = "utf-8", content_type: str = HTML) -> Reply:
    """Return a reply that holds a text."""
    return Reply(text.encode(encoding), content_type=content_type)


def to(location: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status=status, headers={"Location": location})


class Site(Served):
    """Serves pages from 127.0.0.1 while it is entered.

    :param port: 0 for any that is free.
    :param ssl_context: with a certificate, to speak TLS.
    """

    def __init__(self, port: int = 0, ssl_context: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self._replies: dict[str, list[Reply | Answering]] = {}
        super().__init__(_Server(self, port))
        self._scheme = "http"
        if ssl_context is not None:
            self._scheme = "https"
            self._server.socket = ssl_context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        for path, reply in sample_replies().items():
            self.answer(path, reply)

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        """The allowance with which a fetcher reaches it."""
        return frozenset({("127.0.0.1", self.port)})

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def answer(self, path: str, *replies: Reply | Answering) -> str:
        """Say what a path answers: one reply after the other, the last again and again.

        :return: its address.
        """
        self._replies[path] = list(replies)
        return self.url(path)

    def paths(self, *, robots: bool = False) -> list[str]:
        """Return the paths that were asked for, in their order."""
        return [each.path for each in self.seen if robots or each.path != "/robots.txt"]

    def reply(self, seen: Seen) -> Reply:
        """Return what is answered to a request, which is noted."""
        self.seen.append(seen)
        replies = self._replies.get(seen.path) or self._replies.get(seen.path.partition("?")[0])
        if not replies:
            return Reply(b"<h1>Not Found</h1>", 404)
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return reply if isinstance(reply, Reply) else reply(seen)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up, which is what it is meant to do."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        server = self.server
        assert isinstance(server, _Server)
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = server.site.reply(Seen(self.path, headers))
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            return
        self._head(reply)
        self.wfile.write(reply.body)
        for piece in reply.pieces() if reply.pieces else ():
            self.wfile.write(piece)
            self.wfile.flush()

    def _head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        given = {name.lower() for name in reply.headers}
        if reply.content_type and "content-type" not in given:
            self.send_header("Content-Type", reply.content_type)
        if "content-length" not in given and reply.pieces is None:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as it is there
        pass


def sample_replies() -> dict[str, Reply]:
    """Return the sample pages by path."""
    russian = samples.BEES % '<meta charset="windows-1251">'
    bare = samples.BEES % ""
    return {
        "/": page("<title>Samples</title>" + "".join(f'<p><a href="{p}">{p}</a>' for p in _LISTED)),
        "/robots.txt": page("User-agent: *\nDisallow: /private/\n", content_type="text/plain"),
        "/lighthouse.html": page(samples.LIGHTHOUSE),
        "/pchely.html": page(russian, "cp1251"),
        "/pchely-header.html": page(bare, "cp1251", f"{HTML}; charset=windows-1251"),
        "/pchely-bare.html": page(bare, "cp1251"),
        "/omarta.html": page(samples.OMARTA, content_type=f"{HTML}; charset=utf-8"),
        "/report": page(samples.LANDING % ("/report.pdf", samples.ABSTRACT)),
        "/report.pdf": Reply(samples.WORKING_PAPER, content_type="application/pdf"),
        "/notes.md": page(samples.NOTES, content_type="text/markdown; charset=utf-8"),
        "/private/diary.html": page(samples.LIGHTHOUSE),
        "/moved": to("/lighthouse.html", 301),
    }


_LISTED = (
    "/lighthouse.html",
    "/pchely.html",
    "/pchely-header.html",
    "/pchely-bare.html",
    "/omarta.html",
    "/report",
    "/report.pdf",
    "/notes.md",
    "/moved",
)


def main(port: int) -> None:
    """Serve the sample pages until it is stopped."""
    with Site(port) as site:
        sys.stdout.write(f"{site.url('/')} (stop with Ctrl-C)\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
