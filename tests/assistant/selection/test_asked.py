from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.asked import Asked, encode, rarity, understand
from index.generation import Generation
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, asked, ready_index, word
from tests.fakes import FakeEmbedder

ORGANISATION = (
    "The Shanghai Cooperation Organization (SCO) was founded in 2001. The SCO has eight members. "
    "Сотрудники гавани считали кошек. Балықшылар қайықтарын жөндеді."
)


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    documents = {"harbour.md": HARBOUR, "light.txt": LIGHTHOUSE, "sco.txt": ORGANISATION}
    return ready_index(tmp_path_factory.mktemp("asked"), documents).current().generation


def held(question: Asked) -> dict[str, bool]:
    return {each.text: each.is_held for each in question.words}


def test_content_words_remain(generation: Generation) -> None:
    question = understand("Please tell me, how many cats did the harbour master count?", generation)
    assert [each.text for each in question.words] == ["cats", "harbour", "master", "count"]
    assert question.sort == "count"
    assert question.text == "Please tell me, how many cats did the harbour master count?"


def test_words_stand_where_the_searched_question_has_them(generation: Generation) -> None:
    for text in ("Who built the lighthouse?", "Wher does the tortoisshell cat sleep?", "SCO"):
        question = understand(text, generation)
        assert question.places.shape == (len(question.words), 2)
        for start, end in question.places.tolist():
            assert 0 <= start < end <= len(question.text)


def test_typing_error_is_mended(generation: Generation) -> None:
    question = understand("Where does the tortoisshell cat sleep?", generation)
    assert question.text == "Where does the tortoiseshell cat sleep?"
    mended = next(each for each in question.words if each.text == "tortoisshell")
    assert mended.is_held
    assert question.stands_in("The tortoiseshell cat sleeps.", "en")


def test_other_name_covers_a_name(generation: Generation) -> None:
    question = understand("When was the SCO founded?", generation)
    text = "The Shanghai Cooperation Organization was founded in 2001."
    assert question.stands_in(text, "en")
    assert question.sort == "date"


def test_word_that_no_document_has_is_absent(generation: Generation) -> None:
    question = understand("Does the quasar guide ships?", generation)
    assert held(question) == {"quasar": False, "guide": True, "ships": True}
    assert not question.stands_in("It guides ships.", "en")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which year did Anna Petrova choose?", {"Anna", "Petrova"}),
        ("Marmalade sleeps where?", {"Marmalade"}),
        ("How many cats in 1987?", {"1987"}),
        ("Which cat sleeps there?", set()),
        ("what did anna petrova build?", {"anna", "petrova"}),
        ("Who is Marie Curie?", {"Marie", "Curie"}),
        ("Did Marie Curie visit Paris?", {"Marie", "Curie", "Paris"}),
        ("WHICH CAT SLEEPS ON THE WINDOWSILL?", set()),
        ("Which Cat Sleeps On The Windowsill?", set()),
    ],
)
def test_names_and_numbers_are_told(generation: Generation, question: str, names: set[str]) -> None:
    read = understand(question, generation)
    assert {each.text for each in read.words if each.is_name} == names


def test_names_that_no_document_has_are_absent(generation: Generation) -> None:
    question = understand("which ship did Marie Curie and Anna Petrova steer in 1723?", generation)
    absent = [each.text for each in question.words if each.is_name and not each.is_held]
    assert absent == ["Marie", "Curie", "1723"]


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Кто считал кошек?", "Сотрудники гавани считали кошек.", "ru"),
        ("Қайықтарды кім жөндеді?", "Балықшылар қайықтарын жөндеді.", "kk"),
    ],
)
def test_words_in_another_form_are_covered(
    generation: Generation, question: str, text: str, language: str
) -> None:
    read = understand(question, generation)
    assert all(each.is_held for each in read.words)
    assert read.stands_in(text, language)


def test_rarer_word_weighs_more(generation: Generation) -> None:
    question = understand("Does the lighthouse hold a quasar in the harbour?", generation)
    weight = {each.text: each.weight for each in question.words}
    assert weight["quasar"] > weight["lighthouse"] > 0
    assert question.shares.sum() == pytest.approx(1.0)
    assert question.shares.dtype == np.float32


def test_question_of_function_words_keeps_them(generation: Generation) -> None:
    question = understand("Tell me more about those.", generation)
    assert question.words
    assert question.shares.shape == (len(question.words),)


