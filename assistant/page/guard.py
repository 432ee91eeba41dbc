"""Before every request: whom it was meant for, and in which language its page is.

With every answer: what the browser may do.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.replies import language_asked, path_of, root_of, wants_page
from assistant.page.languages import prefix_of

# The browser itself then refuses whatever would leave this server. Gradio needs inline script and
# eval; all text of documents, questions and models is escaped before it comes here.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# What the page at the top depends on.
_VARY = "Accept-Language, Cookie"
_READS = ("GET", "HEAD")


class Guard:
    """Refuses requests meant for another host, and sends the page's policy with each answer.

    :param app: what it guards.
    :param names: host names that are taken; None for any.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._names is not None and _host_name(scope) not in self._names:
            refusal = PlainTextResponse("This server answers to localhost only.", 421)
            await refusal(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", PAGE_POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
            await send(message)

        await self._app(scope, receive, send_guarded)


def _host_name(scope: Scope) -> str:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    try:
        return urlsplit(f"//{hosts[0]}").hostname or "" if len(hosts) == 1 else ""
    except ValueError:
        return ""


class Languages:
    """Leads a browser that opens the top to the page in the language of whoever sits before it.

    A program asks for no page, and is answered where it asked.

    :param app: what lies behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or lead elsewhere."""
        if not _opens_top(scope):
            await self._app(scope, receive, send)
            return
        prefix = prefix_of(language_asked(scope))
        if prefix:
            query = scope["query_string"].decode("latin-1")
            address = f"{root_of(scope)}{prefix}/" + (f"?{query}" if query else "")
            headers = {"Vary": _VARY, "Cache-Control": "no-store"}
            reply = RedirectResponse(address, HTTPStatus.SEE_OTHER, headers)
            await reply(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header(_VARY)
            await send(message)

        await self._app(scope, receive, send_varying)


def _opens_top(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in _READS
        and path_of(scope) == "/"
        and wants_page(scope)
    )
