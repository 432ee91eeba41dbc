"""A question of a conversation with its answer, brought to the form that rules read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.followups.words import WORD
from assistant.said.refusals import is_refusal
from assistant.ways.greeting import courtesy_of

MARKERS = re.compile(r"\s*\[\d{1,3}\](?:\s*\[\d{1,3}\])*")
FIRST_SENTENCE = re.compile(r".{2,}?[.!?…](?=\s+[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])", re.DOTALL)
# How a refusal, an error or a word of courtesy begins in usual words; ours are known as such.
NO_ANSWER = re.compile(
    r"\s*(?:the documents? (?:do not|does not|don['’]t|doesn['’]t)|no (?:document|sentence)"
    r"|there is no (?:document|index|answer|information)|the question is|nothing in"
    r"|i (?:do not|don['’]t|cannot|can['’]t|could)|sorry|unfortunately|hello"
    r"|hi\b|you['’]?(?: are|re)? welcome"
    r"|ask (?:me|a)|документы не|в документах нет|нет ответа|к сожалению|извините|здравствуйте"
    r"|пожалуйста|құжаттарда|өкінішке|кешіріңіз|сәлем)",
    re.IGNORECASE,
)
MOST_READ = 4_000  # characters of a message


@dataclass(frozen=True, slots=True)
class Said:
    """A question of a conversation, and what was answered.

    :param question: as one that stands alone.
    :param answer: its sentences without markers; empty after a refusal or a word of courtesy.
    :param statement: the answer's first sentence, without the mark at its end.
    """

    question: str
    answer: str = ""
    statement: str = ""


def said(question: str, content: str) -> Said:
    """Return a question with its answer.

    :param question: as one that stands alone.
    :param content: what was replied: sentences with markers, a refusal, or nothing.
    """
    content = content[:MOST_READ]
    marker = MARKERS.search(content)
    if marker is None and (NO_ANSWER.match(content) or is_refusal(content)):
        return Said(question)
    first = content[: marker.start()] if marker else content
    sentence = None if marker else FIRST_SENTENCE.match(content)
    statement = " ".join((sentence.group() if sentence else first).split())
    answer = " ".join(MARKERS.sub(" ", content).split())
    return Said(question, answer, statement.rstrip(" .!?…"))


def is_courtesy(text: str) -> bool:
    """Tell whether a message is a greeting or thanks and no question."""
    return WORD.search(text) is None or courtesy_of(text) is not None
