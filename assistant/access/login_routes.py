"""What is served at ``/login`` and ``/logout``."""

from __future__ import annotations

from http import HTTPStatus

from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from assistant.access.basic import Credentials
from assistant.access.doorkeeper import Doorkeeper, Verdict
from assistant.access.login_page import LOGIN_PATH, local_target, login_page
from assistant.access.replies import (
    address_of,
    language_asked,
    refusal,
    refusal_headers,
    root_of,
    wants_page,
)
from assistant.dictionary import Words
from assistant.page.words import page_words

_COOKIE = "footnote-session"
_FORM_FIELDS = 10
_SEE_OTHER = HTTPStatus.SEE_OTHER


def token_of(scope: Scope) -> str:
    """Return the session's token that a request brings; empty for none."""
    return Request(scope).cookies.get(_cookie_name(scope), "")


async def log_in_page(request: Request, doorkeeper: Doorkeeper) -> Response:
    """Return the login page, or lead on who is in already."""
    root, target = root_of(request.scope), request.query_params.get("next", "")
    if doorkeeper.by_token(token_of(request.scope)) is not None:
        return RedirectResponse(local_target(target, root), _SEE_OTHER)
    page = login_page(_words(request.scope), root, target)
    return HTMLResponse(page.html, headers=page.headers)


async def log_in(request: Request, doorkeeper: Doorkeeper) -> Response:
    """Hold a sent form against the accounts, and begin a session.

    :param request: its form has ``username`` and ``password``, and for a browser ``next``.
    :param doorkeeper: decides.
    """
    fields = await _fields(request)
    name, target = fields.get("username", "").strip(), fields.get("next", "")
    if not fields.keys() >= {"username", "password"}:
        problem = _words(request.scope).say("login.unreadable")
        return _refused(request, HTTPStatus.BAD_REQUEST, problem, 0, name, target)
    credentials = Credentials(name, fields["password"])
    verdict = await doorkeeper.by_password(credentials, address_of(request.scope))
    if verdict.account is None:
        problem = problem_of(request.scope, verdict)
        return _refused(request, verdict.status, problem, verdict.wait, name, target)
    doorkeeper.close_session(token_of(request.scope))
    reply = _done(request, local_target(target, root_of(request.scope)))
    _set_cookie(reply, request.scope, doorkeeper.open_session(verdict.account))
    return reply


async def log_out(request: Request, doorkeeper: Doorkeeper) -> Response:
    """End the session that a request brings."""
    doorkeeper.close_session(token_of(request.scope))
    reply = _done(request, root_of(request.scope) + LOGIN_PATH)
    _set_cookie(reply, request.scope, "")
    return reply


def problem_of(scope: Scope, verdict: Verdict) -> str:
    """Return in words why a verdict lets nobody in.

    :param scope: of the request, whose language they are in.
    :param verdict: which refuses.
    """
    words = _words(scope)
    if verdict.status is HTTPStatus.TOO_MANY_REQUESTS:
        return words.say_count("login.too-many", verdict.wait)
    if verdict.status is HTTPStatus.SERVICE_UNAVAILABLE:
        return words.say("login.busy") if verdict.wait else words.say("login.closed")
    return words.say("login.wrong")


def _words(scope: Scope) -> Words:
    return page_words(language_asked(scope))


async def _fields(request: Request) -> dict[str, str]:
    """Return a form's fields; none where it cannot be read."""
    try:
        form = await request.form(max_files=0, max_fields=_FORM_FIELDS)
    except MultiPartException:
        return {}
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _refused(
    request: Request, status: HTTPStatus, problem: str, wait: int, name: str, target: str
) -> Response:
    if not wants_page(request.scope):
        return refusal(status, problem, wait)
    page = login_page(_words(request.scope), root_of(request.scope), target, problem, name)
    return HTMLResponse(page.html, status, page.headers | refusal_headers(status, wait))


def _done(request: Request, address: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if wants_page(request.scope):
        return RedirectResponse(address, _SEE_OTHER, headers)
    return JSONResponse({"success": True}, headers=headers)


def _set_cookie(reply: Response, scope: Scope, token: str) -> None:
    """Give the browser a token, or take it away where ``token`` is empty."""
    reply.set_cookie(
        _cookie_name(scope),
        token,
        max_age=None if token else 0,
        path=root_of(scope) or "/",
        secure=_is_secure(scope),
        httponly=True,
        samesite="lax",
    )


def _cookie_name(scope: Scope) -> str:
    # With this prefix, browsers take it from no other host of the same domain (RFC 6265bis).
    return f"__Host-{_COOKIE}" if _is_secure(scope) and not root_of(scope) else _COOKIE


def _is_secure(scope: Scope) -> bool:
    return bool(scope.get("scheme") == "https")
