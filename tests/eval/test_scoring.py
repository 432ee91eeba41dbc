from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from assistant.models import Answer
from eval.locate import Locator
from eval.measures import WRITING_MEASURES
from eval.models import Question, Scores
from eval.scoring import cited_of, score_answer, score_writing
from tests.eval.samples import (
    DOCUMENT,
    TEXT,
    answer,
    citation,
    greeting,
    passage,
    question,
    reply,
    unanswerable,
    writing,
    written,
)

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
# What no failure of a question with an answer has; a language model was not asked.
NOT_OF_A_FAILURE = {
    "false_answer",
    "exact_quotes",
    "confidence",
    "replied",
    "missing_named",
    *(measure.field for measure in WRITING_MEASURES),
}


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
        if name in NOT_OF_A_FAILURE:
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


def test_a_greeting_wants_a_word_that_cites_nothing() -> None:
    assert scored(greeting(), reply()) == Scores(replied=1.0, latency_ms=5.0)


@pytest.mark.parametrize(
    "given",
    [None, answer(), reply(" "), answer("Trade grew by 13.2 thousand."),
     replace(reply(), citations=answer("Trade grew").citations)],
)  # fmt: skip
def test_a_greeting_that_failed_was_refused_or_answered_from_a_document_scores_0(
    given: Answer | None,
) -> None:
    assert scored(greeting(), given) == Scores(replied=0.0, latency_ms=5.0)


def test_a_reply_to_what_the_documents_do_not_say_is_a_false_answer() -> None:
    assert scored(unanswerable(), reply()).false_answer == 1
    assert scored(unanswerable(), reply()).replied is None


@pytest.mark.parametrize(
    ("missing", "note", "share"),
    [
        ((), "", 0),
        (("MONGOLIA",), "", 0.5),
        (("Mongolian",), "Nothing stands there on Peru.", 1),
        ((), "Mongolia and Peru are not named.", 1),
    ],
)
def test_missing_words_are_named_in_the_answer_or_its_note(
    missing: tuple[str, ...], note: str, share: float
) -> None:
    for asked, given in ((unanswerable(), answer()), (question(), answer("Nye coined"))):
        asked = replace(asked, missing=("Mongolia", "Peru"))
        given = replace(given, missing=missing, note=note)
        assert scored(asked, given).missing_named == share


def test_missing_words_of_a_failure_are_not_named_and_need_not_be_where_there_are_none() -> None:
    assert scored(replace(unanswerable(), missing=("Peru",)), None).missing_named == 0
    assert scored(unanswerable(), answer()).missing_named is None


def test_a_quotation_off_by_one_or_out_of_range_is_not_exact() -> None:
    given = answer("Nye coined the term in 1990.")
    shifted = replace(given, citations=(citation("Nye coined", shift=1),))
    assert scored(question(), shifted).exact_quotes == 0
    beyond = replace(given.citations[0], start=len(TEXT), end=len(TEXT) + 4, quote="")
    assert scored(question(), replace(given, citations=(beyond,))).exact_quotes == 0
    elsewhere = replace(given.citations[0], document="gone.md")
    assert scored(question(), replace(given, citations=(elsewhere,))).exact_quotes == 0


WRITTEN = written(
    ("Nye coined it.", (1,)),
    ("Trade grew, he said.", (2, 1)),
    quotes=("Nye coined the term in 1990.", "Trade grew by 13.2 thousand."),
)


def alike(sentence: str, evidence: tuple[str, ...]) -> bool:
    """Support a sentence by texts that together hold its first two words."""
    return all(word.strip(",") in " ".join(evidence) for word in sentence.split()[:2])


def judged(given: Answer | None) -> Scores:
    return score_writing(Scores(), given, alike)


def test_a_sentence_is_judged_by_the_quotations_that_it_cites() -> None:
    first, second = cited_of(WRITTEN)
    assert first.evidence == ("Nye coined the term in 1990.",)
    assert second.evidence == ("Trade grew by 13.2 thousand.", "Nye coined the term in 1990.")
    scores = judged(WRITTEN)
    # Both sentences are supported; the second would be without its second citation.
    assert scores.sentence_citation_recall == 1
    assert scores.sentence_citation_precision == pytest.approx(2 / 3)
    assert (scores.written, scores.prompt_tokens, scores.completion_tokens) == (1, 100, 10)


def test_a_fallback_has_no_sentences_of_the_model_to_judge() -> None:
    fallen = replace(answer("Nye coined"), writing=writing(failure="lost", tokens=(None, None)))
    assert judged(fallen) == Scores(written=0.0)


def test_a_refusal_of_the_model_is_its_word() -> None:
    assert judged(replace(answer(), writing=writing())) == Scores(
        written=1.0, prompt_tokens=100, completion_tokens=10
    )


def test_what_was_not_put_to_the_model_is_not_scored_and_a_failure_scores_0() -> None:
    assert judged(answer("Nye coined")) == Scores()
    assert judged(None) == Scores(written=0.0)
