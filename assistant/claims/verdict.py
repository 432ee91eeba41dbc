"""A claim and a source -> the nearest passage, the items compared, a verdict; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.claims.compare import compare
from assistant.claims.models import Basis, Compared, Verdict
from assistant.claims.nearest import Near, Vectors, nearest
from assistant.claims.reading import Read, Source
from assistant.claims.settings import DEFAULT_SETTINGS, ITEMS, ClaimSettings

_LEAST_SAID = 3  # content words, figures and names


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of holding a claim against a source.

    :param near: the nearest passage; None where none shares anything.
    :param verdict: never "source not held".
    :param compared: the claim's items, in its order; all absent where nothing was found.
    :param basis: what it rests on.
    """

    near: Near | None
    verdict: Verdict
    compared: tuple[Compared, ...]
    basis: Basis

    @property
    def score(self) -> float:
        """How near the passage comes, 0 to 1; 0 without one."""
        return self.near.score if self.near is not None else 0.0


def judge(
    claim: Read,
    source: Source,
    positions: Sequence[int],
    basis: Basis,
    vectors: Vectors | None = None,
    settings: ClaimSettings = DEFAULT_SETTINGS,
) -> Judged:
    """Hold a claim against a source.

    :param claim: the claim.
    :param source: the source.
    :param positions: the sentences that may come nearest, as ``nearest.candidates`` gives them.
    :param basis: as ``nearest.basis_of`` gives it.
    :param vectors: of the claim and the candidates, where the basis has the meaning in it.
    :param settings: weights and thresholds.
    """
    near = nearest(claim, source, positions, basis, settings, vectors)
    if near is None:
        absent = compare(claim, source, 0, 0, 0, near=False)
        return Judged(None, "nothing found", absent, basis)
    is_near = near.score >= settings.close(basis)
    compared = compare(claim, source, near.first, near.last, near.centre, near=is_near)
    found = verdict(near.score, compared, basis, settings)
    if found == "supported by these words" and _says_little(claim):
        found = "related"
    return Judged(near, found, compared, basis)


def _says_little(claim: Read) -> bool:
    """Tell whether a claim is a scrap, as "In those years.", that half of all texts support."""
    names = [name for name in claim.names if not name.doubtful]
    return len(claim.stems) + len(claim.figures) + len(names) < _LEAST_SAID


def verdict(
    score: float, compared: Iterable[Compared], basis: Basis, settings: ClaimSettings
) -> Verdict:
    """Return the verdict that a score and the compared items allow.

    Supported is only what has nothing that differs or is absent and, where only figures and names
    can tell, two of them or more, a figure among them.
    """
    scale, items = settings.scale(basis), tuple(compared)
    same = [each for each in items if each.state == "same"]
    figures = [each for each in same if each.kind not in ("name", "direction")]
    if score < scale.related:
        return "nothing found"
    agrees = len(same) == len(items)
    if basis == ITEMS:
        agrees = agrees and len(items) > 1 and bool(figures)
    return "supported by these words" if agrees and score >= scale.supported else "related"
