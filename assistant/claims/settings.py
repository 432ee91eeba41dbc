"""What decides how near a passage comes to a claim, and what verdict that is.

Fitted on the split ``tune`` of ``eval/claims.jsonl`` by ``python -m eval claims --fit``; the split
``report`` was never fitted on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.claims.models import Basis

FULL: Basis = "meaning, words, figures and names"
WORDS: Basis = "words, figures and names"
ITEMS: Basis = "figures and names"


@dataclass(frozen=True, slots=True)
class Scale:
    """From which score on a verdict is given.

    :param supported: "supported by these words", where nothing differs or is absent.
    :param related: "related"; below it "nothing found".
    """

    supported: float
    related: float


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """Weights and thresholds.

    The score of a passage is the mean of what the claim has of these, each from 0 to 1, weighted:
    the cosine of the two, the share of the claim's content words that stand in the passage, the
    share of its figures, the share of its names. Without words and meaning in common it is
    (sum of the certainty of what is the same) / (1 + that of all), for a single figure or name
    that agrees proves little, and a small count or a well-known name next to nothing.

    :param meaning: weight of the cosine.
    :param words: weight of the content words.
    :param figures: weight of the figures.
    :param names: weight of the names.
    :param longer: taken off for each sentence that a passage has beyond the first.
    :param full: the scale where the model knows both languages.
    :param same_language: the scale where it does not, and both are of one language.
    :param items: the scale where only figures and names can be held against each other.
    """

    meaning: float = 0.5
    words: float = 0.5
    figures: float = 0.3
    names: float = 0.1
    longer: float = 0.04
    full: Scale = field(default_factory=lambda: Scale(0.63, 0.34))
    same_language: Scale = field(default_factory=lambda: Scale(0.61, 0.26))
    items: Scale = field(default_factory=lambda: Scale(0.44, 0.32))

    def scale(self, basis: Basis) -> Scale:
        """Return the scale of a basis."""
        return {FULL: self.full, WORDS: self.same_language, ITEMS: self.items}[basis]

    def close(self, basis: Basis) -> float:
        """Return from which score on another item in the place of the claim's differs from it.

        Halfway to "supported"; by figures and names alone a passage that agrees in one of two is
        as close as one that differs can be.
        """
        scale = self.scale(basis)
        return scale.related if basis == ITEMS else (scale.supported + scale.related) / 2


DEFAULT_SETTINGS = ClaimSettings()
