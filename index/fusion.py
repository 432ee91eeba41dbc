"""Two ranked lists to one: dense and lexical scores, fused by rank or by normalised score.

Raw scores are never added: BM25 has no upper bound and grows with the question, a cosine does not.
The rows to rank are those of the dense list; the caller gives it every candidate of either side,
for a cosine can be had of any row. A candidate that the lexical side did not find has no term of
the question among the best, and counts there as 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.models import Scored

Method = Literal["rrf", "minmax", "floor"]


@dataclass(frozen=True, slots=True)
class FusionSettings:
    """How two lists become one.

    :param method: ``rrf``, reciprocal rank fusion (Cormack et al. 2009,
        doi:10.1145/1571941.1572114); ``minmax``, the weighted sum of scores stretched to 0..1 over
        the candidates; ``floor``, the same with the lowest possible score for 0 (Bruch et al.
        2023, arXiv 2210.11934).
    :param dense_weight: weight of the dense side, 0 to 1; the lexical side has the rest.
    :param rank_constant: the k of ``rrf``, in ranks.
    """

    method: Method = "minmax"
    dense_weight: float = 0.5
    rank_constant: int = 60


def fuse(
    dense: Sequence[Scored], lexical: Sequence[Scored], settings: FusionSettings
) -> list[Scored]:
    """Return every candidate with its fused score, best first, equal scores by row.

    :param dense: each candidate's cosine, in any order, each row once.
    :param lexical: what the lexical search found, each row once; rows that the dense list lacks
        are candidates too, with the lowest cosine there is.
    :param settings: how.
    """
    cosines = {item.row: item.score for item in dense}
    found = {item.row: item.score for item in lexical}
    lowest = min(cosines.values(), default=0.0)
    cosines = {row: lowest for row in found} | cosines
    bm25 = {row: found.get(row, 0.0) for row in cosines}
    if settings.method == "rrf":
        left = _reciprocal_ranks(cosines, settings.rank_constant)
        right = _reciprocal_ranks(found, settings.rank_constant)
    else:
        floor = settings.method == "floor"
        left = _stretched(cosines, -1.0 if floor else None)
        right = _stretched(bm25, 0.0 if floor else None)
    weight = settings.dense_weight
    fused = [
        Scored(row, weight * left[row] + (1.0 - weight) * right.get(row, 0.0)) for row in cosines
    ]
    return sorted(fused, key=lambda item: (-item.score, item.row))


def _reciprocal_ranks(scores: Mapping[int, float], constant: int) -> dict[int, float]:
    """Return 1 / (constant + rank) of each row, ranks from 1."""
    ranked = sorted(scores, key=lambda row: (-scores[row], row))
    return {row: 1.0 / (constant + rank) for rank, row in enumerate(ranked, start=1)}


def _stretched(scores: Mapping[int, float], low: float | None) -> dict[int, float]:
    """Return the scores stretched so that ``low``, or the lowest, is 0 and the highest 1."""
    if low is None:
        low = min(scores.values(), default=0.0)
    span = max(scores.values(), default=0.0) - low
    return {row: (score - low) / span if span > 0 else 0.0 for row, score in scores.items()}
