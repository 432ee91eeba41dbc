"""Where in a document's text stands what its metadata say: its title, an author's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.models import Sentence
from ingest.models import Document, Span

FRONT = 4_000  # characters from the start in which an article's head stands
_LONGEST_LINE = 400  # a longer line is a paragraph, of which only the words themselves are quoted
_MOST_WORDS = 40
# Bounded, and begun only where no address could have begun before, so that it stays linear.
_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9_][\w.%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document that shows something.

    :param quote: what to quote: whole lines.
    :param found: the words themselves inside it; empty where the quotation only stands for them.
    :param in_front: it stands in the document's head.
    """

    quote: Span
    found: tuple[Span, ...] = ()
    in_front: bool = False


def place_of(document: Document, words: str) -> Place | None:
    """Return where words stand, tolerant of case and white space; the document's head first.

    :return: None where they stand nowhere but in a reference list.
    """
    pattern = _pattern(words)
    if pattern is None:
        return None
    for match in pattern.finditer(document.text):
        if not document.in_references(*match.span()):
            return _place(document, Span(*match.span()))
    return None


def email_places(document: Document) -> list[Place]:
    """Return where a document's head has e-mail addresses, a place for each line."""
    by_line: dict[tuple[int, int], list[Span]] = {}
    for match in _EMAIL.finditer(document.text[:FRONT]):
        found = Span(*match.span())
        if not document.in_references(found.start, found.end):
            quote = _place(document, found).quote
            by_line.setdefault((quote.start, quote.end), []).append(found)
    return [Place(Span(*quote), tuple(found), True) for quote, found in by_line.items()]


def title_place(document: Document) -> Place | None:
    """Return where the title stands, else the first line; None for a text of white space."""
    place = place_of(document, document.title)
    if place is not None and place.in_front:
        return place
    start = len(document.text) - len(document.text.lstrip())
    if start == len(document.text):
        return None
    line = _lines(document.text, Span(start, start + 1))
    # A first line without end is a paragraph: its beginning is place enough.
    return Place(Span(line.start, min(line.end, line.start + _LONGEST_LINE)), (), True)


def sentence_at(
    document: Document, place: Place, said: str = "", highlights: tuple[Span, ...] | None = None
) -> Sentence:
    """Return a place as a sentence of an answer.

    :param said: our own words that rest on it.
    :param highlights: None for the place's own.
    """
    return Sentence(
        doc_id=document.doc_id,
        start=place.quote.start,
        end=place.quote.end,
        text=document.text[place.quote.start : place.quote.end],
        highlights=place.found if highlights is None else highlights,
        said=said,
    )


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.split()[:_MOST_WORDS]
    if not parts:
        return None
    joined = r"\s+".join(map(re.escape, parts))
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


def _place(document: Document, found: Span) -> Place:
    quote = _lines(document.text, found)
    if quote.end - quote.start > _LONGEST_LINE:
        quote = found
    return Place(quote, _by_line(document.text, found), found.start < FRONT)


def _lines(text: str, span: Span) -> Span:
    """Return the whole lines a stretch stands on, without the white space around them."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    line = text[start:end]
    return Span(end - len(line.lstrip()), start + len(line.rstrip()))


def _by_line(text: str, span: Span) -> tuple[Span, ...]:
    """Cut a stretch at its line ends, so that each piece can be marked on its own line."""
    pieces = (
        match.span() for match in re.finditer(r"\S(?:[^\n]*\S)?", text[span.start : span.end])
    )
    return tuple(Span(span.start + start, span.start + end) for start, end in pieces)
