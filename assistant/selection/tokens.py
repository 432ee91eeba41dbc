"""Vectors of the candidates and of their tokens, each text embedded once and then kept.

A stretch of a passage is encoded whole, so that its tokens are known in their context: "it" stands
near what it stands for.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import numpy as np

from assistant.selection.candidates import Candidate, stretches
from assistant.selection.read import Reads
from assistant.selection.scale import ENGLISH, Scale, SimilarityKind, rescaled, scale_of
from index.models import Embedder, FloatArray, TokenVectors

SENTENCES_KEPT = 20_000
STRETCHES_KEPT = 400  # some 100 MB: two vectors a token, 130 tokens a stretch

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What was computed of a text, the least recently used going first; safe between threads.

    :param compute: texts to values, one a text.
    :param most: how many are kept.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Sequence[Value]], most: int) -> None:
        self._compute = compute
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> list[Value]:
        """Return each text's value."""
        with self._lock:
            known = {text: self._values[text] for text in texts if text in self._values}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self._compute(new), strict=True)
        with self._lock:
            for text in dict.fromkeys(texts):
                self._values[text] = known[text]
                self._values.move_to_end(text)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return [known[text] for text in texts]


class Encoder:
    """Encodes sentences and their tokens with one model; safe to share between threads.

    :param embedder: the model.
    :param fitted: the scale that its similarities are to be brought to; None to leave them.
    :param sentences: how many sentences' vectors are kept.
    :param stretches: how many stretches' tokens are kept.
    :param reader: reads the candidates besides; None for none.
    """

    def __init__(
        self,
        embedder: Embedder,
        fitted: Scale | None = None,
        sentences: int = SENTENCES_KEPT,
        stretches: int = STRETCHES_KEPT,
        reader: Reads | None = None,
    ) -> None:
        self.embedder = embedder
        self.reader = reader
        self._fitted = fitted
        self._scales: dict[tuple[str, str], Scale] = {}
        self._sentences: Kept[FloatArray] = Kept(
            lambda texts: list(embedder.encode(texts, "passage")), sentences
        )
        self._stretches: Kept[TokenVectors] = Kept(
            lambda texts: embedder.encode_tokens(texts, "passage"), stretches
        )

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Return (n, dim) float32 with unit rows, row i for text i; at least one text."""
        return np.stack(self._sentences.of(texts))

    def on_scale(
        self,
        similarities: FloatArray,
        kind: SimilarityKind,
        asked: str = ENGLISH,
        said: Sequence[str] = (),
    ) -> FloatArray:
        """Return similarities that the model gives on the scale that is wanted.

        :param similarities: (n,) or (n, w), row i of sentence i.
        :param kind: of whole sentences, of tokens by themselves or in context.
        :param asked: the question's language.
        :param said: each sentence's; empty where all are in English.
        """
        if self._fitted is None:
            return similarities
        wanted = self._fitted.ends(kind)
        if len(set(said)) <= 1:
            own = self._scale(asked, *set(said)).ends(kind)
            return rescaled(similarities, own, wanted)
        moved = similarities.astype(np.float32)
        for language in set(said):
            rows = np.asarray([each == language for each in said])
            own = self._scale(asked, language).ends(kind)
            moved[rows] = rescaled(moved[rows], own, wanted)
        return moved

    def _scale(self, asked: str, said: str = ENGLISH) -> Scale:
        if (asked, said) not in self._scales:
            self._scales[asked, said] = scale_of(self.embedder, asked, said)
        return self._scales[asked, said]

    def tokens(self, candidates: Sequence[Candidate]) -> list[TokenVectors]:
        """Return each candidate's tokens, known in the context of its stretch."""
        pieces = [piece for run in stretches(candidates) for piece in self._pieces(candidates, run)]
        texts = [" ".join(candidates[i].text for i in piece) for piece in pieces]
        found: dict[int, TokenVectors] = {}
        for piece, tokens in zip(pieces, self._stretches.of(texts), strict=True):
            start = 0
            for i in piece:
                end = start + len(candidates[i].text)
                found[i] = tokens.within(start, end)
                start = end + 1
        return [found[i] for i in range(len(candidates))]

    def _pieces(self, candidates: Sequence[Candidate], run: Sequence[int]) -> Iterator[list[int]]:
        """Cut a stretch between sentences where it is longer than the model takes."""
        piece: list[int] = []
        used = 0
        for i in run:
            needed = self.embedder.count_tokens(candidates[i].text)
            if piece and used + needed > self.embedder.max_tokens:
                yield piece
                piece, used = [], 0
            piece.append(i)
            used += needed
        if piece:
            yield piece
