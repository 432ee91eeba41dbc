"""What was asked and answered, with the evidence as it stood when it was given.

An excerpt keeps the text around its quotation, and the document's hash, so that the evidence of an
earlier answer does not shift when the index is rebuilt, and a later change can be told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.models import Answer, Citation
from ingest.models import Document

AROUND_CHARS = 1_200
NEAR_CHARS = 300


@dataclass(frozen=True, slots=True)
class Work:
    """What a reference names beside the place of its quotation.

    :param authors: of the document; empty where they are not known.
    :param date: as the document has it, for instance ``2022`` or ``2022-03-01``; empty without.
    :param address: where it was fetched from; empty for a file.
    :param pages: how many it has; 0 without pages.
    :param media_type: IANA media type of its file; empty where it is not known.
    """

    authors: tuple[str, ...] = ()
    date: str = ""
    address: str = ""
    pages: int = 0
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A citation in the text around it.

    :param citation: what is quoted, and where it stands.
    :param before: the text before the quotation, cut at a word's beginning.
    :param after: the text after the quotation, cut at a word's end.
    :param cut_before: the document has more before that.
    :param cut_after: the document has more after that.
    :param sha256: of the document's file, lower-case hex; empty where it could not be read again.
    :param work: what a reference to it says.
    """

    citation: Citation
    before: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False
    sha256: str = ""
    work: Work = Work()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one answer of a conversation rests on.

    :param number: of the message within its conversation, from 1.
    :param answer: the answer, the refusal, or a word of ours that rests on nothing.
    :param excerpts: one a citation, in the order of their markers; empty for a refusal.
    :param nearest: for a refusal, what comes nearest; none of it answers.
    """

    number: int
    answer: Answer
    excerpts: tuple[Excerpt, ...]
    nearest: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it.

    :param number: of the exchange within its conversation, from 1.
    :param question: as the person asked it.
    :param evidence: the answer and its excerpts; None where there is no answer.
    :param problem: why there is no answer; empty where there is one.
    :param asked_at: ISO 8601 in UTC, to the second; empty where it is not known.
    """

    number: int
    question: str
    evidence: Evidence | None = None
    problem: str = ""
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges in their order; it travels with the page, and the server keeps none.

    :param id: letters and digits that name it in the browser; empty for one that is not begun.
    :param exchanges: numbered from 1.
    """

    id: str = ""
    exchanges: tuple[Exchange, ...] = ()


def excerpt_of(citation: Citation, document: Document, around: int = AROUND_CHARS) -> Excerpt:
    """Return a citation with the text around it.

    :param citation: its quotation is shown as the citation has it, never read anew.
    :param document: the document cited, of the generation that answered.
    :param around: characters to keep on either side, at most.
    :return: without surroundings where the quotation does not stand at its place in ``document``.
    """
    text, start, end = document.text, citation.start, citation.end
    if not 0 <= start < end <= len(text) or text[start:end] != citation.quote:
        return Excerpt(citation)
    left, right = word_start(text, start, around), word_end(text, end, around)
    return Excerpt(
        citation,
        before=text[left:start],
        after=text[end:right],
        cut_before=bool(text[:left].strip()),
        cut_after=bool(text[right:].strip()),
        sha256=document.sha256,
        work=work_of(document),
    )


def near(excerpt: Excerpt, around: int = NEAR_CHARS) -> Excerpt:
    """Return an excerpt with less of the text around it, as it is shown at first.

    :param around: characters to keep on either side, at most.
    """
    before, after = excerpt.before, excerpt.after
    left, right = word_start(before, len(before), around), word_end(after, 0, around)
    return replace(
        excerpt,
        before=before[left:],
        after=after[:right],
        cut_before=excerpt.cut_before or bool(before[:left].strip()),
        cut_after=excerpt.cut_after or bool(after[right:].strip()),
    )


def work_of(document: Document) -> Work:
    """Return what a reference to a document says of it."""
    dates = [value for name, value in document.metadata if name == "date"]
    return Work(
        authors=document.authors,
        date=dates[0] if dates else "",
        address=document.origin or "",
        pages=len(document.page_starts),
        media_type=document.media_type,
    )


def word_start(text: str, start: int, around: int) -> int:
    """Return where a word begins, at most ``around`` characters before ``start``."""
    left = max(0, start - around)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    return left


def word_end(text: str, end: int, around: int) -> int:
    """Return where a word ends, at most ``around`` characters after ``end``."""
    right = min(len(text), end + around)
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return right
