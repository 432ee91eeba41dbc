"""Candidates held against a question, once; signals and clues are read off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.selection.asked import Asked, AskedVectors
from assistant.selection.candidates import Candidate, neighbours
from assistant.selection.expected import fit_of
from assistant.selection.read import Read, read_candidates
from assistant.selection.tokens import Encoder
from index.models import FloatArray, HalfArray, IntArray
from index.terms import analyze
from ingest.models import UNDETERMINED

BoolArray = NDArray[np.bool_]
Values = TypeVar("Values", BoolArray, FloatArray)

# A word that only a neighbour is like counts for so much of one that the sentence itself is like.
NEIGHBOUR = 0.85
# A word that stands there to the letter counts as this similar, whatever its tokens' cosine.
EXACT = 0.9
# Below this similarity to a question a sentence without any of its words is of something else,
FAR = 0.3
# and below this one also a sentence that is so little like the question's words.
FARTHER, FEW_WORDS = 0.18, 0.25
# From this similarity on a word has its translation in a sentence of another language,
TRANSLATED = 0.5
# and from this one on a name that is made of words: "Пояс и путь", "Belt and Road".
NAME_TRANSLATED = 0.6


@dataclass(frozen=True, slots=True)
class Measured:
    """Candidates held against a question; n sentences, w content words.

    :param asked: the question.
    :param candidates: the sentences.
    :param near: of each sentence, the positions of its neighbours.
    :param cosine: (n,) similarity of each sentence to the question.
    :param covered: (n, w) the words that each sentence has to the letter, or in translation.
    :param plain: (n, w) each word's similarity to the nearest token, by themselves.
    :param context: (n, w) the same, each in its context.
    :param found: (n,) float32, how well what the sentence has fits the sort of thing that is asked
        for, 0 where it has none.
    :param read: what a reader says of each sentence; None where none has read them.
    """

    asked: Asked
    candidates: Sequence[Candidate]
    near: Sequence[Sequence[int]]
    cosine: FloatArray
    covered: BoolArray
    plain: FloatArray
    context: FloatArray
    found: FloatArray
    read: Read | None = None

    @property
    def is_beyond(self) -> bool:
        """What is asked about is nothing that the documents ever mention.

        They lack a name or number of the question, or all of its words and any sentence like it,
        or no sentence has anything of it.
        """
        like = float(self.cosine.max())
        words = float((self.alike @ self.asked.shares).max())
        named = zip(self.asked.words, self.held.tolist(), strict=True)
        lacks_a_name = any(word.is_name and not held for word, held in named)
        lacks_words = not self.held.any() and like < FAR
        return lacks_a_name or lacks_words or (like < FARTHER and words < FEW_WORDS)

    @property
    def held(self) -> BoolArray:
        """Whether the documents have each word, as far as the sentences show, (w,)."""
        asked = np.asarray([word.is_held for word in self.asked.words], dtype=np.bool_)
        held: BoolArray = asked | self.covered.any(axis=0)
        return held

    @property
    def alike(self) -> FloatArray:
        """How like each word the nearest of each sentence's tokens is, (n, w)."""
        mean = (self.plain + self.context) / 2
        return np.maximum(mean, np.where(self.covered, np.float32(EXACT), np.float32(0)))

    def alike_nearby(self) -> FloatArray:
        """Return ``alike`` with what the neighbours add, (n, w)."""
        own = self.alike
        return self._widened(own, NEIGHBOUR * own)

    def covered_nearby(self) -> BoolArray:
        """Return the words that each sentence or a neighbour has to the letter, (n, w)."""
        return self._widened(self.covered, self.covered)

    def found_nearby(self) -> FloatArray:
        """Return how well what each sentence or a neighbour has fits the sort asked for, (n,)."""
        return self._widened(self.found, self.found)

    def _widened(self, own: Values, others: Values) -> Values:
        widened = own.copy()
        for row, near in enumerate(self.near):
            for other in near:
                widened[row] = np.maximum(widened[row], others[other])
        return widened


