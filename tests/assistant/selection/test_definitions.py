from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.definitions import Spellings, defines, definition

PIECES = ("what is", "who was", "define", "a", "tide pool", "is", ",", "–", "(", "means", "?", ".",
          "деген не", "что такое", "это", "“", " ")  # fmt: skip


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("What is a tide pool?", "A tide pool is a hollow of sea water.", "a hollow of sea water"),
        ("What is a tide pool?", "A tide pool, a hollow of water, dries.", "a hollow of water"),
        ("What are tide pools?", "Tide pools – hollows of water – dry.", "hollows of water – dry"),
        ("In a few words, what is ebb?", "Ebb means falling water; it is slow.", "falling water"),
        ("Briefly, what is meant by ebb?", "Ebb refers to a fall.", "to a fall"),
        ("Define ebb.", "Ebb is a fall of water.", "a fall of water"),
        ("What does ebb mean?", "Ebb is a fall of water.", "a fall of water"),
        ("Who is Ada Brown?", "It was Ada Brown, a keeper, who left.", "a keeper"),
        ("Who was “Ada Brown”?", "“Ada Brown” (a keeper) left.", "a keeper"),
        ("Что такое отлив?", "Отлив — это спад воды.", "это спад воды"),
        ("Кто такой Чокан?", "Чокан, учёный, вернулся.", "учёный"),
        ("Толқын деген не?", "Толқын — судың қозғалысы.", "судың қозғалысы"),
    ],
)
def test_sentence_says_what_a_thing_is(question: str, sentence: str, said: str) -> None:
    span = definition(sentence, question)
    assert span is not None
    assert sentence[span.start : span.end].strip() == said
    assert defines(sentence, question)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is a tide pool?", "Crabs live in a tide pool."),
        ("What is a tide pool?", "A tide pool dries in summer."),
        ("What is the effect of a long dry summer on pools?", "It is bad for pools."),
        ("How deep is a tide pool?", "A tide pool is a hollow of sea water."),
        ("Where is the tide pool?", "A tide pool is a hollow of sea water."),
        ("What is art?", "Bogart is an actor."),
        ("What is ebb?", "Ebb is"),
        ("", "Ebb is a fall."),
        ("What is ebb?", ""),
    ],
)
def test_sentence_says_no_such_thing(question: str, sentence: str) -> None:
    assert definition(sentence, question) is None
    assert not defines(sentence, question)


NYE = ("Джозеф Най", (frozenset({"joseph", "nye"}),))
WANG = (("Ван", (frozenset({"wang"}),)), ("Хунин", (frozenset({"hune"}),)))


@pytest.mark.parametrize(
    ("question", "spellings", "said"),
    [
        ("Кто такой Джозеф Най?", (NYE,), "an American scientist"),
        ("Кто такой Джозеф Най (Joseph Nye)?", (NYE,), "an American scientist"),
        ("Джозеф Най кім?", (NYE,), "an American scientist"),
        ("Ван Хунин кім?", WANG, "a chairman"),
        ("Кто такой Ван Хунин?", WANG, "a chairman"),
    ],
)
def test_name_in_other_letters_is_told_too(question: str, spellings: Spellings, said: str) -> None:
    sentence = "It was Joseph Nye, an American scientist, and Wang Huning, a chairman, who wrote."
    span = definition(sentence, question, spellings)
    assert span is not None
    assert sentence[span.start : span.end].strip() == said


@pytest.mark.parametrize(
    ("question", "spellings"),
    [
        ("Кто такой Джозеф Най?", ()),
        ("Кто критикует Джозеф Най?", (NYE,)),
        ("Ван Хунин президенті кім?", WANG),
        ("Кто такой Ван?", WANG[:1]),
    ],
)
def test_other_name_or_question_is_told_nothing(question: str, spellings: Spellings) -> None:
    sentence = "It was Joseph Nye, an American scientist, and Wang Huning, a chairman, who wrote."
    assert definition(sentence, question, spellings) is None


def test_signs_of_the_question_are_no_pattern() -> None:
    assert definition("A+ (b) is good.", "What is (b?") is None
    assert defines("The [x]* is a mark.", "What is the [x]*?")


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=60),
)
def test_definition_lies_in_the_sentence(sentence: str, question: str) -> None:
    span = definition(sentence, question)
    assert defines(sentence, question) == (span is not None)
    if span is not None:
        assert 0 <= span.start < span.end <= len(sentence)
        assert sentence[span.start : span.end].strip()
