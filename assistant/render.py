"""An answer as HTML for the chat, and as plain text for a terminal.

Pure functions. Every word of an answer passes through ``assistant.escape``, for it comes from a
document, a question or a model; the only markup is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer_parts import (
    MISSING_TITLE,
    NEAREST_PASSAGES_TITLE,
    NEAREST_SHOWN,
    NEAREST_TITLE,
    REFUSAL_TITLE,
    is_another_question,
    note_of,
    page_name,
    place,
    reason_pieces,
    refusal_reason,
    snippet,
    statement_pieces,
    unsaid_words,
    valid_markers,
)
from assistant.escape import escape, one_line, view_url, visible
from assistant.markdown import answer_markdown
from assistant.models import Answer, Citation, Passage, Statement
from assistant.pieces import pieces_html

LINK_CHARS = 80


def question_html(question: str) -> str:
    """Return a question as a message of the chat."""
    return f'<div class="fn-question">{escape(question)}</div>'


def problem_html(problem: str) -> str:
    """Return an error, in words, as a message of the chat."""
    return f'<div class="fn-problem" role="alert">{escape(problem)}</div>'


def answer_html(answer: Answer, number: int) -> str:
    """Return an answer, a refusal or a word of ours as a message of the chat.

    :param answer: what to show.
    :param number: of the message within its conversation, from 1; its markers link to
        ``#e{number}-{marker}``, so that they never reach another message's evidence.
    """
    return (
        f'<div class="fn-message" id="m{number}" tabindex="-1">'
        f"{_body(answer, number)}{_searched(answer)}{_copy_button(answer)}</div>"
    )


def _body(answer: Answer, number: int) -> str:
    if answer.reply:
        return f'<div class="fn-reply"><p>{escape(answer.reply)}</p></div>'
    if answer.abstained:
        return _refusal(answer, number)
    return f'<div class="fn-answer">{_note(answer)}{_statements(answer, number)}</div>'


def _note(answer: Answer) -> str:
    note = note_of(answer)
    return f'<p class="fn-note">{escape(note)}</p>' if note else ""


def _statements(answer: Answer, number: int) -> str:
    shown = [
        pieces_html(statement_pieces(statement, answer)) + _markers(statement, answer, number)
        for statement in answer.statements
    ]
    if len(shown) == 1:
        return f"<p>{shown[0]}</p>"
    items = "".join(f"<li>{statement}</li>" for statement in shown)
    return f'<ul class="fn-statements">{items}</ul>'


def _markers(statement: Statement, answer: Answer, number: int) -> str:
    return "".join(
        f'&nbsp;<a class="fn-marker" href="#e{number}-{marker}"'
        f' aria-label="Show excerpt {marker}">[{marker}]</a>'
        for marker in valid_markers(statement, answer)
    )


def _refusal(answer: Answer, number: int) -> str:
    reason = pieces_html(reason_pieces(answer))
    return (
        f'<div class="fn-refusal"><p class="fn-refusal-title">{REFUSAL_TITLE}</p>{_note(answer)}'
        f"{f'<p>{reason}</p>' if reason else ''}"
        f"{_missing(unsaid_words(answer))}{_nearest(answer, number)}</div>"
    )


def _missing(words: Sequence[str]) -> str:
    if not words:
        return ""
    listed = ", ".join(f"<strong>{escape(word)}</strong>" for word in words)
    return f'<p class="fn-missing">{MISSING_TITLE}: {listed}</p>'


def _nearest(answer: Answer, number: int) -> str:
    title, items = NEAREST_TITLE, [_nearest_item(item) for item in answer.nearest]
    if not items:
        title, items = NEAREST_PASSAGES_TITLE, [_passage_item(item) for item in answer.passages]
    if not items:
        return ""
    shown = "".join(f"<li>{item}</li>" for item in items[:NEAREST_SHOWN])
    return (
        f'<details class="fn-nearest" id="n{number}"><summary>{title}</summary>'
        f"<ul>{shown}</ul></details>"
    )


def _nearest_item(citation: Citation) -> str:
    url = view_url(citation.document, citation.start, citation.end)
    return f"“{escape(snippet(citation.quote))}” {_link(url, source_name(citation))}"


def _passage_item(passage: Passage) -> str:
    link = _link(passage_url(passage), one_line(passage.document))
    return f"{escape(snippet(passage.text))} {link}"


def _link(url: str, name: str) -> str:
    return (
        f'<a class="fn-open" href="{escape(url)}" target="_blank" rel="noopener">{escape(name)}</a>'
    )


def source_name(citation: Citation) -> str:
    """Return the document and the page of a quotation, short enough for a link."""
    title = snippet(citation.title, LINK_CHARS) or one_line(citation.document)
    page = page_name(citation.page, citation.page_label)
    return ", ".join(part for part in (title, one_line(page)) if part)


def passage_url(passage: Passage) -> str:
    """Return the address of a document's full text, opened at a passage."""
    return view_url(passage.document, passage.start, passage.end)


