"""The fitted weights: read from ``weights.json`` beside this file, written by ``eval fit``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.selection.clues import clue_names, clues, tells_something_else
from assistant.selection.measured import Measured
from assistant.selection.read import Reads
from assistant.selection.scale import Ends, Scale
from assistant.selection.signals import signal_names, signals
from assistant.selection.tokens import Encoder
from index.models import Embedder, FloatArray
from ingest.errors import FittedWeightsInvalid

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
ALONE, READING = "alone", "reading"  # its two parts: without the reader, and with it


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes signals a score, and clues the chance that there is an answer.

    :param sentence: (k,) float32, one a signal in the order of their names.
    :param chance: (k,) float32, one a clue in the order of their names; none negative.
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

    def encoder(self, embedder: Embedder, reader: Reads | None = None) -> Encoder:
        """Return an encoder whose similarities these weights can take.

        :param embedder: the index's model.
        :param reader: what these weights were fitted with: None for those without a reader.
        :raises ValueError: when they were fitted with one and none is given, or the other way.
        """
        if len(self.sentence) != len(signal_names(reads=reader is not None)):
            given = "without" if reader is None else "with"
            raise ValueError(f"these weights are of other signals than those {given} a reader")
        return Encoder(embedder, self.scale, reader=reader)

    def scores(self, measured: Measured) -> FloatArray:
        """Return (n,) float32, a score a candidate, comparable within one question only."""
        scores: FloatArray = signals(measured) @ self.sentence
        return scores

    def confidence(self, measured: Measured, scores: FloatArray) -> float:
        """Return the chance that the best candidate answers, 0 to 1.

        It stays below the threshold where the question is of something that the documents never
        mention, or counts or names something that the candidate does not: of that they say nothing.

        :param measured: at least one candidate.
        :param scores: (n,) what :meth:`scores` gave for them.
        """
        logit = float(clues(measured, scores) @ self.chance) + self.intercept
        chance = float(1 / (1 + np.exp(-logit)))
        refused = measured.is_beyond or tells_something_else(measured, scores)
        return chance * self.threshold if refused else chance


@cache
def fitted_weights(*, reads: bool = False) -> Weights:
    """Return the weights that come with the program.

    :param reads: those for candidates that the reader has read.
    :raises FittedWeightsInvalid: when their file is not of the form that ``eval fit`` writes.
    """
    try:
        return _read(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")), reads=reads)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise FittedWeightsInvalid(
            f"{WEIGHTS_FILE}: expected the weights of this version ({type(exc).__name__}: {exc}); "
            "install Footnote again, or run `python -m eval fit --data DIR`."
        ) from exc


def _read(fitted: dict[str, Any], *, reads: bool) -> Weights:
    own = fitted[READING if reads else ALONE]
    return Weights(
        sentence=_ordered(own["sentence"], signal_names(reads=reads)),
        chance=_ordered(own["chance"]["weights"], clue_names(reads=reads)),
        intercept=float(own["chance"]["intercept"]),
        threshold=float(own["threshold"]),
        model=str(fitted["model"]),
        scale=Scale(**{kind: Ends(**ends) for kind, ends in fitted["scale"].items()}),
    )


def _ordered(weights: Mapping[str, float], names: tuple[str, ...]) -> FloatArray:
    return np.asarray([weights[name] for name in names], dtype=np.float32)
