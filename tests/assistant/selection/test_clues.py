from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.clues import CLUES, clues
from assistant.selection.expected import Sort
from assistant.selection.measured import EXACT, NEIGHBOUR, Measured
from tests.assistant.selection.samples import asked, candidate, measured, word

QUESTION = asked(
    "How many cats of Oral?", word("cats"), word("Oral", weight=3.0, is_name=True), sort="count"
)
PAIR = [candidate("A.", lexical=2.0), candidate("B.", start=5, lexical=6.0)]


def clue(name: str, of: Measured, scores: Sequence[float] = (1.0, 0.0)) -> float:
    read = clues(of, np.asarray(scores, dtype=np.float32))
    assert read.shape == (len(CLUES),)
    assert read.dtype == np.float32
    return float(read[CLUES.index(name)])


def lesser(left: Measured, right: Measured) -> list[str]:
    """Return the clues that the left one has less of; none may be more."""
    scores = np.asarray([1.0, 0.0], dtype=np.float32)
    less, more = clues(left, scores), clues(right, scores)
    assert (less <= more).all()
    return [name for name, fell in zip(CLUES, less < more, strict=True) if fell]


def test_clues_are_those_of_the_best_sentence() -> None:
    covered = [[False, False], [True, True]]
    of = measured(QUESTION, PAIR, cosine=[0.3, 0.9], covered=covered)
    assert clue("sentence", of) == pytest.approx(0.3)
    assert clue("sentence", of, (0.0, 1.0)) == pytest.approx(0.9)
    assert clue("weakest", of) == 0.0
    assert clue("weakest", of, (0.0, 1.0)) == pytest.approx(EXACT)


def test_neighbour_may_hold_what_the_best_sentence_lacks() -> None:
    covered = [[False, False], [True, True]]
    of = measured(QUESTION, PAIR, near=[[1], [0]], covered=covered, found=[False, True])
    assert clue("names_nearby", of) == 1.0
    assert clue("weakest", of) == pytest.approx(NEIGHBOUR * EXACT)


def test_name_that_is_lacking_counts_by_how_little_is_like_it() -> None:
    of = measured(QUESTION, PAIR, plain=[[0.0, 0.4], [0, 0]], context=[[0.0, 0.6], [0, 0]])
    assert clue("names_nearby", of) == pytest.approx(0.5)
    assert clue("weakest", of) == 0.0


@pytest.mark.parametrize("sort", ["count", "money", "date", "duration", "share", "reason"])
def test_thing_that_is_asked_for_and_is_not_there_is_held_against_it(sort: Sort) -> None:
    question = asked("How?", sort=sort)
    nowhere = measured(question, PAIR)
    there = measured(question, PAIR, near=[[1], [0]], found=[True, False])
    assert lesser(nowhere, there)


def test_question_that_asks_for_nothing_wants_for_nothing() -> None:
    nowhere = measured(asked("cats", word("cats")), PAIR)
    there = measured(asked("cats", word("cats")), PAIR, found=[True, True])
    assert lesser(nowhere, there) == []


def test_lead_is_a_share_of_the_exponentials() -> None:
    of = measured(QUESTION, PAIR)
    assert clue("lead", of, (2.0, 2.0)) == pytest.approx(0.5)
    assert clue("lead", of, (2.0, 1.0)) == pytest.approx(np.e / (np.e + 1))
    assert clue("lead", of, (0.0, 500.0)) == pytest.approx(1.0)
    assert clue("above", of, (2.0, 1.0)) == pytest.approx(0.5)


def test_question_without_a_word_has_clues() -> None:
    of = measured(asked("?"), [candidate("A.")])
    assert np.isfinite(clues(of, np.zeros(1, np.float32))).all()


@given(
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.lists(st.floats(0, 1, width=16), min_size=6, max_size=6),
    st.booleans(),
)
def test_more_is_never_a_lesser_clue(
    covered: list[bool], likeness: list[float], found: bool
) -> None:
    """Whatever is added to the best sentence, no clue falls."""
    sentences = [candidate(text, start=9 * i) for i, text in enumerate("ABC")]
    scores = np.asarray([2.0, 1.0, 0.5], dtype=np.float32)

    def read(cover: list[bool], like: list[float], has: bool) -> Measured:
        rows = [like[i : i + 2] for i in (0, 2, 4)]
        return measured(
            QUESTION,
            sentences,
            near=[[1], [0, 2], [1]],
            covered=[cover[i : i + 2] for i in (0, 2, 4)],
            plain=rows,
            context=rows,
            found=[has, False, False],
        )

    less = clues(read(covered, likeness, found), scores)
    more = clues(read([True, True, *covered[2:]], [1.0, 1.0, *likeness[2:]], True), scores)
    assert (more >= less - 1e-6).all()
