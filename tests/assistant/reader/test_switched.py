from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.reader.switched import switch_of
from index.cyrillic.corpora import CORPORA
from index.stopwords import STOP_WORDS
from ingest.errors import DataError
from tests.index.cyrillic.data import WORDS, write_data

MANY = 60
RUSSIAN, KAZAKH = ({words[place] for words in WORDS} for place in (1, 2))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("switched") / "data")


def drawn(switch: Callable[[str, random.Random], str], text: str) -> list[str]:
    """Return all that a question is given back as, for many chances."""
    chance = random.Random(3)
    return sorted({switch(text, chance) for _ in range(MANY)})


def switched(text: str, data: Path, seeds: int = 4) -> list[str]:
    """Return what a question may be given back as, for some seeds."""
    every = [drawn(switch_of([text], data, seed), text) for seed in range(seeds)]
    return sorted({made for of_seed in every for made in of_seed})


def test_words_are_looked_up_in_russian_or_kazakh(data: Path) -> None:
    text = "Where city water school book house country"
    found = switched(text, data)
    languages = []
    for made in found:
        first, *others = made.split()
        known = RUSSIAN if first in ("где", "куда") else KAZAKH
        assert first in ("где", "куда", "қайда", "қай")
        assert (known & set(others)) and not (RUSSIAN ^ known & RUSSIAN) & set(others)
        languages.append(known is RUSSIAN)
    assert set(languages) == {True, False}


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("How many houses are there?", {"сколько", "қанша", "неше"}),
        ("How is the water?", {"как", "каким", "қалай"}),
        ("What year was it?", {"в", "қай"}),
        ("WHO built the city?", {"кто", "кім"}),
        ("Whom did the city see?", {"кого", "кімді"}),
        ("Whose book is it?", {"чей", "кімнің"}),
    ],
)
def test_question_word_is_put_right_the_longest_first(
    data: Path, text: str, firsts: set[str]
) -> None:
    found = switched(text, data)
    assert {made.split()[0] for made in found} <= firsts
    assert len(found) > 1


def test_question_word_is_put_where_it_stood(data: Path) -> None:
    found = switched("In what year did 1234 fall, and why?", data)
    assert found
    for made in found:
        assert made.index("1234") < max(
            made.find(word) for word in ("почему", "зачем", "неге", "неліктен")
        )
        assert "why" not in made
        assert "what" not in made


def test_words_without_content_are_left_out(data: Path) -> None:
    assert {"is", "the", "of"} <= STOP_WORDS
    for made in switched("What is the water of the city?", data):
        assert not {"is", "the", "of"} & set(made.split())


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_possessor_is_looked_up_without_its_ending(data: Path, apostrophe: str) -> None:
    found = switched(f"What{apostrophe}s the city{apostrophe}s water?", data)
    assert any("город" in made.split() for made in found)
    for made in found:
        assert not {"s", "'s", "’s"} & set(made.split())
        assert apostrophe not in made


def test_what_nobody_gave_is_left_as_it_is(data: Path) -> None:
    switch = switch_of(["Which city is old?"], data, 0)
    for text in ("Which school is old?", "Қай қала?", ""):
        assert drawn(switch, text) == [text]
    assert "Which city is old?" not in drawn(switch, "Which city is old?")


def test_same_seed_gives_the_same_words(data: Path) -> None:
    texts = ["What is in the city?", "Which school has water and books?", "Who has the house?"]
    first, again, other = (switch_of(texts, data, seed) for seed in (1, 1, 2))
    said = [[drawn(switch, text) for text in texts] for switch in (first, again, other)]
    assert said[0] == said[1] != said[2]


def test_what_comes_first_does_not_change_with_a_question_that_stands_twice(data: Path) -> None:
    texts = ["What is in the city?", "Which school has water?"]
    once, twice = (switch_of(each, data, 5) for each in (texts, [texts[0], *texts]))
    assert [drawn(once, text) for text in texts] == [drawn(twice, text) for text in texts]


def test_no_word_is_learnt_from_what_is_under_the_gpl(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    for corpus in CORPORA:
        if "GPL" in corpus.licence:
            (data / "parallel" / corpus.file).unlink()
    assert any("город" in made for made in switched("Which city?", data))


def test_missing_translations_are_named(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    (data / "parallel" / "tatoeba.en-ru.tsv").unlink()
    with pytest.raises(DataError, match=r"tatoeba\.en-ru\.tsv cannot be read"):
        switch_of(["Which city?"], data, 0)
