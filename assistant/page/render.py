"""An answer as HTML for the chat.

Pure functions. What belongs to the answer is said in its language, what can be done with it in the
page's. Every word of an answer passes through ``assistant.escape``, for it comes from a
document, a question or a model; the only markup is what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer_parts import (
    NEAREST_SHOWN,
    is_another_question,
    is_list,
    note_of,
    page_name,
    reason_pieces,
    snippet,
    statement_pieces,
    unsaid_words,
    valid_markers,
    words_for,
)
from assistant.dictionary import Words
from assistant.escape import escape, one_line, view_url
from assistant.markdown import answer_markdown
from assistant.models import Answer, Citation, Passage, Statement
from assistant.page.line import Waiting
from assistant.pieces import pieces_html
from assistant.provenance import (
    asked_of,
    groups,
    word_alone,
)
from assistant.steps import Step
from assistant.written import dropped_title, dropped_words, unfinished_title, written_line

LINK_CHARS = 80
_MARKER = "answer.marker"
_ICON = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="none" '
    'stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"{}>'
    '<path d="M7 11v9H4v-9h3Zm0 0 4.5-8c1.6 0 2.5 1.2 2.2 2.7L13 9h5.5a2 2 0 0 1 2 2.4l-1.3 6.9'
    'A2 2 0 0 1 17.2 20H7"/></svg>'
)
_THUMB_UP, _THUMB_DOWN = _ICON.format(""), _ICON.format(' transform="rotate(180)"')


def question_html(words: Words, question: str, number: int) -> str:
    """Return a question as a message of the chat, with the button that asks it again, changed.

    :param words: of the page.
    :param question: as the person asked it.
    :param number: of the message within its conversation, from 1.
    """
    return (
        f'<div class="fn-question" id="q{number}"><p class="fn-words">{escape(question)}</p>'
        f'<button type="button" class="fn-link fn-edit" data-number="{number}">'
        f"{words.say('ask.edit')}</button></div>"
    )


def problem_html(problem: str) -> str:
    """Return an error, in words, as a message of the chat."""
    return f'<div class="fn-problem" role="alert">{escape(problem)}</div>'


def pending_html(words: Words, step: Waiting | Step | None, number: int) -> str:
    """Return what is being done for a question that has no answer yet, or none that is whole.

    :param words: of the page.
    :param step: what began last, or the place in the line; None before anything did.
    :param number: of the message within its conversation, from 1.
    """
    pending = f'<div class="fn-pending" role="status">{_pending(words, step)}</div>'
    if not isinstance(step, Step) or step.answer is None:
        return pending
    said = _statements(words, step.answer.statements, step.answer, number)
    return (
        f'<div class="fn-message" id="m{number}"><div class="fn-answer">{said}</div>{pending}</div>'
    )


def _pending(words: Words, step: Waiting | Step | None) -> str:
    if isinstance(step, Waiting):
        return words.say("ask.waiting", place=words.number(step.place))
    if step is not None and step.name == "read":
        return words.say_count("ask.read", step.passages)
    return words.say("ask.write" if step is not None and step.name == "write" else "ask.search")


def answer_html(words: Words, answer: Answer, number: int) -> str:
    """Return an answer, a refusal or a word of ours as a message of the chat.

    :param words: of the page.
    :param answer: what to show.
    :param number: of the message within its conversation, from 1; its markers link to
        ``#e{number}-{marker}``, so that they never reach another message's evidence.
    """
    return (
        f'<div class="fn-message" id="m{number}" tabindex="-1">'
        f"{_body(words, answer, number)}{_unfinished(words, answer, number)}"
        f"{_searched(answer)}{_asked_of(answer)}{_written(answer)}{_actions(words, answer, number)}"
        f'<div class="fn-under" data-number="{number}"></div></div>'
    )


def _body(words: Words, answer: Answer, number: int) -> str:
    if answer.reply:
        return f'<div class="fn-reply"><p>{escape(answer.reply)}</p></div>'
    if answer.abstained:
        return _refusal(answer, number)
    said = "".join(
        _says(group.heading) + _statements(words, group.statements, answer, number)
        for group in groups(answer)
    )
    return f'<div class="fn-answer">{_note(answer)}{said}{_word_alone(answer)}</div>'


def _note(answer: Answer) -> str:
    note = note_of(answer)
    return f'<p class="fn-note">{escape(note)}</p>' if note else ""


def _says(heading: str) -> str:
    return f'<p class="fn-says">{escape(heading)}</p>' if heading else ""


def _word_alone(answer: Answer) -> str:
    note = word_alone(answer)
    return f'<p class="fn-alone">{escape(note)}</p>' if note else ""


def _statements(words: Words, statements: Sequence[Statement], answer: Answer, number: int) -> str:
    shown = [_statement(words, statement, answer, number) for statement in statements]
    if not is_list(statements, answer):
        return f"<p>{' '.join(shown)}</p>"
    items = "".join(f"<li>{statement}</li>" for statement in shown)
    return f'<ul class="fn-statements">{items}</ul>'


def _statement(words: Words, statement: Statement, answer: Answer, number: int) -> str:
    markers = _markers(words, statement, answer, number)
    return pieces_html(statement_pieces(statement, answer)) + markers


def _markers(words: Words, statement: Statement, answer: Answer, number: int) -> str:
    return "".join(
        f'&nbsp;<a class="fn-marker" href="#e{number}-{marker}"'
        f' aria-label="{words.say(_MARKER, n=marker)}">[{marker}]</a>'
        for marker in valid_markers(statement, answer)
    )


def _refusal(answer: Answer, number: int) -> str:
    reason = pieces_html(reason_pieces(answer))
    title = escape(words_for(answer).say("refusal.title"))
    return (
        f'<div class="fn-refusal"><p class="fn-refusal-title">{title}</p>{_note(answer)}'
        f"{f'<p>{reason}</p>' if reason else ''}"
        f"{_missing(answer)}{_nearest(answer, number)}</div>"
    )


def _missing(answer: Answer) -> str:
    missing = unsaid_words(answer)
    if not missing:
        return ""
    title = escape(words_for(answer).say("refusal.missing"))
    listed = ", ".join(f"<strong>{escape(word)}</strong>" for word in missing)
    return f'<p class="fn-missing">{title}: {listed}</p>'


def _nearest(answer: Answer, number: int) -> str:
    said = words_for(answer)
    key, items = "refusal.nearest", [_nearest_item(item, said) for item in answer.nearest]
    if not items:
        key, items = "refusal.passages", [_passage_item(item) for item in answer.passages]
    if not items:
        return ""
    title = escape(said.say(key))
    shown = "".join(f"<li>{item}</li>" for item in items[:NEAREST_SHOWN])
    return (
        f'<details class="fn-nearest" id="n{number}"><summary>{title}</summary>'
        f"<ul>{shown}</ul></details>"
    )


def _nearest_item(citation: Citation, said: Words) -> str:
    url = view_url(citation.document, citation.start, citation.end)
    quote = said.say("quoted", text=escape(snippet(citation.quote)))
    return f"{quote} {_link(url, source_name(citation, said))}"


def _passage_item(passage: Passage) -> str:
    link = _link(passage_url(passage), one_line(passage.document))
    return f"{escape(snippet(passage.text))} {link}"


def _link(url: str, name: str) -> str:
    return (
        f'<a class="fn-open" href="{escape(url)}" target="_blank" rel="noopener">{escape(name)}</a>'
    )


def source_name(citation: Citation, said: Words) -> str:
    """Return the document and the page of a quotation, short enough for a link.

    :param citation: the quotation.
    :param said: what the answer says in its language.
    """
    title = snippet(citation.title, LINK_CHARS) or one_line(citation.document)
    page = page_name(citation.page, citation.page_label, said)
    return ", ".join(part for part in (title, one_line(page)) if part)


def passage_url(passage: Passage) -> str:
    """Return the address of a document's full text, opened at a passage."""
    return view_url(passage.document, passage.start, passage.end)