@pytest.mark.parametrize("text", ["", "?", "🐈", "the of and", "\0", "' OR 1=1 --", "a" * 200])
def test_odd_question_is_understood(generation: Generation, text: str) -> None:
    question = understand(text, generation)
    vectors = encode(question, FakeEmbedder())
    assert question.shares.shape == (len(question.words),)
    assert len(vectors.owners) == len(vectors.tokens.offsets) == len(vectors.tokens.plain)
    assert not question.stands_in("", "en")


def test_tokens_belong_to_the_words_they_stand_in(generation: Generation) -> None:
    question = understand("Which cat did Anna Petrova keep?", generation)
    vectors = encode(question, FakeEmbedder())
    assert vectors.whole.shape == (64,)
    spelt = [
        (question.text[start:end], question.words[owner].text)
        for (start, end), owner in zip(
            vectors.tokens.offsets.tolist(), vectors.owners.tolist(), strict=True
        )
    ]
    assert spelt == [
        ("cat", "cat"),
        ("Anna", "Anna"),
        ("Petrova", "Petrova"),
        ("keep", "keep"),
    ]


def test_shares_of_weightless_words_are_nothing() -> None:
    assert asked("cat", word("cat", weight=0.0)).shares.tolist() == [0.0]
    assert asked("").shares.shape == (0,)
    assert not asked("").stands_in("anything", "en")


def test_any_one_form_covers_a_word() -> None:
    cat = word("cat")
    assert cat.covered_by(frozenset({"cat", "dog"}))
    assert not cat.covered_by(frozenset({"dog"}))


def lacks_a_name(question: Asked) -> bool:
    return any(each.is_name and not each.is_held for each in question.words)


def test_rarity_by_the_formula() -> None:
    assert rarity(0, 9) == pytest.approx(math.log(1 + 9.5 / 0.5))
    assert rarity(9, 9) == pytest.approx(math.log(1 + 0.5 / 9.5))


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_rarity_is_positive_and_falls(size: int, left: int, right: int) -> None:
    fewer, more = sorted((left % (size + 1), right % (size + 1)))
    assert rarity(fewer, size) >= rarity(more, size) > 0


def test_index_of_nothing_understands_too(tmp_path: Path) -> None:
    generation = ready_index(tmp_path, {}).current().generation
    assert not any(each.is_held for each in understand("Which cat?", generation).words)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Where did Josef Nye teach?", False),
        ("Where did Jozeph teach?", False),
        ("Where did Josef teach?", True),
        ("Where did Samuel Huntington teach?", True),
        ("Where did Joshua teach?", True),
        ("Did he see Mongolia?", True),
    ],
)
def test_name_that_only_looks_mistyped_is_not_called_lacking(
    tmp_path: Path, question: str, lacking: bool
) -> None:
    text = "In May Joseph Nye saw Tajikistan. Before that he taught in a harbour town."
    generation = ready_index(tmp_path, {"nye.txt": text}).current().generation
    read = understand(question, generation)
    assert lacks_a_name(read) is lacking


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Кто такой Янь Сюэтун?", False),
        ("Ван Хунин кім?", False),
        ("Чему учит Хантингтон?", True),
        ("Эйнштейн кім?", True),
    ],
)
def test_a_name_in_other_letters_is_the_documents_own(
    tmp_path: Path, question: str, lacking: bool
) -> None:
    text = "The first article was by Wang Huning. Later Yan Xuetong wrote another one."
    generation = ready_index(tmp_path, {"names.txt": text}).current().generation
    held_words = [each.is_held for each in understand(question, generation).words]
    assert (not all(held_words)) is lacking


def test_a_listed_name_is_one_where_it_stands_first(generation: Generation) -> None:
    first = understand("Жапония қайықтарын жөндеді ме?", generation).words[0]
    assert (first.is_name, first.is_listed, first.is_held) == (True, True, False)
    assert lacks_a_name(understand("Japan has boats?", generation))


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("What is the length of the harbour?", "length"),
        ("Сколько кошек живёт в гавани?", "кошек"),
        ("Кто сейчас смотритель маяка?", "смотритель"),
        ("Кто построил маяк?", None),
        ("Маяктың биіктігі қанша?", "биіктігі"),
        ("Маяктың қазіргі күзетшісі кім?", "күзетшісі"),
        ("Маякты кім салды?", None),
        ("Гаваньда қанша мысық бар?", "мысық"),
    ],
)
def test_what_is_counted_or_told_is_the_head(
    generation: Generation, text: str, head: str | None
) -> None:
    question = understand(text, generation)
    assert (None if question.head is None else question.words[question.head].text) == head
