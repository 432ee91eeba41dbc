from __future__ import annotations

import pytest

from ingest.bibliography.entries import entries_of
from ingest.bibliography.found import PrintedNumbers
from ingest.bibliography.numbered_marks import numbered_marks
from tests.ingest.bibliography.samples import document, shown

NINE = "\n".join(f"{number}. Lee A. Lamps {number}. 200{number}." for number in range(1, 10))


def cited(body: str, references: str = NINE) -> list[tuple[str, str]]:
    return [(words, numbers) for words, numbers, _ in shown(body, references)]


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("[3]", "3"),
        ("[2, 5]", "2 5"),
        ("[2,5]", "2 5"),
        ("[1-4]", "1 2 3 4"),
        ("[1–3; 7]", "1 2 3 7"),
        ("[3, с. 45]", "3:45"),
        ("[3, С. 45–47]", "3:45-47"),
        ("[3, p. 45; 7]", "3:45 7"),
        ("[3, pp. 45-46; 7, p. 2]", "3:45-46 7:2"),
        ("[3: 45]", "3:45"),
        ("[3, 45 б.]", "3:45"),
        ("[3, 8-9 бб.; 6]", "3:8-9 6"),
        ("[3, 145]", "3:145"),
        ("[см.: 3, с. 45; 4]", "3:45 4"),
        ("[see 3]", "3"),
        ("[қараңыз: 3]", "3"),
        ("[3, 77]", "3:77"),
        ("[8-12]", "8 9"),
        ("[77, 3]", "3"),
        ("[ 3 ]", "3"),
        ("[1]–[4]", "1 2 3 4"),
    ],
)
def test_markers(mark: str, numbers: str) -> None:
    assert cited(f"Lamps shine {mark}.") == [(mark, numbers)]


@pytest.mark.parametrize(
    "body",
    [
        "In [2018] lamps shone.",
        "Of x ∈ [0, 1] or [0] little is known.",
        "The value x = [1, 2] is good.",
        "The interval [1, 2] is short.",
        "The [3]-rd lamp, [7]-сыныпқа.",
        "Lamps [12] and [a] and [3, see below] and [].",
        "Lamps [5-2].",
        "The array[3](x).",
        "A lamp (3).",
        "A lamp of 5 km² and 3 м².",
    ],
)
def test_what_is_no_marker(body: str) -> None:
    assert cited(body) == []


def test_raised_digits() -> None:
    assert cited("Lamps shine¹, as they do.²⁻⁴ In 5 km² more²,³.") == [
        ("¹", "1"),
        ("²⁻⁴", "2 3 4"),
        ("²,³", "2 3"),
    ]


def test_raised_digits_of_footnotes_are_none() -> None:
    assert cited("Lamps shine¹ here.\n\n¹ The note tells more.") == []


def test_raised_digits_beside_brackets_are_none() -> None:
    assert cited("Lamps shine¹ here [2].") == [("[2]", "2")]


def test_numbers_of_a_list_without_numbers_are_places() -> None:
    assert cited("Lamps shine [2].", "Lee A. Lamps. 2001.\n\nKim B. Ports. 2002.") == [("[2]", "2")]


def test_in_each_chapter_a_number_means_the_list_that_follows() -> None:
    text = (
        "References\nLamps [1].\n\nA\n1. Lee A. Lamps.\n2. Kim B. Ports.\n\nPorts [1].\n\n"
        "B\n1. Orr C. Quays.\n2. Day D. Seas."
    )
    entries = entries_of(document(text))
    found = list(numbered_marks(text, PrintedNumbers(entries)))
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert [[each.number for each in mark.cited] for mark in found] == [[1], [3]]
