"""What the study compares: ways to rank, each tried on what both sides found for a question."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.study_data import Corpus, StudySet
from index.fusion import FusionSettings, Method, fuse
from index.lexical import LexicalIndex
from index.models import FloatArray, Scored
from index.sampling import stable_order

MEASURES = ("recall@1", "recall@5", "MRR@10", "nDCG@10")
DEPTH = 10
CANDIDATES = 100  # a side, as index.search takes them
RANK_CONSTANTS = (1, 5, 20, 60)
GRIDS: tuple[tuple[Method, tuple[float, ...]], ...] = (
    ("minmax", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
    ("floor", (0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what both sides found.

    :param dense: every candidate's cosine, best first.
    :param lexical: BM25 of the rows found, best first.
    :param gold: the rows that answer, any one of which suffices.
    :param tune: it is of the half that the setting is chosen on.
    """

    dense: list[Scored]
    lexical: list[Scored]
    gold: frozenset[int]
    tune: bool


@dataclass(frozen=True, slots=True)
class System:
    """One way to rank; ``fusion`` is None for the three baselines."""

    name: str
    rank: Callable[[Case], Sequence[Scored]]
    fusion: FusionSettings | None = None


def systems() -> tuple[System, ...]:
    """Return everything that is compared, baselines first."""
    by_rank = [
        FusionSettings("rrf", weight, weight, k) for k in RANK_CONSTANTS for weight in (0.3, 0.5)
    ]
    by_score = [
        FusionSettings(method, weight, weight) for method, weights in GRIDS for weight in weights
    ]
    return (
        System("dense", lambda case: case.dense),
        System("lexical", lambda case: case.lexical),
        System("raw average", _raw_average),
        *(System(_name(fusion), _fuser(fusion), fusion) for fusion in by_rank + by_score),
    )


def score(ranking: Sequence[Scored], gold: frozenset[int]) -> tuple[float, ...]:
    """Return a ranking's ``MEASURES``; recall is 1 when any gold row is among the first k.

    :param ranking: best first.
    :param gold: the rows that answer; not empty.
    """
    hits = [item.row in gold for item in ranking[:DEPTH]]
    gains = [1 / np.log2(rank + 1) for rank in range(1, DEPTH + 1)]
    ideal = sum(gains[: len(gold)])
    first = hits.index(True) + 1 if any(hits) else 0
    return (
        float(any(hits[:1])),
        float(any(hits[:5])),
        1 / first if first else 0.0,
        sum(gain for gain, hit in zip(gains, hits, strict=False) if hit) / ideal,
    )


def find_cases(study: StudySet, vectors: dict[str, FloatArray]) -> Iterator[Case]:
    """Yield each question of a set with what both sides find for it.

    :param study: the set.
    :param vectors: (dim,) float32, unit length, of each passage and question by its text.
    """
    for corpus in study.corpora:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lexical"
            LexicalIndex.build(path, corpus.passages)
            yield from _cases(corpus, LexicalIndex.open(path), vectors)


def _cases(corpus: Corpus, index: LexicalIndex, vectors: dict[str, FloatArray]) -> Iterator[Case]:
    passages = np.stack([vectors[row.text] for row in corpus.passages])
    for question in corpus.questions:
        cosines = passages @ vectors[question.text]
        lexical = index.search(question.text, CANDIDATES)
        nearest = np.argsort(-cosines, kind="stable")[:CANDIDATES]
        candidates = {*nearest.tolist(), *(item.row for item in lexical)}
        dense = [Scored(row, float(cosines[row])) for row in candidates]
        tune = stable_order(question.text) % 2 == 0
        yield Case(_best_first(dense), lexical, question.gold, tune)


def _best_first(scored: Sequence[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda item: (-item.score, item.row))


def _raw_average(case: Case) -> list[Scored]:
    bm25 = {item.row: item.score for item in case.lexical}
    return _best_first(
        [Scored(item.row, (item.score + bm25.get(item.row, 0.0)) / 2) for item in case.dense]
    )


def _fuser(fusion: FusionSettings) -> Callable[[Case], list[Scored]]:
    return lambda case: fuse(case.dense, case.lexical, fusion)


def _name(fusion: FusionSettings) -> str:
    constant = f" k={fusion.rank_constant}" if fusion.method == "rrf" else ""
    return f"{fusion.method}{constant} {fusion.dense_weight:g}"
