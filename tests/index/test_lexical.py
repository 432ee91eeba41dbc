from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from index.lexical import LexicalIndex, LexicalRow
from index.models import Scored
from index.terms import analyze
from ingest.errors import IndexCorrupt, IndexingError

ROWS = [
    LexicalRow("China's soft power in Kazakhstan grew by 13.2 percent.", "en"),
    LexicalRow("Мягкая сила Китая и Confucius Institute в Астане.", "ru"),
    LexicalRow("Қытайдың жұмсақ күші Қазақстанда.", "kk"),
    LexicalRow("", "en"),
    LexicalRow("Students went abroad.", "en"),
    LexicalRow("Students went abroad.", "en"),
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(tmp_path / "lexical", ROWS)
    return LexicalIndex.open(tmp_path / "lexical")


def rows(found: list[Scored]) -> list[int]:
    return [item.row for item in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Chinese or China?", [0]),
        ("13,2", [0]),
        ("Что такое мягкая сила Китай?", [1]),
        ("Where are the Confucius institutes?", [1]),
        ("Қытай", [2]),
        ("Қазақстанның", [2]),
        ("a student", [4, 5]),
        ("in", [0]),
    ],
)
def test_finds_each_language_by_its_own_forms(
    index: LexicalIndex, question: str, expected: list[int]
) -> None:
    assert rows(index.search(question, 10)) == expected


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "(",
        "AND",
        "[1]",
        "",
        " \n",
        "😀",
        "a^2 OR *",
        "\x00",
        "\ud800",
        "terms:x~",
        "x" * 10_000,
    ],
)
def test_odd_questions_find_nothing_and_raise_nothing(index: LexicalIndex, question: str) -> None:
    assert index.search(question, 5) == []


def test_syntax_in_a_question_is_no_syntax(index: LexicalIndex) -> None:
    assert rows(index.search('NOT "students" AND (-abroad', 5)) == [4, 5]


def test_ten_thousand_words(index: LexicalIndex) -> None:
    question = " ".join(["students", *(f"word{n}" for n in range(10_000))])
    assert rows(index.search(question, 5)) == [4, 5]


def test_repeated_words_count_once(index: LexicalIndex) -> None:
    assert index.search("power power POWER", 5) == index.search("power", 5)


def test_stop_words_weigh_nothing_beside_others(index: LexicalIndex) -> None:
    assert index.search("What is the power of it?", 5) == index.search("power", 5)


@pytest.mark.parametrize("k", [0, 1, 2, 10**9])
def test_k_bounds_the_answer(index: LexicalIndex, k: int) -> None:
    assert rows(index.search("students", k)) == [4, 5][:k]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ([], []),
        ([range(0, 1)], [0]),
        ([range(0, 1), range(4, 6)], [0, 4, 5]),
        ([range(5, 6)], [5]),
        ([range(1, 4)], []),
        (None, [0, 4, 5]),
    ],
)
def test_a_search_keeps_to_the_rows_it_is_given(
    index: LexicalIndex, within: list[range] | None, expected: list[int]
) -> None:
    found = index.search("students of Kazakhstan who went abroad", 10, within)
    every = {
        item.row: item.score for item in index.search("students of Kazakhstan abroad went", 10)
    }
    assert sorted(rows(found)) == expected
    assert all(item.score == pytest.approx(every[item.row]) for item in found)


def test_document_frequency_is_a_language_s_own(index: LexicalIndex) -> None:
    assert index.size == len(ROWS)
    assert index.document_frequency(analyze("students", "en")[0], "en") == 2
    assert index.document_frequency(analyze("Китай", "ru")[0], "ru") == 1
    assert index.document_frequency(analyze("Қытай", "kk")[0], "kk") == 1
    assert index.document_frequency(analyze("Қытай", "kk")[0], "ru") == 0
    assert index.document_frequency("absent", "en") == 0


def test_a_stray_latin_word_does_not_bury_english(tmp_path: Path) -> None:
    english = [LexicalRow(f"The Confucius institute number {n} teaches.", "en") for n in range(5)]
    russian = [LexicalRow("Длинный русский абзац о другом, где назван Confucius. " * 3, "ru")]
    LexicalIndex.build(tmp_path, [*russian * 3, *english])
    found = LexicalIndex.open(tmp_path).search("Confucius institute", 5)
    assert rows(found) == [3, 4, 5, 6, 7]


def test_two_builds_answer_alike_in_one_segment(tmp_path: Path) -> None:
    chosen = random.Random(1)
    vocabulary = [f"w{n}" for n in range(60)]
    data = [LexicalRow(" ".join(chosen.choices(vocabulary, k=9)), "en") for _ in range(3_000)]
    for name in ("one", "two"):
        assert LexicalIndex.build(tmp_path / name, iter(data)) == len(data)
    one, two = (LexicalIndex.open(tmp_path / name) for name in ("one", "two"))
    for question in ("w1", "w2 w3", "w4 w5 w6 w7"):
        found = one.search(question, 40)
        assert found == two.search(question, 40)
        assert found == sorted(found, key=lambda item: (-item.score, item.row))
        # Nothing at the cut is passed over for a later row of the same score.
        assert found == one.search(question, len(data))[:40]
    assert len(list((tmp_path / "one").glob("*.store"))) == 1


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    assert LexicalIndex.build(tmp_path, []) == 0
    opened = LexicalIndex.open(tmp_path)
    assert opened.size == 0
    assert opened.search("power", 3) == []


def test_the_folder_is_closed_after_build(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path / "a", ROWS)
    assert not list((tmp_path / "a").glob("*.lock"))
    os.rename(tmp_path / "a", tmp_path / "b")
    assert LexicalIndex.open(tmp_path / "b").size == len(ROWS)


def test_building_twice_into_one_folder_is_refused(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path, ROWS)
    with pytest.raises(IndexingError, match="empty folder"):
        LexicalIndex.build(tmp_path, ROWS)


@pytest.mark.parametrize("damage", ["missing", "empty", "meta", "cut", "lost", "file"])
def test_a_damaged_folder_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "lexical"
    LexicalIndex.build(path, ROWS)
    if damage == "meta":
        (path / "meta.json").write_text("{", encoding="utf-8")
    elif damage == "cut":
        next(path.glob("*.term")).write_bytes(b"short")
    elif damage == "lost":
        next(path.glob("*.idx")).unlink()
    else:
        shutil.rmtree(path)
    if damage == "empty":
        path.mkdir()
    if damage == "file":
        path.write_text("not a folder", encoding="utf-8")
    with pytest.raises(IndexCorrupt, match=r"lexical: expected the lexical index.*--full"):
        LexicalIndex.open(path)
