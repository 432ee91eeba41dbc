"""An answer as plain text for a terminal.

Pure. Every word of an answer is made visible: no character of it acts on the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer_parts import (
    NEAREST_SHOWN,
    is_another_question,
    is_list,
    note_of,
    place,
    refusal_reason,
    snippet,
    unsaid_words,
    valid_markers,
    words_for,
)
from assistant.dictionary import Words
from assistant.escape import one_line, visible
from assistant.links import web_url
from assistant.models import Answer, Backing, Citation, Statement
from assistant.provenance import (
    asked_of,
    citing,
    foreign_language,
    groups,
    role_label,
    shown_backing,
    word_alone,
)
from assistant.written import dropped_title, dropped_words, unfinished_title, written_line


def answer_plain(answer: Answer) -> str:
    """Return an answer and its citations as plain text for a terminal."""
    if answer.reply:
        return visible(answer.reply)
    lines = _refusal_lines(answer) if answer.abstained else _answer_lines(answer)
    under = (*_searched_lines(answer), *_asked_of_lines(answer), *_writing_lines(answer))
    return "\n".join([*lines, *under])


def _answer_lines(answer: Answer) -> Iterator[str]:
    if note := note_of(answer):
        yield from (one_line(note), "")
    for number, group in enumerate(groups(answer)):
        if group.heading:
            yield from ([""] if number else [])
            yield one_line(group.heading)
        said = _statement_lines(group.statements, answer)
        if is_list(group.statements, answer):
            yield from (f"- {line}" for line in said)
        else:
            yield " ".join(said)
    for citation in answer.citations:
        yield from ("", *_citation_lines(citation, answer))
    if alone := word_alone(answer):
        yield from ("", alone)


def _statement_lines(statements: Sequence[Statement], answer: Answer) -> Iterator[str]:
    for statement in statements:
        markers = "".join(f"[{marker}]" for marker in valid_markers(statement, answer))
        yield f"{one_line(statement.text)} {markers}".rstrip()


def _citation_lines(citation: Citation, answer: Answer) -> Iterator[str]:
    words = words_for(answer)
    source = [_source_line(citation, words)]
    if answer.role_counts.is_mixed:
        source.append(one_line(role_label(citation, answer.role_counts, words)))
    if language := foreign_language(citation, answer):
        source.append(one_line(language))
    yield f"[{citation.marker}] " + " · ".join(source)
    yield f"    “{one_line(citation.quote)}”"
    backing, more = shown_backing(citation, words)
    for each in backing:
        yield f"    {citing(citation, _backing(each, words), words)}"
    if more:
        yield f"    {more}"


def _backing(backing: Backing, words: Words) -> str:
    held, url = one_line(", ".join(backing.held)), web_url(backing.url, backing.doi)
    state = words.say("cites.held-as", names=held) if held else words.say("cites.not-held")
    return f"{one_line(backing.label)}{f' <{url}>' if url else ''} ({state})"


def _source_line(citation: Citation, words: Words) -> str:
    source = f"{one_line(citation.title)} ({one_line(citation.document)})"
    return " · ".join(part for part in (source, one_line(place(citation, words))) if part)


def _refusal_lines(answer: Answer) -> Iterator[str]:
    words = words_for(answer)
    yield words.say("refusal.title")
    if note := note_of(answer):
        yield one_line(note)
    if reason := refusal_reason(answer):
        yield visible(reason)
    if missing := unsaid_words(answer):
        yield f"{words.say('refusal.missing')}: " + ", ".join(missing)
    yield from _nearest_lines(answer, words)


def _nearest_lines(answer: Answer, words: Words) -> Iterator[str]:
    if answer.nearest:
        yield from ("", f"{words.say('refusal.nearest')}:")
        for citation in answer.nearest[:NEAREST_SHOWN]:
            yield f"  - “{snippet(citation.quote)}”"
            yield f"    {_source_line(citation, words)}"
    elif answer.passages:
        yield from ("", f"{words.say('refusal.passages')}:")
        for passage in answer.passages[:NEAREST_SHOWN]:
            yield f"  - {one_line(passage.document)}: {snippet(passage.text)}"


def _asked_of_lines(answer: Answer) -> list[str]:
    line = one_line(asked_of(answer))
    return ["", line] if line else []


def _searched_lines(answer: Answer) -> list[str]:
    if not is_another_question(answer):
        return []
    searched = one_line(answer.searched_question)
    return ["", words_for(answer).say("question.searched", question=searched)]


def _writing_lines(answer: Answer) -> Iterator[str]:
    """Yield what a language model had to do with it, and what of its sentences was dropped."""
    if answer.unfinished:
        said = " ".join(_statement_lines(answer.unfinished, answer))
        yield from ("", f"{unfinished_title(answer)}:", said)
    if line := written_line(answer):
        yield from ("", one_line(line))
    dropped = dropped_words(answer)
    if dropped:
        yield from ("", f"{dropped_title(answer)}:")
    for text, why in dropped:
        yield f"  - {text} ({why})"
