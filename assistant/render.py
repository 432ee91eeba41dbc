"""An answer as HTML for the chat, as Markdown to copy, and as plain text for a terminal.

Pure functions. Every word of an answer passes through ``assistant.escape``, for it comes from a
document, a question or a model; the only markup is what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.escape import escape, escape_markdown, one_line, view_url, visible
from assistant.models import Answer, Citation, Passage, Statement

REFUSAL_TITLE = "The documents do not say."
NEAREST_SHOWN = 3
SNIPPET_CHARS = 220
_LANGUAGES = {"en": "English", "ru": "Russian", "kk": "Kazakh", "und": ""}


def language_name(code: str) -> str:
    """Return the English name of a language, its code where we have none, empty for ``und``."""
    return _LANGUAGES.get(code, code)


def page_name(page: int | None, label: str | None) -> str:
    """Return ``p. 8``, with the label printed on that page where it says something else."""
    if page is None:
        return ""
    return f"p. {page}" if label in (None, "", str(page)) else f"p. {page}, printed {label}"


def place(citation: Citation) -> str:
    """Return where in its document a quotation stands, as one line: page and heading."""
    page = page_name(citation.page, citation.page_label)
    return " · ".join(part for part in (page, heading_name(citation)) if part)


def heading_name(citation: Citation) -> str:
    """Return the heading a quotation stands under, empty where it only repeats the title."""
    heading = one_line(citation.heading or "")
    return "" if heading.casefold() == one_line(citation.title).casefold() else heading


def snippet(text: str, limit: int = SNIPPET_CHARS) -> str:
    """Return the beginning of ``text`` on one line, cut at a word's end within ``limit``."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return line[: limit + 1].rsplit(" ", 1)[0][:limit] + " …"


def valid_markers(statement: Statement, answer: Answer) -> list[int]:
    """Return a statement's markers, those without a citation left out."""
    known = {citation.marker for citation in answer.citations}
    return [marker for marker in statement.markers if marker in known]


def question_html(question: str) -> str:
    """Return a question as a message of the chat."""
    return f'<div class="fn-question">{escape(question)}</div>'


def problem_html(problem: str) -> str:
    """Return an error, in words, as a message of the chat."""
    return f'<div class="fn-problem" role="alert">{escape(problem)}</div>'


def answer_html(answer: Answer, number: int) -> str:
    """Return an answer, or a refusal, as a message of the chat.

    :param answer: what to show.
    :param number: of the message within its conversation, from 1; its markers link to
        ``#e{number}-{marker}``, so that they never reach another message's evidence.
    """
    body = _refusal(answer, number) if answer.abstained else _statements(answer, number)
    return (
        f'<div class="fn-message" id="m{number}" tabindex="-1">'
        f"{body}{_searched(answer)}{_copy_button(answer)}</div>"
    )


def _statements(answer: Answer, number: int) -> str:
    paragraphs = "".join(
        f"<p>{escape(statement.text)}{_markers(statement, answer, number)}</p>"
        for statement in answer.statements
    )
    return f'<div class="fn-answer">{paragraphs}</div>'


def _markers(statement: Statement, answer: Answer, number: int) -> str:
    return "".join(
        f'&nbsp;<a class="fn-marker" href="#e{number}-{marker}"'
        f' aria-label="Show excerpt {marker}">[{marker}]</a>'
        for marker in valid_markers(statement, answer)
    )


def _refusal(answer: Answer, number: int) -> str:
    reason = refusal_reason(answer)
    return (
        f'<div class="fn-refusal"><p class="fn-refusal-title">{REFUSAL_TITLE}</p>'
        f"{f'<p>{escape(reason)}</p>' if reason else ''}"
        f"{_missing(unsaid_words(answer))}{_nearest(answer.passages, number)}</div>"
    )


def refusal_reason(answer: Answer) -> str:
    """Return why a refusal refuses, without the sentence that stands above it already."""
    return (answer.reason or "").strip().removeprefix(REFUSAL_TITLE).strip()


def unsaid_words(answer: Answer) -> list[str]:
    """Return the missing words that the reason does not name already."""
    reason = refusal_reason(answer)
    return [word for word in answer.missing if word not in reason]


