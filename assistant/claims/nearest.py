"""The passage of a source that comes nearest a claim: one to three sentences, and how near."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.claims.figure import Figure, ends_of, likeness
from assistant.claims.models import Basis
from assistant.claims.names import Name, same_name
from assistant.claims.reading import Read, Source
from assistant.claims.settings import FULL, ITEMS, WORDS, ClaimSettings
from assistant.spellings import are_alike
from index.models import FloatArray

MOST_CANDIDATES = 16  # sentences, by what they share with the claim
MOST_SENTENCES = 3  # of a passage
_MOST_APART = 200  # characters between two sentences of one passage
_SMALL_COUNT = 12
# How much it proves that a figure or name is there: small counts and countries are met by chance.
_SURE, _BY_CHANCE = 1.0, 0.3

Vectors = Mapping[str, FloatArray]
"""A unit vector for each text, (dim,) float32."""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage and how near it comes.

    :param first: position of its first sentence in the source.
    :param last: position after its last sentence.
    :param centre: position of the sentence in it that comes nearest by itself.
    :param score: from 0 to 1.
    """

    first: int
    last: int
    centre: int
    score: float


def basis_of(claim: Read, source: Source, languages: frozenset[str] | None) -> Basis:
    """Return what a claim and a source can be held against each other by.

    :param claim: the claim.
    :param source: the source.
    :param languages: those that the embedding model knows; None where that is not told, and the
        model is trusted with all.
    """
    pair = {claim.language, language_of(source)}
    if languages is None or pair <= languages:
        return FULL
    return WORDS if len(pair) == 1 else ITEMS


def language_of(source: Source) -> str:
    """Return the language that a source's sentences were read in; empty where it has none."""
    return source.sentences[0].language if source.sentences else ""


def candidates(claim: Read, source: Source, also: Iterable[int] = ()) -> list[int]:
    """Return the positions of the sentences that may come nearest, in the order of the text.

    :param claim: the claim.
    :param source: the source.
    :param also: positions that a search found.
    """
    votes: Counter[int] = Counter()
    same_language = claim.language == language_of(source)
    for stem in claim.stems if same_language else ():
        _vote(votes, source.by_stem.get(stem, ()))
    for figure in claim.figures:
        _vote(votes, source.with_figure(figure))
    for name in claim.names:
        _vote(votes, set(_naming(name, source, same_language=same_language)))
    ranked = sorted(votes, key=lambda position: (-votes[position], position))
    return sorted({*ranked[:MOST_CANDIDATES], *also})


def nearest(
    claim: Read,
    source: Source,
    positions: Sequence[int],
    basis: Basis,
    settings: ClaimSettings,
    vectors: Vectors | None = None,
) -> Near | None:
    """Return the passage that comes nearest; None where none shares anything.

    :param claim: the claim.
    :param source: the source.
    :param positions: what :func:`candidates` gave.
    :param basis: what is compared.
    :param settings: how each part weighs.
    :param vectors: of the claim and of every candidate, where the basis has the meaning in it.
    """
    cosines = _cosines(claim, source, positions, vectors if basis == FULL else None)
    best: Near | None = None
    for first, last, centre in _passages(source, positions):
        inside = source.sentences[first:last]
        meaning = max((cosines.get(at, 0.0) for at in range(first, last)), default=0.0)
        score = _score(claim, inside, basis, settings, meaning)
        score = max(0.0, score - settings.longer * (last - first - 1))
        if score > 0 and (best is None or score > best.score):
            best = Near(first, last, centre, score)
    return best


def matching(figure: Figure, others: Iterable[Figure]) -> tuple[Figure, str] | None:
    """Return the first figure that says the same, and how; an equal one before a rounded one.

    A range is met by its two ends, and an end by the range that it belongs to.
    """
    found: tuple[Figure, str] | None = None
    every = list(others)
    for other in every:
        how = likeness(figure, other) or _end_likeness(figure, other)
        if how == "same":
            return other, ""
        if how and found is None:
            found = other, "rounded"
    ends = ends_of(figure)
    if found is None and ends is not None:
        met = [next((o for o in every if likeness(end, o) == "same"), None) for end in ends]
        if met[0] is not None and met[1] is not None:
            return met[0], "both ends"
    return found