def _searched(answer: Answer) -> str:
    if not is_another_question(answer):
        return ""
    return f'<p class="fn-searched">Searched for: {escape(answer.searched_question)}</p>'


def _copy_button(answer: Answer) -> str:
    label = "Copy with its citations" if answer.citations else "Copy"
    return (
        f'<button type="button" class="fn-copy" data-copy="{escape(answer_markdown(answer))}"'
        f' aria-label="{label}">Copy</button>'
    )


def answer_plain(answer: Answer) -> str:
    """Return an answer and its citations as plain text for a terminal."""
    if answer.reply:
        return visible(answer.reply)
    lines = _refusal_lines(answer) if answer.abstained else _answer_lines(answer)
    return "\n".join([*lines, *_searched_lines(answer)])


def _answer_lines(answer: Answer) -> Iterator[str]:
    if note := note_of(answer):
        yield from (one_line(note), "")
    bullet = "- " if len(answer.statements) > 1 else ""
    for statement in answer.statements:
        markers = "".join(f"[{marker}]" for marker in valid_markers(statement, answer))
        yield f"{bullet}{one_line(statement.text)} {markers}".rstrip()
    for citation in answer.citations:
        yield from ("", *_citation_lines(citation))


def _citation_lines(citation: Citation) -> list[str]:
    return [
        f"[{citation.marker}] " + _source_line(citation),
        f"    “{one_line(citation.quote)}”",
    ]


def _source_line(citation: Citation) -> str:
    source = f"{one_line(citation.title)} ({one_line(citation.document)})"
    return " · ".join(part for part in (source, one_line(place(citation))) if part)


def _refusal_lines(answer: Answer) -> Iterator[str]:
    yield REFUSAL_TITLE
    if note := note_of(answer):
        yield one_line(note)
    if reason := refusal_reason(answer):
        yield visible(reason)
    if missing := unsaid_words(answer):
        yield f"{MISSING_TITLE}: " + ", ".join(missing)
    yield from _nearest_lines(answer)


def _nearest_lines(answer: Answer) -> Iterator[str]:
    if answer.nearest:
        yield from ("", f"{NEAREST_TITLE}:")
        for citation in answer.nearest[:NEAREST_SHOWN]:
            yield f"  - “{snippet(citation.quote)}”"
            yield f"    {_source_line(citation)}"
    elif answer.passages:
        yield from ("", f"{NEAREST_PASSAGES_TITLE}:")
        for passage in answer.passages[:NEAREST_SHOWN]:
            yield f"  - {one_line(passage.document)}: {snippet(passage.text)}"


def _searched_lines(answer: Answer) -> list[str]:
    if not is_another_question(answer):
        return []
    return ["", f"Searched for: {one_line(answer.searched_question)}"]
