"""A reply as the bytes of a dialect: the events of a stream, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.language_models.dialect import Dialect

CREATED = 1_767_225_600
DONE = b"data: [DONE]\n\n"
GARBAGE = b'data: {"id": "chatcmpl-replay", "choices": [{"delta"\n\n'
PING = b": ping\n\n"


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens of one exchange; a word is a token here.

    :param prompt: of the prompt.
    :param completion: of what was written.
    """

    prompt: int
    completion: int

    def to_json(self) -> dict[str, int]:
        """Return it in the wire's form."""
        total = self.prompt + self.completion
        both = {"prompt_tokens": self.prompt, "completion_tokens": self.completion}
        return both | {"total_tokens": total}


@dataclass(frozen=True, slots=True)
class Wire:
    """Writes the events of one answer.

    :param dialect: of the server.
    :param model: its name, as the request had it.
    :param wants_usage: the request asked for the usage.
    """

    dialect: Dialect
    model: str
    wants_usage: bool

    def start(self) -> Iterator[bytes]:
        """Yield what comes before any word."""
        if self.dialect.first_delta is not None:
            yield self._chunk(self.dialect.first_delta)

    def word(self, piece: str) -> bytes:
        """Return the event of a piece of the answer."""
        return self._chunk(dict(self.dialect.every_delta) | {"content": piece})

    def thought(self, piece: str) -> bytes:
        """Return the event of a piece of what the model thought."""
        empty = {"content": ""} if self.dialect.every_delta else {}
        delta = dict(self.dialect.every_delta) | empty | {self.dialect.reasoning: piece}
        return self._chunk(delta)

    def end(self, finish: str, counted: Counted) -> Iterator[bytes]:
        """Yield what comes after the last word."""
        yield self._chunk(self.dialect.last_delta, finish)
        if self.wants_usage:
            yield _event(self._common() | {"choices": [], "usage": counted.to_json()})
        yield DONE

    def error(self) -> bytes:
        """Return an error within the stream."""
        body = self.dialect.troubles["broken"].body
        # Within a stream even those wrap it that elsewhere do not.
        return _event(body if "error" in body else {"error": body})

    def whole(self, words: str, thought: str, finish: str, counted: Counted) -> dict[str, Any]:
        """Return the object of an answer that is not streamed."""
        message = {"role": "assistant", "content": words}
        if thought:
            message[self.dialect.reasoning] = thought
        choice = {"index": 0, "message": message, "finish_reason": finish}
        whole = self._common() | {"choices": [choice], "usage": counted.to_json()}
        return whole | {"object": "chat.completion"}

    def _chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": dict(delta), "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self.wants_usage and self.dialect.tells_null_usage else {}
        return _event(self._common() | {"choices": [choice]} | usage)

    def _common(self) -> dict[str, Any]:
        return {
            "id": "chatcmpl-replay",
            "object": "chat.completion.chunk",
            "created": CREATED,
            "model": self.model,
        } | dict(self.dialect.chunk)


def _event(plain: Mapping[str, Any] | str) -> bytes:
    # Real servers send UTF-8 as it is, which a packet may cut within a character.
    return f"data: {json.dumps(plain, ensure_ascii=False)}\n\n".encode()
