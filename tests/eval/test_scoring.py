from __future__ import annotations

import dataclasses
from dataclasses import replace

from assistant.models import Answer
from eval.locate import Locator
from eval.models import Question, Scores
from eval.scoring import score_answer
from tests.eval.samples import DOCUMENT, TEXT, answer, citation, passage, question, unanswerable

LOCATOR = Locator([DOCUMENT])
FULL = (
    "recall_at_1",
    "reciprocal_rank",
    "ndcg_at_10",
    "contains_answer",
    "correct",
    "evidence_first",
    "citation_precision",
    "citation_recall",
    "exact_quotes",
)


def scored(asked: Question, given: Answer | None) -> Scores:
    gold = [LOCATOR.gold(quotation) for quotation in asked.evidence]
    return score_answer(asked, gold, given, LOCATOR, latency_ms=5.0)


def test_a_right_answer_scores_full() -> None:
    right = answer("Nye coined the term in 1990.", passages=[passage(0, 28)])
    scores = scored(question(), right)
    for name in FULL:
        assert getattr(scores, name) == 1, name
    assert (scores.false_refusal, scores.false_answer) == (0, None)
    assert (scores.confidence, scores.latency_ms) == (0.8, 5.0)


def test_a_refusal_keeps_its_retrieval_scores_and_loses_the_others() -> None:
    scores = scored(question(), answer(passages=[passage(0, 28)]))
    assert scores.recall_at_1 == 1
    assert (scores.contains_answer, scores.citation_precision, scores.evidence_first) == (0, 0, 0)
    assert (scores.false_refusal, scores.exact_quotes) == (1, None)


def test_a_failure_has_the_worst_score_in_all_that_applies() -> None:
    scores = dataclasses.asdict(scored(question(), None))
    worst = {"false_refusal": 1.0, "latency_ms": 5.0}
    for name, value in scores.items():
        if name in ("false_answer", "exact_quotes", "confidence"):
            assert value is None, name
        else:
            assert value == worst.get(name, 0), name
    assert scored(unanswerable(), None).false_answer == 1


def test_an_unanswerable_question_is_scored_on_refusal_alone() -> None:
    scores = scored(unanswerable(), answer("Trade grew by 13.2 thousand."))
    assert (scores.false_answer, scores.exact_quotes, scores.correct) == (1, 1, 0)
    assert scores.recall_at_5 is None
    assert scores.false_refusal is None
    assert scored(unanswerable(), answer()).false_answer == 0


def test_a_quotation_off_by_one_or_out_of_range_is_not_exact() -> None:
    given = answer("Nye coined the term in 1990.")
    shifted = replace(given, citations=(citation("Nye coined", shift=1),))
    assert scored(question(), shifted).exact_quotes == 0
    beyond = replace(given.citations[0], start=len(TEXT), end=len(TEXT) + 4, quote="")
    assert scored(question(), replace(given, citations=(beyond,))).exact_quotes == 0
    elsewhere = replace(given.citations[0], document="gone.md")
    assert scored(question(), replace(given, citations=(elsewhere,))).exact_quotes == 0
