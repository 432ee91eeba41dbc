"""Means of the study's scores with their intervals, by the bootstrap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.models import Estimate
from eval.study_data import StudySettings

Floats = NDArray[np.float64]


def resampled(scores: Floats, settings: StudySettings) -> Floats:
    """Return (resamples, measures) means; scores of as many questions get the same draws.

    :param scores: (questions, measures).
    :param settings: how many draws, and their seed.
    """
    if not len(scores):
        return scores
    generator = np.random.default_rng(settings.seed)
    drawn = generator.integers(len(scores), size=(settings.resamples, len(scores)))
    means: Floats = scores[drawn].mean(axis=1)
    return means


def estimates(
    scores: Floats, draws: Floats, count: int, measures: Sequence[str]
) -> tuple[Estimate, ...]:
    """Return each measure's mean with its 95 % percentile interval; no value of no score.

    :param scores: (questions, measures).
    :param draws: what ``resampled`` gave for them.
    :param count: of what the mean was taken.
    :param measures: their names.
    """
    if not len(scores):
        return tuple(Estimate(measure, None, None, None, 0) for measure in measures)
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    return tuple(
        Estimate(measure, float(mean), float(low[column]), float(high[column]), count)
        for column, (measure, mean) in enumerate(zip(measures, scores.mean(axis=0), strict=True))
    )
