"""What the server answers beside the page: texts, pages, files, thumbs, and how work goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from assistant.access.person import person_of
from assistant.access.replies import language_asked, path_of, root_of
from assistant.claims.download import PATH as CLAIMS_PATH
from assistant.claims.download import download
from assistant.dictionary import ENGLISH, LANGUAGES, Words
from assistant.jobs.report_view import report_view
from assistant.page.chat import Opener
from assistant.page.document_view import View, document_view, missing_view
from assistant.page.evaluation_tab import REPORT_PATH
from assistant.page.jobs_html import evaluation_html, rebuild_html
from assistant.page.languages import CHOICE_PATH, COOKIE, prefix_of
from assistant.page.page_images import FACTS_PATH, IMAGE_PATH, Reply, facts_reply, image_reply
from assistant.page.parts import Parts
from assistant.page.rendered_pages import RenderedPages
from assistant.page.words import page_words
from assistant.transcript.export import export
from assistant.transcript.stored import from_json
from ingest.errors import FeedbackError, FootnoteError, TranscriptInvalid
from ingest.models import Span

_WRONG = 400
_JSON = "application/json"
_SECONDS_KEPT = 365 * 24 * 3600


def add_routes(app: FastAPI, parts: Parts) -> None:
    """Add every address of ours to the application, below the page of each language.

    :param app: the pages are mounted on it afterwards.
    :param parts: the page's collaborators.
    """
    rendered = RenderedPages()
    for language in LANGUAGES:
        _add_below(app, prefix_of(language), _Routes(parts, page_words(language), rendered))


def _add_below(app: FastAPI, prefix: str, routes: _Routes) -> None:
    if prefix:
        app.add_route(prefix, _slashed, methods=["GET"])
    for path, answer in (
        ("documents/view", routes.view),
        (FACTS_PATH, routes.sheet),
        (IMAGE_PATH, routes.picture),
        (CLAIMS_PATH, routes.claims),
        (REPORT_PATH, routes.report),
        ("status", routes.status),
        (f"{CHOICE_PATH}/{{language}}", choose),
    ):
        app.add_route(f"{prefix}/{path}", answer, methods=["GET"])
    for path, take in (
        ("conversations/export", routes.conversation),
        ("feedback", routes.feedback),
    ):
        app.add_route(f"{prefix}/{path}", take, methods=["POST"])


def _slashed(request: Request) -> Response:
    """Lead to the page itself, whose addresses are relative to a slash."""
    address = f"{root_of(request.scope)}{path_of(request.scope)}/"
    return RedirectResponse(address, HTTPStatus.PERMANENT_REDIRECT)


def choose(request: Request) -> Response:
    """Lead to the page in the language that the path names, and keep that choice.

    :param request: its path parameter ``language`` is one of ours; what is none changes nothing.
    """
    language = request.path_params["language"]
    root = root_of(request.scope)
    known = language in LANGUAGES
    address = f"{root}{prefix_of(language)}/" if known else f"{root}/"
    reply = RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Cache-Control": "no-store"})
    if known:
        reply.set_cookie(
            COOKIE,
            language,
            max_age=_SECONDS_KEPT,
            path=root or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
    return reply


class _Routes:
    """What is answered at each address below a page.

    :param parts: the page's collaborators.
    :param words: of the page.
    :param rendered: the images drawn last.
    """

    def __init__(self, parts: Parts, words: Words, rendered: RenderedPages) -> None:
        self._parts = parts
        self._words = words
        self._rendered = rendered

    def view(self, request: Request) -> Response:
        """Return a document's text."""
        return _page(
            view_document(self._words_for(request), self._parts.texts, request.query_params)
        )

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
            return _page(missing_view(self._words_for(request), str(exc)))
        return Response(file.body, media_type=file.media_type, headers=file.headers)

    def report(self, request: Request) -> Response:
        """Return the evaluation's last report."""
        page = report_view(self._parts.report_folder)
        return Response(page.html, page.status, page.headers)

    def status(self, request: Request) -> Response:
        """Return how the work behind the page stands."""
        managed = person_of(request).role == "manage"
        seen = request.query_params.get("seen", "")
        return JSONResponse(status_of(self._parts, self._words, seen, managed=managed))

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

    def _words_for(self, request: Request) -> Words:
        """Return the words of a page of its own, which a link from elsewhere may lead to."""
        if self._words.language != ENGLISH:
            return self._words
        return page_words(language_asked(request.scope))


def _page(view: View) -> Response:
    return Response(view.html, view.status, view.headers, media_type="text/html")


def _reply(reply: Reply) -> Response:
    return Response(reply.body, reply.status, reply.headers, media_type=reply.media_type)


def view_document(words: Words, texts: Opener, query: Mapping[str, str]) -> View:
    """Return the page of the document that a query names.

    :param words: of the page.
    :param texts: opens the current generation.
    :param query: ``doc``, and if a span is to be marked ``start``, ``end`` and ``version``.
    """
    doc_id = query.get("doc", "")
    try:
        document = texts().document(doc_id)
    except FootnoteError as exc:
        return missing_view(words, str(exc))
    span: Span | None = None
    with suppress(ValueError):
        span = Span(int(query.get("start", "")), int(query.get("end", "")))
    return document_view(words, document, span, query.get("version", ""))


def status_of(parts: Parts, words: Words, seen: str, *, managed: bool) -> dict[str, Any]:
    """Return how the work behind the page stands.

    :param parts: the page's collaborators.
    :param words: of the page.
    :param seen: what the page was told last, in short.
    :param managed: whoever looks may manage; what came of the work names files of the server.
    :return: ``running``, ``generation`` and ``seen``, which says the same in short; the HTML of
        both pieces of work only where that differs from what the page was told last.
    """
    rebuild, evaluation = parts.rebuild.state, parts.evaluation.state
    shown = {
        "rebuild": rebuild_html(words, rebuild) if managed or rebuild.running else "",
        "evaluation": evaluation_html(words, evaluation) if managed else "",
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
