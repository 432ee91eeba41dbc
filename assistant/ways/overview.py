"""What a document is about: a lead of its own sentences, word for word.

A sentence is chosen for how near it is to the whole of its document (the centroid of Radev et al.
2004, doi:10.1016/j.ipm.2003.10.006), for where it stands (Edmundson 1969,
doi:10.1145/321510.321519; a paragraph's first sentence, Baxendale 1958, doi:10.1147/rd.24.0354),
and for not saying again what was said (maximal marginal relevance, Carbonell and Goldstein 1998,
doi:10.1145/290941.291025). So that a long document takes no longer than a short one, a few chunks
are chosen in this way by the vectors at hand, and only their sentences are embedded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.dictionary import Words
from assistant.models import Selection, Sentence
from assistant.ways.gist import asks_for_conclusion
from assistant.ways.lead_sentences import Lead, body_start, is_conclusion, lead_sentences
from assistant.ways.naming import named
from assistant.ways.wording import prepared
from index.models import EVERYTHING, FloatArray, Scope
from ingest.models import Chunk, Document

Encode = Callable[[Sequence[str]], FloatArray]
"""Texts -> (n, dim) float32 with unit rows, as passages."""

_NEVER_SAME = 1.1  # above every cosine


@dataclass(frozen=True, slots=True)
class OverviewSettings:
    """What decides which sentences stand for a document; judged by reading leads.

    :param sentences: of one document.
    :param sentences_of_several: of each of several documents, at the most.
    :param most_sentences: of several together.
    :param chunks: of one document whose sentences are looked at.
    :param position_weight: weight of a place at the start, the centrality's being 1.
    :param first_weight: weight of being its paragraph's first sentence.
    :param summary_weight: weight of standing under a heading such as "Abstract".
    :param redundancy: weight of the likeness to what is chosen already.
    :param spread_weight: weight of being near in the text to what is chosen already.
    :param same: a sentence this like a chosen one says the same again and is left out.
    """

    sentences: int = 4
    sentences_of_several: int = 2
    most_sentences: int = 6
    chunks: int = 8
    position_weight: float = 0.15
    first_weight: float = 0.05
    summary_weight: float = 0.1
    redundancy: float = 0.4
    spread_weight: float = 0.1
    same: float = 0.85


class Held(Protocol):
    """What an overview needs of a generation."""

    @property
    def vectors(self) -> NDArray[np.float16]:
        """(chunks, dim) float16, row i for chunk i."""
        ...

    def documents(self) -> list[Document]:
        """Return every document."""
        ...

    def chunks_of(self, doc_id: str) -> list[tuple[int, Chunk]]:
        """Return a document's chunks with their rows, in the order of its text."""
        ...


