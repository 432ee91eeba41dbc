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
from assistant.selection.read import Read
from index.models import FloatArray

FIGURES: frozenset[Sort] = frozenset({"count", "money", "share", "date", "duration"})
# Of public questions that count, one in nine is answered by a sentence with nothing more like it,
# and of those made up to have no answer six in seven are not.
_LIKE_COUNTED = 0.35
# Of public questions for who holds an office, a sentence with nothing more like it nearby is the
# best one of four that are answerable and of 42 that are not.
_LIKE_OFFICE = 0.3


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
    """Return (k,) float32, one a clue in the order of :func:`clue_names`.

    :param measured: at least one candidate.
    :param scores: (n,) one a candidate.
    """
    row = int(np.argmax(scores))
    best = _Best(measured, scores, row, measured.alike_nearby()[row])
    values = [clue(best) for clue in _CLUES.values()]
    if measured.read is not None:
        values += [clue(measured.read, row) for clue in _READ_CLUES.values()]
    return np.asarray(values, dtype=np.float32)


def clue_names(*, reads: bool) -> tuple[str, ...]:
    """Return the names of all clues, in their order.

    :param reads: with those of a reader.
    """
    return (*CLUES, *(READ_CLUES if reads else ()))


def tells_something_else(measured: Measured, scores: FloatArray) -> bool:
    """Tell whether the best sentence has nothing like what is counted, or the office asked for.

    :param measured: at least one candidate.
    :param scores: (n,) one a candidate.
    """
    asked, row = measured.asked, int(np.argmax(scores))
    if asked.sort in FIGURES:
        return asked.head is not None and float(measured.alike[row, asked.head]) < _LIKE_COUNTED
    offices = [i for i in asked.heads if not asked.words[i].is_name]
    if asked.sort != "person" or not offices:
        return False
    return float(measured.alike_nearby()[row, offices].max()) < _LIKE_OFFICE


def _similarity(best: _Best) -> float:
    return float(best.measured.cosine[best.row])


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


def _head(best: _Best) -> float:
    """Return how like the word for what is counted or told the sentence itself has one."""
    head = best.measured.asked.head
    return 1.0 if head is None else float(best.measured.alike[best.row, head])


def _told(best: _Best) -> float:
    """Return whether the sentence has what is to be told of something; 1 for another question."""
    return 1.0 if best.measured.asked.sort in FIGURES else _head(best)


def _counted(best: _Best) -> float:
    """Return whether the sentence has what is counted, as a likeness; 1 for another question.

    "Thirteen thousand students" is no population.
    """
    return _head(best) if best.measured.asked.sort in FIGURES else 1.0


def _counted_of(best: _Best) -> float:
    """Return whether a sentence with a figure has the names that it is asked for, as a likeness.

    That a neighbour has them does not make the figure theirs.
    """
    asked, alike = best.measured.asked, best.measured.alike[best.row]
    if asked.sort not in FIGURES:
        return 1.0
    named = (float(alike[i]) for i, word in enumerate(asked.words) if word.is_name)
    return min(named, default=1.0)


def _why(best: _Best) -> float:
    """Return how like each word of a "why" some word there is; 1 where something else is asked.

    "Why did China leave?" is not answered by a sentence in which China joins.
    """
    return _weakest(best) if best.measured.asked.sort == "reason" else 1.0


def _has(best: _Best, sorts: frozenset[Sort], *, nearby: bool) -> float:
    """Return how well what is there fits, where one of these sorts is asked for, else 1."""
    measured = best.measured
    if measured.asked.sort not in sorts:
        return 1.0
    found = measured.found_nearby() if nearby else measured.found
    return float(found[best.row])


def _weakest(best: _Best) -> float:
    return float(best.words.min()) if len(best.words) else 0.0


_CLUES: Mapping[str, Callable[[_Best], float]] = {
    "sentence": _similarity,
    "lead": _lead,
    "above": _above,
    "names_nearby": _names_nearby,
    "told": _told,
    "counted": _counted,
    "counted_of": _counted_of,
    "why": _why,
    "figure": lambda best: _has(best, FIGURES, nearby=False),
    "figure_nearby": lambda best: _has(best, FIGURES, nearby=True),
}
CLUES = tuple(_CLUES)
"""Their names: the best sentence's similarity; its share among all scores and its lead over their
mean; whether it has the question's names near; how like what is to be told of something, what is
counted, and whose figure that is, its own words are; how like all the words of a "why" those there
are; whether the figure that is asked for is there, in it or near."""

_READ_CLUES: Mapping[str, Callable[[Read, int], float]] = {
    "read": lambda read, row: float(read.sentence[row]),
    "read_stretch": lambda read, row: float(read.stretch[row]),
    "read_any": lambda read, _: float((read.sentence + read.stretch).max()) / 2,
}
READ_CLUES = tuple(_READ_CLUES)
"""Those of a reader: how sure it is that the best sentence answers, that a stretch of it does, and
that any sentence of all does."""
