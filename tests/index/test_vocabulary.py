"""The words that documents hold, as a build gathers them and a question looks them up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import MAX_TERM
from index.vocabulary import MAX_LONG_FORMS, Contents, Gatherer, Vocabulary, gather
from ingest.models import Chunk


def contents(*texts: str, language: str = "en") -> Contents:
    gatherer = Gatherer()
    for text in texts:
        gatherer.add(text, language)
    return gatherer.contents()


def vocabulary(*texts: str, language: str = "en") -> Vocabulary:
    return Vocabulary(contents(*texts, language=language))


def test_words_are_counted_by_chunk() -> None:
    held = vocabulary("China and China's ties", "ties of Russia")
    assert (held.chunks("china"), held.chunks("ties"), held.chunks("absent")) == (1, 2, 0)
    assert len(held) == 5
    assert set(held) == {"china", "and", "ties", "of", "russia"}


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("KAZAKHSTAN, Kazakhstan's, Kazakhstan", "kazakhstan", "Kazakhstan"),
        ("Power is power", "power", "power"),
        ("the U.S. or US", "us", "US"),
        ("in\ufb02uenza", "influenza", "influenza"),
        ("Ёлка", "елка", "Ёлка"),
    ],
)
def test_plainest_spelling_is_kept(text: str, word: str, written: str) -> None:
    assert vocabulary(text).written(word) == written


def test_name_never_stands_in_lower_case() -> None:
    held = vocabulary("China has Power and power")
    assert held.is_name("china")
    assert not held.is_name("power")


def test_capitals_tell_an_abbreviation_from_a_pronoun() -> None:
    held = vocabulary("the US helps us", "tell us")
    assert (held.chunks("us"), held.capitals("us")) == (2, 1)
    assert vocabulary("tell us").capitals("us") == 0


def test_reference_chunk_does_not_count() -> None:
    body = Chunk("d", 0, 5, None, None, "China")
    listed = Chunk("d", 6, 12, None, None, "Taiwan", is_reference=True)
    held = Vocabulary(gather([body, listed], {"d": "en"}))
    assert "china" in held
    assert "taiwan" not in held


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("ties with the United States.", "en", "united states"),
        ("В Соединённых Штатах Америки", "ru", "соединенные штаты"),
        ("Қытай Халық Республикасының үкіметі", "kk", "қытай халық республикасы"),
        ("in Nur-Sultan", "en", "nur sultan"),
    ],
)
def test_names_of_several_words_are_looked_for(text: str, language: str, phrase: str) -> None:
    assert vocabulary(text, language=language).phrase_chunks(phrase) == 1
    assert vocabulary("nothing of it").phrase_chunks(phrase) == 0


def test_longest_name_counts() -> None:
    held = vocabulary("the People's Republic of China")
    assert held.phrase_chunks("people republic of china") == 1
    assert held.phrase_chunks("republic of china") == 0


def test_words_apart_are_no_name() -> None:
    held = vocabulary("united against the states of the region")
    assert held.phrase_chunks("united states") == 0


@pytest.mark.parametrize(
    ("text", "word", "language", "family"),
    [
        ("institutes, Institute", "institution", "en", ("institutes", "institute")),
        ("Китая и Китаем", "китай", "ru", ("китаем", "китая")),
        ("Қазақстанда, Қазақстанның", "қазақстан", "kk", ("қазақстанда", "қазақстанның")),
        ("nothing", "china", "en", ()),
    ],
)
def test_family_shares_the_stem(
    text: str, word: str, language: str, family: tuple[str, ...]
) -> None:
    assert set(vocabulary(text).family(word, language)) == set(family)


def test_long_forms_are_bounded_and_definitions_come_first() -> None:
    texts = [
        f"{name} Cooperation Organization" for name in ("Shanghai", "Samara", "Simla", "Sofia")
    ]
    texts += ["the Secret Court Office", "Southern Common Ocean (SCO)"] * 2
    longs = [alias.long for alias in contents(*texts).aliases if alias.short == "sco"]
    assert longs[0] == "Southern Common Ocean"
    assert len(longs) == MAX_LONG_FORMS


@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_is_gathered(texts: list[str]) -> None:
    gathered = contents(*texts)
    held = Vocabulary(gathered)
    for word in gathered.words:
        assert 0 < word.chunks <= len(texts)
        assert word.capitals <= word.chunks
        assert len(word.text) <= MAX_TERM
        assert word.text in held.family(word.text, "en") or not word.text.isascii()
