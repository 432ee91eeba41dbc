"""The sentences that may answer a question, best first, and how many of them an answer has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.roles import Roles
from assistant.selection.asked import Asked
from assistant.selection.candidates import Candidate
from assistant.selection.duplicates import is_duplicate
from index.models import FloatArray, Hit
from ingest.models import Span

NEAREST = 3  # sentences shown with a refusal
# Below this similarity to the question a sentence is not worth showing with a refusal.
_NEAR = 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """How many of the ranked sentences an answer has.

    :param most: at the most.
    :param share: sentences are taken until they have this share of all the exponentials of scores.
    :param within: and only while their own is at least this share of the best one's.
    """

    most: int = 3
    share: float = 0.7
    within: float = 0.3


ONE_FACT = Choice()
SEVERAL = Choice(most=6, share=0.95, within=0.1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a question, the best first.

    :param asked: the question.
    :param candidates: the sentences.
    :param scores: (n,) float32, falling.
    :param cosine: (n,) float32, each one's similarity to the question.
    :param confidence: the chance that the best one answers, 0 to 1.
    :param threshold: below that chance there is no answer.
    :param missing: what of the question no document has.
    :param roles: of the documents; empty where only one role is held.
    :param own_chances: the chance that a document answers by itself, the best sentence's left out.
    :param short: the words of a sentence that a reader takes for the answer, where it is sure of
        them.
    """

    asked: Asked
    candidates: tuple[Candidate, ...]
    scores: FloatArray
    cosine: FloatArray
    confidence: float
    threshold: float
    missing: tuple[str, ...] = ()
    roles: Roles = field(default_factory=dict)
    own_chances: Mapping[str, float] = field(default_factory=dict)
    short: Mapping[Candidate, Span] = field(default_factory=dict)

    def chosen(self, choice: Choice, *, leniency: float = 1.0) -> list[Candidate]:
        """Return the sentences that answer, no two of them the same; none without an answer.

        :param choice: how many.
        :param leniency: what the threshold is divided by.
        """
        if not self.candidates or self.confidence < self.threshold / leniency:
            return []
        odds = np.exp(self.scores - self.scores[0])
        odds /= odds.sum()
        taken: list[Candidate] = []
        share = 0.0
        for candidate, odd in zip(self.candidates, odds.tolist(), strict=True):
            enough = len(taken) >= choice.most or share >= choice.share
            if taken and (enough or odd < choice.within * float(odds[0])):
                break
            share += odd
            if not is_duplicate(candidate.text, [other.text for other in taken]):
                taken.append(candidate)
        return taken

    def nearest(self) -> list[Candidate]:
        """Return the sentences that come nearest, as far as any comes near."""
        near = [c for c, cosine in zip(self.candidates, self.cosine, strict=True) if cosine > _NEAR]
        taken: list[Candidate] = []
        for candidate in near:
            if len(taken) < NEAREST and not is_duplicate(candidate.text, [t.text for t in taken]):
                taken.append(candidate)
        return taken

    def by_passage(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return passages with those that hold the best sentences first."""
        order = {candidate.rank: None for candidate in self.candidates}
        return [*(hits[rank] for rank in order), *(h for i, h in enumerate(hits) if i not in order)]
