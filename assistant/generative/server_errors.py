"""What a server of language models says went wrong -> which of our errors that is.

Servers agree on the status codes and on nothing else, so their words are read too. What they say is
shown in part, on one line, and never with the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.escape import one_line
from ingest.errors import LanguageModelError, LanguageModelFailure

_SHOWN = 200  # characters of what a server says
_DEEPEST = 5  # objects of an error's body within each other
_MOST_PARTS = 20  # of a list there
_SAID = ("error", "message", "detail", "loc", "msg")
_CONTEXT = re.compile(
    r"context[ _-]*(?:length|window|size|limit)|maximum context|context the overflows"
    r"|exceed_context|n_ctx|prompt is too long|too many (?:input )?tokens",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model\b.{0,120}(?:not (?:be )?found|not exist|not loaded|no such|unknown|not available)"
    r"|(?:unknown|no such|invalid) model|no models? (?:is |are )?loaded|model_not_found",
    re.IGNORECASE | re.DOTALL,
)
_SCHEMA = re.compile(r"schema|response_format|grammar|structured", re.IGNORECASE)
_REFUSES = (400, 415, 422, 501)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a reply was asked, and how; to be named in an error.

    :param url: of the server.
    :param model: asked for.
    :param key: to be kept out of every error.
    :param with_schema: a JSON schema was sent along.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    with_schema: bool = False

    def error(self, kind: LanguageModelFailure, problem: str) -> LanguageModelError:
        """Return an error that names the server."""
        return LanguageModelError(kind, f"{self.url}: {self._without_key(problem)}")

    def said(self, text: str) -> str:
        """Return what the server said, fit to stand in an error."""
        line = one_line(self._without_key(text))
        return f"{line[:_SHOWN]} …" if len(line) > _SHOWN else line

    def _without_key(self, text: str) -> str:
        return text.replace(self.key, "…") if self.key else text


def said_in(body: object, deepest: int = _DEEPEST) -> str:
    """Return what the body of an error says, as text; empty where it says nothing.

    ``{"message": …, "code": …}`` is OpenAI's form, ``{"detail": [{"loc": […], "msg": …}]}`` that of
    FastAPI, and so of vLLM.

    :param body: of the response, out of JSON; anything.
    :param deepest: how many objects within each other are looked into.
    """
    if isinstance(body, str | int):
        return str(body)
    if not deepest:
        return ""
    parts: list[object] = []
    if isinstance(body, dict):
        parts = [body[name] for name in _SAID if name in body]
        parts.append(body.get("code") or body.get("type"))
    elif isinstance(body, list):
        parts = body[:_MOST_PARTS]
    return " ".join(filter(None, (said_in(part, deepest - 1) for part in parts)))


def of_status(status: int, body: str, asked: Asked) -> LanguageModelError:
    """Return the error that a response stands for.

    :param status: of HTTP; 0 for an error that came in a stream.
    :param body: what the server said, as text; anything.
    :param asked: of whom.
    """
    said = asked.said(body)
    if _CONTEXT.search(body):
        return asked.error(
            "context",
            f"question and excerpts are too long for {asked.model!r} ({said}): give the server a "
            "larger context, or take a model with one.",
        )
    if status in (401, 403):
        return asked.error(
            "unauthorised",
            f"the server does not let us in (status {status}): set FOOTNOTE_LLM_KEY to a key that "
            f"it accepts. It said: {said}",
        )
    if status == 429:
        return asked.error(
            "busy", f"too many requests, or the quota is used up: ask again later. It said: {said}"
        )
    if status in (0, 400, 404) and _NO_MODEL.search(body):
        return asked.error(
            "no-model",
            f"there is no model {asked.model!r} ({said}): fetch it, with Ollama by `ollama pull "
            f"{asked.model}`, or name another with --llm-model.",
        )
    if asked.with_schema and (
        status in _REFUSES or (status >= 500 and _SCHEMA.search(body) is not None)
    ):
        return asked.error("schema", f"it takes no JSON schema (status {status}): {said}")
    return _other(status, said, asked)


def _other(status: int, said: str, asked: Asked) -> LanguageModelError:
    if status == 404:
        return asked.error(
            "rejected",
            "there is no such address: the base address of most servers ends in /v1. It said: "
            f"{said}",
        )
    if status == 0 or status >= 500:
        return asked.error("server", f"the server failed (status {status}). It said: {said}")
    if 300 <= status < 400:
        return asked.error(
            "rejected",
            f"the server sends us elsewhere (status {status}), where the excerpts shall not go: "
            "give the address that it means.",
        )
    return asked.error("rejected", f"the request was not taken (status {status}): {said}")
