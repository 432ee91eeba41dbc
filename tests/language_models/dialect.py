"""What differs between servers that speak OpenAI's wire format, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Trouble = Literal[
    "unauthorised", "no_model", "too_many", "quota", "broken", "loading", "context", "no_schema"
]
"""Ways to fail before the first word: the key is wrong, the model is not there, too many requests,
nothing left to spend, the server itself, the model is being loaded, the prompt is too long, and
JSON schema is not taken."""

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An HTTP response that is no answer.

    :param status: of HTTP.
    :param body: as JSON where it is an object, else as it stands.
    :param headers: beside those that every response has.
    """

    status: int
    body: Mapping[str, Any] | str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one server sends.

    :param name: of the server.
    :param troubles: what it sends for each way to fail that it has.
    :param unknown_path: what it sends for a path that it does not serve.
    :param chunk: fields that each of its chunks has beside the common ones.
    :param first_delta: the delta that comes before any word; None where the words come at once.
    :param every_delta: what each delta has beside its word.
    :param last_delta: the delta of the chunk with the finish reason.
    :param reasoning: the field of a delta that holds what the model thought.
    :param tells_null_usage: where usage is asked for, each chunk before has ``usage: null``.
    """

    name: str
    troubles: Mapping[Trouble, Refusal]
    unknown_path: Refusal
    chunk: Mapping[str, Any] = field(default_factory=dict)
    first_delta: Mapping[str, Any] | None = None
    every_delta: Mapping[str, Any] = field(default_factory=dict)
    last_delta: Mapping[str, Any] = field(default_factory=dict)
    reasoning: str = "reasoning_content"
    tells_null_usage: bool = False
