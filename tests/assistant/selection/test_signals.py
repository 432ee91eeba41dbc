from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.expected import Sort
from assistant.selection.measured import Measured
from assistant.selection.signals import READ_SIGNALS, SIGNALS, signal_names, signals
from tests.assistant.selection.samples import asked, candidate, measured, read_as, word

NAMED = asked("Which cat of Oral sleeps?", word("cat"), word("Oral", weight=3.0, is_name=True))


def column(name: str, of: Measured) -> list[float]:
    return [float(value) for value in signals(of)[:, SIGNALS.index(name)]]


def test_signals_have_a_column_a_name() -> None:
    rows = signals(measured(NAMED, [candidate("A."), candidate("B.", start=5)]))
    assert rows.shape == (2, len(SIGNALS))
    assert rows.dtype == np.float32
    assert len(set(SIGNALS)) == len(SIGNALS)


def test_passage_is_a_share_of_the_best_passage() -> None:
    sentences = [candidate("A.", score=2.0), candidate("B.", score=0.5, rank=1)]
    assert column("passage", measured(NAMED, sentences)) == [1.0, 0.25]
    nothing = [candidate("A.", score=0.0), candidate("B.", score=0.0, rank=1)]
    assert column("passage", measured(NAMED, nothing)) == [0.0, 0.0]


def test_words_count_by_their_weight() -> None:
    covered = [[True, False], [False, True], [True, True]]
    sentences = [candidate(text, start=9 * i) for i, text in enumerate("ABC")]
    of = measured(NAMED, sentences, near=[[1], [0], []], covered=covered)
    assert column("covered_nearby", of) == pytest.approx([1.0, 1.0, 1.0])
    assert column("names", of) == [0.0, 1.0, 1.0]
    assert column("names_nearby", of) == [1.0, 1.0, 1.0]


def test_question_without_a_name_lacks_none() -> None:
    of = measured(asked("Which cat?", word("cat")), [candidate("A.")])
    assert column("names", of) == [1.0]
    assert column("names_nearby", of) == [1.0]


def test_similarity_of_tokens_is_a_mean_over_words() -> None:
    of = measured(NAMED, [candidate("A.")], cosine=[0.3], plain=[[0.2, 0.4]], context=[[0.6, 1.0]])
    assert column("sentence", of) == pytest.approx([0.3])
    assert column("plain", of) == pytest.approx([0.3])
    assert column("context", of) == pytest.approx([0.8])
    assert column("words", of) == pytest.approx([0.25 * 0.4 + 0.75 * 0.7])


@pytest.mark.parametrize(("sort", "values"), [("count", [1.0, 0.0]), (None, [0.5, 0.5])])
def test_sort_says_nothing_where_none_is_asked_for(sort: Sort | None, values: list[float]) -> None:
    sentences = [candidate("A."), candidate("B.", start=5)]
    found = [sort is not None, False]
    of = measured(asked("How many?", sort=sort), sentences, found=found)
    assert column("sort", of) == values


def test_definition_and_pairs_of_words() -> None:
    question = asked("What is soft power?", word("soft"), word("power"))
    sentences = [
        candidate("Soft power is the power of attraction."),
        candidate("Power can be soft.", start=60),
    ]
    of = measured(question, sentences)
    assert column("defines", of) == [1.0, 0.0]
    first, second = column("pairs", of)
    assert first > second


@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=5),
    st.lists(st.floats(0, 1, width=16), min_size=2, max_size=2),
)
def test_signals_are_shares(covered: list[tuple[bool, bool]], likeness: list[float]) -> None:
    sentences = [candidate(f"The cat {i}.", start=20 * i) for i in range(len(covered))]
    rows = [likeness] * len(covered)
    values = signals(measured(NAMED, sentences, covered=covered, plain=rows, context=rows))
    assert (values >= 0).all()
    assert (values <= 1 + 1e-5).all()


def test_question_without_a_word_has_signals() -> None:
    assert np.isfinite(signals(measured(asked("?"), [candidate("A.")]))).all()


def test_reader_adds_its_columns() -> None:
    sentences = [candidate("A."), candidate("B.", start=5)]
    without = signals(measured(NAMED, sentences))
    of = measured(NAMED, sentences, read=read_as([1.5, -2.0], [0.5, -8.0]))
    rows = signals(of)
    names = signal_names(reads=True)
    assert rows.shape == (2, len(names))
    assert rows.dtype == np.float32
    assert np.array_equal(rows[:, : len(SIGNALS)], without)
    assert rows[:, names.index("read")].tolist() == [1.5, -2.0]
    assert rows[:, names.index("read_stretch")].tolist() == [0.5, -8.0]


def test_names_are_of_signals_with_a_reader_or_without() -> None:
    assert signal_names(reads=False) == SIGNALS
    assert signal_names(reads=True) == (*SIGNALS, *READ_SIGNALS)
    assert len({*SIGNALS, *READ_SIGNALS}) == len(SIGNALS) + len(READ_SIGNALS)
