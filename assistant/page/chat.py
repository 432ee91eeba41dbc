"""A conversation as the page leads it: a question put to it, answered, and its evidence.

Knows nothing of Gradio. What fills the slots ``Asker`` and ``Opener`` is passed in.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from assistant.conversation import Turn
from assistant.dictionary import Words
from assistant.models import Answer, Citation
from assistant.sources import Sources
from assistant.steps import Tell, untold
from assistant.transcript.models import Conversation, Evidence, Excerpt, Exchange, excerpt_of
from assistant.transcript.stored import MOST_EXCHANGES
from index.models import EVERYTHING, Manifest, Scope
from ingest.errors import (
    DocumentNotFound,
    FootnoteError,
    IndexingError,
    IndexNotFound,
    QuestionInvalid,
)
from ingest.models import Document

logger = logging.getLogger(__name__)

_ID_BYTES = 8


class Asker(Protocol):
    """Answers questions; ``assistant.ask.Assistant`` is the real one."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        tell: Tell = untold,
    ) -> Answer:
        """Answer a question within its conversation, from the documents of a scope."""
        ...


class Texts(Sources, Protocol):
    """A generation, as far as the page reads it."""

    @property
    def manifest(self) -> Manifest:
        """What the generation is made of."""
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


def begun(words: Words, conversation: Conversation, question: str) -> Conversation:
    """Return the conversation with one more question, which counts as stopped till it is answered.

    :param words: of the page.
    :param conversation: what was said so far.
    :param question: what is asked now.
    :raises QuestionInvalid: when the conversation is as long as one may be.
    """
    if len(conversation.exchanges) >= MOST_EXCHANGES:
        raise QuestionInvalid(words.say_count("ask.too-many", MOST_EXCHANGES))
    exchange = Exchange(
        len(conversation.exchanges) + 1,
        question,
        problem=words.say("ask.stopped"),
        asked_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    name = conversation.id or secrets.token_hex(_ID_BYTES)
    return Conversation(name, (*conversation.exchanges, exchange))


def answered(
    words: Words,
    conversation: Conversation,
    asker: Asker,
    texts: Opener,
    scope: Scope = EVERYTHING,
    tell: Tell = untold,
) -> Conversation:
    """Return a conversation with its last question answered, or told why it could not be.

    :param words: of the page.
    :param conversation: with the question, as :func:`begun` gave it.
    :param asker: who answers.
    :param texts: opens the generation that the text around each quotation is read from.
    :param scope: the documents that are asked.
    :param tell: told each step.
    """
    *before, last = conversation.exchanges
    try:
        answer = asker.ask(last.question, turns(before), scope, tell)
        evidence = evidence_for(last.number, answer, texts)
        done = replace(last, evidence=evidence, problem="")
    except IndexNotFound:
        done = replace(last, problem=words.say("ask.no-index"))
    except FootnoteError as exc:
        logger.warning("no answer: %s", exc)
        done = replace(last, problem=str(exc))
    return replace(conversation, exchanges=(*before, done))


def refused(conversation: Conversation, problem: FootnoteError) -> Conversation:
    """Return a conversation whose last question could not be asked."""
    *before, last = conversation.exchanges
    return replace(conversation, exchanges=(*before, replace(last, problem=str(problem))))


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """Return what was said so far; questions that got no answer are left out."""
    said: list[Turn] = []
    for exchange in exchanges:
        if exchange.evidence is not None:
            answer = exchange.evidence.answer
            said.append(Turn("user", exchange.question))
            said.append(Turn("assistant", answer.text or answer.reason or ""))
    return said


def evidence_for(number: int, answer: Answer, texts: Opener) -> Evidence:
    """Return an answer with each of its quotations in the text around it.

    :param number: of the exchange within its conversation, from 1.
    :param answer: whole, or as far as it is written.
    :param texts: opens the generation that is read.
    """
    return Evidence(
        number, answer, excerpts(answer.citations, texts), excerpts(answer.nearest, texts)
    )


def evidence_of(conversation: Conversation) -> list[Evidence]:
    """Return the evidence of every answer of the conversation."""
    return [each.evidence for each in conversation.exchanges if each.evidence is not None]


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
