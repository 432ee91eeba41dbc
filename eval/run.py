"""Every question asked and scored."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation import Turn
from assistant.models import Answer
from eval.locate import Locator
from eval.measures import MEASURES, WRITING_MEASURES, risk_points
from eval.metrics import Supports
from eval.models import Question, Report, Row, RunInfo
from eval.scoring import score_answer, score_writing
from eval.summary import DEFAULT_SEED, group_rows
from index.models import Progress
from ingest.errors import FootnoteError, QuestionsInvalid
from ingest.models import Document

if TYPE_CHECKING:
    from index.search import Searcher

Ask = Callable[[str, Sequence[Turn]], Answer]
PHASE = "asking"


@dataclass(frozen=True, slots=True)
class Writing:
    """The assistant that has a language model write, and what its sentences are judged by.

    :param ask: answers a question in its conversation.
    :param supports: tells whether quotations support a sentence.
    """

    ask: Ask
    supports: Supports


class Pinned:
    """Always the same searcher, whatever is built meanwhile; fills ``assistant.ask.Current``.

    :param searcher: over the generation to ask.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def current(self) -> Searcher:
        """Return the searcher."""
        return self._searcher


def run_questions(
    questions: Sequence[Question],
    ask: Ask,
    documents: Sequence[Document],
    *,
    questions_file: Path,
    writing: Writing | None = None,
    progress: Progress | None = None,
    seed: int = DEFAULT_SEED,
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """Ask every question and score what comes back.

    :param questions: at least one.
    :param ask: answers a question in its conversation. Where it raises a FootnoteError the
        question is a row with an error and the worst scores, and the others go on.
    :param documents: those that ``ask`` answers from, where the gold quotations are looked for.
    :param questions_file: named in the report.
    :param writing: asked the same questions, each after ``ask``; None where no model writes.
    :param progress: told how many questions are asked.
    :param seed: of the bootstrap.
    :param clock: seconds, for the latency.
    :return: the report.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    locator = Locator(documents)
    rows = []
    for done, question in enumerate(questions, start=1):
        row = ask_one(question, ask, locator, clock)
        rows.append(row if writing is None else with_written(row, writing, locator, clock))
        if progress:
            progress(PHASE, done, len(questions))
    answer = next((row.answer for row in rows if row.answer), None)
    info = RunInfo(
        started=started,
        questions_file=str(questions_file),
        questions_sha256=fingerprint(questions),
        index=answer.index if answer else "",
        model=answer.model if answer else "",
        seed=seed,
    )
    written = [row.written for row in rows if row.written is not None]
    return Report(
        info,
        tuple(rows),
        group_rows(rows, seed),
        risk_points(rows),
        group_rows(written, seed, MEASURES + WRITING_MEASURES) if written else (),
    )


def ask_one(question: Question, ask: Ask, locator: Locator, clock: Callable[[], float]) -> Row:
    """Ask one question and score what comes back.

    :return: the row; with an error where asking raised a FootnoteError.
    """
    gold = tuple(locator.gold(quotation) for quotation in question.evidence)
    unlocated = tuple(found.quotation for found in gold if not found.occurrences)
    answer, error = None, None
    began = clock()
    try:
        answer = ask(question.question, question.history)
    except FootnoteError as exc:
        error = f"{type(exc).__name__}: {exc}"
    latency_ms = (clock() - began) * 1000
    scores = score_answer(question, gold, answer, locator, latency_ms)
    return Row(question, answer, error, unlocated, scores)


def with_written(row: Row, writing: Writing, locator: Locator, clock: Callable[[], float]) -> Row:
    """Return a row with its question asked of the assistant that writes, and scored too."""
    written = ask_one(row.question, writing.ask, locator, clock)
    scores = score_writing(written.scores, written.answer, writing.supports)
    return replace(row, written=replace(written, scores=scores))


def choose_split(questions: Sequence[Question], split: str | None) -> tuple[Question, ...]:
    """Return the questions of one split; all of them where none is named.

    :raises QuestionsInvalid: when no question is of that split.
    """
    chosen = tuple(question for question in questions if split in (None, question.split))
    if not chosen:
        known = ", ".join(sorted({question.split for question in questions}))
        raise QuestionsInvalid(f"no question is of the split {split!r}; there are: {known}.")
    return chosen


def fingerprint(questions: Sequence[Question]) -> str:
    """Return a SHA-256 over what decides the scores: two runs are comparable when it agrees."""
    lines = [
        json.dumps(
            [
                q.id,
                q.question,
                q.split,
                q.evidence,
                q.answers,
                q.all_needed,
                q.expects,
                q.missing,
                [turn.content for turn in q.history],
            ],
            ensure_ascii=False,
        )
        for q in sorted(questions, key=lambda q: q.id)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
