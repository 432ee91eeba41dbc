"""What the server answers beside the page: texts, pages, files, thumbs, and how work goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from assistant.access.person import person_of
from assistant.claims.download import PATH as CLAIMS_PATH
from assistant.claims.download import download
from assistant.jobs.report_view import report_view
from assistant.page.chat import Opener
from assistant.page.document_view import View, document_view, missing_view
from assistant.page.evaluation_tab import REPORT_PATH
from assistant.page.jobs_html import evaluation_html, rebuild_html
from assistant.page.page_images import FACTS_PATH, IMAGE_PATH, Reply, facts_reply, image_reply
from assistant.page.parts import Parts
from assistant.page.rendered_pages import RenderedPages
from assistant.transcript.export import export
from assistant.transcript.stored import from_json
from ingest.errors import FeedbackError, FootnoteError, TranscriptInvalid
from ingest.models import Span

_WRONG = 400
_JSON = "application/json"


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add every address of ours to the application.

    :param app: the page is mounted on it afterwards.
    :param parts: the page's collaborators.
    """
    routes = _Routes(parts)
    for path, answer in (
        ("documents/view", routes.view),
        (FACTS_PATH, routes.sheet),
        (IMAGE_PATH, routes.picture),
        (CLAIMS_PATH, routes.claims),
        (REPORT_PATH, routes.report),
        ("status", routes.status),
    ):
        app.add_route(f"/{path}", answer, methods=["GET"])
    for path, take in (
        ("conversations/export", routes.conversation),
        ("feedback", routes.feedback),
    ):
        app.add_route(f"/{path}", take, methods=["POST"])


class _Routes:
    """What is answered at each address.

    :param parts: the page's collaborators.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._rendered = RenderedPages()

    def view(self, request: Request) -> Response:
        """Return a document's text."""
        return _page(view_document(self._parts.texts, request.query_params))

    def sheet(self, request: Request) -> Response:
        """Return where a quotation stands on a page."""
        return _reply(facts_reply(self._parts.library, self._parts.texts, request.query_params))

    def picture(self, request: Request) -> Response:
        """Return a page as a picture."""
        query = request.query_params
        return _reply(image_reply(self._parts.library, self._parts.texts, self._rendered, query))

    def claims(self, request: Request) -> Response:
        """Return a paper's claims as a file."""
        try:
            file = download(self._parts.checker, request.query_params)
        except FootnoteError as exc:
            return _page(missing_view(str(exc)))
        return Response(file.body, media_type=file.media_type, headers=file.headers)

    def report(self, request: Request) -> Response:
        """Return the evaluation's last report."""
        page = report_view(self._parts.report_folder)
        return Response(page.html, page.status, page.headers)

    def status(self, request: Request) -> Response:
        """Return how the work behind the page stands."""
        managed = person_of(request).role == "manage"
        seen = request.query_params.get("seen", "")
        return JSONResponse(status_of(self._parts, seen, managed=managed))

    async def conversation(self, request: Request) -> Response:
        """Return a conversation as a file."""
        try:
            value = await _json_of(request)
            form = request.query_params.get("form", "")
            file = await run_in_threadpool(export, value, form)
        except FootnoteError as exc:
            return problem(exc)
        return Response(file.body, media_type=file.media_type, headers=file.headers)

    async def feedback(self, request: Request) -> Response:
        """Write down what a person thinks of an answer."""
        try:
            value = await _json_of(request)
            await run_in_threadpool(judge, self._parts, value, person_of(request).name)
        except FootnoteError as exc:
            return problem(exc)
        return JSONResponse({"written": True})


def _page(view: View) -> Response:
    return Response(view.html, view.status, view.headers, media_type="text/html")


def _reply(reply: Reply) -> Response:
    return Response(reply.body, reply.status, reply.headers, media_type=reply.media_type)


def view_document(texts: Opener, query: Mapping[str, str]) -> View:
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


def status_of(parts: Parts, seen: str, *, managed: bool) -> dict[str, Any]:
    """Return how the work behind the page stands.

    :param parts: the page's collaborators.
    :param seen: what the page was told last, in short.
    :param managed: whoever looks may manage; what came of the work names files of the server.
    :return: ``running``, ``generation`` and ``seen``, which says the same in short; the HTML of
        both pieces of work only where that differs from what the page was told last.
    """
    rebuild, evaluation = parts.rebuild.state, parts.evaluation.state
    shown = {
        "rebuild": rebuild_html(rebuild) if managed or rebuild.running else "",
        "evaluation": evaluation_html(evaluation) if managed else "",
    }
    short = hashlib.sha256("\0".join(shown.values()).encode("utf-8", "replace")).hexdigest()[:16]
    state: dict[str, Any] = {
        "running": rebuild.running or evaluation.running,
        "rebuilding": rebuild.running,
        "evaluating": evaluation.running,
        "generation": _generation(parts.texts),
        "seen": short,
    }
    return state if short == seen else state | shown


def _generation(texts: Opener) -> str:
    try:
        manifest = texts().manifest
    except FootnoteError:
        return ""
    return f"{manifest.generation} {manifest.created}"


def judge(parts: Parts, value: object, by: str) -> None:
    """Write down what a person thinks of an answer.

    :param parts: the page's collaborators.
    :param value: ``conversation``, ``number``, ``verdict`` and ``word``, as the browser sent them.
    :param by: who judges; empty where nobody logs in.
    :raises TranscriptInvalid: when the conversation is not of the form.
    :raises FeedbackError: when it cannot be written, or is none.
    """
    if not isinstance(value, dict):
        raise FeedbackError("a verdict is an object with the conversation, found none.")
    conversation = from_json(value.get("conversation"))
    number = value.get("number")
    before = [each for each in conversation.exchanges if each.number != number]
    if len(before) != len(conversation.exchanges) - 1 or type(number) is not int:
        asked = str(number)[:40]
        raise FeedbackError(f"the conversation has no question {asked!r}: reload the page.")
    history, judged = conversation.exchanges[: number - 1], conversation.exchanges[number - 1]
    verdict, word = str(value.get("verdict", "")), str(value.get("word", ""))
    parts.feedback.add(judged, verdict, word, by, history)


async def _json_of(request: Request) -> object:
    """Return a request's body; JSON only, which no form of another site can send.

    :raises TranscriptInvalid: when it is none.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != _JSON:
        raise TranscriptInvalid(f"the request's content type is not {_JSON}: send JSON.")
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as exc:
        raise TranscriptInvalid("the request's body is not JSON: reload the page.") from exc


def problem(error: FootnoteError) -> JSONResponse:
    """Return an error for the page's script to show."""
    return JSONResponse({"problem": str(error)}, _WRONG)
