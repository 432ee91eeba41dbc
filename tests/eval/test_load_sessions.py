from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Turn
from eval.load_sessions import FOLLOW_UP, NO_EVIDENCE, plan_sessions
from eval.questions import DEFAULT_QUESTIONS, load_questions
from ingest.errors import QuestionsInvalid
from tests.eval.load_samples import HISTORY
from tests.eval.samples import greeting, question, unanswerable

POOL = tuple(question(str(n)) for n in range(10))


def test_each_session_asks_its_own_and_follows_up_on_it() -> None:
    first, second = plan_sessions(POOL, 2)
    assert [each.question for each in first] == ["Question 0?", "Question 2?", FOLLOW_UP]
    assert [each.question for each in second] == ["Question 5?", "Question 7?", FOLLOW_UP]
    assert [each.session for each in second] == [1, 1, 1]
    assert first[0].history == first[1].history == ()
    assert first[2].history == (
        Turn("user", "Question 0?"),
        Turn("assistant", "Nye coined the term"),
    )


def test_where_nothing_answers_the_conversation_says_so() -> None:
    ((_, _, follow_up),) = plan_sessions([unanswerable()], 1)
    assert follow_up.history[1].content == NO_EVIDENCE


@given(people=st.integers(1, 40))
def test_neighbours_never_ask_the_same(people: int) -> None:
    sessions = plan_sessions(POOL, people)
    assert len(sessions) == people
    asked = [[(each.question, each.history) for each in session] for session in sessions]
    for own, neighbour in pairwise(asked):
        assert not set(own) & set(neighbour)


def test_fifty_people_ask_different_questions_of_ours() -> None:
    sessions = plan_sessions(load_questions(DEFAULT_QUESTIONS), 50)
    asked = Counter((each.question, each.history) for session in sessions for each in session)
    assert len(asked) == 150


def test_follow_ups_and_greetings_of_the_file_are_passed_over() -> None:
    given_ = [greeting(), replace(question("later"), history=HISTORY), question("own")]
    ((first, second, _),) = plan_sessions(given_, 1)
    assert first.question == second.question == "Question own?"
    with pytest.raises(QuestionsInvalid, match="no question stands alone"):
        plan_sessions(given_[:2], 1)
