"""Rows gathered into groups, each figure with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.measures import MEASURES, Measure, score
from eval.models import Estimate, Group, Question, Row

CONFIDENCE_LEVEL = 0.95
RESAMPLES = 1000
DEFAULT_SEED = 20240329

Floats = NDArray[np.float64]
KEYS: tuple[tuple[str, Callable[[Question], str]], ...] = (
    ("split", lambda question: question.split),
    ("language", lambda question: question.language),
    ("kind", lambda question: question.kind),
)


def group_rows(
    rows: Sequence[Row], seed: int = DEFAULT_SEED, measures: Sequence[Measure] = MEASURES
) -> tuple[Group, ...]:
    """Figure every measure overall and by split, language and kind.

    :param rows: at least one.
    :param seed: of the bootstrap; the same rows and seed give the same figures.
    :param measures: what is figured.
    :return: overall first; within a sort of group, in the order of the questions file.
    """
    groups = [_group("overall", "all", rows, seed, measures)]
    for by, key in KEYS:
        for name in dict.fromkeys(key(row.question) for row in rows):
            chosen = [row for row in rows if key(row.question) == name]
            groups.append(_group(by, name, chosen, seed, measures))
    return tuple(groups)


def estimate(measure: Measure, rows: Sequence[Row], seed: int = DEFAULT_SEED) -> Estimate:
    """Figure one measure with its 95 % interval.

    The interval is a percentile bootstrap over questions, drawn apart from the answerable and the
    others so that no draw lacks one of the two sorts that AUROC compares.

    :param measure: what to figure.
    :param rows: the questions of the group; those it does not apply to do not count.
    :param seed: of the bootstrap.
    :return: the estimate; without value where no question has this score.
    """
    rows = [row for row in rows if measure.applies(row)]
    value = measure.statistic(rows) if rows else None
    if value is None:
        return Estimate(measure.name, None, None, None, 0)
    low, high = _interval(measure, rows, value, seed)
    return Estimate(measure.name, value, low, high, len(rows))


def mean_estimate(name: str, values: Sequence[float], seed: int = DEFAULT_SEED) -> Estimate:
    """Figure the mean of some values with its 95 % percentile bootstrap interval.

    :param name: of the measure.
    :param values: one a question; without any there is no value.
    :param seed: of the bootstrap.
    """
    if not values:
        return Estimate(name, None, None, None, 0)
    sample = np.asarray(values, dtype=np.float64)
    mean = float(sample.mean())
    if len(set(values)) == 1:
        return Estimate(name, mean, mean, mean, len(values))
    low, high = _resampled([sample], _row_means, seed, vectorized=True)
    return Estimate(name, mean, low, high, len(values))


def _group(
    by: str, name: str, rows: Sequence[Row], seed: int, measures: Sequence[Measure]
) -> Group:
    answerable = sum(row.question.answerable for row in rows)
    estimates = tuple(estimate(measure, rows, seed) for measure in measures)
    return Group(by, name, len(rows), answerable, estimates)


def _interval(
    measure: Measure, rows: Sequence[Row], value: float, seed: int
) -> tuple[float, float]:
    strata = [[row for row in rows if row.question.answerable is sort] for sort in (True, False)]
    # One question alone cannot be resampled: it stands in every draw.
    fixed = [row for stratum in strata if len(stratum) == 1 for row in stratum]
    drawn = [stratum for stratum in strata if len(stratum) > 1]
    if not drawn:
        return value, value
    mean = measure.field is not None and len(drawn) == 1 and not fixed
    samples = [_sample(measure, stratum, mean=mean) for stratum in drawn]
    if mean:
        return _resampled(samples, _row_means, seed, vectorized=True)
    return _resampled(samples, _of_rows(measure, drawn, fixed), seed, vectorized=False)


def _resampled(
    samples: Sequence[Floats], statistic: Callable[..., Any], seed: int, *, vectorized: bool
) -> tuple[float, float]:
    from scipy.stats import bootstrap

    found = bootstrap(
        samples,
        statistic,
        n_resamples=RESAMPLES,
        vectorized=vectorized,
        confidence_level=CONFIDENCE_LEVEL,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(found.low), float(found.high)


def _sample(measure: Measure, rows: Sequence[Row], *, mean: bool) -> Floats:
    if mean and measure.field is not None:  # numpy figures all draws of a mean at once
        values = [score(row.scores, measure.field) for row in rows]
        return np.asarray(values, dtype=np.float64)
    return np.arange(len(rows), dtype=np.float64)


def _row_means(values: Floats, axis: int = -1) -> Floats:
    means: Floats = values.mean(axis=axis)
    return means


def _of_rows(
    measure: Measure, strata: Sequence[Sequence[Row]], fixed: Sequence[Row]
) -> Callable[..., float]:
    def statistic(*draws: Floats) -> float:
        rows = [
            stratum[int(i)] for stratum, drawn in zip(strata, draws, strict=True) for i in drawn
        ]
        value = measure.statistic([*rows, *fixed])
        return float("nan") if value is None else value

    return statistic
