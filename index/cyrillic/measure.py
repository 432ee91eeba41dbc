"""Measures an embedder on public data: translations found, and passages found by their questions.

``python -m index.cyrillic measure --data DIR`` gives the model card's figures again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.cyrillic.corpora import (
    TYDI_RUSSIAN,
    Asked,
    Pair,
    contexts,
    in_squad_form,
    kazqad,
    read_parallel,
)
from index.models import Embedder, FloatArray


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Questions and where their answers stand.

    :param name: of the set.
    :param questions: each once.
    :param passages: each once.
    :param answers: the place in ``passages`` of each question's passage.
    """

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure.

    :param name: of the set, and from which language into which.
    :param count: how many texts were looked for.
    :param at_1: share found first.
    :param at_5: share found among the first five.
    """

    name: str
    count: int
    at_1: float
    at_5: float


def found_among(texts: FloatArray, others: FloatArray, right: Sequence[int]) -> tuple[float, float]:
    """Return recall@1 and recall@5 by cosine.

    :param texts: float32 (n, dim), unit rows.
    :param others: float32 (m, dim), unit rows.
    :param right: the row of ``others`` that each text should find.
    """
    scores = texts @ others.T
    gold = scores[np.arange(len(right)), list(right)][:, None]
    before = (scores > gold).sum(axis=1)
    return float((before < 1).mean()), float((before < 5).mean())


def measure(embedder: Embedder, data: Path) -> list[Figure]:
    """Return every figure of an embedder.

    :param data: the folder of the public data.
    :raises DataError: when a file is missing or not of its form.
    """
    held = read_parallel(data).held_out
    figures = []
    for anchor, language in (("en", "ru"), ("ru", "kk")):
        pairs = [
            pair for pair in held if (pair.anchor_language, pair.language) == (anchor, language)
        ]
        figures += _translations(embedder, pairs, f"held-out {language}", anchor)
    russian, kazakh = in_squad_form(data / TYDI_RUSSIAN), kazqad(data)
    for retrieval in (_retrieval("TyDi QA ru", russian), _retrieval("KazQAD kk", kazakh)):
        scores = found_among(
            embedder.encode(retrieval.questions, "query"),
            embedder.encode(retrieval.passages, "passage"),
            retrieval.answers,
        )
        figures.append(Figure(retrieval.name, len(retrieval.questions), *scores))
    return figures


def _translations(
    embedder: Embedder, pairs: Sequence[Pair], name: str, anchor: str
) -> list[Figure]:
    texts = embedder.encode([pair.text for pair in pairs], "passage")
    anchors = embedder.encode([pair.anchor for pair in pairs], "passage")
    same = range(len(pairs))
    return [
        Figure(f"{name} -> {anchor}", len(pairs), *found_among(texts, anchors, same)),
        Figure(f"{anchor} -> {name}", len(pairs), *found_among(anchors, texts, same)),
    ]


def _retrieval(name: str, asked: Sequence[Asked]) -> Retrieval:
    passages = {passage: place for place, passage in enumerate(contexts(asked))}
    return Retrieval(
        name,
        tuple(each.question for each in asked),
        tuple(passages),
        tuple(passages[each.context] for each in asked),
    )


def table(columns: dict[str, list[Figure]]) -> str:
    """Return figures as a table in Markdown, a column for each model."""
    head = "| | texts | " + " | ".join(f"{name}, R@1 / R@5" for name in columns) + " |"
    lines = [head, "|---" * (len(columns) + 2) + "|"]
    for row in zip(*columns.values(), strict=True):
        scores = " | ".join(f"{figure.at_1:.3f} / {figure.at_5:.3f}" for figure in row)
        lines.append(f"| {row[0].name} | {row[0].count} | {scores} |")
    return "\n".join(lines)
