"""Sentences read once: their figures, names, words and turns, and where a source has each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from assistant.claims.directions import Turn, turns
from assistant.claims.figure import Figure
from assistant.claims.figures import find_figures
from assistant.claims.names import Name, capitalised_within, distinct, find_names
from assistant.function_words import FUNCTION_WORDS
from assistant.selection.candidates import quotable_sentences
from index.terms import stem, words
from ingest.language import question_language
from ingest.models import UNDETERMINED, Chunk, Document, Span

Key = TypeVar("Key", str, int)
_REACH = 0.1  # share of a value within which another may be the same, rounded
_AROUND = 12  # characters before and after a figure, for its "more than" and "fewer than"
MAX_NAMES, MAX_FIGURES = 40, 100  # a sentence with more is a list or a table


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence and what can be compared of it; offsets of all items count in its own text.

    :param start: offset of its first character in its document's text.
    :param end: offset after its last character.
    :param text: ``document.text[start:end]``.
    :param language: ISO 639-1 code.
    :param figures: in its order.
    :param names: in its order, each once.
    :param stems: of its content words, those of its figures and names left out.
    :param turns: words that say which way.
    """

    start: int
    end: int
    text: str
    language: str
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    stems: frozenset[str]
    turns: tuple[Turn, ...]


def read(text: str, language: str, start: int = 0, sure: frozenset[str] = frozenset()) -> Read:
    """Read a sentence.

    :param text: the sentence.
    :param language: ISO 639-1 code; where it is ``und`` the sentence's own is told.
    :param start: its offset in its document's text.
    :param sure: folded words that are surely names, as ``find_names`` takes them.
    """
    if language == UNDETERMINED:
        language = question_language(text)
    figures = find_figures(text, language)[:MAX_FIGURES]
    every = find_names(text, sure)[:MAX_NAMES]
    masked = [(figure.start - _AROUND, figure.end) for figure in figures if figure.bound]
    return Read(
        start,
        start + len(text),
        text,
        language,
        figures,
        distinct(every),
        _stems(text, language, [*figures, *(name for name in every if not name.doubtful)]),
        turns(text, masked),
    )


def _stems(text: str, language: str, items: Sequence[Figure | Name]) -> frozenset[str]:
    def counts(start: int) -> bool:
        return not any(item.start <= start < item.end for item in items)

    return frozenset(
        stem(word.text, language)
        for word in words(text)
        if word.text not in FUNCTION_WORDS and counts(word.start)
    )


def sentences_within(document: Document, span: Span) -> list[Span]:
    """Return the sentences of a stretch of a document, whole also where it cuts one.

    Headings and questions are left out, bullets and marks such as "[3]" at either end cut off.
    """
    chunk = Chunk(document.doc_id, span.start, span.end, None, None, "")
    return quotable_sentences(chunk, document)


class Source:
    """A document, read sentence by sentence; what holds a claim's items is found at once.

    :param document: its reference lists are left out.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language

    @cached_property
    def sentences(self) -> tuple[Read, ...]:
        """The sentences in the order of the text."""
        text = self.document.text
        return tuple(
            read(text[span.start : span.end], self.language, span.start, self.sure)
            for span in sentences_within(self.document, Span(0, len(text)))
            if not self.document.in_references(span.start, span.end)
        )

    @cached_property
    def sure(self) -> frozenset[str]:
        """The folded words that have a capital within sentences."""
        return capitalised_within(self.document.text)

    @cached_property
    def heading_starts(self) -> tuple[int, ...]:
        """Where the headings begin, offsets in the document's text, rising."""
        return tuple(sorted(heading.start for heading in self.document.headings))

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """The positions of the sentences that have a content word, by its stem."""
        return _index(each.stems for each in self.sentences)

    @cached_property
    def by_name_word(self) -> dict[str, list[int]]:
        """The positions of the sentences that name something, by each word of its name."""
        return _index(
            {word for name in each.names for word in name.words} for each in self.sentences
        )

    @cached_property
    def by_group(self) -> dict[int, list[int]]:
        """The positions of the sentences that name a thing that the program knows."""
        return _index(
            {group for name in each.names for group in name.groups} for each in self.sentences
        )

    def with_figure(self, figure: Figure) -> set[int]:
        """Return the positions of the sentences that have a figure of about this value."""
        low, high = sorted((float(figure.low) * (1 - _REACH), float(figure.high) * (1 + _REACH)))
        values = self._figures
        first, last = bisect_left(values, (low, 0)), bisect_left(values, (high, -1))
        return {position for _, position in values[first:last]}

    def within(self, start: int, end: int) -> range:
        """Return the positions of the sentences that a stretch of the document touches."""
        first = bisect_right(self._ends, start)
        return range(first, bisect_left(self._starts, end))

    @cached_property
    def _figures(self) -> list[tuple[float, int]]:
        return sorted(
            {
                (float(value), position)
                for position, each in enumerate(self.sentences)
                for figure in each.figures
                for value in (figure.low, figure.high)
            }
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [each.end for each in self.sentences]


def _index(keys: Iterable[Iterable[Key]]) -> dict[Key, list[int]]:
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for position, each in enumerate(keys):
        for key in each:
            found[key].append(position)
    return dict(found)