def lead(
    question: str,
    generation: Held,
    encode: Encode,
    words: Words,
    settings: OverviewSettings | None = None,
    scope: Scope = EVERYTHING,
) -> Selection:
    """Return sentences that cover the documents asked about, in the documents' order.

    :param question: one for which ``way_of`` says ``overview``; it may name a document.
    :param generation: what is held.
    :param encode: embeds sentences as passages; called once a document.
    :param words: of the language in which we say what they are.
    :param settings: None for the defaults.
    :param scope: the documents that are asked.
    """
    settings = settings or OverviewSettings()
    documents = [each for each in generation.documents() if scope.holds(each)]
    meant = named(question, documents)
    shown = meant[: settings.most_sentences]
    text = prepared(question, [document.title for document in documents])
    wanted = _Wanted(settings, _share(settings, len(shown)), asks_for_conclusion(text))
    sentences: list[Sentence] = []
    for document in shown:
        sentences += _lead_of(document, generation, encode, wanted)
    if not sentences:
        return Selection(reason=words.say("overview.no-sentence"))
    note = _note(len(shown), len(meant), words)
    return Selection(tuple(sentences), confidence=1.0, note=note)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is wanted of each document.

    :param settings: the weights.
    :param sentences: how many sentences of a document.
    :param ending: only what the document concludes.
    """

    settings: OverviewSettings
    sentences: int
    ending: bool


def _share(settings: OverviewSettings, documents: int) -> int:
    """Return how many sentences each document gives."""
    if documents == 1:
        return settings.sentences
    return min(settings.sentences_of_several, settings.most_sentences // max(1, documents))


def _note(shown: int, meant: int, words: Words) -> str:
    if meant == 1:
        return words.say("overview.note")
    note = words.say("overview.note-of-several")
    if shown == meant:
        return note
    return f"{note} {words.say_count('overview.cut', meant, shown=words.number(shown))}"


def _lead_of(
    document: Document, generation: Held, encode: Encode, wanted: _Wanted
) -> list[Sentence]:
    start = body_start(document)
    held = [
        (row, chunk)
        for row, chunk in generation.chunks_of(document.doc_id)
        if chunk.end > start and not chunk.is_reference
    ]
    if not held:
        return []
    vectors = _unit(np.asarray(generation.vectors[[row for row, _ in held]], dtype=np.float32))
    centroid = _unit(vectors.mean(axis=0))
    chunks = _central([chunk for _, chunk in held], vectors, centroid, document, wanted)
    leads = lead_sentences(document, chunks, start)
    if not leads:
        return []
    return _best(leads, encode([each.text for each in leads]), centroid, document, wanted)


def _central(
    chunks: Sequence[Chunk],
    vectors: FloatArray,
    centroid: FloatArray,
    document: Document,
    wanted: _Wanted,
) -> list[Chunk]:
    """Return the chunks whose sentences are worth embedding, in the order of the text."""
    if wanted.ending:
        kept = _ending(document, chunks)
        chunks, vectors = [chunks[i] for i in kept], vectors[kept]
    settings = wanted.settings
    places = np.asarray([_position(chunk.start, document) for chunk in chunks])
    scores = vectors @ centroid + settings.position_weight * places
    offsets = np.asarray([chunk.start / len(document.text) for chunk in chunks])
    pool = _Pool(scores, vectors, offsets, _NEVER_SAME)
    chosen = _choose(pool, settings.chunks, settings)
    return [chunks[i] for i in sorted(chosen)]


def _best(
    leads: Sequence[Lead],
    vectors: FloatArray,
    centroid: FloatArray,
    document: Document,
    wanted: _Wanted,
) -> list[Sentence]:
    """Return the sentences that cover the document best, in the order of its text."""
    settings = wanted.settings
    bonus = [
        settings.position_weight * _position(each.start, document)
        + settings.first_weight * each.is_first
        + settings.summary_weight * each.in_summary
        for each in leads
    ]
    scores = vectors @ centroid + np.asarray(bonus)
    offsets = np.asarray([each.start / len(document.text) for each in leads])
    chosen = _choose(_Pool(scores, vectors, offsets, settings.same), wanted.sentences, settings)
    return [
        Sentence(document.doc_id, each.start, each.end, each.text)
        for i in sorted(chosen, key=lambda i: leads[i].start)
        for each in [leads[i]]
    ]


@dataclass(frozen=True, slots=True)
class _Pool:
    """Chunks or sentences to choose from.

    :param scores: (n,), higher is better.
    :param vectors: (n, dim), unit rows.
    :param offsets: (n,), where each stands, 0 to 1.
    :param same: rows this like a chosen one are out.
    """

    scores: NDArray[np.floating]
    vectors: FloatArray
    offsets: NDArray[np.floating]
    same: float


def _choose(pool: _Pool, count: int, settings: OverviewSettings) -> list[int]:
    """Choose rows by score, each less what it repeats of those chosen and its nearness to them."""
    open_rows = np.ones(len(pool.scores), dtype=bool)
    likeness = np.zeros(len(pool.scores), dtype=np.float32)
    nearness = np.zeros(len(pool.scores))
    chosen: list[int] = []
    while len(chosen) < count and open_rows.any():
        gains = pool.scores - settings.redundancy * likeness - settings.spread_weight * nearness
        best = int(np.where(open_rows, gains, -np.inf).argmax())
        chosen.append(best)
        likeness = np.maximum(likeness, pool.vectors @ pool.vectors[best])
        # Two of `count` evenly spread rows are 1 / count of the text apart, and not near at all.
        apart = np.abs(pool.offsets - pool.offsets[best])
        nearness = np.maximum(nearness, 1.0 - np.minimum(1.0, apart * count))
        open_rows[best] = False
        open_rows &= likeness < pool.same
    return chosen


def _position(offset: int, document: Document) -> float:
    """Return 1 at the start of a document, falling to 0 at a fifth of its length."""
    return max(0.0, 1.0 - 5.0 * offset / max(1, len(document.text)))


def _ending(document: Document, chunks: Sequence[Chunk]) -> list[int]:
    """Return which chunks conclude: those under such a heading, else the last tenth of the text."""
    concluding = [i for i, chunk in enumerate(chunks) if is_conclusion(chunk.heading)]
    if concluding:
        return concluding
    last = chunks[-1].end
    late = [i for i, chunk in enumerate(chunks) if chunk.end >= last - len(document.text) // 10]
    return late or [len(chunks) - 1]


def _unit(vectors: FloatArray) -> FloatArray:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: FloatArray = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit
