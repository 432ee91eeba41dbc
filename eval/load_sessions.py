"""What each of many people asks: questions of its own, and a follow-up to its own conversation."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation import Turn
from eval.load_models import Asked
from eval.models import Question
from ingest.errors import QuestionsInvalid

OWN_QUESTIONS = 2
# The same words in every session: only its own conversation says what is meant.
FOLLOW_UP = "Why?"
NO_EVIDENCE = "The documents do not say."


def plan_sessions(questions: Sequence[Question], people: int) -> tuple[tuple[Asked, ...], ...]:
    """Give each session questions of its own and a follow-up that only its conversation explains.

    :param questions: those that ask something of the documents and follow nothing are taken,
        evenly chosen; again from the first where there are too few for all.
    :param people: how many sessions.
    :raises QuestionsInvalid: when no question can be taken.
    """
    pool = [each for each in questions if not each.history and not each.wants_reply]
    if not pool:
        raise QuestionsInvalid(
            "no question stands alone and asks something of the documents: name another questions "
            "file."
        )
    total = people * OWN_QUESTIONS

    def choose(place: int) -> Question:
        return pool[place * len(pool) // total if total <= len(pool) else place % len(pool)]

    places = range(OWN_QUESTIONS)
    return tuple(
        _session(number, [choose(number * OWN_QUESTIONS + place) for place in places])
        for number in range(people)
    )


def _session(number: int, own: Sequence[Question]) -> tuple[Asked, ...]:
    first = own[0]
    answer = first.evidence[0] if first.evidence else NO_EVIDENCE
    history = (Turn("user", first.question), Turn("assistant", answer))
    questions = [Asked(number, question.question) for question in own]
    return (*questions, Asked(number, FOLLOW_UP, history))
