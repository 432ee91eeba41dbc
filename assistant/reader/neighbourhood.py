"""What is near what, by the embedder: words that mean the same, passages of the same things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.reader.cloze import Near
from assistant.reader.corpora import Passage
from index.checkpoints import kept_vectors
from index.embedder import Parts
from index.models import Embedder, FloatArray, Progress

NEAR_WORD = 0.5  # cosine of two tokens' rows
MOST_WORDS = 5
NEAREST = 6  # passages
# One that is nearly the same text answers the same questions.
SAME = 0.97
OPENING = 400  # characters by which a passage is compared
ROWS_AT_ONCE = 2_048


def near_words(parts: Parts) -> Near:
    """Return, for each English word of the vocabulary that has some, the nearest other ones."""
    vocabulary = parts.tokenizer.get_vocab()
    words = sorted(
        word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 3
    )
    rows = parts.rows[[vocabulary[word] for word in words]].cpu().numpy()
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    found: dict[str, Sequence[str]] = {}
    for row, places in enumerate(_nearest(unit, MOST_WORDS, NEAR_WORD, 1.0)):
        if places:
            found[words[row]] = tuple(words[place] for place in places)
    return found


def nearby_passages(
    passages: Sequence[Passage], embedder: Embedder, folder: Path, progress: Progress
) -> list[list[int]]:
    """Return, for each passage, the positions of the nearest others of its set.

    :param passages: of any sets.
    :param embedder: whose vectors tell.
    :param folder: where vectors of the same texts are kept from one run to the next.
    :param progress: told of passages embedded, in the phase "embed".
    """
    vectors = _vectors([passage.text[:OPENING] for passage in passages], embedder, folder, progress)
    found: list[list[int]] = [[] for _ in passages]
    for members in _by_source(passages).values():
        own = vectors[members]
        for row, places in enumerate(_nearest(own, NEAREST, -1.0, SAME)):
            found[members[row]] = [members[place] for place in places]
    return found


def _vectors(
    texts: Sequence[str], embedder: Embedder, folder: Path, progress: Progress
) -> FloatArray:
    identity = embedder.identity
    model = f"{identity.name} {identity.weights_sha256} {identity.extension_sha256}"
    return kept_vectors(
        folder, "passages", model, texts, lambda: embedder.encode(texts, "passage", progress)
    )


def _by_source(passages: Sequence[Passage]) -> Mapping[str, list[int]]:
    members: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        members.setdefault(passage.source, []).append(number)
    return members


def _nearest(unit: FloatArray, most: int, least: float, below: float) -> list[list[int]]:
    """Return the positions of the rows nearest to each, itself left out."""
    found: list[list[int]] = []
    for start in range(0, len(unit), ROWS_AT_ONCE):
        cosines = unit[start : start + ROWS_AT_ONCE] @ unit.T
        cosines[np.arange(len(cosines)), start + np.arange(len(cosines))] = -np.inf
        cosines[cosines >= below] = -np.inf
        # The few nearest first, then these in order: sorting all takes eight times as long.
        few = np.argpartition(-cosines, min(most, len(unit) - 1), axis=1)[:, :most]
        order = np.argsort(-np.take_along_axis(cosines, few, axis=1), axis=1)
        best = np.take_along_axis(few, order, axis=1)
        found += [
            [int(place) for place in places if row[place] > least]
            for row, places in zip(cosines, best, strict=True)
        ]
    return found
