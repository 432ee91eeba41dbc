"""What further documents say to a question: the paper's sources beside the paper.

The choice of an answer's sentences was fitted on single documents. Where a paper and its sources,
or several sources, have something to say, the best sentence of each is put beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.ranked import Ranked
from assistant.roles import Roles
from assistant.selection.candidates import Candidate
from assistant.selection.duplicates import is_duplicate
from assistant.selection.measured import Measured
from assistant.selection.weights import Weights
from index.models import FloatArray, Hit

MOST_FURTHER = 3  # documents, a sentence each
# A further document's sentence has at least this share of the best one's odds, as have those
# beside the best one where one fact is asked for.
WITHIN = 0.3
# Or its document answers by itself with at least this chance. On a made-up paper with its sources
# those that answer had 0.89 and more, those that do not 0.48 and less.
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """Which of the passages that were found are read.

    :param passages: so many of the first.
    :param roles: of the documents; empty where only one role is held.
    """

    passages: int
    roles: Roles = field(default_factory=dict)


def is_further(doc_id: str, beside: str, roles: Roles) -> bool:
    """Tell whether a document speaks for itself beside another: of another role, or two sources."""
    role, other = roles.get(doc_id, "other"), roles.get(beside, "other")
    return doc_id != beside and (role != other or role == "source")


def with_further(hits: Sequence[Hit], reading: Reading) -> tuple[list[Hit], Reading]:
    """Bring the best passage of each of a few further documents up behind those that are read.

    :param hits: best first.
    :param reading: which of them are read anyway.
    :return: all hits, and which of these are read.
    """
    rows = _unread(hits, reading)
    first = reading.passages
    rest = [hit for row, hit in enumerate(hits) if row >= first and row not in rows]
    brought = [hits[row] for row in rows]
    return [*hits[:first], *brought, *rest], Reading(first + len(rows), reading.roles)


def _unread(hits: Sequence[Hit], reading: Reading) -> list[int]:
    """Return the rows of the best passages of further documents that would not be read."""
    seen = {hit.chunk.doc_id for hit in hits[: reading.passages]}
    rows: list[int] = []
    for row in range(reading.passages, len(hits) if reading.roles else 0):
        doc_id = hits[row].chunk.doc_id
        further_one = is_further(doc_id, hits[0].chunk.doc_id, reading.roles)
        if further_one and doc_id not in seen and len(rows) < MOST_FURTHER:
            rows.append(row)
            seen.add(doc_id)
    return rows


def own_chances(measured: Measured, scores: FloatArray, weights: Weights) -> dict[str, float]:
    """Return the chance that each document answers by itself, the best sentence's left out.

    Scores tell which of a document's sentences is the best, and far apart in score two documents
    may both answer: one has the question's words to the letter, another is in another language.

    :param measured: all candidates.
    :param scores: (n,) one a candidate.
    :param weights: the fitted ones.
    """
    best = measured.candidates[int(scores.argmax())].doc_id
    rows: dict[str, list[int]] = {}
    for row, candidate in enumerate(measured.candidates):
        if candidate.doc_id != best:
            rows.setdefault(candidate.doc_id, []).append(row)
    return {
        doc_id: weights.confidence(_only(measured, own), scores[own])
        for doc_id, own in rows.items()
    }


def _only(measured: Measured, rows: list[int]) -> Measured:
    """Return some of the candidates, held against the same question."""
    places = {row: place for place, row in enumerate(rows)}
    return Measured(
        asked=measured.asked,
        candidates=[measured.candidates[row] for row in rows],
        near=[[places[other] for other in measured.near[row] if other in places] for row in rows],
        cosine=measured.cosine[rows],
        covered=measured.covered[rows],
        plain=measured.plain[rows],
        context=measured.context[rows],
        found=measured.found[rows],
        read=measured.read.only(rows) if measured.read else None,
    )


def further(ranked: Ranked, taken: Sequence[Candidate]) -> list[Candidate]:
    """Return the best sentences of further documents, one a document, where they answer too.

    :param ranked: the candidates of a question.
    :param taken: those that answer, the best first; none without an answer.
    """
    found: list[Candidate] = []
    for row in _best_rows(ranked, taken) if taken and ranked.roles else ():
        candidate = ranked.candidates[row]
        odds = float(np.exp(ranked.scores[row] - ranked.scores[0]))
        own = ranked.own_chances.get(candidate.doc_id, 0.0)
        said = [other.text for other in (*taken, *found)]
        answers = odds >= WITHIN or own >= SURE
        if answers and len(found) < MOST_FURTHER and not is_duplicate(candidate.text, said):
            found.append(candidate)
    return found


def _best_rows(ranked: Ranked, taken: Sequence[Candidate]) -> list[int]:
    """Return the row of the best sentence of each document that speaks for itself."""
    quoted = {candidate.doc_id for candidate in taken}
    best: dict[str, int] = {}
    for row, candidate in enumerate(ranked.candidates):
        doc_id = candidate.doc_id
        if doc_id not in quoted and is_further(doc_id, taken[0].doc_id, ranked.roles):
            best.setdefault(doc_id, row)
    return list(best.values())
