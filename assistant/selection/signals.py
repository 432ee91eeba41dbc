"""What speaks for a sentence: a row of numbers a candidate, most of them between 0 and 1.

The weights that make them one score are fitted by ``python -m eval fit``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from assistant.selection.definitions import defines
from assistant.selection.measured import Measured
from assistant.selection.read import Read
from index.models import FloatArray
from index.terms import analyze


def signals(measured: Measured) -> FloatArray:
    """Return (n, k) float32: row i for candidate i, column j for the j-th of the names.

    The names are :func:`signal_names` for candidates that a reader has read, or not.
    """
    columns = [signal(measured) for signal in _SIGNALS.values()]
    if measured.read is not None:
        columns += [signal(measured.read) for signal in _READ_SIGNALS.values()]
    return np.stack(columns, axis=1).astype(np.float32)


def signal_names(*, reads: bool) -> tuple[str, ...]:
    """Return the names of all signals, in their order.

    :param reads: with those of a reader.
    """
    return (*SIGNALS, *(READ_SIGNALS if reads else ()))


def _passage(measured: Measured) -> FloatArray:
    """Return the passage's fused score, as a share of the best one's."""
    scores = np.asarray([c.hit.score for c in measured.candidates], dtype=np.float32)
    return scores / np.float32(scores.max() or 1.0)


def _names(measured: Measured, *, nearby: bool) -> FloatArray:
    """Return the covered share of the question's names and numbers; 1 where it has none."""
    covered = measured.covered_nearby() if nearby else measured.covered
    shares = measured.asked.shares * [word.is_name for word in measured.asked.words]
    total = float(shares.sum())
    if not total:
        return np.ones(len(covered), dtype=np.float32)
    named: FloatArray = covered @ (shares / np.float32(total))
    return named


def _sort(measured: Measured) -> FloatArray:
    return measured.found if measured.asked.sort else np.full(len(measured.found), 0.5)


def _pairs(measured: Measured) -> FloatArray:
    """Return the share of the question's words that stand side by side there as they do in it."""
    asked = set(pairwise(analyze(measured.asked.text, "en")))
    held = (set(pairwise(analyze(c.text, c.language))) for c in measured.candidates)
    return np.asarray([len(asked & pairs) / max(1, len(asked)) for pairs in held])


def _mean(words: FloatArray) -> FloatArray:
    """Return the mean over the words, (n,); 0 where the question has none."""
    return words.mean(axis=1) if words.shape[1] else np.zeros(len(words), dtype=np.float32)


_SIGNALS: Mapping[str, Callable[[Measured], FloatArray]] = {
    "sentence": lambda m: m.cosine,
    "passage": _passage,
    "context": lambda m: _mean(m.context),
    "plain": lambda m: _mean(m.plain),
    "words": lambda m: m.alike @ m.asked.shares,
    "covered_nearby": lambda m: m.covered_nearby() @ m.asked.shares,
    "names": lambda m: _names(m, nearby=False),
    "names_nearby": lambda m: _names(m, nearby=True),
    "sort": _sort,
    "defines": lambda m: np.asarray(
        [defines(c.text, m.asked.text, m.asked.spellings) for c in m.candidates]
    ),
    "pairs": _pairs,
}
SIGNALS = tuple(_SIGNALS)
"""Their names: the sentence's similarity to the question, its passage's fused score, how like the
question's words its tokens are in context, by themselves and by weight, what of the question it
and its neighbours have to the letter, what of its names and numbers, alone and with them, whether
it has the sort of thing asked for, defines what is to be defined, and has the question's words side
by side."""

_READ_SIGNALS: Mapping[str, Callable[[Read], FloatArray]] = {
    "read": lambda read: read.sentence,
    "read_stretch": lambda read: read.stretch,
}
READ_SIGNALS = tuple(_READ_SIGNALS)
"""Those of a reader: how sure it is that the sentence answers, and that some stretch of it does."""
