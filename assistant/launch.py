"""Puts the page together from the real index, library and assistant, and serves it."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

from assistant.app import build_app
from assistant.ask import Assistant
from assistant.claims.checker import ClaimChecker
from assistant.server import create_app, serve
from index.build import BuildReport, build_index
from index.embedder import open_embedder
from index.generation import Generation
from index.models import Progress
from index.search import Index
from ingest.errors import FootnoteError
from ingest.library import Library

logger = logging.getLogger(__name__)

# English and Russian words are read with dictionaries of their own.
WARM_UP = ("What is said of whom?", "О чём говорится?")


def launch(
    listener: socket.socket,
    *,
    host: str,
    documents: Path,
    index_root: Path,
    when_ready: Callable[[str], None],
) -> None:
    """Serve the page until the process is told to stop.

    :param listener: where to.
    :param host: the address that ``listener`` was bound to.
    :param documents: the documents folder.
    :param index_root: the index's folder.
    :param when_ready: called once the page answers, with what stands in the way of an answer, for
        instance that nothing was indexed yet; empty for nothing.
    """
    # One model in memory for questions and builds alike.
    open_once = cache(open_embedder)
    index = Index(index_root, open_once)
    assistant = Assistant(index)
    library = Library(documents)

    def texts() -> Generation:
        return index.current().generation

    def build(progress: Progress) -> BuildReport:
        return build_index(documents, index_root, progress=progress, open_embedder=open_once)

    def ready() -> None:
        problem = _problem(texts)
        when_ready(problem)
        if not problem:
            threading.Thread(target=_warm, args=(assistant,), name="warm", daemon=True).start()

    checker = ClaimChecker(index)
    blocks = build_app(assistant, texts, checker, library, build)
    serve(create_app(blocks, texts, checker, host, library.max_bytes), listener, ready)


def _problem(texts: Callable[[], Generation]) -> str:
    try:
        texts()
    except FootnoteError as exc:
        return str(exc)
    return ""


def _warm(assistant: Assistant) -> None:
    """Load the model, the dictionaries and the weights while the person still reads the page."""
    try:
        for question in WARM_UP:
            assistant.ask(question)
    except FootnoteError as exc:
        logger.warning("not ready for questions yet: %s", exc)
