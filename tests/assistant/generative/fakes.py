"""A language model that says what a test wrote, and excerpts to ground it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.generative.models import Excerpt, Message, Schema, Stop, Usage, never
from ingest.errors import LanguageModelError
from ingest.models import Span
from ingest.sentences import sentence_spans

COST = Usage(11, 7)
STALLS = "(from here on nothing comes)"
_LONG = 1_000_000  # times that a stalled reply asks whether to stop
Script = Sequence[str | LanguageModelError]


def excerpt(number: int, text: str, doc_id: str = "a.md", start: int = 0) -> Excerpt:
    """An excerpt that begins its document, its sentences found."""
    spans = tuple(Span(start + s.start, start + s.end) for s in sentence_spans(text, "en"))
    return Excerpt(number, doc_id, start, start + len(text), text, "A", "en", spans)


def sentence(text: str, *quotes: tuple[int, str]) -> dict[str, object]:
    """A sentence as a model writes it in JSON."""
    return {"text": text, "quotes": [{"excerpt": n, "words": words} for n, words in quotes]}


def reply(*sentences: dict[str, object]) -> str:
    """A whole reply in JSON."""
    return json.dumps({"answers": True, "sentences": list(sentences)}, ensure_ascii=False)


def cut(text: str, size: int = 7) -> list[str]:
    """A text in pieces."""
    return [text[at : at + size] for at in range(0, len(text), size)]


@dataclass
class FakeReply:
    """Says its script; an error in it is raised there, and at ``STALLS`` nothing comes any more."""

    script: Script
    stop: Stop
    usage: Usage = COST
    said: int = 0
    closed: bool = False

    def __iter__(self) -> Iterator[str]:
        for piece in self.script:
            self.stop()
            if isinstance(piece, LanguageModelError):
                raise piece
            if piece == STALLS:
                self._stall()
            self.said += 1
            yield piece

    def _stall(self) -> None:
        for _ in range(_LONG):
            self.stop()
        raise AssertionError("nobody stopped it")

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeModel:
    """Gives one reply after another; remembers what it was asked."""

    scripts: list[Script]
    name: str = "fake"
    context_tokens: int | None = None
    takes_schema: bool = True
    asked: list[list[Message]] = field(default_factory=list)
    schemas: list[Schema | None] = field(default_factory=list)
    replies: list[FakeReply] = field(default_factory=list)

    def stream(
        self, messages: Sequence[Message], schema: Schema | None = None, stop: Stop = never
    ) -> FakeReply:
        self.asked.append(list(messages))
        self.schemas.append(schema)
        self.replies.append(FakeReply(self.scripts[len(self.replies)], stop))
        return self.replies[-1]
