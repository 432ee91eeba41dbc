from __future__ import annotations

import pytest
from hypothesis import given

from assistant.claims.names import (
    Name,
    capitalised_within,
    distinct,
    find_names,
    same_name,
    share_a_word,
)
from tests.assistant.hostile import hostile_text


def sure(text: str) -> list[str]:
    return [name.text for name in find_names(text) if not name.doubtful]


def last(text: str) -> Name:
    return find_names(f"x {text}")[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade fell when Thomas Aldwin left Harrow Creek.", ["Thomas Aldwin", "Harrow Creek"]),
        ("She went to the University of Bergen in May.", ["University of Bergen"]),
        ("Chinese glass and the SCO.", ["Chinese", "SCO"]),
        ("В Каменске жил Пётр Соловьёв.", ["Каменске", "Пётр Соловьёв"]),
        ("Биыл станцияны Марат Бекенов басқарады.", ["Марат Бекенов"]),
        ("китайские вазы", ["китайские"]),
        ("The bees of us all.", []),
        ("часы XVI века", []),
        ("ALL OF THIS IS SHOUTED BY NOBODY", []),
    ],
)
def test_names_of_a_text(text: str, expected: list[str]) -> None:
    assert sure(text) == expected


def test_a_capital_at_the_beginning_says_nothing_until_it_is_met_elsewhere() -> None:
    (name,) = find_names("Vendel was rich.")
    assert name.doubtful
    known = capitalised_within("They came to Vendel. Bees fly.")
    assert known == {"vendel"}
    (name,) = find_names("Vendel was rich.", known)
    assert not name.doubtful


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("China", "Китаем"),
        ("China", "Қытайдың"),
        ("Chinese", "КНР"),
        ("Shanghai Cooperation Organisation", "ШОС"),
        ("Raimondi", "Раймонди"),
        ("Pier Paolo Raimondi", "Раймонди"),
        ("Pyotr Solovyov", "Петра Соловьёва"),
        ("Marta Olsen", "Марта Олсен"),
        ("Edith Marlowe", "Эдит Марлоу"),
        ("Harrow Creek", "Харроу-Крик"),
        ("Karatobe", "Қаратөбе"),
        ("Harvard", "Гарварде"),
        ("Wang Huning", "Ван Хунин"),
        ("Vera Kim", "Вера Ким"),
    ],
)
def test_one_name_in_two_languages(first: str, second: str) -> None:
    assert same_name(last(first), last(second), same_language=False)


@pytest.mark.parametrize(
    ("first", "second", "same_language"),
    [
        ("Рябова", "Игната Рябова", True),
        ("Талғарда", "Талғар", True),
        ("Bohemia", "Bohemian", True),
        ("Верхнеозёрске", "Верхнеозёрском", True),
    ],
)
def test_one_name_in_two_forms(first: str, second: str, same_language: bool) -> None:
    assert same_name(last(first), last(second), same_language=same_language)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thomas Aldwin", "Томас Бредли"),
        ("Norway", "Финляндия"),
        ("Kazakhstan", "Кыргызстан"),
        ("Vendel", "Верхнеозёрск"),
        ("Marta", "Мадина"),
    ],
)
def test_two_names(first: str, second: str) -> None:
    assert not same_name(last(first), last(second), same_language=False)


def test_names_that_differ_in_a_letter_are_two_in_one_language() -> None:
    assert not same_name(last("Maria"), last("Marta"), same_language=True)
    assert not same_name(last("Мария"), last("Марта"), same_language=True)


def test_the_word_that_begins_the_sentence_may_be_none_of_the_name() -> None:
    (name,) = find_names("Станцияны Марат Бекенов басқарады.")
    assert name.needed == ("марат", "бекенов")
    assert same_name(name, last("Marat Bekenov"), same_language=False)


def test_two_of_a_family_share_a_word() -> None:
    assert share_a_word(last("Thomas Aldwin"), last("Томас Бредли"), same_language=False)
    assert not share_a_word(last("Josef Riedl"), last("Антон Келлер"), same_language=False)


def test_a_name_said_twice_is_kept_once() -> None:
    names = find_names("So China and the Chinese met Thomas Aldwin, and Aldwin China.")
    assert [name.text for name in distinct(names)] == ["China", "Thomas Aldwin"]


@given(hostile_text)
def test_names_are_slices(text: str) -> None:
    for name in find_names(text):
        assert name.text == text[name.start : name.end]
        assert name.words
