"""What tells an answerable question from another: clues read off its best sentence.

Similarity alone does not: the best sentence of a question near the topic that has no answer is as
similar as that of one that has. Every clue is the greater the likelier there is an answer, and its
weight, fitted by ``python -m eval fit``, is never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from assistant.selection.measured import Measured
from index.models import FloatArray


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


def _lead(best: _Best) -> float:
    """Return the best sentence's share among the exponentials of all scores."""
    return float(1 / np.exp(best.scores - best.scores[best.row]).sum())


def _above(best: _Best) -> float:
    return float(best.scores[best.row] - best.scores.mean())


def _passages(best: _Best) -> float:
    """Return the best passage's BM25 score against the weight of all the question's words."""
    weight = sum(word.weight for word in best.measured.asked.words)
    top = max(candidate.hit.lexical_score for candidate in best.measured.candidates)
    return min(1.0, top / (2 * weight)) if weight else 0.0


def _held(best: _Best) -> float:
    """Return the share of the question's weight that the documents have in any form."""
    held = [word.is_held for word in best.measured.asked.words]
    return float(best.measured.asked.shares @ held)


def _names_held(best: _Best) -> float:
    """Return 1 where the documents have every name and number of the question, else 0."""
    return float(all(word.is_held for word in best.measured.asked.words if word.is_name))


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


def _sort(best: _Best) -> float:
    measured = best.measured
    return float(measured.asked.sort is None or measured.found_nearby()[best.row])


def _sort_itself(best: _Best) -> float:
    return float(best.measured.asked.sort is None or best.measured.found[best.row])


def _weakest(best: _Best) -> float:
    return float(best.words.min()) if len(best.words) else 0.0


_CLUES: Mapping[str, Callable[[_Best], float]] = {
    "sentence": lambda best: float(best.measured.cosine[best.row]),
    "context": lambda best: float(best.measured.context[best.row].mean() if len(best.words) else 0),
    "words": lambda best: float(best.words @ best.measured.asked.shares),
    "covered_nearby": lambda best: float(
        best.measured.covered_nearby()[best.row] @ best.measured.asked.shares
    ),
    "weakest": _weakest,
    "lead": _lead,
    "above": _above,
    "passages": _passages,
    "held": _held,
    "names_held": _names_held,
    "names_nearby": _names_nearby,
    "sort": _sort,
    "sort_itself": _sort_itself,
}
CLUES = tuple(_CLUES)
"""Their names: the best sentence's similarity, how like the question's words its tokens are, alone
and with its neighbours, what they have to the letter, the word they are least like, its share among
all scores and its lead over their mean, the best passage's BM25, what the documents hold of the
question and of its names, whether its names stand near, and the sort of thing asked for."""
