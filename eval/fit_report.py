"""What fitted weights are worth: figures over folds, what each signal adds, and the weights file.

Each corpus, and of our own questions each group of ``FOLDS``, is measured with weights fitted on
the others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant.selection.clues import clue_names
from assistant.selection.scale import Scale
from assistant.selection.signals import signal_names
from assistant.selection.weights import ALONE, READING, Weights
from eval.files import write_text
from eval.fit import FitSettings, MeasuredCase, fit
from eval.fit_data import LICENCES
from eval.metrics import auroc
from index.models import FloatArray
from index.sampling import stable_order

FORMAT = 2
FOLDS = 4
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What weights of the other folds make of a question.

    :param item: the question.
    :param ranks: positions, from 0 for the best, of the candidates that answer.
    :param confidence: the chance that it is answered.
    :param answered: that chance reaches the threshold.
    """

    item: MeasuredCase
    ranks: tuple[int, ...]
    confidence: float
    answered: bool


@dataclass(frozen=True, slots=True)
class FitLine:
    """Figures of one set.

    :param source: the set.
    :param questions: how many answerable ones.
    :param first: share whose best sentence answers.
    :param in_three: share that has one that answers among the best three.
    :param refused: share of the answerable ones refused.
    :param auroc: (sort, its AUROC against the answerable ones, share refused).
    """

    source: str
    questions: int
    first: float
    in_three: float
    refused: float
    auroc: tuple[tuple[str, float, float], ...]


def cross_validated(cases: Sequence[MeasuredCase], settings: FitSettings) -> list[Outcome]:
    """Return every question's outcome under weights fitted without its fold."""
    folds = [stable_order(item.case.corpus) % FOLDS for item in cases]
    outcomes: list[Outcome] = []
    for fold in range(FOLDS):
        others = [item for item, held in zip(cases, folds, strict=True) if held != fold]
        weights = fit(others, settings)
        own = (item for item, held in zip(cases, folds, strict=True) if held == fold)
        outcomes += [outcome(item, weights) for item in own]
    return outcomes


def outcome(item: MeasuredCase, weights: Weights) -> Outcome:
    """Return what some weights make of a question."""
    scores = (item.signals @ weights.sentence).astype(np.float32)
    order = np.argsort(-scores, kind="stable")
    ranks = tuple(rank for rank, i in enumerate(order.tolist()) if item.case.gold[i])
    confidence = weights.confidence(item.case.measured, scores)
    return Outcome(item, ranks, confidence, confidence >= weights.threshold)


def lines(outcomes: Sequence[Outcome]) -> Iterator[FitLine]:
    """Yield each set's figures."""
    for source in dict.fromkeys(o.item.case.source for o in outcomes):
        of_set = [o for o in outcomes if o.item.case.source == source]
        asked = [o for o in of_set if o.item.case.sort == "answerable"]
        sorts = dict.fromkeys(o.item.case.sort for o in of_set)
        if asked:
            yield FitLine(
                source,
                len(asked),
                fmean(0 in o.ranks for o in asked),
                fmean(any(rank < 3 for rank in o.ranks) for o in asked),
                fmean(not o.answered for o in asked),
                tuple(
                    (sort, *_separation(asked, [o for o in of_set if o.item.case.sort == sort]))
                    for sort in sorts
                    if sort != "answerable"
                ),
            )


def _separation(asked: Sequence[Outcome], others: Sequence[Outcome]) -> tuple[float, float]:
    truth = [True] * len(asked) + [False] * len(others)
    area = auroc(truth, [o.confidence for o in (*asked, *others)])
    return area or 0.0, fmean(not o.answered for o in others)


@dataclass(frozen=True, slots=True)
class AblationLine:
    """What is lost without one signal or clue; each figure is the mean over the sets.

    :param without: what is left out, for instance "signal sort"; empty for nothing.
    :param first: share whose best sentence answers.
    :param in_three: share that has one that answers among the best three.
    :param auroc: of the confidence, over the sorts of unanswerable questions but the far ones.
    """

    without: str
    first: float
    in_three: float
    auroc: float


