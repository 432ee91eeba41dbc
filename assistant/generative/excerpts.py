"""Hits -> the numbered excerpts that a model is shown: whole sentences, as many as fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.generative.models import Excerpt
from assistant.models import Sentence
from assistant.selection.candidates import quotable_sentences, sentences_of
from index.models import Hit
from index.search import Searcher
from ingest.models import Chunk, Span

MOST_EXCERPTS = 12
_LATIN_A_TOKEN = 3.5  # characters; English has more
_OTHER_A_TOKEN = 1.8  # characters of Russian and Kazakh in models made for English
_FRAME = 30  # tokens of an excerpt's marks and title


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a document."""

    doc_id: str
    start: int
    end: int

    def touches(self, other: _Place) -> bool:
        return self.doc_id == other.doc_id and self.start < other.end and other.start < self.end

    def holds(self, part: _Place) -> bool:
        return self.doc_id == part.doc_id and self.start <= part.start and part.end <= self.end


def about_tokens(text: str) -> int:
    """Return about how many tokens a text is, rather too many than too few."""
    latin = sum(map(str.isascii, text))
    return math.ceil(latin / _LATIN_A_TOKEN + (len(text) - latin) / _OTHER_A_TOKEN)


def excerpts_of(
    hits: Sequence[Hit], first: Sequence[Sentence], searcher: Searcher, room: int
) -> list[Excerpt]:
    """Return what a model is shown, the passages of the sentences that answer first.

    :param hits: the passages, best first.
    :param first: the sentences that were selected as the answer.
    :param searcher: over the generation that both are of.
    :param room: how many tokens all may have; the first is shown whatever its length.
    """
    found: list[Excerpt] = []
    taken: list[_Place] = []
    for place in _places(hits, first):
        if len(found) == MOST_EXCERPTS:
            break
        if any(each.holds(place) for each in taken):
            continue
        excerpt = _excerpt(place, searcher, len(found) + 1)
        needed = about_tokens(excerpt.text) + _FRAME
        if needed > room and found:
            continue
        room -= needed
        found.append(excerpt)
        taken.append(_Place(excerpt.doc_id, excerpt.start, excerpt.end))
    return found


def _places(hits: Sequence[Hit], first: Sequence[Sentence]) -> Iterator[_Place]:
    passages = [_Place(hit.chunk.doc_id, hit.chunk.start, hit.chunk.end) for hit in hits]
    answering = [_Place(each.doc_id, each.start, each.end) for each in first]
    yield from dict.fromkeys(
        next((passage for passage in passages if passage.touches(each)), each) for each in answering
    )
    yield from passages


def _excerpt(place: _Place, searcher: Searcher, number: int) -> Excerpt:
    """Return a stretch of a document, its first and last sentence whole."""
    document = searcher.generation.document(place.doc_id)
    chunk = Chunk(
        place.doc_id, place.start, place.end, None, None, document.text[place.start : place.end]
    )
    start, end = _around(sentences_of(chunk, document), place)
    return Excerpt(
        number,
        place.doc_id,
        start,
        end,
        document.text[start:end],
        document.title,
        document.language,
        tuple(quotable_sentences(chunk, document)),
    )


def _around(sentences: Iterable[Span], place: _Place) -> tuple[int, int]:
    found = list(sentences)
    starts, ends = [each.start for each in found], [each.end for each in found]
    return min([place.start, *starts]), max([place.end, *ends])