def _searched(answer: Answer) -> str:
    if not is_another_question(answer):
        return ""
    line = words_for(answer).say("question.searched", question=answer.searched_question)
    return f'<p class="fn-searched">{escape(line)}</p>'


def _asked_of(answer: Answer) -> str:
    line = asked_of(answer)
    return f'<p class="fn-searched">{escape(line)}</p>' if line else ""


def _unfinished(words: Words, answer: Answer, number: int) -> str:
    """Return what was seen of a reply that broke off: open, for it may have been read by then."""
    if not answer.unfinished:
        return ""
    shown = " ".join(_statement(words, each, answer, number) for each in answer.unfinished)
    return (
        '<details class="fn-nearest fn-unfinished" open>'
        f"<summary>{escape(unfinished_title(answer))}</summary><p>{shown}</p></details>"
    )


def _written(answer: Answer) -> str:
    """Return what a language model had to do with it, and what of its sentences is not shown."""
    line = written_line(answer)
    shown = f'<p class="fn-searched fn-written">{escape(line)}</p>' if line else ""
    items = "".join(
        f'<li>{escape(text)} <span class="fn-why">({escape(why)})</span></li>'
        for text, why in dropped_words(answer)
    )
    if not items:
        return shown
    return (
        f'{shown}<details class="fn-nearest fn-dropped">'
        f"<summary>{escape(dropped_title(answer))}</summary><ul>{items}</ul></details>"
    )


def _actions(words: Words, answer: Answer, number: int) -> str:
    """Return what can be done with an answer: copied, and found good or bad."""
    thumbs = "".join(
        f'<button type="button" class="fn-link fn-thumb" data-verdict="{verdict}"'
        f' data-number="{number}" aria-pressed="false" aria-label="{label}"'
        f' title="{label}">{sign}</button>'
        for verdict, label, sign in (
            ("up", words.say("feedback.up"), _THUMB_UP),
            ("down", words.say("feedback.down"), _THUMB_DOWN),
        )
    )
    return (
        f'<div class="fn-actions">{_copy_button(words, answer)}{"" if answer.reply else thumbs}'
        '<span class="fn-thanks" role="status"></span></div>'
    )


def _copy_button(words: Words, answer: Answer) -> str:
    label = words.say("answer.copy-cited") if answer.citations else words.say("answer.copy")
    text = escape(answer_markdown(answer))
    return (
        f'<button type="button" class="fn-link fn-copy" data-copy="{text}"'
        f' aria-label="{label}">{words.say("answer.copy")}</button>'
    )
