"""How a reader is trained; apart from the training, so that ``--help`` need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """How a reader is trained.

    :param steps: batches in all.
    :param cloze_steps: of these, the first ones are of questions made by rule alone,
    :param cloze: and of the others this share is.
    :param tokens: of a batch, about.
    :param rate: AdamW's learning rate at its highest; it falls to 0.
    :param decay: weight decay.
    :param dropout: of the body and before the heads.
    :param unanswerable: of the questions that are answerable, this share is also asked where
        nothing answers.
    :param switched: share of the English questions whose words are put into Russian or Kazakh.
    :param checkpoint_every: steps.
    :param seed: of every choice.
    """

    steps: int = 2_400
    cloze_steps: int = 800
    cloze: float = 0.15
    tokens: int = 4_000
    rate: float = 2e-4
    decay: float = 0.01
    dropout: float = 0.1
    unanswerable: float = 0.75
    switched: float = 0.2
    checkpoint_every: int = 250
    seed: int = 0