def _end_likeness(figure: Figure, other: Figure) -> str:
    """Tell whether a year begins or ends the years of another figure that is no decade."""
    ends = ends_of(other) if figure.low == figure.high else None
    if ends is None or other.kind != "year" or other.high - other.low in (9, 99):
        return ""
    return "same" if any(likeness(figure, end) == "same" for end in ends) else ""


def _vote(votes: Counter[int], positions: Iterable[int]) -> None:
    for position in positions:
        votes[position] += 1


def _naming(name: Name, source: Source, *, same_language: bool) -> Iterator[int]:
    for group in name.groups:
        yield from source.by_group.get(group, ())
    if name.groups:
        return
    for word, positions in source.by_name_word.items():
        if any(are_alike(each, word, same_language=same_language) for each in name.needed):
            yield from positions


def _cosines(
    claim: Read, source: Source, positions: Sequence[int], vectors: Vectors | None
) -> dict[int, float]:
    if vectors is None:
        return {}
    query = vectors[claim.text]
    return {
        at: max(0.0, float(np.dot(query, vectors[source.sentences[at].text]))) for at in positions
    }


def _passages(source: Source, positions: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, centre) of every stretch of sentences about each candidate."""
    for centre in positions:
        for before in range(MOST_SENTENCES):
            for after in range(MOST_SENTENCES - before):
                first, last = centre - before, centre + after + 1
                if _stand_together(source, first, last):
                    yield first, last, centre


def _stand_together(source: Source, first: int, last: int) -> bool:
    if first < 0 or last > len(source.sentences):
        return False
    inside = source.sentences[first:last]
    # A passage may begin with its heading, and does not reach into what another stands over.
    starts = source.heading_starts
    coming = bisect_right(starts, inside[0].start)
    if coming < len(starts) and starts[coming] < inside[-1].end:
        return False
    return all(following.start - each.end <= _MOST_APART for each, following in pairwise(inside))


def _score(
    claim: Read, passage: Sequence[Read], basis: Basis, settings: ClaimSettings, meaning: float
) -> float:
    same_language = bool(passage) and passage[0].language == claim.language
    figures = [figure for each in passage for figure in each.figures]
    names = [name for each in passage for name in each.names]
    met_figures = [matching(figure, figures) is not None for figure in claim.figures]
    sure = [name for name in claim.names if not name.doubtful]
    met_names = [
        any(same_name(name, other, same_language=same_language) for other in names) for name in sure
    ]
    if basis == ITEMS:
        return _certainty(claim.figures, met_figures, sure, met_names)
    stems = frozenset[str]().union(*(each.stems for each in passage))
    parts = [
        (settings.words if same_language else 0, _share([stem in stems for stem in claim.stems])),
        (settings.meaning if basis == FULL else 0, meaning),
        (settings.figures, _share(met_figures)),
        (settings.names, _share(met_names)),
    ]
    told = [(weight, share) for weight, share in parts if share is not None and weight]
    total = sum(weight for weight, _ in told)
    return sum(weight * share for weight, share in told) / total if total else 0.0


def _share(met: Sequence[bool]) -> float | None:
    return sum(met) / len(met) if met else None


def _certainty(
    figures: Sequence[Figure],
    met_figures: Sequence[bool],
    names: Sequence[Name],
    met_names: Sequence[bool],
) -> float:
    """Return Σ certainty of what is met / (1 + Σ certainty of all)."""
    weighed = [(_weight(figure), met) for figure, met in zip(figures, met_figures, strict=True)]
    weighed += [
        (_BY_CHANCE if name.groups else _SURE, met)
        for name, met in zip(names, met_names, strict=True)
    ]
    return sum(weight for weight, met in weighed if met) / (1 + sum(w for w, _ in weighed))


def _weight(figure: Figure) -> float:
    is_small = figure.kind in ("count", "ordinal") and figure.high <= _SMALL_COUNT
    return _BY_CHANCE if is_small else _SURE
