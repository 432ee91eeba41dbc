"""Serves the page and the documents' full texts, to this machine unless told otherwise."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.app import page_css, page_head, theme
from assistant.chat import Opener
from assistant.claims.checker import Checker
from assistant.claims.download import PATH as CLAIMS_PATH
from assistant.claims.download import download
from assistant.document_view import View, document_view, missing_view
from assistant.listen import is_loopback
from ingest.errors import FootnoteError
from ingest.models import Span

# The browser itself then refuses whatever would leave this server. Gradio needs inline script and
# eval; all text of documents, questions and models is escaped before it comes here.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS_TO_FINISH = 2


def create_app(
    blocks: gr.Blocks, texts: Opener, checker: Checker, host: str, max_file_bytes: int
) -> FastAPI:
    """Return the web application: the page, full texts, and claims as files.

    The page is at ``/``, a text at ``/documents/view``, claims at ``/claims/export``.

    :param blocks: the page.
    :param texts: opens the current generation.
    :param checker: holds papers against their sources.
    :param host: the address it is served on; on a loopback address, requests that name another
        host are refused, so that no web site can reach it through a name of its own.
    :param max_file_bytes: largest file that may be uploaded.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    def view(request: Request) -> HTMLResponse:
        page = view_document(texts, dict(request.query_params))
        return HTMLResponse(page.html, page.status, page.headers)

    def claims(request: Request) -> Response:
        try:
            file = download(checker, dict(request.query_params))
        except FootnoteError as exc:
            page = missing_view(str(exc))
            return HTMLResponse(page.html, page.status, page.headers)
        return Response(file.body, media_type=file.media_type, headers=file.headers)

    app.add_route("/documents/view", view, methods=["GET"])
    app.add_route(CLAIMS_PATH, claims, methods=["GET"])
    app.add_middleware(Guard, names=_LOCAL_NAMES | {host} if is_loopback(host) else None)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name=host,
        footer_links=[],
        run_history=False,
        show_error=True,
        max_file_size=max_file_bytes,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=page_css(),
        head=page_head(),
    )
    return mounted


def view_document(texts: Opener, query: dict[str, str]) -> View:
    """Return the page of the document that a query names.

    :param texts: opens the current generation.
    :param query: ``doc``, and if a span is to be marked ``start``, ``end`` and ``version``.
    """
    doc_id = query.get("doc", "")
    try:
        document = texts().document(doc_id)
    except FootnoteError as exc:
        return missing_view(str(exc))
    span: Span | None = None
    with suppress(ValueError):
        span = Span(int(query.get("start", "")), int(query.get("end", "")))
    return document_view(document, span, query.get("version", ""))


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


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._when_ready()


def serve(app: FastAPI, listener: socket.socket, when_ready: Callable[[], None]) -> None:
    """Serve until the process is told to stop.

    :param app: what to serve.
    :param listener: where to; see ``assistant.listen.bind``.
    :param when_ready: called once it answers.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    _Server(config, when_ready).run(sockets=[listener])
