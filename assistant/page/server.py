"""Serves the page and what stands beside it, to this machine unless told otherwise."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.access.accounts_file import AccountsFile
from assistant.access.limits import limits_for
from assistant.access.middleware import Access
from assistant.dictionary import LANGUAGES, Words
from assistant.loopback import is_loopback
from assistant.page.app import QUESTIONS_AT_ONCE, build_app, page_css, page_head, theme
from assistant.page.documents_tab import MAX_FILES
from assistant.page.guard import Guard, Languages
from assistant.page.languages import prefix_of
from assistant.page.line import Line
from assistant.page.parts import Parts
from assistant.page.routes import add_routes
from assistant.page.words import gradio_words, page_words

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS_TO_FINISH = 2


@dataclass(frozen=True, slots=True)
class Serving:
    """How the page is served.

    :param host: the address; on a loopback address, requests that name another host are refused,
        so that no web site can reach it through a name of its own.
    :param root_path: the path under which a proxy serves it, which the proxy takes off; empty for
        the top.
    :param accounts: who may log in; None where nobody need.
    :param mcp: offer ``ask`` and ``search`` as tools of the Model Context Protocol.
    """

    host: str
    root_path: str = ""
    accounts: AccountsFile | None = None
    mcp: bool = False


def create_app(parts: Parts, serving: Serving) -> FastAPI:
    """Return the web application: the page in each language, and the routes beside it.

    :param parts: the page's collaborators.
    :param serving: how it is served.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    add_routes(app, parts)
    limits = limits_for(parts.library.max_bytes, MAX_FILES)
    app.add_middleware(Languages)
    app.add_middleware(Access, accounts=serving.accounts, limits=limits)
    # Behind a proxy the host is the proxy's, whatever the address.
    local = is_loopback(serving.host) and not serving.root_path
    app.add_middleware(Guard, names=_LOCAL_NAMES | {serving.host} if local else None)
    line = Line(QUESTIONS_AT_ONCE)
    # The top takes every path that is left, so that it comes last.
    for language in sorted(LANGUAGES, key=prefix_of, reverse=True):
        _mount(app, parts, serving, page_words(language), line)
    return app


def _mount(app: FastAPI, parts: Parts, serving: Serving, words: Words, line: Line) -> None:
    """Mount the page in one language; what programs ask stands at the top alone."""
    prefix = prefix_of(words.language)
    at_top = not prefix
    mcp = serving.mcp and at_top
    gr.mount_gradio_app(
        app,
        build_app(parts, words, line, programs=at_top, mcp=mcp),
        path=prefix or "/",
        server_name=serving.host,
        root_path=f"{serving.root_path}{prefix}" or None,
        footer_links=[],
        run_history=False,
        # Gradio reads what it shows of an error as HTML, and one may hold a document's text.
        show_error=False,
        max_file_size=parts.library.max_bytes,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        # Gradio chooses by the browser's language, and has no Kazakh: each gets the page's own.
        i18n=gr.I18n(**{language: gradio_words(words) for language in LANGUAGES}),
        mcp_server=mcp,
        theme=theme(),
        css_paths=page_css(),
        head=page_head(words),
    )


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, when_ready: Callable[[], None], when_done: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._when_ready = when_ready
        self._when_done = when_done

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and say so: after a signal nothing else of ours runs any more."""
        self._when_done()
        # What a page has open is cut off when the time to finish is over, and that is no error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def serve(
    app: FastAPI,
    listener: socket.socket,
    when_ready: Callable[[], None],
    when_done: Callable[[], None],
    root_path: str = "",
) -> None:
    """Serve until the process is told to stop.

    :param app: what to serve.
    :param listener: where to; see ``assistant.page.listen.bind``.
    :param when_ready: called once it answers.
    :param when_done: called as it ends.
    :param root_path: the path under which a proxy serves it.
    """
    config = uvicorn.Config(
        app,
        root_path=root_path,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    _Server(config, when_ready, when_done).run(sockets=[listener])
