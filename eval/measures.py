"""The measures of a report: what each is called, which way is better, how it is gathered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

from eval.metrics import area_under_risk_coverage, auroc, risk_coverage
from eval.models import RiskPoint, Row, Scores

Statistic = Callable[[Sequence[Row]], float | None]
Family = Literal["retrieval", "answer", "citations", "refusal", "latency", "writing"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the report.

    :param name: as tables and ``report.json`` have it.
    :param family: what it measures.
    :param meaning: one line for a person.
    :param field: the field of :class:`Scores` whose mean it is; None for another statistic.
    :param statistic: rows to figure; None where no row has it.
    :param higher_is_better: which way is up.
    :param gated: a baseline holds it; timings are not, for machines differ.
    :param applies: whether a question takes part in it.
    """

    name: str
    family: Family
    meaning: str
    field: str | None
    statistic: Statistic
    higher_is_better: bool = True
    gated: bool = True
    applies: Callable[[Row], bool] = lambda row: True


def confidences(rows: Sequence[Row]) -> list[float]:
    """Return each row's confidence; one that failed gets the worst that there could be.

    A failed question counts as surely refused where it has an answer, surely answered where
    it has none.
    """
    known = [row.scores.confidence for row in rows if row.scores.confidence is not None]
    low, high = (min(known) - 1, max(known) + 1) if known else (0.0, 1.0)
    return [_confidence(row, low, high) for row in rows]


def risk_points(rows: Sequence[Row]) -> tuple[RiskPoint, ...]:
    """Return the risk-coverage curve over the questions that can be refused, coverage rising."""
    rows = [row for row in rows if _refusable(row)]
    points = risk_coverage([row.scores.correct for row in rows], confidences(rows))
    return tuple(RiskPoint(*point) for point in points)


def _refusable(row: Row) -> bool:
    return row.question.expects != "reply"


def _confidence(row: Row, low: float, high: float) -> float:
    if row.scores.confidence is not None:
        return row.scores.confidence
    return low if row.question.answerable else high


def _auroc(rows: Sequence[Row]) -> float | None:
    return auroc([row.question.answerable for row in rows], confidences(rows))


def _aurc(rows: Sequence[Row]) -> float | None:
    correct = [row.scores.correct for row in rows]
    return area_under_risk_coverage(risk_coverage(correct, confidences(rows)))


def _latency_median(rows: Sequence[Row]) -> float | None:
    return median(row.scores.latency_ms for row in rows) if rows else None


def _latency_p95(rows: Sequence[Row]) -> float | None:
    import numpy as np

    return float(np.percentile([row.scores.latency_ms for row in rows], 95)) if rows else None


def sentences_of(row: Row) -> tuple[int, int]:
    """Return how many of a language model's sentences were shown, and how many it wrote."""
    writing = None if row.answer is None else row.answer.writing
    return (0, 0) if writing is None else (writing.shown, writing.sentences)


def _sentences_supported(rows: Sequence[Row]) -> float | None:
    counts = [sentences_of(row) for row in rows]
    wrote = sum(wrote for _, wrote in counts)
    return sum(shown for shown, _ in counts) / wrote if wrote else None


def _is_written(row: Row) -> bool:
    return row.answer is not None and row.answer.is_written


def _written_seconds(rows: Sequence[Row]) -> float | None:
    return median(row.scores.latency_ms for row in rows) / 1000 if rows else None


def _mean(
    name: str,
    family: Family,
    field: str,
    meaning: str,
    *,
    higher_is_better: bool = True,
    gated: bool = True,
) -> Measure:
    def statistic(rows: Sequence[Row]) -> float | None:
        values = [value for row in rows if (value := score(row.scores, field)) is not None]
        return fmean(values) if values else None

    def applies(row: Row) -> bool:
        return score(row.scores, field) is not None

    return Measure(name, family, meaning, field, statistic, higher_is_better, gated, applies)


