"""What a reader says of the candidates: each sentence read in the stretch of text it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.selection.candidates import Candidate, stretches
from index.models import FloatArray
from ingest.models import Span

PIECE_CHARS = 1_000  # of a stretch that is read at once, as long as what the reader learnt from
# Surer than this either way it is not to be told apart.
SUREST = 8.0


class Said(Protocol):
    """What a passage's sentences say to a question; s sentences."""

    @property
    def spans(self) -> Sequence[Span]:
        """The likeliest answer within each, in characters of the passage."""

    @property
    def span_scores(self) -> FloatArray:
        """Its logit less that of no answer, (s,)."""

    @property
    def sentences(self) -> FloatArray:
        """The logit that each sentence answers less that of none, (s,)."""


class Reads(Protocol):
    """A model that reads a passage for a question."""

    def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> Sequence[Said]:
        """Read question, passage and the spans of its sentences."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader says of candidates; n of them.

    :param spans: the likeliest answer within each, offsets in its text.
    :param stretch: (n,) float32, logit of that answer less that of none, within ``SUREST``.
    :param sentence: (n,) float32, logit that the sentence answers, the same.
    """

    spans: tuple[Span, ...]
    stretch: FloatArray
    sentence: FloatArray

    def only(self, rows: Sequence[int]) -> Read:
        """Return what it says of some of them."""
        chosen = list(rows)
        spans = tuple(self.spans[row] for row in chosen)
        return Read(spans, self.stretch[chosen], self.sentence[chosen])


def read_candidates(question: str, candidates: Sequence[Candidate], reader: Reads) -> Read:
    """Read every candidate for a question.

    :param question: as it is searched.
    :param candidates: at least one sentence.
    :param reader: the model.
    """
    pieces = [piece for run in stretches(candidates) for piece in _pieces(candidates, run)]
    passages = [_joined(candidates, piece) for piece in pieces]
    found = reader.read([(question, text, sentences) for text, sentences in passages])
    spans = [Span(0, 0)] * len(candidates)
    stretch, sentence = (np.zeros(len(candidates), dtype=np.float32) for _ in range(2))
    for piece, (_, places), said in zip(pieces, passages, found, strict=True):
        stretch[piece] = np.clip(said.span_scores, -SUREST, SUREST)
        sentence[piece] = np.clip(said.sentences, -SUREST, SUREST)
        for row, place, span in zip(piece, places, said.spans, strict=True):
            start, end = (max(0, edge - place.start) for edge in (span.start, span.end))
            spans[row] = _whole_words(candidates[row].text, Span(start, end))
    return Read(tuple(spans), stretch, sentence)


def _whole_words(text: str, span: Span) -> Span:
    """Widen a stretch that begins or ends within a word: tokens are pieces of words."""
    start, end = span.start, span.end
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _pieces(candidates: Sequence[Candidate], run: Sequence[int]) -> Iterator[list[int]]:
    """Cut a stretch between sentences where it is longer than is read at once."""
    piece: list[int] = []
    used = 0
    for row in run:
        size = len(candidates[row].text)
        if piece and used + size > PIECE_CHARS:
            yield piece
            piece, used = [], 0
        piece.append(row)
        used += size + 1  # with the space that joins the next one
    if piece:
        yield piece


def _joined(candidates: Sequence[Candidate], piece: Sequence[int]) -> tuple[str, list[Span]]:
    """Return some sentences as one text, and where each stands in it."""
    places: list[Span] = []
    start = 0
    for row in piece:
        places.append(Span(start, start + len(candidates[row].text)))
        start = places[-1].end + 1
    return " ".join(candidates[row].text for row in piece), places
