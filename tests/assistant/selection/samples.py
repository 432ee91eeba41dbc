"""Small indexes, questions and weights that the tests of the choice of sentences share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.selection.asked import Asked, AskedWord
from assistant.selection.candidates import Candidate
from assistant.selection.clues import clue_names
from assistant.selection.expected import Sort
from assistant.selection.measured import Measured
from assistant.selection.read import Read
from assistant.selection.signals import signal_names
from assistant.selection.weights import Weights
from index.build import build_index
from index.models import FloatArray, Hit
from index.search import Index
from ingest.models import Chunk, Span
from tests.fakes import FakeEmbedder

HARBOUR = """# The harbour

The tortoiseshell cat Marmalade sleeps on the windowsill of the customs house.

In 1987 the harbour master counted 13.2 thousand cats. Why did nobody count the dogs? He was \
tired because the stairs are steep.
"""
LIGHTHOUSE = (
    "The lighthouse was built by Anna Petrova in 1902. It guides the ships of the fishing fleet. "
    "Four keepers live there."
)


def ready_index(
    folder: Path, documents: Mapping[str, str], embedder: FakeEmbedder | None = None
) -> Index:
    """Build an index of some texts, by the names of their files."""
    model = embedder or FakeEmbedder()
    (folder / "documents").mkdir()
    for name, text in documents.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    build_index(folder / "documents", folder / "index", open_embedder=lambda _: model)
    return Index(folder / "index", lambda _: model)


def weights(
    sentence: Mapping[str, float],
    chance: Mapping[str, float],
    *,
    intercept: float = 0.0,
    threshold: float = 0.5,
    reads: bool = False,
) -> Weights:
    """Return weights of which those that are not named are 0.

    :param reads: for candidates that a reader has read.
    """
    signals, clues = signal_names(reads=reads), clue_names(reads=reads)
    assert set(sentence) <= set(signals)
    assert set(chance) <= set(clues)
    return Weights(
        np.asarray([sentence.get(name, 0.0) for name in signals], dtype=np.float32),
        np.asarray([chance.get(name, 0.0) for name in clues], dtype=np.float32),
        intercept,
        threshold,
    )


class ByWords(Weights):
    """Weights under which the question's own words decide; half of them must be there.

    They rest on no signal or clue by name, so that what is fitted next breaks no test.
    """

    def scores(self, measured: Measured) -> FloatArray:
        scores: FloatArray = 6 * (measured.alike + measured.covered) @ measured.asked.shares
        return scores

    def confidence(self, measured: Measured, scores: FloatArray) -> float:
        covered = measured.covered_nearby()[int(np.argmax(scores))]
        share = float(covered @ measured.asked.shares)
        return float(1 / (1 + np.exp(4 - 8 * share)))


def by_words(*, reads: bool = False) -> Weights:
    none = weights({}, {}, reads=reads)
    return ByWords(none.sentence, none.chance, none.intercept, none.threshold)


@dataclass(frozen=True, slots=True)
class Told:
    """What a fake reader says of a passage's sentences."""

    spans: tuple[Span, ...]
    span_scores: FloatArray
    sentences: FloatArray


class FakeReader:
    """Takes a sentence's last word for the answer, and counts the words it likes in each.

    :param liked: those words in lower case, each ``worth`` as much; None for the question's.
    :param worth: logit that each adds to -1.
    """

    def __init__(self, liked: frozenset[str] | None = None, worth: float = 2.0) -> None:
        self._liked = liked
        self._worth = worth
        self.pairs: list[tuple[str, str, Sequence[Span]]] = []

    def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> list[Told]:
        """Read some passages, and keep what was asked for."""
        self.pairs += pairs
        return [self._read(*pair) for pair in pairs]

    def _read(self, question: str, passage: str, sentences: Sequence[Span]) -> Told:
        liked = words_of(question) if self._liked is None else self._liked
        spans, scores = [], []
        for place in sentences:
            said = passage[place.start : place.end]
            last = [match.span() for match in re.finditer(r"\w+", said)][-1:]
            spans += [Span(place.start + start, place.start + end) for start, end in last]
            # As our reader says of a sentence that it has not seen.
            spans += [] if last else [Span(0, 0)]
            scores.append(self._worth * len(liked & words_of(said)) - 1)
        logits = np.asarray(scores, dtype=np.float32)
        return Told(tuple(spans), logits / np.float32(2), logits)


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def read_as(sentence: Sequence[float], stretch: Sequence[float] | None = None) -> Read:
    """Return what a reader may have said; of stretches the same where nothing else is given."""
    logits = np.asarray(sentence, dtype=np.float32)
    others = logits if stretch is None else np.asarray(stretch, dtype=np.float32)
    return Read((Span(0, 1),) * len(logits), others, logits)


def word(
    text: str, *, weight: float = 1.0, is_name: bool = False, is_held: bool = True
) -> AskedWord:
    return AskedWord(text, (frozenset({text.lower()}),), weight, is_name, is_held)


def asked(text: str, *words: AskedWord, sort: Sort | None = None) -> Asked:
    """Return a question whose words stand where its text first has them."""
    starts = [text.index(each.text) for each in words]
    places = [(s, s + len(each.text)) for s, each in zip(starts, words, strict=True)]
    return Asked(text, words, np.asarray(places, dtype=np.int64).reshape(-1, 2), sort)


def candidate(
    text: str,
    *,
    start: int = 0,
    rank: int = 0,
    score: float = 1.0,
    lexical: float = 1.0,
    doc_id: str = "a.txt",
) -> Candidate:
    chunk = Chunk(doc_id, start, start + len(text), None, None, text)
    hit = Hit(chunk, score, 0.5, lexical)
    return Candidate(doc_id, start, start + len(text), text, "en", hit, rank)


def measured(
    question: Asked,
    candidates: Sequence[Candidate],
    *,
    near: Sequence[Sequence[int]] | None = None,
    cosine: Sequence[float] | None = None,
    covered: Sequence[Sequence[bool]] | None = None,
    plain: Sequence[Sequence[float]] | None = None,
    context: Sequence[Sequence[float]] | None = None,
    found: Sequence[bool] | None = None,
    read: Read | None = None,
) -> Measured:
    """Return candidates held against a question; what is not given is nothing."""
    count, words = len(candidates), len(question.words)
    return Measured(
        asked=question,
        candidates=candidates,
        near=near or [[] for _ in candidates],
        cosine=np.asarray(cosine if cosine is not None else [0.0] * count, dtype=np.float32),
        covered=_table(covered, count, words).astype(np.bool_),
        plain=_table(plain, count, words),
        context=_table(context, count, words),
        found=np.asarray(found if found is not None else [False] * count, dtype=np.float32),
        read=read,
    )


def _table(rows: Sequence[Sequence[float]] | None, count: int, words: int) -> FloatArray:
    if rows is None:
        return np.zeros((count, words), dtype=np.float32)
    return np.asarray(rows, dtype=np.float32).reshape(count, words)
