"""A conversation as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.escape import escape_markdown
from assistant.markdown import answer_markdown
from assistant.pieces import Piece, pieces_markdown
from assistant.transcript.models import Conversation, Excerpt, Exchange, near
from assistant.transcript.reference import markdown_reference
from assistant.transcript.words import ABOUT, CONTEXT_TITLE, NO_ANSWER, TITLE, asked_words


def to_markdown(conversation: Conversation) -> str:
    """Return a conversation as Markdown: each question with its answer, quotations and context."""
    parts = [f"# {TITLE}", ABOUT]
    for exchange in conversation.exchanges:
        parts.extend(_exchange(exchange))
    return "\n\n".join(part for part in parts if part) + "\n"


def _exchange(exchange: Exchange) -> Iterator[str]:
    yield f"## {exchange.number}. {escape_markdown(exchange.question)}"
    yield escape_markdown(asked_words(exchange))
    if exchange.evidence is None:
        yield f"**{NO_ANSWER}** {escape_markdown(exchange.problem)}".rstrip()
        return
    yield answer_markdown(exchange.evidence.answer)
    if exchange.evidence.excerpts:
        yield f"### {CONTEXT_TITLE}"
    for excerpt in exchange.evidence.excerpts:
        yield rf"\[{excerpt.citation.marker}\] {markdown_reference(excerpt)}"
        yield f"> {_in_context(excerpt)}"


def _in_context(excerpt: Excerpt) -> str:
    excerpt = near(excerpt)
    pieces = (
        Piece(f"{'… ' if excerpt.cut_before else ''}{excerpt.before}", strong=False),
        Piece(excerpt.citation.quote, strong=True),
        Piece(f"{excerpt.after}{' …' if excerpt.cut_after else ''}", strong=False),
    )
    return pieces_markdown([piece for piece in pieces if piece.text])