def _missing(words: Sequence[str]) -> str:
    if not words:
        return ""
    listed = ", ".join(f"<strong>{escape(one_line(word))}</strong>" for word in words)
    return f'<p class="fn-missing">In no document: {listed}</p>'


def _nearest(passages: Sequence[Passage], number: int) -> str:
    if not passages:
        return ""
    items = "".join(
        f"<li>{escape(snippet(passage.text))}"
        f' <a class="fn-open" href="{escape(passage_url(passage))}" target="_blank"'
        f' rel="noopener">{escape(one_line(passage.document))}</a></li>'
        for passage in passages[:NEAREST_SHOWN]
    )
    return (
        f'<details class="fn-nearest" id="n{number}"><summary>The nearest passages, none of which'
        f" answers</summary><ul>{items}</ul></details>"
    )


def passage_url(passage: Passage) -> str:
    """Return the address of a document's full text, opened at a passage."""
    return view_url(passage.document, passage.start, passage.end)


def _searched(answer: Answer) -> str:
    if one_line(answer.searched_question) == one_line(answer.question):
        return ""
    return f'<p class="fn-searched">Searched for: {escape(answer.searched_question)}</p>'


def _copy_button(answer: Answer) -> str:
    return (
        f'<button type="button" class="fn-copy" data-copy="{escape(answer_markdown(answer))}"'
        f' aria-label="Copy with its citations">Copy</button>'
    )


def answer_markdown(answer: Answer) -> str:
    """Return an answer with its quotations as Markdown; a refusal with its reason."""
    if answer.abstained:
        missing = ", ".join(escape_markdown(word) for word in unsaid_words(answer))
        parts = [REFUSAL_TITLE, escape_markdown(refusal_reason(answer))]
        return "\n\n".join(
            part for part in (*parts, missing and f"In no document: {missing}") if part
        )
    return "\n\n".join([_marked_text(answer), *map(_citation_markdown, answer.citations)])


def _marked_text(answer: Answer) -> str:
    return " ".join(
        escape_markdown(statement.text)
        + "".join(rf" \[{marker}\]" for marker in valid_markers(statement, answer))
        for statement in answer.statements
    )


def _citation_markdown(citation: Citation) -> str:
    source = " · ".join(part for part in (citation.title, place(citation)) if part)
    return (
        rf"> \[{citation.marker}\] “{escape_markdown(citation.quote)}” — {escape_markdown(source)}"
    )


def answer_plain(answer: Answer) -> str:
    """Return an answer and its citations as plain text for a terminal."""
    if answer.abstained:
        return "\n".join(_refusal_lines(answer))
    lines = [_plain_statement(statement, answer) for statement in answer.statements]
    for citation in answer.citations:
        lines += ["", *_citation_lines(citation)]
    return "\n".join([*lines, *_searched_lines(answer)])


def _plain_statement(statement: Statement, answer: Answer) -> str:
    markers = "".join(f"[{marker}]" for marker in valid_markers(statement, answer))
    return f"{one_line(statement.text)} {markers}".rstrip()


def _citation_lines(citation: Citation) -> list[str]:
    title = one_line(citation.title)
    source = f"{title} ({one_line(citation.document)})"
    return [
        f"[{citation.marker}] " + " · ".join(part for part in (source, place(citation)) if part),
        f"    “{one_line(citation.quote)}”",
    ]


def _refusal_lines(answer: Answer) -> list[str]:
    lines = [REFUSAL_TITLE]
    if reason := refusal_reason(answer):
        lines.append(visible(reason))
    if missing := unsaid_words(answer):
        lines.append("In no document: " + ", ".join(map(one_line, missing)))
    if answer.passages:
        lines += ["", "The nearest passages, none of which answers:"]
    lines += [
        f"  - {one_line(passage.document)}: {snippet(passage.text)}"
        for passage in answer.passages[:NEAREST_SHOWN]
    ]
    return lines + _searched_lines(answer)


def _searched_lines(answer: Answer) -> list[str]:
    if one_line(answer.searched_question) == one_line(answer.question):
        return []
    return ["", f"Searched for: {one_line(answer.searched_question)}"]
