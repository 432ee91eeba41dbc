"""Question + hits -> the sentences that answer, with no language model; or none, and why.

The sentences of the best passages are ranked by three signals, each between 0 and 1 or nearly so:
the sentence's similarity to the question, its passage's, and how much of the question's content
its words cover. The best score is the confidence; below a threshold there is no answer.
"""

from __future__ import annotations

import math
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.function_words import content_words
from index.models import Embedder, FloatArray, Hit
from index.search import Searcher
from index.terms import analyze, stem
from ingest.models import Chunk, Document, Span
from ingest.sentences import sentence_spans

# How far before and after a chunk the borders of its paragraph are looked for, in characters.
PARAGRAPH_REACH = 4_000
_MARKS_AT_END = re.compile(r"(?<=\S)(?:\s*\[\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*\])+$")
_BULLET = re.compile(r"[•◦▪·–—*-]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class ExtractiveSettings:
    """What decides which sentences answer; measured on the ``tune`` questions.

    :param passages: how many of the best passages give sentences.
    :param most_sentences: how many sentences an answer has at the most.
    :param passage_weight: weight of the passage's similarity, the sentence's being 1.
    :param coverage_weight: weight of the share of the question that the sentence's words cover.
    :param also_within: a further sentence is taken when its score is at least this share of the
        best one's.
    :param threshold: below this best score there is no answer.
    :param uncovered_threshold: the same where no sentence has a content word of the question.
    :param words_threshold: the same where the model does not know the question's language, so that
        only words count: the least share of the question that must be covered.
    """

    passages: int = 8
    most_sentences: int = 3
    passage_weight: float = 0.5
    coverage_weight: float = 0.5
    also_within: float = 0.9
    threshold: float = 0.3
    uncovered_threshold: float = 0.5
    words_threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that might answer.

    :param doc_id: its document.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param text: the sentence.
    :param score: higher is better.
    """

    doc_id: str
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen.

    :param sentences: the sentences that answer, best first; empty where none does.
    :param confidence: the best sentence's score; 0 where there is no sentence.
    """

    sentences: tuple[Sentence, ...]
    confidence: float


class SentenceVectors:
    """Sentence vectors, kept so that a sentence is embedded once; safe to share between threads.

    :param embedder: the model.
    :param most: how many vectors are kept; the least recently used go first.
    """

    def __init__(self, embedder: Embedder, most: int = 20_000) -> None:
        self._embedder = embedder
        self._most = most
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Return (n, dim) float32 with unit rows, row i for text i."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= dict(zip(new, self._embedder.encode(new, "passage"), strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])


def select(
    question: str,
    hits: Sequence[Hit],
    searcher: Searcher,
    vectors: SentenceVectors,
    settings: ExtractiveSettings,
    query: FloatArray | None,
) -> Selection:
    """Choose the sentences that answer.

    :param question: the question searched for.
    :param hits: what it found, best first.
    :param searcher: where it was found.
    :param vectors: the sentences' vectors.
    :param settings: weights and thresholds.
    :param query: the question's vector, (dim,) float32, unit length; None where the model does
        not know its language, so that only words count.
    """
    candidates = _candidates(hits[: settings.passages], searcher)
    if not candidates:
        return Selection((), 0.0)
    coverage = _coverage(question, [sentence.text for sentence, _ in candidates], searcher)
    scores = coverage
    threshold = settings.words_threshold
    if query is not None:
        sentence = vectors.encode([sentence.text for sentence, _ in candidates]) @ query
        passage = np.asarray([hit.similarity for _, hit in candidates], dtype=np.float32)
        scores = sentence + settings.passage_weight * passage + settings.coverage_weight * coverage
        threshold = settings.threshold if coverage.any() else settings.uncovered_threshold
    best = float(scores.max())
    if best < threshold:
        return Selection((), best)
    order = np.argsort(-scores, kind="stable")[: settings.most_sentences]
    chosen = (i for i in order if scores[i] >= settings.also_within * best)
    return Selection(
        tuple(
            Sentence(s.doc_id, s.start, s.end, s.text, float(scores[i]))
            for i in chosen
            for s, _ in [candidates[i]]
        ),
        best,
    )


def missing_words(question: str, searcher: Searcher) -> tuple[str, ...]:
    """Return the content words of a question that no document of the index has.

    :return: as the question spells them, each once, in its order.
    """
    lexical = searcher.generation.lexical
    missing = (
        question[word.start : word.end]
        for word in content_words(question)
        if not any(
            lexical.document_frequency(stem(word.text, language), language)
            for language in ("en", "kk")
        )
    )
    return tuple(dict.fromkeys(missing))


def _candidates(hits: Sequence[Hit], searcher: Searcher) -> list[tuple[Sentence, Hit]]:
    found: dict[tuple[str, int], tuple[Sentence, Hit]] = {}
    for hit in hits:
        chunk = hit.chunk
        document = searcher.generation.document(chunk.doc_id)
        headings = {(heading.start, heading.end) for heading in document.headings}
        for span in _sentences_of(chunk, document):
            said = _said(document.text[span.start : span.end])
            start, end = span.start + said.start, span.start + said.end
            text = document.text[start:end]
            # A heading announces an answer and a question asks for one.
            if start >= end or (start, end) in headings or text.endswith("?"):
                continue
            sentence = Sentence(chunk.doc_id, start, end, text, 0.0)
            found.setdefault((chunk.doc_id, start), (sentence, hit))
    return list(found.values())


def _sentences_of(chunk: Chunk, document: Document) -> list[Span]:
    """Return the document's sentences that a chunk holds, whole also where the chunk cuts one."""
    text = document.text
    before = text.rfind("\n\n", max(0, chunk.start - PARAGRAPH_REACH), chunk.start)
    after = text.find("\n\n", chunk.end, chunk.end + PARAGRAPH_REACH)
    # Without a border in reach only the text's own start and end are sure to cut no sentence.
    start = before if before >= 0 else 0 if chunk.start <= PARAGRAPH_REACH else chunk.start
    near_end = chunk.end + PARAGRAPH_REACH >= len(text)
    end = after if after >= 0 else len(text) if near_end else chunk.end
    around = sentence_spans(text[start:end], document.language)
    spans = (Span(start + span.start, start + span.end) for span in around)
    return [span for span in spans if span.overlaps(Span(chunk.start, chunk.end))]


def _said(sentence: str) -> Span:
    """Return where a sentence's own words stand, without its bullet and its reference marks.

    Marks of the text, "[3]", would stand beside ours; a bullet says nothing outside its list.
    """
    bullet = _BULLET.match(sentence)
    return Span(bullet.end() if bullet else 0, len(_MARKS_AT_END.sub("", sentence)))


def _coverage(question: str, sentences: Sequence[str], searcher: Searcher) -> FloatArray:
    """Return the share of the question's content that each sentence's words cover.

    Each word weighs its inverse document frequency, log(1 + (N - n + .5) / (n + .5)), as in BM25
    (Robertson and Zaragoza 2009, doi:10.1561/1500000019).
    """
    lexical = searcher.generation.lexical
    covered = np.zeros(len(sentences), dtype=np.float32)
    total = 0.0
    for language in ("en", "kk"):
        asked = {stem(word.text, language) for word in content_words(question)}
        rarity = {
            term: _idf(lexical.document_frequency(term, language), lexical.size) for term in asked
        }
        total = sum(rarity.values()) or 1.0
        shares = [
            sum(rarity[term] for term in asked & set(analyze(text, language))) / total
            for text in sentences
        ]
        covered = np.maximum(covered, np.asarray(shares, dtype=np.float32))
    return covered


def _idf(holding: int, size: int) -> float:
    return math.log(1 + (size - holding + 0.5) / (holding + 0.5))
