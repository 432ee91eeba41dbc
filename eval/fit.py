"""The fit: signals to one score, clues to the chance that there is an answer, and a threshold.

The score is a conditional logit (McFadden 1974): over the candidates of a question, the chance of
each is its share of the exponentials of all scores, and the chance of those that answer is made
as great as can be. The chance that the best one answers is a logistic whose weights are held at 0
or more, so that no clue counts against what it stands for. Every set has the same say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.selection.clues import clue_names, clues
from assistant.selection.signals import signal_names, signals
from assistant.selection.weights import Weights
from eval.fit_cases import OWN, Case
from ingest.errors import QuestionsInvalid

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are fitted.

    :param ridge: penalty on the squares of the weights of standardised signals and clues.
    :param own_sentence: what our own questions weigh in the choice of sentences, a public set
        being 1.
    :param own_chance: what each sort of them weighs in the chance of an answer, a sort of a public
        set being 1: what people ask of a paper is less like an encyclopedia's questions there.
    :param false_refusals: share of our own answerable questions that the threshold may refuse.
    :param without: signals and clues left out, to see what each is worth: "signal sort" and the
        like.
    """

    ridge: float = 5.0
    own_sentence: float = 2.0
    own_chance: float = 8.0
    false_refusals: float = 0.05
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MeasuredCase:
    """A case as the fit takes it.

    :param case: the question.
    :param signals: (n, k) of its candidates.
    """

    case: Case
    signals: Floats


def measured_cases(cases: Sequence[Case], *, reads: bool) -> list[MeasuredCase]:
    """Return cases with their signals.

    :param cases: some of them read by a reader.
    :param reads: those alone, with its signals; or all, as if it had read none.
    """
    if reads:
        taken = [case for case in cases if case.measured.read is not None]
    else:
        taken = [replace(case, measured=replace(case.measured, read=None)) for case in cases]
    return [MeasuredCase(case, signals(case.measured).astype(np.float64)) for case in taken]


def fit(cases: Sequence[MeasuredCase], settings: FitSettings) -> Weights:
    """Fit the weights.

    :param cases: answerable and unanswerable, of several sets.
    :param settings: how.
    :raises QuestionsInvalid: when there are only answerable or only unanswerable ones, or no
        answer was found among the candidates.
    """
    _require_both(cases)
    sentence = fit_sentence(cases, settings)
    scored = [(item.signals @ sentence).astype(np.float32) for item in cases]
    read = np.asarray(
        [clues(item.case.measured, scores) for item, scores in zip(cases, scored, strict=True)],
        dtype=np.float64,
    )
    # Of what the documents never mention they say nothing, whatever the clues.
    open_ = [i for i, item in enumerate(cases) if not item.case.measured.is_beyond]
    chance, intercept = fit_chance([cases[i] for i in open_], read[open_], settings)
    logits = read @ chance + intercept
    answerable = [i for i in open_ if _answerable(cases[i])]
    own = [i for i in answerable if cases[i].case.source == OWN]
    chances = 1 / (1 + np.exp(-logits[own or answerable]))
    return Weights(
        sentence=sentence.astype(np.float32),
        chance=chance.astype(np.float32),
        intercept=intercept,
        threshold=float(np.quantile(chances, settings.false_refusals)),
    )


def fit_sentence(cases: Sequence[MeasuredCase], settings: FitSettings) -> Floats:
    """Return (k,) the weights of the signals.

    :param cases: those without a candidate that answers say nothing here.
    :param settings: how.
    """
    from scipy.optimize import minimize

    told = [item for item in cases if item.case.gold.any() and _answerable(item)]
    values = np.concatenate([item.signals for item in told])
    gold = np.concatenate([item.case.gold for item in told]).astype(np.float64)
    sizes = [len(item.signals) for item in told]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    owner = np.repeat(np.arange(len(told)), sizes)
    say = _say([item.case.source for item in told], settings.own_sentence)
    spread = values.std(axis=0) + 1e-9
    kept = _kept("signal", signal_names(reads=_is_read(cases)), settings)
    standard = (values - values.mean(axis=0)) / spread * kept

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = standard @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        whole = np.add.reduceat(odds, starts)
        right = np.add.reduceat(odds * gold, starts)
        pull = (odds * gold / right[owner] - odds / whole[owner]) * say[owner]
        value = -float(say @ np.log(right / whole)) + settings.ridge * float(weights @ weights) / 2
        return value, settings.ridge * weights - standard.T @ pull

    found = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B")
    weights: Floats = found.x / spread * kept
    return weights


def fit_chance(
    cases: Sequence[MeasuredCase], read: Floats, settings: FitSettings
) -> tuple[Floats, float]:
    """Return (k,) the weights of the clues, none negative, and the intercept.

    :param cases: the questions.
    :param read: (n, k) the clues of each.
    :param settings: how.
    """
    from scipy.optimize import minimize

    truth = np.asarray([_answerable(item) for item in cases], dtype=np.float64)
    groups = [f"{item.case.source} {item.case.sort}" for item in cases]
    say = _halved(_say(groups, settings.own_chance), truth.astype(np.bool_))
    spread = read.std(axis=0) + 1e-9
    centre = read.mean(axis=0)
    kept = _kept("clue", clue_names(reads=_is_read(cases)), settings)
    standard = (read - centre) / spread * kept

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, intercept = parameters[:-1], parameters[-1]
        logits = standard @ weights + intercept
        value = float(say @ (np.logaddexp(0, logits) - truth * logits))
        pull = say * (1 / (1 + np.exp(-logits)) - truth)
        slope = np.append(standard.T @ pull + settings.ridge * weights, pull.sum())
        return value + settings.ridge * float(weights @ weights) / 2, slope

    bounds = [*[(0.0, None)] * len(kept), (None, None)]
    start = np.zeros(len(kept) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights: Floats = found[:-1] / spread * kept
    return weights, float(found[-1] - weights @ centre)


def _require_both(cases: Sequence[MeasuredCase]) -> None:
    found = any(item.case.gold.any() for item in cases if _answerable(item))
    if not found or all(map(_answerable, cases)):
        raise QuestionsInvalid(
            "there is nothing to fit on: questions that a passage found for them answers, and "
            "others that none answers, are both needed; give more or larger sets with --data."
        )


def _is_read(cases: Sequence[MeasuredCase]) -> bool:
    return all(item.case.measured.read is not None for item in cases)


def _answerable(item: MeasuredCase) -> bool:
    return item.case.sort == "answerable"


def _kept(kind: str, names: Sequence[str], settings: FitSettings) -> Floats:
    return np.asarray([float(f"{kind} {name}" not in settings.without) for name in names])


def _say(groups: Sequence[str], own: float) -> Floats:
    """Return what each question weighs, (n,), their mean 1: every group has the same say."""
    counts = Counter(groups)
    say = np.asarray([(own if group.startswith(OWN) else 1.0) / counts[group] for group in groups])
    weights: Floats = say * len(groups) / say.sum()
    return weights


def _halved(say: Floats, truth: Bools) -> Floats:
    """Return weights of which the answerable questions have half, their mean 1."""
    balanced = say.copy()
    for side in (truth, ~truth):
        balanced[side] *= len(say) / 2 / balanced[side].sum()
    return balanced
