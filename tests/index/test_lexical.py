from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.lexical import LexicalIndex, LexicalRow
from index.models import Scored, Within
from index.rarity import idf, weight
from index.terms import analyze
from ingest.errors import IndexCorrupt, IndexingError

ROWS = [
    LexicalRow("China's soft power in Kazakhstan grew by 13.2 percent.", "en", 0),
    LexicalRow("Мягкая сила Китая и Confucius Institute в Астане.", "ru", 1),
    LexicalRow("Қытайдың жұмсақ күші Қазақстанда.", "kk", 2),
    LexicalRow("", "en", 2),
    LexicalRow("Students went abroad.", "en", 3),
    LexicalRow("Students went abroad.", "en", 3),
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(tmp_path / "lexical", ROWS)
    return LexicalIndex.open(tmp_path / "lexical")


def rows(found: list[Scored]) -> list[int]:
    return [item.row for item in found]


def within(documents: list[int] | None) -> Within | None:
    """Return what keeps a search to some documents; the lexical side looks at nothing else."""
    if documents is None:
        return None
    return Within(np.asarray(documents, dtype=np.int64), np.zeros(0, dtype=np.int64))


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
    ("documents", "expected"),
    [
        ([], []),
        ([0], [0]),
        ([0, 3], [0, 4, 5]),
        ([3], [4, 5]),
        ([1, 2], []),
        (None, [0, 4, 5]),
    ],
)
def test_a_search_keeps_to_the_documents_it_is_given(
    index: LexicalIndex, documents: list[int] | None, expected: list[int]
) -> None:
    found = index.search("students of Kazakhstan who went abroad", 10, within(documents))
    every = {
        item.row: item.score for item in index.search("students of Kazakhstan abroad went", 10)
    }
    assert sorted(rows(found)) == expected
    assert all(item.score == pytest.approx(every[item.row]) for item in found)


def test_the_best_of_a_document_are_found_behind_any_number_of_better_ones(tmp_path: Path) -> None:
    crowd = [LexicalRow("the lamp and the lamp again", "en", 0) for _ in range(300)]
    small = [LexicalRow(f"one lamp among {n} other things on deck", "en", 1) for n in range(3)]
    LexicalIndex.build(tmp_path, [*crowd, *small])
    opened = LexicalIndex.open(tmp_path)
    assert not {300, 301, 302} & set(rows(opened.search("lamp", 100)))
    assert rows(opened.search("lamp", 2, within([1]))) == [300, 301]


def test_one_language_alone_is_scored_by_plain_bm25(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path, [LexicalRow(text, "en") for text in ("lamp", "lamp", "keeper")])
    # Of rows of one length and a word that stands once, BM25 is the word's weight.
    (lamp, _), (keeper,) = (
        LexicalIndex.open(tmp_path).search(question, 9) for question in ("lamp", "keeper")
    )
    assert (lamp.score, keeper.score) == pytest.approx((idf(2, 3), idf(1, 3)), rel=1e-6)


def test_a_word_weighs_among_the_rows_of_its_language(tmp_path: Path) -> None:
    kazakh = [LexicalRow("өзен", "kk"), LexicalRow("өзен", "kk"), LexicalRow("шамшырақ", "kk")]
    LexicalIndex.build(tmp_path, [*kazakh, *(LexicalRow("lamp", "en") for _ in range(20))])
    opened = LexicalIndex.open(tmp_path)
    river, lighthouse = opened.search("өзен", 1)[0], opened.search("шамшырақ", 1)[0]
    assert river.score == pytest.approx(weight(2, 3, 2, 23), rel=1e-6)
    assert lighthouse.score == pytest.approx(idf(1, 23), rel=1e-6)
    assert river.score < 0.6 * idf(2, 23)


def test_a_small_language_s_rows_are_ranked_as_they_are_alone(tmp_path: Path) -> None:
    kazakh = [
        LexicalRow("қала туралы мақала қала халқы", "kk"),
        LexicalRow("қала туралы мақала шамшырақ", "kk"),
        LexicalRow("қала туралы мақала қала туралы қала", "kk"),
        LexicalRow("қала туралы мақала туралы қала", "kk"),
    ]
    russian = [LexicalRow(f"статья номер {n} о городе и о море", "ru") for n in range(300)]
    LexicalIndex.build(tmp_path / "alone", kazakh)
    LexicalIndex.build(tmp_path / "mixed", [*kazakh, *russian])
    alone, mixed = (LexicalIndex.open(tmp_path / name) for name in ("alone", "mixed"))
    question = "Қала туралы мақалада шамшырақ бар ма?"
    assert rows(mixed.search(question, 4)) == rows(alone.search(question, 4))
    assert rows(mixed.search(question, 4))[0] == 1


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
