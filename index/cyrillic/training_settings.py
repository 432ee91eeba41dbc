"""How an extension is trained; apart from the training, so that ``--help`` need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How an extension is trained.

    :param steps: batches in all.
    :param tokens: of a batch, about.
    :param rows_rate: Adam's learning rate of the new rows; it falls to 0.
    :param body_rate: the same of the low-rank changes.
    :param negatives: targets drawn for each batch.
    :param scale: of cosines in the cross-entropy.
    :param cut: share of the tokens that are cut in two.
    :param checkpoint_every: steps.
    :param joined: how often each run of joined sentences is seen in an epoch, on average,
    :param switched: and how often each code-switched text.
    :param kept: share of the way from the start that is written in the end: half-way weights find
        passages better, and translations hardly worse (Wortsman et al. 2022, arXiv 2109.01903).
    :param seed: of every choice.
    """

    steps: int = 1_500
    tokens: int = 3_000
    rows_rate: float = 1e-3
    body_rate: float = 3e-4
    negatives: int = 2_048
    scale: float = 20.0
    cut: float = 0.0
    checkpoint_every: int = 500
    joined: float = 1.0
    switched: float = 0.3
    kept: float = 0.6
    seed: int = 0
