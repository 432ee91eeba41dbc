from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.clues import (
    CLUES,
    READ_CLUES,
    clue_names,
    clues,
    tells_something_else,
)
from assistant.selection.expected import Sort
from assistant.selection.measured import EXACT, NEIGHBOUR, Measured
from tests.assistant.selection.samples import asked, candidate, measured, read_as, word

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
    assert clue("counted", of) == 0.0
    assert clue("counted", of, (0.0, 1.0)) == pytest.approx(EXACT)


def test_neighbour_may_hold_what_the_best_sentence_lacks() -> None:
    covered = [[False, False], [True, True]]
    of = measured(QUESTION, PAIR, near=[[1], [0]], covered=covered, found=[False, True])
    assert clue("names_nearby", of) == 1.0
    assert clue("figure_nearby", of) == 1.0
    # But a figure is of what its own sentence names.
    assert (clue("figure", of), clue("counted", of), clue("counted_of", of)) == (0.0, 0.0, 0.0)


def test_neighbour_s_words_count_for_less_in_a_why() -> None:
    why = asked("Why do cats swim?", word("cats"), word("swim"), sort="reason")
    covered = [[True, False], [False, True]]
    of = measured(why, PAIR, near=[[1], [0]], covered=covered)
    assert clue("why", of) == pytest.approx(NEIGHBOUR * EXACT)


@pytest.mark.parametrize(
    ("text", "sort", "head"),
    [
        ("How many cats of Oral?", "count", 0),
        ("How many Oral cats swim there?", "count", 1),
        ("What is the population of Oral?", "count", 0),
        ("Which cats are of Oral?", None, None),
    ],
)
def test_head_is_what_is_counted_or_told(text: str, sort: Sort | None, head: int | None) -> None:
    known = {"Oral": True, "cats": False, "swim": False, "population": False}
    found = [w.strip("?") for w in text.split() if w.strip("?") in known]
    question = asked(text, *(word(w, is_name=known[w]) for w in found), sort=sort)
    assert question.head == head


def test_sentence_that_tells_something_else_does_not_answer() -> None:
    scores = np.asarray([1.0, 0.0], dtype=np.float32)
    dogs = measured(QUESTION, PAIR, plain=[[0.2, 0.9], [0, 0]], context=[[0.3, 0.9], [0, 0]])
    cats = measured(QUESTION, PAIR, covered=[[True, True], [False, False]])
    assert tells_something_else(dogs, scores)
    assert not tells_something_else(cats, scores)


@pytest.mark.parametrize(("likeness", "else_"), [(0.1, True), (0.6, False)])
def test_person_of_another_office_does_not_answer(likeness: float, else_: bool) -> None:
    words = (word("mayor"), word("Oral", is_name=True))
    question = asked("Who is the mayor of Oral?", *words, sort="person")
    rows = [[likeness, 1.0], [0.0, 0.0]]
    of = measured(question, PAIR, plain=rows, context=rows)
    assert tells_something_else(of, np.asarray([1.0, 0.0], dtype=np.float32)) is else_


def test_what_somebody_did_is_no_office() -> None:
    question = asked("Who built it?", word("built"), sort="person")
    assert not tells_something_else(measured(question, PAIR), np.asarray([1.0, 0.0], np.float32))


def test_name_that_is_lacking_counts_by_how_little_is_like_it() -> None:
    of = measured(QUESTION, PAIR, plain=[[0.0, 0.4], [0, 0]], context=[[0.0, 0.6], [0, 0]])
    assert clue("names_nearby", of) == pytest.approx(0.5)
    assert clue("counted_of", of) == pytest.approx(0.5)


@pytest.mark.parametrize("sort", ["count", "money", "date", "duration", "share"])
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


def test_reader_adds_its_clues() -> None:
    scores = np.asarray([0.0, 1.0, 0.5], dtype=np.float32)
    sentences = [*PAIR, candidate("C.", start=9)]
    without = clues(measured(QUESTION, sentences), scores)
    of = measured(QUESTION, sentences, read=read_as([1.0, 2.0, 0.0], [-3.0, 0.5, 6.0]))
    found = dict(zip(clue_names(reads=True), clues(of, scores).tolist(), strict=True))
    assert list(found.values())[: len(CLUES)] == without.tolist()
    # Of the best sentence, but for what is said of any: there the third is the surest.
    assert (found["read"], found["read_stretch"], found["read_any"]) == (2.0, 0.5, 3.0)
    assert clues(of, scores).dtype == np.float32


def test_names_are_of_clues_with_a_reader_or_without() -> None:
    assert clue_names(reads=False) == CLUES
    assert clue_names(reads=True) == (*CLUES, *READ_CLUES)
    assert len({*CLUES, *READ_CLUES}) == len(CLUES) + len(READ_CLUES)


LOGITS = st.lists(st.floats(-8, 8, width=16), min_size=2, max_size=2)


@given(LOGITS, LOGITS, st.floats(0, 8, width=16))
def test_surer_reader_is_never_a_lesser_clue(
    sentence: list[float], stretch: list[float], more: float
) -> None:
    less = measured(QUESTION, PAIR, read=read_as(sentence, stretch))
    surer = read_as([sentence[0] + more, sentence[1]], [stretch[0] + more, stretch[1]])
    scores = np.asarray([1.0, 0.0], dtype=np.float32)
    before, after = clues(less, scores), clues(measured(QUESTION, PAIR, read=surer), scores)
    assert (after >= before).all()
    assert after[-3:-1] == pytest.approx(before[-3:-1] + more)
