"""Similarities of one model brought to the scale of the one that the weights were fitted for.

What is far apart for one model is near for another: to an E5 two unrelated sentences are as alike
as .7, to all-MiniLM-L6-v2 as .05. Each model is held against the same few questions: how alike it
finds them to their answers, and to one another's, fixes the two ends of its scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.models import Embedder, FloatArray, HalfArray

SimilarityKind = Literal["sentence", "plain", "context"]

_PAIRS = (
    ("Who invented the telephone?", "Alexander Graham Bell patented the telephone in 1876."),
    ("How many legs does a spider have?", "Spiders have eight legs and no antennae."),
    ("Why is the sky blue?", "Air scatters blue light most, and so the sky looks blue."),
    ("Where do penguins live?", "Nearly all penguins live in the southern hemisphere."),
    ("When did the factory close?", "The factory was shut down in the spring of 1994."),
    ("What is bread made of?", "Bread is baked from flour, water, salt and yeast."),
    ("Which bank raised its interest rate?", "The central bank lifted its rate by half a point."),
    ("Who leads the orchestra?", "The orchestra has played under its chief conductor for years."),
)


@dataclass(frozen=True, slots=True)
class Ends:
    """How alike a model finds things.

    :param unrelated: on average, what has nothing to do with one another.
    :param related: on average, a question and its answer.
    """

    unrelated: float
    related: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a model's similarities: of whole sentences, of tokens alone and in context."""

    sentence: Ends
    plain: Ends
    context: Ends

    def ends(self, kind: SimilarityKind) -> Ends:
        """Return the ends of one kind of similarity."""
        return {"sentence": self.sentence, "plain": self.plain, "context": self.context}[kind]


def scale_of(embedder: Embedder) -> Scale:
    """Return a model's scale; it takes sixteen short texts.

    :param embedder: the model.
    """
    questions, sentences = (list(texts) for texts in zip(*_PAIRS, strict=True))
    whole = embedder.encode(questions, "query") @ embedder.encode(sentences, "passage").T
    asked = embedder.encode_tokens(questions, "query")
    said = embedder.encode_tokens(sentences, "passage")
    plain = _nearest([tokens.plain for tokens in asked], [tokens.plain for tokens in said])
    context = _nearest([tokens.context for tokens in asked], [tokens.context for tokens in said])
    return Scale(_ends(whole), _ends(plain), _ends(context))


def rescaled(similarities: FloatArray, own: Ends, fitted: Ends) -> FloatArray:
    """Return similarities of one scale on another.

    :param similarities: of any shape.
    :param own: the ends of the model they are of.
    :param fitted: the ends of the model whose scale is wanted.
    """
    if own == fitted:
        return similarities
    stretch = (fitted.related - fitted.unrelated) / max(own.related - own.unrelated, 1e-3)
    moved = fitted.unrelated + (similarities - own.unrelated) * stretch
    return moved.astype(np.float32)


def _nearest(asked: Sequence[HalfArray], said: Sequence[HalfArray]) -> FloatArray:
    """Return (n, n) float32: the mean over a question's tokens of the nearest in each sentence."""
    questions = [tokens.astype(np.float32) for tokens in asked]
    sentences = [tokens.astype(np.float32) for tokens in said]
    return np.asarray(
        [[(q @ s.T).max(axis=1).mean() for s in sentences] for q in questions], dtype=np.float32
    )


def _ends(similarities: FloatArray) -> Ends:
    related = np.eye(len(similarities), dtype=np.bool_)
    return Ends(
        unrelated=round(float(similarities[~related].mean()), 4),
        related=round(float(similarities[related].mean()), 4),
    )