def score(scores: Scores, field: str) -> float | None:
    """Return one score by its field's name; None where it does not apply."""
    value: float | None = getattr(scores, field)
    return value


MEASURES: tuple[Measure, ...] = (
    _mean("recall@1", "retrieval", "recall_at_1", "gold quotations held by the first passage"),
    _mean("recall@3", "retrieval", "recall_at_3", "… by the first three passages"),
    _mean("recall@5", "retrieval", "recall_at_5", "… by the first five passages"),
    _mean("MRR", "retrieval", "reciprocal_rank", "1 / rank of the first relevant passage"),
    _mean("nDCG@10", "retrieval", "ndcg_at_10", "the ranking against the best possible one"),
    _mean("evidence@600", "retrieval", "evidence_in_600", "… by the first 600 characters"),
    _mean("evidence@1500", "retrieval", "evidence_in_1500", "… by the first 1,500 characters"),
    _mean("evidence@3000", "retrieval", "evidence_in_3000", "… by the first 3,000 characters"),
    _mean("contains_answer", "answer", "contains_answer", "the answer holds the short form"),
    _mean("token_f1", "answer", "token_f1", "words shared with the short form (SQuAD)"),
    _mean("evidence_first", "answer", "evidence_first", "the first citation is the evidence"),
    _mean("evidence_in_three", "answer", "evidence_in_three", "one of the first three is"),
    _mean("citation_precision", "citations", "citation_precision", "citations that are evidence"),
    _mean("citation_recall", "citations", "citation_recall", "evidence that is cited"),
    _mean("exact_quotes", "citations", "exact_quotes", "quotations that stand in their document"),
    _mean(
        "false_answers", "refusal", "false_answer", "answered, though the documents do not say",
        higher_is_better=False,
    ),
    _mean(
        "false_refusals", "refusal", "false_refusal", "refused, though the documents say",
        higher_is_better=False,
    ),
    _mean("missing_named", "refusal", "missing_named", "words no document has that are named"),
    _mean("replies", "refusal", "replied", "a greeting got a word that cites nothing"),
    Measure(
        "AUROC", "refusal", "confidence tells answerable from not", None, _auroc,
        applies=_refusable,
    ),
    Measure(
        "AURC", "refusal", "area under risk-coverage", None, _aurc,
        higher_is_better=False, applies=_refusable,
    ),
    Measure(
        "latency_median_ms", "latency", "milliseconds a question, median", None,
        _latency_median, higher_is_better=False, gated=False,
    ),
    Measure(
        "latency_p95_ms", "latency", "milliseconds a question, 95th percentile", None,
        _latency_p95, higher_is_better=False, gated=False,
    ),
)  # fmt: skip

WRITING_MEASURES: tuple[Measure, ...] = (
    _mean(
        "written", "writing", "written", "the model's word is shown, and not the fallback",
        gated=False,
    ),
    Measure(
        "sentences_supported", "writing", "of all sentences that the model wrote, those shown",
        None, _sentences_supported, gated=False, applies=lambda row: sentences_of(row)[1] > 0,
    ),
    _mean(
        "sentence_citation_recall", "writing", "sentence_citation_recall",
        "sentences that their citations support, as the claims judge finds (ALCE)", gated=False,
    ),
    _mean(
        "sentence_citation_precision", "writing", "sentence_citation_precision",
        "citations that their supported sentence needs or that suffice for it (ALCE)", gated=False,
    ),
    _mean(
        "prompt_tokens", "writing", "prompt_tokens", "tokens read an answer, as the server counts",
        higher_is_better=False, gated=False,
    ),
    _mean(
        "completion_tokens", "writing", "completion_tokens", "tokens written an answer",
        higher_is_better=False, gated=False,
    ),
    Measure(
        "written_median_seconds", "writing", "seconds a written answer, median", None,
        _written_seconds, higher_is_better=False, gated=False, applies=_is_written,
    ),
)  # fmt: skip
"""Of answers that a language model was to write; no other has these."""
