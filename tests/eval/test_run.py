from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from assistant.conversation import Turn
from assistant.models import Answer
from eval import run as eval_run
from eval.models import Question, Report
from eval.run import Ask, choose_split, fingerprint, run_questions
from eval.summary import group_rows
from ingest.errors import IndexCorrupt, QuestionsInvalid
from tests.eval.samples import (
    DOCUMENT,
    answer,
    greeting,
    passage,
    question,
    reply,
    unanswerable,
    writing,
    written,
)

QUESTIONS = (
    question("right"),
    question("wrong", evidence=["Trade grew"], answers=["13.2"], language="ru", split="tune"),
    question("broken", split="tune"),
    unanswerable("refused"),
    unanswerable("answered", split="tune"),
)


def ask(text: str, history: Sequence[Turn] = ()) -> Answer:
    if "broken" in text:
        raise IndexCorrupt("a checksum does not agree")
    if "refused" in text:
        return answer(confidence=0.1)
    confidence = 0.9 if "right" in text else 0.5
    return answer("Nye coined the term in 1990.", passages=[passage(0, 28)], confidence=confidence)


def write(text: str, history: Sequence[Turn] = ()) -> Answer:
    """As ``ask``, with a model that fails, says no or writes; a refusal is not put to it."""
    quoted = ask(text, history)
    if quoted.abstained:
        return quoted
    if "wrong" in text:
        return replace(quoted, writing=writing(failure="lost"))
    if "answered" in text:
        return replace(answer(), writing=writing())
    of = writing(kept=1, dropped=("number",))
    said = ("Nye coined it.", (1, 2))
    return written(said, quotes=("Nye coined the term in 1990.", "Trade grew"), of=of)


def alone(sentence: str, evidence: tuple[str, ...]) -> bool:
    """Nye's sentence is supported where he is named; the trade adds nothing."""
    return any("Nye" in each for each in evidence)


WRITING = eval_run.Writing(write, alone)


@cache  # a thousand draws for each figure take a second
def run(
    questions: tuple[Question, ...] = QUESTIONS,
    asking: Ask = ask,
    writing: eval_run.Writing | None = None,
) -> Report:
    ticks = cycle((0.0, 0.001))  # so that every latency is the same, to the last bit
    return run_questions(
        questions,
        asking,
        [DOCUMENT],
        questions_file=Path("questions.jsonl"),
        writing=writing,
        clock=lambda: next(ticks),
    )


def test_a_failed_question_scores_nothing_and_the_others_go_on() -> None:
    report = run()
    assert [row.question.id for row in report.rows] == [q.id for q in QUESTIONS]
    (failed,) = report.errors
    assert failed.error == "IndexCorrupt: a checksum does not agree"
    assert report.overall.value("recall@1") == pytest.approx(1 / 3)
    assert report.overall.value("false_refusals") == pytest.approx(1 / 3)
    assert report.overall.value("false_answers") == 0.5
    assert report.overall.value("exact_quotes") == 1
    assert report.overall.value("latency_median_ms") == pytest.approx(1)


def test_the_headline_is_the_report_split() -> None:
    report = run()
    assert report.headline.name == "report"
    assert report.headline.value("recall@1") == 1
    assert [(g.by, g.name) for g in report.groups[:5]] == [
        ("overall", "all"), ("split", "report"), ("split", "tune"),
        ("language", "en"), ("language", "ru"),
    ]  # fmt: skip
    only_tune = run(tuple(q for q in QUESTIONS if q.split == "tune"))
    assert only_tune.headline is only_tune.overall


def test_a_failure_counts_as_the_worst_confidence() -> None:
    report = run()
    # Of the answerable, one has .9, one .5 and the failed one nothing; the others .1 and .5.
    assert report.overall.value("AUROC") == pytest.approx((2 + 1.5 + 0) / 6)
    assert report.risk_coverage[0].risk == 0
    assert report.risk_coverage[-1].coverage == 1


def test_a_greeting_takes_part_in_nothing_but_replies_and_latency() -> None:
    def asking(text: str, history: Sequence[Turn] = ()) -> Answer:
        return reply() if "hello" in text else ask(text, history)

    without = run().overall
    found = run((*QUESTIONS, greeting("hello"), greeting("broken-hello")), asking).overall
    for before, after in zip(without.estimates, found.estimates, strict=True):
        if after.measure == "replies":
            assert (before.count, after.count, after.value) == (0, 2, 1)
        elif not after.measure.startswith("latency"):
            assert before == after
    assert found.answerable == without.answerable


