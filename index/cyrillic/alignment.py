"""Where training starts: a new token's row is the mean of the rows it is translated by.

Word alignment by IBM model 1 (Brown, Della Pietra, Della Pietra and Mercer 1993), in the direction
that makes a known token of the translation, given a new one: ``p(known | new)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from index.models import FloatArray, IntArray

ITERATIONS = 5
MOST_TOKENS = 40  # of a side: longer ones add many combinations and little certainty
LEAST_COUNT = 0.05
NOTHING = 0  # [PAD], as the empty word that every text has


@dataclass(frozen=True, slots=True)
class Translations:
    """Expected counts, an entry for each combination of a new token with a known one.

    :param new: int64 (n,), ids of new tokens, or ``NOTHING``.
    :param known: int64 (n,), ids of known tokens.
    :param counts: float64 (n,), how often the first is expected to be translated by the second.
    """

    new: IntArray
    known: IntArray
    counts: NDArray[np.float64]


def align(
    texts: Sequence[Sequence[int]], anchors: Sequence[Sequence[int]], iterations: int = ITERATIONS
) -> Translations:
    """Return how new tokens are translated, learnt from pairs.

    :param texts: token ids of each text to learn, special tokens left out.
    :param anchors: token ids of its translation.
    :param iterations: of expectation and maximisation.
    """
    new, known, place = _combinations(texts, anchors)
    width = int(known.max(initial=0)) + 1
    codes, entry = np.unique(new * width + known, return_inverse=True)
    of_new = codes // width
    probability: Any = np.ones(len(codes))
    counts: Any = probability
    for _ in range(iterations):
        share = probability[entry]
        share /= np.bincount(place, weights=share)[place]
        counts = np.bincount(entry, weights=share, minlength=len(codes))
        totals = np.bincount(of_new, weights=counts)
        probability = counts / totals[of_new]
    return Translations(of_new, codes % width, counts)


def _combinations(
    texts: Sequence[Sequence[int]], anchors: Sequence[Sequence[int]]
) -> tuple[IntArray, IntArray, IntArray]:
    """Return (new, known, place): each token of an anchor with each of its text.

    ``place`` numbers the anchors' tokens: what shares one competes for it.
    """
    news, knowns, places, place = [], [], [], 0
    for text, anchor in zip(texts, anchors, strict=True):
        left = np.asarray([NOTHING, *text[:MOST_TOKENS]], dtype=np.int64)
        right = np.asarray(anchor[:MOST_TOKENS], dtype=np.int64)
        news.append(np.tile(left, len(right)))
        knowns.append(np.repeat(right, len(left)))
        places.append(np.repeat(np.arange(place, place + len(right)), len(left)))
        place += len(right)
    return np.concatenate(news), np.concatenate(knowns), np.concatenate(places)


def start_rows(found: Sequence[Translations], rows: FloatArray, first: int) -> FloatArray:
    """Return rows for new tokens.

    :param found: translations; what an earlier one gives, a later one builds on.
    :param rows: float32 (vocabulary, dim), the base's rows first; not changed.
    :param first: id of the first new token.
    :return: float32 (vocabulary, dim) with the new rows filled, of the base's mean length; a row
        of which nothing is known is the mean row.
    """
    usual = float(np.linalg.norm(rows[:first], axis=1).mean())
    filled = rows.astype(np.float64)
    filled[first:] = 0.0
    weight = np.zeros(len(rows))
    for part in found:
        has_row = np.asarray(filled.any(axis=1))
        ours = np.asarray(part.new >= first) & (part.counts > LEAST_COUNT) & has_row[part.known]
        new, known, counts = part.new[ours], part.known[ours], part.counts[ours]
        table = csr_array((counts, (new, known)), shape=(len(rows), len(rows)))
        total = table.sum(axis=1)
        mean = (table @ filled) / np.maximum(total, 1e-9)[:, None]
        both = np.maximum(weight + total, 1e-9)[:, None]
        filled = np.where(
            total[:, None] > 0, (filled * weight[:, None] + mean * total[:, None]) / both, filled
        )
        weight += total
    norms = np.linalg.norm(filled[first:], axis=1, keepdims=True)
    mean_row = rows[:first].mean(axis=0)
    scaled = filled[first:] / np.maximum(norms, 1e-6) * usual
    filled[first:] = np.where(norms > 1e-6, scaled, mean_row)
    return filled.astype(np.float32)