def measure(
    asked: Asked, vectors: AskedVectors, candidates: Sequence[Candidate], encoder: Encoder
) -> Measured:
    """Hold some sentences against a question.

    :param asked: the question.
    :param vectors: its vectors.
    :param candidates: at least one sentence.
    :param encoder: of the same model as the vectors; its reader reads them where it has one.
    """
    texts = [candidate.text for candidate in candidates]
    tokens = encoder.tokens(candidates)
    owners, words = vectors.owners, len(asked.words)
    plain = _nearest(vectors.tokens.plain, [t.plain for t in tokens], owners, words)
    context = _nearest(vectors.tokens.context, [t.context for t in tokens], owners, words)
    asked_in, said_in = asked.language, [c.language for c in candidates]
    plain = encoder.on_scale(plain, "plain", asked_in, said_in)
    context = encoder.on_scale(context, "context", asked_in, said_in)
    alike: FloatArray = (plain + context) / np.float32(2)
    foreign = _foreign(asked_in, said_in, encoder.embedder.languages)
    translated = _translated(asked, alike) & foreign[:, None]
    whole = encoder.encode(texts) @ vectors.whole
    return Measured(
        asked=asked,
        candidates=candidates,
        near=neighbours(candidates),
        cosine=encoder.on_scale(whole, "sentence", asked_in, said_in),
        covered=_covered(asked, candidates) | translated,
        plain=plain,
        context=context,
        found=np.asarray([_found(asked, text) for text in texts], dtype=np.float32),
        read=read_candidates(asked.text, candidates, encoder.reader) if encoder.reader else None,
    )


def _covered(asked: Asked, candidates: Sequence[Candidate]) -> BoolArray:
    """Return which words each sentence has to the letter, (n, w)."""
    held = [frozenset(analyze(c.text, c.language)) for c in candidates]
    covered = [[word.covered_by(stems) for word in asked.words] for stems in held]
    return np.asarray(covered, dtype=np.bool_).reshape(len(candidates), len(asked.words))


def _foreign(asked: str, said: Sequence[str], known: frozenset[str] | None) -> BoolArray:
    """Return which sentences are in another language than the question, and one the model knows.

    :param asked: the question's language.
    :param said: the sentences'.
    :param known: the model's; None where that is not told.
    """
    return np.asarray(
        [
            language not in (asked, UNDETERMINED) and (known is None or language in known)
            for language in said
        ],
        dtype=np.bool_,
    )


def _translated(asked: Asked, alike: FloatArray) -> BoolArray:
    """Return which words each sentence has in translation, were it in another language, (n, w).

    :param asked: the question.
    :param alike: (n, w) similarity of each word to the nearest token of each sentence.
    """
    enough = np.asarray(
        [NAME_TRANSLATED if word.is_name else TRANSLATED for word in asked.words], dtype=np.float32
    )
    # A number is the same in every language, and a listed name is known in each.
    spelt = np.asarray(
        [word.text[:1].isalpha() and not word.is_listed for word in asked.words], dtype=np.bool_
    )
    translated: BoolArray = (alike >= enough) & spelt
    return translated


def _found(asked: Asked, text: str) -> float:
    return 0.0 if asked.sort is None else fit_of(asked.sort, text, asked.text)


def _nearest(
    question: HalfArray, sentences: Sequence[HalfArray], owners: IntArray, words: int
) -> FloatArray:
    """Return each word's similarity to the nearest token of each sentence, (n, words) float32.

    Token against token as in ColBERT (Khattab and Zaharia 2020, arXiv 2004.12832); a word of
    several tokens has their mean.
    """
    nearest = np.zeros((len(sentences), words), dtype=np.float32)
    counts = np.maximum(np.bincount(owners, minlength=words), 1)
    asked = question.astype(np.float32)
    for row, tokens in enumerate(sentences):
        if len(tokens) and len(asked):
            best = (asked @ tokens.astype(np.float32).T).max(axis=1)
            nearest[row] = np.bincount(owners, weights=best, minlength=words) / counts
    return nearest
