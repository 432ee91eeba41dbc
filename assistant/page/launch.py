"""Puts the page together from the real index, library and assistant, and serves it."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.ask import Assistant, checked_question
from assistant.claims.checker import ClaimChecker
from assistant.feedback import FeedbackFile
from assistant.jobs.evaluation import EvaluationRun, evaluation_command
from assistant.jobs.rebuild import Rebuild
from assistant.models import Passage
from assistant.page.generations import OnDisk
from assistant.page.parts import ModelShown, Parts
from assistant.page.server import Serving, create_app, serve
from index.build import BuildReport, build_index
from index.embedder import open_embedder
from index.generation import Generation
from index.models import Progress
from index.search import Index
from ingest.errors import FootnoteError
from ingest.library import Library

if TYPE_CHECKING:
    from assistant.generative.writing import Writer
    from ingest.fetching.models import Fetcher

logger = logging.getLogger(__name__)

# English and Russian words are read with dictionaries of their own.
WARM_UP = ("What is said of whom?", "О чём говорится?")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything lies.

    :param documents: the documents folder.
    :param index: the index's folder.
    :param report: where the evaluation's report goes.
    :param feedback: the file of thumbs.
    """

    documents: Path
    index: Path
    report: Path
    feedback: Path


def launch(
    listener: socket.socket,
    folders: Folders,
    serving: Serving,
    when_ready: Callable[[str], None],
    writer: Writer | None = None,
    host: str = "",
    *,
    reads: bool = False,
) -> None:
    """Serve the page until the process is told to stop.

    :param listener: where to.
    :param folders: where everything lies.
    :param serving: how the page is served.
    :param when_ready: called once the page answers, with what stands in the way of an answer, for
        instance that nothing was indexed yet; empty for nothing.
    :param writer: has a language model write the answers; None to quote the documents.
    :param host: of that model's server; empty where it runs in this process.
    :param reads: have our reader read the passages too.
    """
    # One model in memory for questions and builds alike.
    open_once = cache(open_embedder)
    index = Index(folders.index, open_once)
    assistant = Assistant(index, writer=writer, reads=reads)
    library = Library(folders.documents)

    def texts() -> Generation:
        return index.current().generation

    def build(progress: Progress) -> BuildReport:
        return build_index(
            folders.documents, folders.index, progress=progress, open_embedder=open_once
        )

    def fetcher() -> Fetcher:
        from ingest.fetching.fetcher import WebFetcher
        from ingest.fetching.settings import FetchSettings

        return WebFetcher(FetchSettings(max_bytes=library.max_bytes))

    def ready() -> None:
        problem = _problem(texts)
        when_ready(problem)
        if not problem:
            threading.Thread(target=_warm, args=(assistant,), name="warm", daemon=True).start()

    evaluation = EvaluationRun(evaluation_command(folders.index, folders.report), folders.report)
    parts = Parts(
        asker=assistant,
        finder=lambda question, count: find(index, question, count),
        texts=texts,
        checker=ClaimChecker(index),
        library=library,
        fetcher=fetcher,
        generations=OnDisk(folders.index),
        rebuild=Rebuild(build),
        evaluation=evaluation,
        report_folder=folders.report,
        feedback=FeedbackFile(folders.feedback),
        model=ModelShown(writer.model, host) if writer else None,
    )
    app = create_app(parts, serving)
    serve(app, listener, ready, evaluation.close, serving.root_path)


def find(index: Index, question: str, count: int) -> list[Passage]:
    """Return the passages nearest to a question, best first.

    :param index: what is searched.
    :param question: in any language.
    :param count: how many at most.
    :raises QuestionInvalid: when the question is empty or far too long.
    """
    question = checked_question(question)
    return [
        Passage(hit.chunk.doc_id, hit.chunk.start, hit.chunk.end, hit.chunk.text, hit.score)
        for hit in index.current().search(question, count)
    ]


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
            assistant.warm(question)
    except FootnoteError as exc:
        logger.warning("not ready for questions yet: %s", exc)