def ablation(cases: Sequence[MeasuredCase], settings: FitSettings) -> Iterator[AblationLine]:
    """Yield the figures with everything, then without each signal and each clue."""
    reads = all(item.case.measured.read is not None for item in cases)
    signals = [f"signal {name}" for name in signal_names(reads=reads)]
    for without in ("", *signals, *(f"clue {name}" for name in clue_names(reads=reads))):
        left_out = frozenset({without} if without else ())
        of_sets = list(lines(cross_validated(cases, replace(settings, without=left_out))))
        areas = [area for line in of_sets for sort, area, _ in line.auroc if sort != "far"]
        first, in_three = fmean(o.first for o in of_sets), fmean(o.in_three for o in of_sets)
        yield AblationLine(without, first, in_three, fmean(areas))


@dataclass(frozen=True, slots=True)
class FittedPart:
    """Weights and what they were fitted on."""

    weights: Weights
    cases: Sequence[MeasuredCase]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted, for one embedding model.

    :param alone: weights for candidates that no reader has read,
    :param reading: and for those that one has.
    :param model: the embedding model's name.
    :param scale: of its similarities.
    """

    alone: FittedPart
    reading: FittedPart
    model: str
    scale: Scale


def write_weights(path: Path, fitted: Fitted, settings: FitSettings) -> None:
    """Write weights as the file that the assistant reads, with what they were fitted on.

    :param path: overwritten where it exists.
    :param fitted: the weights.
    :param settings: how they were fitted.
    """
    written = {
        "format": FORMAT,
        "model": fitted.model,
        "scale": asdict(fitted.scale),
        "ridge": settings.ridge,
        ALONE: _part(fitted.alone, reads=False),
        READING: _part(fitted.reading, reads=True),
    }
    write_text(path, json.dumps(written, indent=2) + "\n")


def _part(part: FittedPart, *, reads: bool) -> dict[str, object]:
    weights = part.weights
    return {
        "fitted_on": [
            {"set": LICENCES.get(source, "our own questions, split tune, English"), **counts}
            for source, counts in _counts(part.cases).items()
        ],
        "sentence": _named(signal_names(reads=reads), weights.sentence),
        "chance": {
            "intercept": round(weights.intercept, _DIGITS),
            "weights": _named(clue_names(reads=reads), weights.chance),
        },
        "threshold": round(weights.threshold, _DIGITS),
    }


def _named(names: Sequence[str], values: FloatArray) -> dict[str, float]:
    return {name: round(float(value), _DIGITS) for name, value in zip(names, values, strict=True)}


def _counts(cases: Sequence[MeasuredCase]) -> dict[str, dict[str, int]]:
    return {
        source: dict(Counter(i.case.sort for i in cases if i.case.source == source))
        for source in dict.fromkeys(item.case.source for item in cases)
    }


def render(of_sets: Sequence[FitLine], left_out: Sequence[AblationLine]) -> str:
    """Return the figures as plain text for the terminal.

    :param of_sets: a line a set.
    :param left_out: a line a signal; may be empty.
    """
    head = f"{'set':10} {'n':>5} {'first':>7} {'three':>7} {'refused':>8}  "
    head += "unanswerable: AUROC, refused"
    rows = [
        f"{o.source:10} {o.questions:5} {o.first:7.3f} {o.in_three:7.3f} {o.refused:8.3f}  "
        + "; ".join(f"{sort} {area:.3f}, {refused:.3f}" for sort, area, refused in o.auroc)
        for o in of_sets
    ]
    more = [f"{'without':24} {'first':>7} {'three':>7} {'AUROC':>7}"] if left_out else []
    more += [
        f"{o.without or 'nothing':24} {o.first:7.3f} {o.in_three:7.3f} {o.auroc:7.3f}"
        for o in left_out
    ]
    return "\n".join([head, *rows, *more])
