"""What is an ordinary word, and what it is spelt like on the other side of the ocean."""

import pytest

from index.ordinary import is_ordinary, is_verb, ordinary_neighbours, spellings


@pytest.mark.parametrize(
    "word",
    "border boarder cost colour organisation defence programme kazakhstan "
    "экономика экономке елка сотрудничеством казахстан".split(),
)
def test_word_is_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize(
    "word", ["kazakstan", "goverment", "corruptoin", "правительсво", "сотруднечество", "қазақстан"]
)
def test_word_is_not_ordinary(word: str) -> None:
    assert not is_ordinary(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("colour", "color"),
        ("behavioural", "behavioral"),
        ("organise", "organize"),
        ("civilisation", "civilization"),
        ("analyse", "analyze"),
        ("centre", "center"),
        ("defence", "defense"),
        ("programme", "program"),
        ("travelled", "traveled"),
        ("dialogue", "dialog"),
    ],
)
def test_british_and_american_spelling(word: str, other: str) -> None:
    assert other in spellings(word)
    assert word in spellings(other)


@pytest.mark.parametrize("word", ["four", "wise", "filled", "poet", "china", "цвет", "2013", ""])
def test_word_with_one_spelling(word: str) -> None:
    assert spellings(word) == ()


def test_neighbours_are_one_error_away_and_usual_ones_come_first() -> None:
    assert ordinary_neighbours("boader")[0] == "border"
    assert "government" in ordinary_neighbours("goverment")
    assert "american" in ordinary_neighbours("amercian")
    assert "правительство" in ordinary_neighbours("правительсво")
    assert ordinary_neighbours("") == () or all(len(word) == 1 for word in ordinary_neighbours(""))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("действует", "ru", True),
        ("вышла", "ru", True),
        ("получить", "ru", True),
        ("премию", "ru", False),
        ("температуре", "ru", False),
        ("оқиды", "kk", True),
        ("ашылған", "kk", True),
        ("президенті", "kk", False),
        ("жылдамдығы", "kk", False),
        ("kills", "en", False),
    ],
)
def test_forms_of_verbs_are_told_by_their_endings(
    word: str, language: str, *, expected: bool
) -> None:
    assert is_verb(word, language) is expected
