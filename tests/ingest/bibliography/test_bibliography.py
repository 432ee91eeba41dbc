from __future__ import annotations

import pytest

from ingest.bibliography.bibliography import bibliography_of
from ingest.library import DEFAULT_DOCUMENTS, Library
from ingest.models import Bibliography, Document
from tests.ingest.bibliography.samples import document


@pytest.fixture(scope="module")
def paper() -> Document:
    return Library(DEFAULT_DOCUMENTS).read("soft-power-of-china-in-central-asia.md")


@pytest.fixture(scope="module")
def found(paper: Document) -> Bibliography:
    return bibliography_of(paper)


def test_the_paper_s_five_references(found: Bibliography) -> None:
    assert [(each.number, each.authors, each.year) for each in found.references] == [
        (1, ("Кошкар-оол А.А.",), None),
        (2, ("Най, Джозеф",), None),
        (3, ("Pier Paolo Raimondi",), None),
        (4, ("Нұртай Лаханұлы",), None),
        (5, (), None),
    ]
    assert [each.title for each in found.references] == [
        "«Мягкая сила» в международной политической коммуникации: подходы к интерпретации "
        "концепции",
        "Мягкая и острая сила Китая",
        "Central Asia Oil and Gas Industry The External Powers' Energy Interests in Kazakhstan, "
        "Turkmenistan and Uzbekistan",
        "Қытайдың «жұмсақ күш» саясатының Қазақстанға әсері қандай?",
        "КИТАЙСКАЯ «МЯГКАЯ СИЛА» В ЦЕНТРАЛЬНОЙ АЗИИ",
    ]
    assert [each.language for each in found.references] == ["ru", "ru", "en", "kk", "ru"]


def test_where_the_paper_s_sources_lie(found: Bibliography) -> None:
    assert [each.url for each in found.references] == [
        "https://intcom-mgimo.ru/2019/2019-10/soft-power-in-int-political-communication",
        "https://inosmi.ru/economic/20180110/241144649.html",
        None,
        "https://www.azattyq.org/a/kazakhstan_china_interview_yerzhan_kerimbay/29754637.html",
        "https://ia-centr.ru/experts/aybolot-aydosov/kitayskaya-myagkaya-sila-v-tsentralnoy-azii/",
    ]
    assert [each.accessed for each in found.references] == [
        "", "2018-03-20", "2022-03-01", "2022-03-29", "March 27 01.2022",
    ]  # fmt: skip
    assert [each.pages for each in found.references] == ["", "", "8-9", "", ""]


def test_the_paper_s_markers_close_paragraphs(paper: Document, found: Bibliography) -> None:
    assert [[cited.number for cited in mark.cited] for mark in found.marks] == [
        [1], [2], [3], [4], [5],
    ]  # fmt: skip
    begins = [paper.text[mark.supports.start :][:30] for mark in found.marks]
    assert begins == [
        'The term "soft power" was intr',
        "China could generate more soft",
        "Central Asia is one of the reg",
        "Thus, in contrast to the weigh",
        "In these institutes, students ",
    ]
    for mark in found.marks:
        assert paper.text[mark.supports.end :].startswith(f"[{mark.cited[0].number}]")


def test_every_entry_is_its_slice(paper: Document, found: Bibliography) -> None:
    for reference in found.references:
        assert reference.text == paper.text[reference.start : reference.end]
        assert reference.text == reference.text.strip()


@pytest.mark.parametrize(
    "unit",
    [
        "[", "(", "A", "A. ", "A, ", "Aa Aa ", "https://", "www.", "/", " ", "\n\n", "“", "'a ",
        "1. ", "[1] Ab\n", "(2004) ", ", 2004", "10.1234/", ". ", "\\_", "accessed ", "pp. 1-",
        "et al. ", "a.b.c.", "Van Der ", "Нет ", "[1, ", "Lee (2004) ", "(Lee 2004; ", "a¹",
    ],
)  # fmt: skip
def test_hostile_texts_end(unit: str) -> None:
    """Each took minutes where a pattern's time grew with the square of the text."""
    long = (unit * 60_000)[:60_000]
    bibliography_of(document(f"{long}\n\nReferences\n\n1. Lee A. Lamps. 2004.\n2. Kim B."))
    bibliography_of(document(f"References\n\n{long}"))