def test_a_greeting_that_could_not_be_asked_scores_0() -> None:
    report = run((*QUESTIONS, greeting("broken-hello")))
    assert report.overall.value("replies") == 0
    assert report.risk_coverage == run().risk_coverage


def test_greetings_alone_have_no_curve() -> None:
    report = run((greeting(),), lambda text, history=(): reply())
    assert report.risk_coverage == ()
    assert report.overall.value("AURC") is None
    assert report.overall.value("replies") == 1


def test_the_history_is_handed_on() -> None:
    seen: list[Sequence[Turn]] = []

    def remember(text: str, history: Sequence[Turn] = ()) -> Answer:
        seen.append(history)
        return answer()

    turn = Turn("user", "Who?")
    asked = Question("f", "And?", "en", "followup", (), (), "report", history=(turn,))
    run((asked,), remember)
    assert seen == [(turn,)]


def test_an_error_that_is_no_footnote_error_is_not_hidden() -> None:
    def fail(text: str, history: Sequence[Turn] = ()) -> Answer:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(asking=fail)


def test_a_model_changes_nothing_of_the_figures_without_it() -> None:
    plain, both = run(), run(writing=WRITING)
    assert both.groups == plain.groups
    assert both.risk_coverage == plain.risk_coverage
    assert [replace(row, written=None) for row in both.rows] == list(plain.rows)
    assert (plain.written, plain.written_groups, plain.written_headline) == ((), (), None)


def test_the_same_questions_are_put_to_the_model_and_scored_beside() -> None:
    report = run(writing=WRITING)
    assert [row.question for row in report.written] == [row.question for row in report.rows]
    assert [row.scores.written for row in report.written] == [1, 0, 0, None, 1]
    right = report.written[0].scores
    assert (right.sentence_citation_recall, right.sentence_citation_precision) == (1, 0.5)
    assert (right.contains_answer, right.exact_quotes) == (1, 1)
    overall, headline = report.written_groups[0], report.written_headline
    assert headline is not None and (headline.by, headline.name) == ("split", "report")
    # The model refused what should be refused, and the quoted answer does not.
    assert (report.overall.value("false_answers"), overall.value("false_answers")) == (0.5, 0)
    assert overall.value("sentences_supported") == 0.5
    assert overall.value("written") == pytest.approx(2 / 4)
    assert report.overall.value("written") is None


def test_a_question_that_fails_only_with_the_model_is_named_there() -> None:
    def fail(text: str, history: Sequence[Turn] = ()) -> Answer:
        raise IndexCorrupt("a checksum does not agree")

    report = run(QUESTIONS[:2], writing=eval_run.Writing(fail, alone))
    assert report.errors == ()
    assert {row.error for row in report.written} == {"IndexCorrupt: a checksum does not agree"}
    assert report.written_groups[0].value("contains_answer") == 0


def test_evidence_that_stands_nowhere_is_named() -> None:
    report = run((question("x", evidence=["never said"]),))
    assert report.rows[0].unlocated == ("never said",)
    assert report.overall.value("recall@5") == 0


def test_the_same_run_gives_the_same_intervals() -> None:
    assert group_rows(run().rows) == run().groups


def test_intervals_hold_their_figure() -> None:
    for group in run().groups:
        for found in group.estimates:
            if found.value is not None and found.low is not None and found.high is not None:
                assert found.low - 1e-9 <= found.value <= found.high + 1e-9, (group, found)


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    run_questions(
        QUESTIONS[:2], ask, [DOCUMENT], questions_file=Path("q"),
        progress=lambda phase, done, total: told.append((phase, done, total)),
    )  # fmt: skip
    assert told == [("asking", 1, 2), ("asking", 2, 2)]


def test_a_split_is_chosen_or_named_as_unknown() -> None:
    assert {q.split for q in choose_split(QUESTIONS, "tune")} == {"tune"}
    assert choose_split(QUESTIONS, None) == QUESTIONS
    with pytest.raises(QuestionsInvalid, match=r"'tset'; there are: report, tune"):
        choose_split(QUESTIONS, "tset")


def test_the_fingerprint_is_of_the_questions_not_of_their_order() -> None:
    assert fingerprint(QUESTIONS) == fingerprint(QUESTIONS[::-1])
    assert fingerprint(QUESTIONS) != fingerprint(QUESTIONS[1:])
