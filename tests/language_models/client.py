"""Asks a replay server through the client of our own."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant.generative.models import Message, Schema, Usage
from assistant.generative.openai_server import OpenAIServer
from ingest.errors import LanguageModelError
from tests.language_models.server import ReplayServer

KEY = "sk-wrong"
EXCERPTS = "\n\n".join(
    f"⟦excerpt {number}⟧\n{text}\n⟦end {number}⟧"
    for number, text in enumerate(
        ("introduced into scientific circulation", "there are five Confucius Institutes"), 1
    )
)
MESSAGES = (Message("system", "Answer."), Message("user", EXCERPTS))
TAGGED = (
    "SENTENCE: The term was introduced into science by Joseph Nye, an American political "
    "scientist.\nQUOTE [1]: introduced into scientific circulation by Joseph Nye, an American "
    "political scientist\n"
)


def asked(
    server: ReplayServer | str,
    schema: Schema | None = None,
) -> tuple[str, Usage]:
    """Return the whole reply and its cost."""
    url = server if isinstance(server, str) else server.url
    model = OpenAIServer(url, "replay", KEY)
    with closing(model.stream(MESSAGES, schema)) as reply:
        return "".join(reply), reply.usage


def failure(server: ReplayServer | str, schema: Schema | None = None) -> str:
    """Return the kind of the error that a reply ends in."""
    with pytest.raises(LanguageModelError) as caught:
        asked(server, schema=schema)
    assert KEY not in f"{caught.value!r} {caught.value}"
    return caught.value.kind
