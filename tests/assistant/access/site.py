"""A tiny application behind the wall, and clients that reach it without a network."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from assistant.access.accounts_file import AccountsFile
from assistant.access.limits import Limits
from assistant.access.middleware import Access
from assistant.access.person import person_of
from assistant.access.sessions import SessionSettings
from assistant.access.throttle import ThrottleSettings
from tests.assistant.access.samples import PASSWORD, Clock

LIMITS = Limits(
    upload_body=2000, body=1000, login_body=500, window=60, window_files=3, window_bytes=3000
)
HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
URL = "http://footnote.example"
RIGHT = {"username": "ada", "password": PASSWORD}
SETTINGS = ThrottleSettings(free_by_name=2, free_by_address=6)


async def _echo(request: Request) -> Response:
    """Say who asked for what, and how much of a body came."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
    person = person_of(request)
    return JSONResponse(
        {"name": person.name, "role": person.role, "path": request.url.path, "size": size}
    )


@dataclass
class Site:
    """The application behind the wall.

    :param path: the accounts file; None where no login is wanted.
    :param url: as browsers name it.
    :param root: path under which it is reached.
    """

    path: Path | None
    url: str = URL
    root: str = ""
    clock: Clock = field(default_factory=Clock)
    limits: Limits = LIMITS
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        app = Starlette(routes=[Route("/{path:path}", _echo, methods=methods)])
        accounts = AccountsFile(self.path, self.warnings.append) if self.path else None
        self.app = Access(
            app, accounts, self.limits, self.clock, SessionSettings(), throttle=SETTINGS
        )

    def client(self, address: str = "192.0.2.7") -> TestClient:
        """Return a new client, which follows no redirect."""
        return TestClient(
            self.app,
            base_url=self.url,
            root_path=self.root,
            follow_redirects=False,
            client=(address, 50000),
        )

    def logged_in(self, name: str, password: str) -> TestClient:
        """Return a client with a session."""
        client = self.client()
        reply = client.post(
            f"{self.root}/login", data={"username": name, "password": password}, headers=HTML
        )
        assert reply.status_code == 303, reply.text
        return client


def chunked(pieces: Sequence[bytes]) -> Iterator[bytes]:
    """Yield a body whose length is not said beforehand."""
    yield from pieces


def basic(name: str, password: str) -> dict[str, str]:
    text = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {text}"}


def form_of(files: int, size: int) -> tuple[dict[str, str], bytes]:
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="f"\r\n\r\n'
    body = b"".join(head + b"x" * size + b"\r\n" for _ in range(files)) + b"--b--\r\n"
    return {"Content-Type": "multipart/form-data; boundary=b"}, body


async def answer(app: Access, scope: Scope) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    await app(scope, receive, send)
    return sent
