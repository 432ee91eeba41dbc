"""A conversation as the page keeps it: questions, answers and the evidence of each.

Knows nothing of Gradio. What fills the slots ``Asker`` and ``Opener`` is passed in.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.conversation import Turn
from assistant.models import Answer, Citation
from assistant.panel import Evidence, Excerpt, excerpt_of
from assistant.sources import Sources
from index.models import EVERYTHING, Manifest, Scope
from ingest.errors import (
    DocumentNotFound,
    FootnoteError,
    IndexingError,
    IndexNotFound,
)
from ingest.models import Document

logger = logging.getLogger(__name__)

NO_INDEX = (
    "There is no index yet, so nothing can be looked up. Open the Documents tab, add documents if "
    "there are none, and press “Build the index”."
)


class Asker(Protocol):
    """Answers questions; ``assistant.ask.Assistant`` is the real one."""

    def ask(self, question: str, history: Sequence[Turn] = (), scope: Scope = EVERYTHING) -> Answer:
        """Answer a question within its conversation, from the documents of a scope."""
        ...


class Texts(Sources, Protocol):
    """A generation, as far as the page reads it."""

    @property
    def manifest(self) -> Manifest:
        """What the generation is made of."""
        ...

    def documents(self) -> list[Document]:
        """Return all documents."""
        ...

    def listed(self) -> tuple[Document, ...]:
        """Return all documents without their texts."""
        ...


class Opener(Protocol):
    """Opens the current generation; ``open_texts`` of an ``Index`` is the real one."""

    def __call__(self) -> Texts:
        """Return the current generation.

        :raises IndexingError: when there is none, or it cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it.

    :param number: of the exchange within its conversation, from 1.
    :param question: as the person asked it.
    :param evidence: the answer and its excerpts; None after an error.
    :param problem: why there is no answer; empty where there is one.
    """

    number: int
    question: str
    evidence: Evidence | None = None
    problem: str = ""


Conversation = tuple[Exchange, ...]


def answered(
    conversation: Conversation,
    question: str,
    asker: Asker,
    texts: Opener,
    scope: Scope = EVERYTHING,
) -> Conversation:
    """Return the conversation with one more question, answered or told why it could not be.

    :param conversation: what was said so far.
    :param question: what is asked now.
    :param asker: who answers.
    :param texts: opens the generation that the text around each quotation is read from.
    :param scope: the documents that are asked.
    """
    number = len(conversation) + 1
    try:
        answer = asker.ask(question, turns(conversation), scope)
    except IndexNotFound:
        return (*conversation, Exchange(number, question, problem=NO_INDEX))
    except FootnoteError as exc:
        logger.warning("no answer: %s", exc)
        return (*conversation, Exchange(number, question, problem=str(exc)))
    evidence = Evidence(
        number, answer, excerpts(answer.citations, texts), excerpts(answer.nearest, texts)
    )
    return (*conversation, Exchange(number, question, evidence))


def turns(conversation: Sequence[Exchange]) -> list[Turn]:
    """Return what was said so far; questions that got no answer are left out."""
    said: list[Turn] = []
    for exchange in conversation:
        if exchange.evidence is not None:
            answer = exchange.evidence.answer
            said.append(Turn("user", exchange.question))
            said.append(Turn("assistant", answer.text or answer.reason or ""))
    return said


def evidence_of(conversation: Conversation) -> list[Evidence]:
    """Return the evidence of every answer of the conversation."""
    return [exchange.evidence for exchange in conversation if exchange.evidence is not None]


def excerpts(citations: Sequence[Citation], texts: Opener) -> tuple[Excerpt, ...]:
    """Return citations in the text around them."""
    return tuple(_excerpt(citation, texts) for citation in citations)


def _excerpt(citation: Citation, texts: Opener) -> Excerpt:
    try:
        return excerpt_of(citation, texts().document(citation.document))
    except (DocumentNotFound, IndexingError) as exc:
        # A rebuild came between: the quotation was checked when it was made, and still stands.
        logger.info("no surroundings for %s: %s", citation.document, exc)
        return Excerpt(citation)
