import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.corpora import Asked
from assistant.reader.unanswerable import Swapper, holding
from ingest.models import Span
from ingest.sentences import sentence_spans
from tests.assistant.reader.tiny import passage, span_of

TEXT = "Anna built the tower in 1811. Boris paid for it. Clara Holm came later."
PASSAGES = [
    passage(TEXT, ("When did Anna build the tower?", "1811"), ("Who paid Clara Holm?", "Boris")),
    passage(
        "Visby was burnt in 1822.",
        ("Was it in 1822 that old Visby burnt?", None),
        ("Who met Dmitri Berg there?", None),
        ("Why did Emil leave?", None),
    ),
]
NAMES = {"Anna", "Visby", "Emil"}
LONG_NAMES = {"Clara Holm", "Dmitri Berg"}


def swaps(question: str, text: str = TEXT) -> set[str | None]:
    swapper, asked = Swapper(PASSAGES), Asked(question)
    return {swapper.swapped(asked, text, random.Random(seed)) for seed in range(60)}


def test_a_sentence_that_holds_an_answer_is_found() -> None:
    sentences = sentence_spans(TEXT, "en")
    assert holding(sentences, [span_of(TEXT, "1811")]) == [0]
    assert holding(sentences, [span_of(TEXT, "Clara"), span_of(TEXT, "Anna")]) == [0, 2]
    assert holding(sentences, [Span(0, len(TEXT))]) == [0, 1, 2]
    assert holding(sentences, []) == []
    assert holding([], [Span(0, 5)]) == []


def test_an_answer_at_a_sentences_edge_is_in_it_alone() -> None:
    sentences = [Span(0, 5), Span(5, 10), Span(11, 20)]
    assert holding(sentences, [Span(5, 10)]) == [1]
    assert holding(sentences, [Span(4, 6)]) == [0, 1]
    assert holding(sentences, [Span(10, 11)]) == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(0, 80), st.integers(1, 30))
def test_what_holds_an_answer_shares_a_character_with_it(
    sizes: list[int], start: int, size: int
) -> None:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    sentences = [Span(end - size, end) for size, end in zip(sizes, ends, strict=True)]
    found = holding(sentences, [Span(start, start + size)])
    assert found == [
        n
        for n, sentence in enumerate(sentences)
        if set(range(sentence.start, sentence.end)) & set(range(start, start + size))
    ]


def test_another_name_of_as_many_words_stands_for_one() -> None:
    assert swaps("When did Anna build the tower?") == {
        "When did Visby build the tower?",
        "When did Emil build the tower?",
    }
    assert swaps("Who paid Clara Holm?") == {"Who paid Dmitri Berg?"}


def test_another_year_stands_for_one() -> None:
    assert swaps("was it built in 1822?") == {None}  # no other is asked about
    assert swaps("was it built in 1833?") == {"was it built in 1822?"}


def test_a_year_that_the_passage_names_is_not_taken() -> None:
    assert swaps("was it built in 1833?", "It was 1822.") == {None}


@pytest.mark.parametrize("question", ["who built the tower?", "", "Why?", "What is it in 18111?"])
def test_where_nothing_can_be_swapped_there_is_none(question: str) -> None:
    assert swaps(question) == {None}


@given(
    st.sampled_from([asked for each in PASSAGES for asked in each.questions]),
    st.sets(st.sampled_from(sorted(NAMES | LONG_NAMES | {"1822", "nothing"}))),
    st.integers(0, 1000),
)
def test_the_other_name_stands_nowhere_in_the_passage(
    asked: Asked, told: set[str], seed: int
) -> None:
    text = " and ".join(sorted(told))
    made = Swapper(PASSAGES).swapped(asked, text, random.Random(seed))
    if made is None:
        return
    assert made != asked.text
    came = [
        name for name in (*LONG_NAMES, *NAMES, "1822") if name in made and name not in asked.text
    ]
    assert len(came) == 1
    assert came[0] not in text


def test_the_same_seed_swaps_the_same() -> None:
    asked = Asked("When did Anna build the tower?")
    made = [Swapper(PASSAGES).swapped(asked, TEXT, random.Random(3)) for _ in range(2)]
    assert made[0] is not None
    assert made[0] == made[1]
