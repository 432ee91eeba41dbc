"""The wall before the page: who sends a request, whether it may come in, and how much of it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.accounts_file import AccountsFile
from assistant.access.basic import parse_basic
from assistant.access.bounded import Check, run_bounded
from assistant.access.doorkeeper import Doorkeeper
from assistant.access.limits import Limits, PartCounter, UploadRate, declared_length
from assistant.access.login_page import LOGIN_PATH, LOGOUT_PATH, login_address
from assistant.access.login_routes import log_in, log_in_page, log_out, problem_of, token_of
from assistant.access.origin import is_foreign
from assistant.access.person import EVERYONE, SCOPE_KEY, Person
from assistant.access.replies import address_of, path_of, refusal, root_of, wants_page
from assistant.access.sessions import SessionSettings
from assistant.access.throttle import ThrottleSettings, client_key
from assistant.page.languages import without_prefix

Clock = Callable[[], float]
Route = Callable[[Request, Doorkeeper], Awaitable[Response]]

UPLOAD_PATH = "/gradio_api/upload"
# What brings files to the server.
MANAGE_PATHS = frozenset({UPLOAD_PATH, "/gradio_api/process_recording"})
_ROUTES: dict[str, dict[str, Route]] = {
    LOGIN_PATH: {"GET": log_in_page, "HEAD": log_in_page, "POST": log_in},
    LOGOUT_PATH: {"POST": log_out},
}
_POLICY_VIOLATION = 1008

FOREIGN = "This was sent from a page of another site. Open the page itself and do it there."
NO_LOGIN = "Log in first: at /login with a browser, or with HTTP Basic."
ASK_ONLY = "You may only ask; ask someone who manages the documents to add files."
TOO_LONG = "The request is larger than the {most:,} bytes that are taken here. Send less at once."
BAD_LENGTH = "The request does not say its length as one number. Send it anew."
NO_BOUNDARY = "The upload is not multipart/form-data with a boundary. Send it so."
UPLOADED_MUCH = "Too much was uploaded in a short time. Wait {wait} seconds, and send less at once."


class Access:
    """Lets in who may come in, and notes who it is for ``person_of``.

    :param app: what lies behind the wall.
    :param accounts: who may log in; None where no login is wanted and everyone manages.
    :param limits: how much is taken.
    :param clock: seconds that only grow.
    :param sessions: how long sessions last.
    :param throttle: how failed logins are counted.
    """

    def __init__(
        self,
        app: ASGIApp,
        accounts: AccountsFile | None,
        limits: Limits,
        clock: Clock = time.monotonic,
        sessions: SessionSettings | None = None,
        throttle: ThrottleSettings | None = None,
    ) -> None:
        self._app = app
        self._doorkeeper = (
            None if accounts is None else Doorkeeper(accounts, clock, sessions, throttle)
        )
        self._limits = limits
        self._uploads = UploadRate(limits, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, answer it here, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._most_bytes(scope)
        refused = _foreign(scope) or _too_long(scope, most)
        if refused is not None:
            await refused(scope, receive, send)
            return
        routes = _ROUTES.get(_plain_path(scope)) if self._doorkeeper else None
        if routes is not None and self._doorkeeper is not None:
            app = _routed(routes, self._doorkeeper)
            await run_bounded(app, _within(most), scope, receive, send)
            return
        person = await self._person(scope)
        if isinstance(person, Response):
            await person(scope, receive, send)
            return
        check = self._check_for(scope, person, most)
        if isinstance(check, Response):
            await check(scope, receive, send)
            return
        await run_bounded(self._app, check, {**scope, SCOPE_KEY: person}, receive, send)

    def _most_bytes(self, scope: Scope) -> int:
        if _is_upload(scope):
            return self._limits.upload_body
        if self._doorkeeper is not None and _plain_path(scope) in _ROUTES:
            return self._limits.login_body
        return self._limits.body

    async def _person(self, scope: Scope) -> Person | Response:
        """Return who sent a request, or what is answered to who is not known."""
        if self._doorkeeper is None:
            return EVERYONE
        account = self._doorkeeper.by_token(token_of(scope))
        if account is not None:
            return account.person
        credentials = parse_basic(Headers(scope=scope).get("authorization", ""))
        if credentials is None:
            return _wall(scope, NO_LOGIN)
        verdict = await self._doorkeeper.by_basic(credentials, address_of(scope))
        if verdict.account is not None:
            return verdict.account.person
        if verdict.status is HTTPStatus.UNAUTHORIZED:
            return _wall(scope, problem_of(scope, verdict))
        return refusal(verdict.status, problem_of(scope, verdict), verdict.wait)

    def _check_for(self, scope: Scope, person: Person, most: int) -> Check | Response:
        """Return what watches a request's body, or a refusal of the request."""
        is_post = scope["method"] == "POST"
        if is_post and person.role != "manage" and _plain_path(scope) in MANAGE_PATHS:
            return refusal(HTTPStatus.FORBIDDEN, ASK_ONLY)
        return self._upload_check(scope, person, most) if _is_upload(scope) else _within(most)

    def _upload_check(self, scope: Scope, person: Person, most: int) -> Check | Response:
        client = f"name {person.name}" if person.name else client_key(address_of(scope))
        headers = Headers(scope=scope)
        try:
            parts = PartCounter(headers.get("content-type", ""))
        except ValueError:
            return refusal(HTTPStatus.BAD_REQUEST, NO_BOUNDARY)
        told = declared_length(headers.getlist("content-length"))
        wait = self._uploads.wait(client, 1, told or 0)
        if wait:
            return _uploaded_much(wait)
        within = _within(most)

        def check(data: bytes) -> Response | None:
            files = parts.add(data)
            wait = self._uploads.wait(client, files, len(data))
            if wait:
                return _uploaded_much(wait)
            self._uploads.add(client, files, len(data))
            return within(data)

        return check


