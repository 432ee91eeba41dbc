"""An answer as Markdown, to copy.

Pure. Every word of an answer is escaped; the only markup is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer_parts import (
    NEAREST_SHOWN,
    is_list,
    note_of,
    place,
    reason_pieces,
    statement_pieces,
    unsaid_words,
    valid_markers,
    words_for,
)
from assistant.dictionary import Words
from assistant.escape import escape_markdown
from assistant.links import web_url
from assistant.models import Answer, Backing, Citation, Statement
from assistant.pieces import pieces_markdown, quote_pieces
from assistant.provenance import (
    asked_of,
    citing,
    foreign_language,
    groups,
    role_label,
    shown_backing,
    word_alone,
)
from assistant.written import unfinished_title, written_line


def answer_markdown(answer: Answer) -> str:
    """Return an answer with its quotations as Markdown; a refusal with its reason.

    :return: blocks with an empty line between them; all but a list are of one line.
    """
    if answer.reply:
        return escape_markdown(answer.reply)
    blocks = [
        *(_refusal(answer) if answer.abstained else _answer(answer)),
        *_unfinished(answer),
        escape_markdown(asked_of(answer)),
        escape_markdown(written_line(answer)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _answer(answer: Answer) -> Iterator[str]:
    yield escape_markdown(note_of(answer))
    for group in groups(answer):
        yield escape_markdown(group.heading)
        statements = [_statement(statement, answer) for statement in group.statements]
        if is_list(group.statements, answer):
            yield "\n".join(f"- {statement}" for statement in statements)
        else:
            yield " ".join(statements)
    for citation in answer.citations:
        quote = pieces_markdown(quote_pieces(citation))
        quotation = _quotation(citation, quote, words_for(answer), citation.marker)
        yield quotation + _provenance(citation, answer)
    yield escape_markdown(word_alone(answer))


def _unfinished(answer: Answer) -> Iterator[str]:
    if answer.unfinished:
        yield f"{escape_markdown(unfinished_title(answer))}:"
        yield " ".join(_statement(statement, answer) for statement in answer.unfinished)


def _statement(statement: Statement, answer: Answer) -> str:
    markers = "".join(rf" \[{marker}\]" for marker in valid_markers(statement, answer))
    return pieces_markdown(statement_pieces(statement, answer)) + markers


def _quotation(citation: Citation, quote: str, words: Words, marker: int | None = None) -> str:
    source = " · ".join(part for part in (citation.title, place(citation, words)) if part)
    number = "" if marker is None else rf"\[{marker}\] "
    return f"> {number}“{quote}” — {escape_markdown(source)}"


def _provenance(citation: Citation, answer: Answer) -> str:
    """Return what a quotation's document is, and what it cites, as the end of its line."""
    words, facts = words_for(answer), []
    if answer.role_counts.is_mixed:
        facts.append(escape_markdown(role_label(citation, answer.role_counts, words)))
    facts.append(escape_markdown(foreign_language(citation, answer)))
    backing, more = shown_backing(citation, words)
    if backing:
        cited = [*(_backing(each, words) for each in backing), *([more] if more else [])]
        facts.append(citing(citation, "; ".join(cited), words))
    return "".join(f" · {fact}" for fact in facts if fact)


def _backing(backing: Backing, words: Words) -> str:
    label, url = escape_markdown(backing.label), web_url(backing.url, backing.doi)
    # An ampersand could begin an entity there.
    linked = f"[{label}](<{url.replace('&', '&amp;')}>)" if url else label
    return f"{linked} ({words.say('cites.held' if backing.held else 'cites.not-held')})"


def _refusal(answer: Answer) -> Iterator[str]:
    words = words_for(answer)
    yield words.say("refusal.title")
    yield escape_markdown(note_of(answer))
    yield pieces_markdown(reason_pieces(answer))
    if missing := unsaid_words(answer):
        listed = ", ".join(f"**{escape_markdown(word)}**" for word in missing)
        yield f"{words.say('refusal.missing')}: {listed}"
    if answer.nearest:
        yield f"{words.say('refusal.nearest')}:"
    for citation in answer.nearest[:NEAREST_SHOWN]:
        yield _quotation(citation, escape_markdown(citation.quote), words)
