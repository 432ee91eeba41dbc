"""The fitted weights: read from ``weights.json`` beside this file, written by ``eval fit``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.selection.clues import CLUES, clues, counts_something_else
from assistant.selection.measured import Measured
from assistant.selection.scale import Ends, Scale
from assistant.selection.signals import SIGNALS, signals
from assistant.selection.tokens import Encoder
from index.models import Embedder, FloatArray
from ingest.errors import FittedWeightsInvalid

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes signals a score, and clues the chance that there is an answer.

    :param sentence: (k,) float32, one a signal in the order of ``SIGNALS``.
    :param chance: (k,) float32, one a clue in the order of ``CLUES``; none negative.
    :param intercept: of the chance, a logit.
    :param threshold: below this chance there is no answer, 0 to 1.
    :param model: the embedding model that they were fitted with.
    :param scale: that model's; the similarities of any other are brought to it.
    """

    sentence: FloatArray
    chance: FloatArray
    intercept: float
    threshold: float
    model: str = ""
    scale: Scale | None = None

    def encoder(self, embedder: Embedder) -> Encoder:
        """Return an encoder whose similarities these weights can take."""
        return Encoder(embedder, self.scale)

    def scores(self, measured: Measured) -> FloatArray:
        """Return (n,) float32, a score a candidate, comparable within one question only."""
        scores: FloatArray = signals(measured) @ self.sentence
        return scores

    def confidence(self, measured: Measured, scores: FloatArray) -> float:
        """Return the chance that the best candidate answers, 0 to 1.

        It stays below the threshold where the question is of something that the documents never
        mention, or counts something that the candidate does not: of that they say nothing.

        :param measured: at least one candidate.
        :param scores: (n,) what :meth:`scores` gave for them.
        """
        logit = float(clues(measured, scores) @ self.chance) + self.intercept
        chance = float(1 / (1 + np.exp(-logit)))
        refused = measured.is_beyond or counts_something_else(measured, scores)
        return chance * self.threshold if refused else chance


@cache
def fitted_weights() -> Weights:
    """Return the weights that come with the program.

    :raises FittedWeightsInvalid: when their file is not of the form that ``eval fit`` writes.
    """
    try:
        return _read(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise FittedWeightsInvalid(
            f"{WEIGHTS_FILE}: expected the weights of this version ({type(exc).__name__}: {exc}); "
            "install Footnote again, or run `python -m eval fit --data DIR`."
        ) from exc


def _read(fitted: dict[str, Any]) -> Weights:
    return Weights(
        sentence=_ordered(fitted["sentence"], SIGNALS),
        chance=_ordered(fitted["chance"]["weights"], CLUES),
        intercept=float(fitted["chance"]["intercept"]),
        threshold=float(fitted["threshold"]),
        model=str(fitted["model"]),
        scale=Scale(**{kind: Ends(**ends) for kind, ends in fitted["scale"].items()}),
    )


def _ordered(weights: Mapping[str, float], names: tuple[str, ...]) -> FloatArray:
    return np.asarray([weights[name] for name in names], dtype=np.float32)
