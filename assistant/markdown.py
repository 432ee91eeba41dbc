"""An answer as Markdown, to copy.

Pure. Every word of an answer is escaped; the only markup is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer_parts import (
    MISSING_TITLE,
    NEAREST_SHOWN,
    NEAREST_TITLE,
    REFUSAL_TITLE,
    note_of,
    place,
    reason_pieces,
    statement_pieces,
    unsaid_words,
    valid_markers,
)
from assistant.escape import escape_markdown
from assistant.models import Answer, Citation, Statement
from assistant.pieces import pieces_markdown, quote_pieces


def answer_markdown(answer: Answer) -> str:
    """Return an answer with its quotations as Markdown; a refusal with its reason.

    :return: blocks with an empty line between them; all but a list are of one line.
    """
    if answer.reply:
        return escape_markdown(answer.reply)
    blocks = _refusal(answer) if answer.abstained else _answer(answer)
    return "\n\n".join(block for block in blocks if block)


def _answer(answer: Answer) -> Iterator[str]:
    yield escape_markdown(note_of(answer))
    statements = [_statement(statement, answer) for statement in answer.statements]
    if len(statements) == 1:
        yield statements[0]
    else:
        yield "\n".join(f"- {statement}" for statement in statements)
    for citation in answer.citations:
        yield _quotation(citation, pieces_markdown(quote_pieces(citation)), citation.marker)


def _statement(statement: Statement, answer: Answer) -> str:
    markers = "".join(rf" \[{marker}\]" for marker in valid_markers(statement, answer))
    return pieces_markdown(statement_pieces(statement, answer)) + markers


def _quotation(citation: Citation, quote: str, marker: int | None = None) -> str:
    source = " · ".join(part for part in (citation.title, place(citation)) if part)
    number = "" if marker is None else rf"\[{marker}\] "
    return f"> {number}“{quote}” — {escape_markdown(source)}"


def _refusal(answer: Answer) -> Iterator[str]:
    yield REFUSAL_TITLE
    yield escape_markdown(note_of(answer))
    yield pieces_markdown(reason_pieces(answer))
    if missing := unsaid_words(answer):
        words = ", ".join(f"**{escape_markdown(word)}**" for word in missing)
        yield f"{MISSING_TITLE}: {words}"
    if answer.nearest:
        yield f"{NEAREST_TITLE}:"
    for citation in answer.nearest[:NEAREST_SHOWN]:
        yield _quotation(citation, escape_markdown(citation.quote))
