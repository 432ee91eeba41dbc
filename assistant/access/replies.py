"""What is answered to a request that goes no further, and what a request asks to be answered in."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from assistant.page.languages import COOKIE, language_for


def refusal(status: HTTPStatus, problem: str, wait: int = 0) -> Response:
    """Return a refusal as JSON, in the form that the page's own scripts show.

    :param status: why it is refused.
    :param problem: the same in words.
    :param wait: seconds until another try makes sense; 0 for none.
    """
    return JSONResponse({"detail": problem}, status, headers=refusal_headers(status, wait))


def refusal_headers(status: HTTPStatus, wait: int = 0) -> dict[str, str]:
    """Return the headers that go with a refusal.

    :param status: why it is refused.
    :param wait: seconds until another try makes sense; 0 for none.
    """
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if wait:
        headers["Retry-After"] = str(wait)
    if status is HTTPStatus.UNAUTHORIZED:
        # A challenge must be named (RFC 9110); at one of Basic, browsers would open a window.
        headers["WWW-Authenticate"] = 'Session realm="Footnote"'
    return headers


def wants_page(scope: Scope) -> bool:
    """Tell whether a browser asks that shows what it gets, rather than a script or a program."""
    accepted = ",".join(Headers(scope=scope).getlist("accept")).lower()
    return any(one.partition(";")[0].strip() == "text/html" for one in accepted.split(","))


def language_asked(scope: Scope) -> str:
    """Return the language that a request asks to be answered in, by its cookie or its browser."""
    accepted = ",".join(Headers(scope=scope).getlist("accept-language"))
    return language_for(Request(scope).cookies.get(COOKIE, ""), accepted)


def root_of(scope: Scope) -> str:
    """Return the path under which the server is reached; empty for the top."""
    return str(scope.get("root_path", "")).rstrip("/")


def path_of(scope: Scope) -> str:
    """Return a request's path as routes see it, without that under which the server is reached."""
    root, path = root_of(scope), str(scope["path"])
    return path[len(root) :] or "/" if path == root or path.startswith(f"{root}/") else path


def address_of(scope: Scope) -> str:
    """Return the client's address; empty where the server does not know it."""
    client = scope.get("client")
    return str(client[0]) if client else ""