def _routed(routes: dict[str, Route], doorkeeper: Doorkeeper) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        route = routes.get(scope["method"])
        if route is None:
            reply = Response(status_code=405, headers={"Allow": ", ".join(routes)})
        else:
            reply = await route(Request(_bare(scope), receive), doorkeeper)
        await reply(scope, receive, send)

    return app


def _bare(scope: Scope) -> Scope:
    # With an application in it, an unreadable form is raised as an answer, for the app to send.
    return {key: value for key, value in scope.items() if key != "app"}


def _foreign(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    foreign = is_foreign(
        scope["method"],
        origins=headers.getlist("origin"),
        hosts=headers.getlist("host"),
        forwarded_hosts=headers.getlist("x-forwarded-host"),
        fetch_sites=headers.getlist("sec-fetch-site"),
        asked_methods=headers.getlist("access-control-request-method"),
    )
    return refusal(HTTPStatus.FORBIDDEN, FOREIGN) if foreign else None


def _too_long(scope: Scope, most: int) -> Response | None:
    try:
        told = declared_length(Headers(scope=scope).getlist("content-length"))
    except ValueError:
        return refusal(HTTPStatus.BAD_REQUEST, BAD_LENGTH)
    if told is None or told <= most:
        return None
    return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LONG.format(most=most))


def _within(most: int) -> Check:
    """Return what refuses a body once it has more than ``most`` bytes."""
    came = 0

    def check(data: bytes) -> Response | None:
        nonlocal came
        came += len(data)
        if came <= most:
            return None
        return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LONG.format(most=most))

    return check


def _uploaded_much(wait: int) -> Response:
    return refusal(HTTPStatus.TOO_MANY_REQUESTS, UPLOADED_MUCH.format(wait=wait), wait)


def _wall(scope: Scope, problem: str) -> Response:
    if scope["method"] not in ("GET", "HEAD") or not wants_page(scope):
        return refusal(HTTPStatus.UNAUTHORIZED, problem)
    query = scope["query_string"].decode("latin-1")
    # The path was decoded by the server: a "?" in it is part of a name, not where a query begins.
    target = root_of(scope) + quote(path_of(scope)) + (f"?{query}" if query else "")
    address = login_address(root_of(scope), target)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})


def _is_upload(scope: Scope) -> bool:
    return scope["method"] == "POST" and _plain_path(scope) == UPLOAD_PATH


def _plain_path(scope: Scope) -> str:
    """Return a request's path without slashes at its end, which routes may forgive.

    Each language's page has these paths below its own.
    """
    return without_prefix(path_of(scope)).rstrip("/")
