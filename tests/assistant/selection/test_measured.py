from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.asked import AskedVectors, encode
from assistant.selection.measured import EXACT, NEIGHBOUR, Measured, measure
from assistant.selection.read import read_candidates
from assistant.selection.tokens import Encoder
from index.models import Role, TokenVectors
from tests.assistant.selection.samples import FakeReader, asked, candidate, measured, word
from tests.fakes import FakeEmbedder

QUESTION = asked("Which cat sleeps in 1987?", word("cat"), word("sleep"), word("1987"), sort="date")


def held_against(*texts: str) -> Measured:
    sentences = [candidate(text, start=100 * i) for i, text in enumerate(texts)]
    model = FakeEmbedder()
    return measure(QUESTION, encode(QUESTION, model), sentences, Encoder(model))


def test_words_that_stand_there_are_covered() -> None:
    found = held_against("Cats sleep in 1987.", "A dog barks.")
    assert found.covered.tolist() == [[True, True, True], [False, False, False]]


def test_sort_is_found_where_the_question_does_not_name_it() -> None:
    found = held_against("It was so in 1990.", "It was so in 1987.", "It was so.")
    assert found.found.tolist() == [1, 0, 0]
    assert found.found_nearby().tolist() == [1, 1, 0]


def test_cosine_is_that_of_the_whole_sentence() -> None:
    found = held_against(QUESTION.text, "A dog barks.")
    assert found.cosine[0] == pytest.approx(1.0, abs=1e-5)
    assert found.cosine[0] > found.cosine[1]


def test_word_is_as_like_as_the_nearest_token() -> None:
    found = held_against("A dog sees a cat.", "Nobody came there.")
    assert found.plain[0, 0] == pytest.approx(1.0, abs=1e-2)
    assert found.plain[1, 0] < 0.5
    assert found.plain.shape == found.context.shape == found.alike.shape == (2, 3)


def test_word_of_several_tokens_has_their_mean() -> None:
    question = asked("Anna Petrova", word("Anna Petrova"))
    model = FakeEmbedder()
    vectors = encode(question, model)
    assert vectors.owners.tolist() == [0, 0]
    found = measure(question, vectors, [candidate("It was Anna.")], Encoder(model))
    tokens = vectors.tokens.plain.astype(np.float32)
    (sentence,) = model.encode_tokens(["It was Anna."], "passage")
    nearest = (tokens @ sentence.plain.astype(np.float32).T).max(axis=1)
    assert found.plain[0, 0] == pytest.approx(float(nearest.mean()), abs=1e-3)


def test_exact_word_is_alike_whatever_its_tokens_say() -> None:
    question = asked("cat dog", word("cat"), word("dog"))
    found = measured(
        question,
        [candidate("x")],
        covered=[[True, True]],
        plain=[[0.1, 1.0]],
        context=[[0.3, 1.0]],
    )
    assert found.alike.tolist() == [[pytest.approx(EXACT), 1.0]]


def test_neighbour_adds_a_little_less_than_the_sentence_itself() -> None:
    question = asked("cat", word("cat"))
    sentences = [candidate("a"), candidate("b"), candidate("c", rank=1)]
    found = measured(
        question,
        sentences,
        near=[[1], [0], []],
        covered=[[True], [False], [False]],
        found=[False, True, False],
    )
    assert found.alike_nearby()[:, 0] == pytest.approx([EXACT, NEIGHBOUR * EXACT, 0.0])
    assert found.covered_nearby()[:, 0].tolist() == [True, True, False]
    assert found.found_nearby().tolist() == [1, 1, 0]
    assert found.covered[:, 0].tolist() == [True, False, False]


def test_reader_of_the_encoder_reads_the_candidates() -> None:
    sentences = [candidate("Cats sleep in 1987."), candidate("A dog barks.", rank=1)]
    model, reader = FakeEmbedder(), FakeReader()
    found = measure(QUESTION, encode(QUESTION, model), sentences, Encoder(model, reader=reader))
    assert [(asked_, text) for asked_, text, _ in reader.pairs] == [
        (QUESTION.text, "Cats sleep in 1987."),
        (QUESTION.text, "A dog barks."),
    ]
    expected = read_candidates(QUESTION.text, sentences, FakeReader())
    assert found.read is not None
    assert found.read.spans == expected.spans
    assert found.read.sentence.tolist() == expected.sentence.tolist() == [3.0, -1.0]
    assert found.read.stretch.tolist() == expected.stretch.tolist()


def test_without_a_reader_nothing_is_read() -> None:
    assert held_against("Cats sleep in 1987.").read is None


def test_question_without_a_word_is_measured() -> None:
    question = asked("?")
    model = FakeEmbedder()
    sentences = [candidate("A dog barks."), candidate("…", start=50)]
    found = measure(question, encode(question, model), sentences, Encoder(model))
    assert found.covered.shape == found.plain.shape == found.context.shape == (2, 0)
    assert found.alike_nearby().shape == (2, 0)
    assert not found.found.any()


def test_question_without_a_token_is_measured() -> None:
    question = asked("cat", word("cat"))
    none = FakeEmbedder().encode_tokens([""], "query")[0]
    vectors = AskedVectors(np.zeros(64, np.float32), none, np.zeros(0, np.int64))
    found = measure(question, vectors, [candidate("A cat.")], Encoder(FakeEmbedder()))
    assert found.plain.tolist() == [[0.0]]
    assert found.alike.tolist() == [[pytest.approx(EXACT)]]


@given(
    st.lists(st.lists(st.floats(0, 1, width=16), min_size=2, max_size=2), min_size=1, max_size=6)
)
def test_nearby_is_never_less_than_alone(rows: list[list[float]]) -> None:
    sentences = [candidate(f"s{i}", start=10 * i) for i in range(len(rows))]
    near = [[j for j in (i - 1, i + 1) if 0 <= j < len(rows)] for i in range(len(rows))]
    question = asked("cat dog", word("cat"), word("dog"))
    found = measured(question, sentences, near=near, plain=rows, context=rows)
    nearby = found.alike_nearby()
    assert (nearby >= found.alike).all()
    assert (nearby <= found.alike.max(axis=0)).all()


class Twins(FakeEmbedder):
    """Knows one word in two languages: the vector of "кошка" is that of "cat"."""

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        found = super().encode_tokens([text.replace("кошка", "cat") for text in texts], role)
        return [
            replace(each, offsets=own.offsets)
            for each, own in zip(found, super().encode_tokens(texts, role), strict=True)
        ]


@pytest.mark.parametrize(
    ("languages", "language", "listed", "expected"),
    [
        (frozenset({"en", "ru"}), "en", False, [True, False]),
        (None, "en", False, [True, False]),
        (frozenset({"en"}), "ru", False, [False, False]),
        (frozenset({"en", "ru"}), "ru", False, [False, False]),
        (frozenset({"en", "ru"}), "en", True, [False, False]),
    ],
)
def test_a_word_is_covered_by_its_translation_in_a_sentence_of_another_language(
    languages: frozenset[str] | None, language: str, listed: bool, expected: list[bool]
) -> None:
    absent = replace(word("кошка"), is_held=False, is_listed=listed)
    question = asked("где кошка", absent)
    sentences = [
        replace(candidate(text, start=100 * i), language=language)
        for i, text in enumerate(("A cat sleeps.", "Nobody came."))
    ]
    model = Twins(languages=languages)
    found = measure(question, encode(question, model), sentences, Encoder(model))
    assert found.covered[:, 0].tolist() == expected
    assert found.held.tolist() == [any(expected)]
