"""What tells an answerable question from another: clues read off its best sentence.

Similarity alone does not: the best sentence of a question near the topic that has no answer is as
similar as that of one that has. Every clue is the greater the likelier there is an answer, and its
weight, fitted by ``python -m eval fit``, is never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from assistant.selection.expected import Sort
from assistant.selection.measured import Measured
from index.models import FloatArray

FIGURES: frozenset[Sort] = frozenset({"count", "money", "share", "date", "duration"})
REASONS: frozenset[Sort] = frozenset({"reason"})
# Below this likeness a sentence is of something else altogether; above, more of it says little.
_FAR = 0.3


@dataclass(frozen=True, slots=True)
class _Best:
    """The best sentence among the others.

    :param measured: all of them.
    :param scores: (n,) float32, one a sentence.
    :param row: the best one's.
    :param words: (w,) how like each word of the question it and its neighbours are.
    """

    measured: Measured
    scores: FloatArray
    row: int
    words: FloatArray


def clues(measured: Measured, scores: FloatArray) -> FloatArray:
    """Return (k,) float32, one a clue in the order of ``CLUES``.

    :param measured: at least one candidate.
    :param scores: (n,) one a candidate.
    """
    row = int(np.argmax(scores))
    best = _Best(measured, scores, row, measured.alike_nearby()[row])
    return np.asarray([clue(best) for clue in _CLUES.values()], dtype=np.float32)


def _similarity(best: _Best) -> float:
    return float(best.measured.cosine[best.row])


def _words(best: _Best) -> float:
    """Return how like the question's words, by their weight, those of the sentence are."""
    return float(best.words @ best.measured.asked.shares)


def _lead(best: _Best) -> float:
    """Return the best sentence's share among the exponentials of all scores."""
    return float(1 / np.exp(best.scores - best.scores[best.row]).sum())


def _above(best: _Best) -> float:
    return float(best.scores[best.row] - best.scores.mean())


def _names_nearby(best: _Best) -> float:
    """Return 1 where the best sentence or a neighbour has every name and number, else less.

    A name that is lacking counts by how little its nearest token is like it.
    """
    covered = best.measured.covered_nearby()[best.row]
    lacking = [
        1 - likeness
        for word, likeness, there in zip(
            best.measured.asked.words, best.words, covered, strict=True
        )
        if word.is_name and not there
    ]
    return 1 - max(lacking, default=0.0)


def _has(best: _Best, sorts: frozenset[Sort], *, nearby: bool) -> float:
    """Return 0 where a thing of one of these sorts is asked for and is not there, else 1."""
    measured = best.measured
    found = measured.found_nearby() if nearby else measured.found
    return float(measured.asked.sort not in sorts or found[best.row])


def _weakest(best: _Best) -> float:
    return float(best.words.min()) if len(best.words) else 0.0


_CLUES: Mapping[str, Callable[[_Best], float]] = {
    "sentence": _similarity,
    "near_words": lambda best: min(_FAR, _words(best)),
    "weakest": _weakest,
    "lead": _lead,
    "above": _above,
    "names_nearby": _names_nearby,
    "figure": lambda best: _has(best, FIGURES, nearby=False),
    "figure_nearby": lambda best: _has(best, FIGURES, nearby=True),
    "reason": lambda best: _has(best, REASONS, nearby=True),
}
CLUES = tuple(_CLUES)
"""Their names: the best sentence's similarity; how like the question's words those there are, as
long as they are little so, and the one least like; its share among all scores and its lead over
their mean; whether it has the question's names near; whether the figure or the reason that is asked
for is there."""
