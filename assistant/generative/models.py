"""What a language model is given, what it drafts, and the slot that any of them fills."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ingest.models import Span

Role = Literal["system", "user", "assistant"]
Schema = Mapping[str, Any]
"""A JSON schema."""

Stop = Callable[[], None]
"""Called several times a second while a model is waited for; what it raises ends the waiting."""


def never() -> None:
    """Let a model go on."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a language model.

    :param role: who says it.
    :param content: plain text.
    """

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage that the model is shown: ``text == document.text[start:end]``.

    :param number: by which the model cites it, from 1.
    :param doc_id: its document.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param text: the passage.
    :param title: of its document.
    :param language: of its document, ISO 639-1 or ``und``.
    :param sentences: its sentences, offsets in the document's text, rising.
    """

    number: int
    doc_id: str
    start: int
    end: int
    text: str
    title: str = ""
    language: str = "und"
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a drafted sentence is said to rest on; not yet looked up.

    :param marker: the number of the excerpt that they are said to stand in; None where none is.
    :param words: as the model gave them.
    """

    marker: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it; nothing of it is to be believed.

    :param text: the sentence.
    :param quotations: what it is said to rest on.
    """

    text: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply cost.

    :param prompt_tokens: read; None where the server does not say.
    :param completion_tokens: written; None where the server does not say.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Reply(Protocol):
    """What a model says, piece by piece; to be closed by whoever asked for it."""

    @property
    def usage(self) -> Usage:
        """What it cost; known once the last piece was taken."""
        ...

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces of the text as they come.

        :raises LanguageModelError: where the reply does not come to its end.
        """
        ...

    def close(self) -> None:
        """End the reply at once, whether or not it has come to its end."""
        ...


class LanguageModel(Protocol):
    """Writes text; ``OpenAIServer`` and ``LocalModel`` are the real ones."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    @property
    def context_tokens(self) -> int | None:
        """How many tokens prompt and reply may have together; None where that is not known."""
        ...

    @property
    def takes_schema(self) -> bool:
        """A reply can be held to a JSON schema, as far as is known yet."""
        ...

    def stream(
        self, messages: Sequence[Message], schema: Schema | None = None, stop: Stop = never
    ) -> Reply:
        """Ask for a reply.

        :param messages: the conversation, the system's message first.
        :param schema: what the reply is to be held to; None for plain text.
        :param stop: raises to stop, while a piece is waited for too.
        :raises LanguageModelError: where none can be had; of kind ``schema`` where it is the
            schema that is not taken, and then ``takes_schema`` is false from now on.
        """
        ...
