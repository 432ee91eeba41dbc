"""What every form of an answer is put together from: the page's, the copied and the terminal's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.dictionary import ENGLISH, LANGUAGES, Words
from assistant.escape import one_line
from assistant.models import Answer, Citation, Statement
from assistant.pieces import Piece, on_one_line, pieces, quote_pieces
from assistant.said.words import said_in
from ingest.models import Span

NEAREST_SHOWN = 3
SNIPPET_CHARS = 220


def words_for(answer: Answer) -> Words:
    """Return what we say in the language that an answer is given in, its question's."""
    return said_in(answer.question_language)


def page_name(page: int | None, label: str | None, words: Words | None = None) -> str:
    """Return ``p. 8``, with the label printed on that page where it says something else.

    :param words: of the language to say it in; None for English.
    """
    words = words or said_in(ENGLISH)
    if page is None:
        return ""
    if label in (None, "", str(page)):
        return words.say("page.number", page=page)
    return words.say("page.printed", page=page, label=label)


def place(citation: Citation, words: Words) -> str:
    """Return where in its document a quotation stands, as one line: page and heading."""
    page = page_name(citation.page, citation.page_label, words)
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


def is_list(statements: Sequence[Statement], answer: Answer) -> bool:
    """Tell whether statements stand as a list; one alone does not, nor what a model wrote."""
    return len(statements) != 1 and not answer.is_written


def statement_pieces(statement: Statement, answer: Answer) -> list[Piece]:
    """Return a statement cut at the words that answer.

    Only a statement that is the quotation it rests on has such; words of ours have none.
    """
    markers = valid_markers(statement, answer)
    cited = [citation for citation in answer.citations if citation.marker in markers]
    if len(cited) == 1:
        quoted = on_one_line(quote_pieces(cited[0]))
        if "".join(piece.text for piece in quoted) == statement.text:
            return quoted
    return [Piece(statement.text, strong=False)]


def note_of(answer: Answer) -> str:
    """Return the line of ours above an answer, empty where a refusal's reason says it already."""
    note = answer.note.strip()
    return "" if answer.abstained and note in refusal_reason(answer) else note


def refusal_reason(answer: Answer) -> str:
    """Return why a refusal refuses, without the sentence that stands above it already."""
    reason = (answer.reason or "").strip()
    # An answer that a browser kept may be older than our words in its language.
    for language in LANGUAGES:
        reason = reason.removeprefix(said_in(language).say("refusal.title")).strip()
    return reason


def reason_pieces(answer: Answer) -> list[Piece]:
    """Return why a refusal refuses, cut at the missing words that it names."""
    reason = refusal_reason(answer)
    return pieces(reason, [span for word in answer.missing for span in _places(word, reason)])


def unsaid_words(answer: Answer) -> list[str]:
    """Return the missing words that the reason does not name already, each once."""
    reason = refusal_reason(answer)
    words = dict.fromkeys(one_line(word) for word in answer.missing if not _said(word, reason))
    return [word for word in words if word]


def _said(word: str, text: str) -> bool:
    return next(_places(word, text), None) is not None


def _places(word: str, text: str) -> Iterator[Span]:
    """Yield where a word stands in a text, not as a part of another word."""
    word = word.strip()
    if word:
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            yield Span(match.start(), match.end())


def is_another_question(answer: Answer) -> bool:
    """Tell whether another question was searched than the person asked."""
    return not answer.reply and one_line(answer.searched_question) != one_line(answer.question)
