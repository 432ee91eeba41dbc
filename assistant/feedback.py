"""What a person thinks of an answer, kept as candidates for questions of the evaluation.

A line of the file is a question of ``eval/questions.jsonl``'s form, with further fields. Of an
answer that was found good its quotations are the evidence. Of one that was found bad nobody knows
yet what the evidence is, and an empty list would say that no document answers: so a line says
:data:`UNKNOWN` there, which the evaluation reports as standing in no document until a person has
written what does. Where an answer was judged twice, both lines say the same ``about``, and the
last counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assistant.escape import REPLACEMENT, one_line, visible
from assistant.models import Answer
from assistant.transcript.models import Exchange
from ingest.errors import FeedbackError
from ingest.models import UNDETERMINED

Verdict = Literal["up", "down"]
VERDICTS: tuple[Verdict, ...] = ("up", "down")
UNKNOWN = "(not known yet: write here word for word what answers; empty the list if nothing does)"
KIND, SPLIT = "candidate", "candidates"
MOST_WORD_CHARS = 2_000
MOST_NAME_CHARS = 200
MOST_QUOTATIONS = 20
MOST_EXCHANGES_BACK = 6
TEXT_CHARS = 4_000  # of a question, a quotation, or an answer of the history
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on an answer.

    :param id: of the line, unlike any other.
    :param about: the same for every verdict on one answer.
    :param at: ISO 8601 in UTC, to the second.
    :param answer: what was judged.
    :param question: as the person asked it.
    :param verdict: good or bad.
    :param word: what the person said of it; empty where nothing.
    :param by: who; empty where that is not known.
    :param history: questions and answers before it, oldest first, in turn.
    """

    id: str
    about: str
    at: str
    answer: Answer
    question: str
    verdict: Verdict
    word: str = ""
    by: str = ""
    history: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the object that its line holds."""
        answer, is_good = self.answer, self.verdict == "up"
        quotations = _quotations(answer)
        # Without evidence a question expects a refusal, or a word of ours: both can be good.
        rests_on_nothing = is_good and (answer.abstained or bool(answer.reply))
        nothing = "reply" if answer.reply else "refusal"
        found = quotations if is_good and quotations else [UNKNOWN]
        return {
            "id": self.id,
            "question": self.question,
            "language": one_line(answer.question_language) or UNDETERMINED,
            "kind": KIND,
            "split": SPLIT,
            "evidence": [] if rests_on_nothing else found,
            "expects": nothing if rests_on_nothing else "answer",
            "missing": _texts(answer.missing) if rests_on_nothing else [],
            "history": [list(pair) for pair in self.history],
            "verdict": self.verdict,
            "word": self.word,
            "by": self.by,
            "at": self.at,
            "about": self.about,
            "answer": _said(answer),
            "abstained": answer.abstained,
            "rejected": [] if is_good else quotations,
            "documents": _texts([citation.document for citation in answer.citations]),
            "index": one_line(answer.index),
            "model": one_line(answer.model),
        }


class FeedbackFile:
    """A file of verdicts, a line each; lines are only ever added.

    :param path: made with its folder at the first verdict, for its owner alone to read.
    :param now: the time; another only in tests.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._lock = threading.Lock()

    def add(
        self,
        exchange: Exchange,
        verdict: str,
        word: str = "",
        by: str = "",
        history: Sequence[Exchange] = (),
    ) -> Feedback:
        """Keep a verdict on an exchange's answer.

        :param exchange: the question with its answer.
        :param verdict: "up" or "down".
        :param word: what the person says of it.
        :param by: who judges.
        :param history: the exchanges before it, oldest first, so that a follow-up makes sense.
        :return: what was written.
        :raises FeedbackError: when there is nothing to judge, the verdict is none, the word is too
            long, or the file cannot be written.
        """
        feedback = _feedback(exchange, verdict, word, by, history, self._now())
        text = json.dumps(feedback.to_json(), ensure_ascii=False) + "\n"
        line = text.encode("utf-8")
        if len(line) > MOST_BYTES:
            raise FeedbackError(
                f"the verdict takes {len(line)} bytes and {MOST_BYTES} is the most: judge an "
                "answer to a shorter question, or in a new conversation."
            )
        self._append(line)
        return feedback

    def _append(self, line: bytes) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock:
                written = self._write(line)
        except OSError as exc:
            raise FeedbackError(
                f"{self.path}: the verdict cannot be kept ({exc.strerror}); give a file in a "
                "folder that can be written."
            ) from exc
        if written < len(line):
            raise FeedbackError(
                f"{self.path}: only a part of the verdict was written, for the disk is full; make "
                "room, and take the last line out of the file."
            )

    def _write(self, line: bytes) -> int:
        # One write at the file's end: the system lets no other process write in between.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self.path, flags | getattr(os, "O_BINARY", 0), 0o600)
        try:
            return os.write(descriptor, line)
        finally:
            os.close(descriptor)


def _feedback(
    exchange: Exchange,
    verdict: str,
    word: str,
    by: str,
    history: Sequence[Exchange],
    now: datetime,
) -> Feedback:
    if exchange.evidence is None or not exchange.question.strip():
        raise FeedbackError(
            f"question {exchange.number} has no answer that could be judged: ask it again."
        )
    if verdict not in VERDICTS:
        raise FeedbackError(f'the verdict is {str(verdict)[:40]!r}: expected "up" or "down".')
    if len(word) > MOST_WORD_CHARS:
        raise FeedbackError(
            f"the word on the answer has {len(word)} characters: say it in {MOST_WORD_CHARS}."
        )
    at = now.astimezone(UTC)
    answer = exchange.evidence.answer
    return Feedback(
        id=f"feedback-{at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
        about=_about(exchange.question, answer),
        at=at.isoformat(timespec="seconds"),
        answer=answer,
        question=visible(exchange.question)[:TEXT_CHARS],
        verdict=verdict,
        word=visible(word.strip()),
        by=one_line(by)[:MOST_NAME_CHARS],
        history=tuple(_pairs(history)),
    )


def _about(question: str, answer: Answer) -> str:
    facts = [question, answer.text, answer.reason, answer.index, _quotations(answer)]
    return hashlib.sha256(json.dumps(facts).encode("ascii")).hexdigest()[:16]


def _pairs(history: Sequence[Exchange]) -> Iterator[tuple[str, str]]:
    for exchange in history[-MOST_EXCHANGES_BACK:]:
        if exchange.evidence is not None and exchange.question.strip():
            yield visible(exchange.question)[:TEXT_CHARS], _said(exchange.evidence.answer)


def _said(answer: Answer) -> str:
    return visible(answer.text or answer.reason or "")[:TEXT_CHARS]


def _quotations(answer: Answer) -> list[str]:
    """Return what an answer quotes; nothing of a refusal or a word of ours, which quote nothing."""
    if answer.abstained or answer.reply:
        return []
    return _texts([citation.quote for citation in answer.citations])


def _texts(texts: Sequence[str]) -> list[str]:
    # What acts goes; a questions file is held against documents without invisible characters.
    kept = (visible(text[:TEXT_CHARS]).replace(REPLACEMENT, "") for text in texts)
    return list(dict.fromkeys(text for text in kept if text.strip()))[:MOST_QUOTATIONS]
