from __future__ import annotations

import pytest

from assistant.claims.compare import compare
from assistant.claims.models import Compared
from assistant.claims.reading import Source, read
from tests.assistant.claims.sources import document


def compared(claim: str, text: str, *, near: bool = True) -> list[Compared]:
    source = Source(document("a.txt", text))
    return list(compare(read(claim, "en", 10), source, 0, 1, 0, near=near))


def shown(claim: str, text: str, *, near: bool = True) -> list[tuple[str, str, str | None]]:
    return [
        (each.claim.text, each.state, each.other.text if each.other else None)
        for each in compared(claim, text, near=near)
    ]


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("He had 27 hives.", "He had 17 hives and 4 cats.", ("27", "differs", "17")),
        ("He had 27 hives.", "He had 4 cats.", ("27", "absent", None)),
        ("It cost 8 euros.", "It cost 9 euros for 17 hives.", ("8 euros", "differs", "9 euros")),
        ("It was 21%.", "It was 12% of 21 hives.", ("21%", "differs", "12%")),
        ("It was in 1948.", "It was in 1984 with 12 hives.", ("1948", "differs", "1984")),
        ("It was in 1948.", "It was in 1984 or 1985.", ("1948", "absent", None)),
        ("It was 5 km away.", "It was 6 m away.", ("5", "absent", None)),
        ("It ran 1948–1950.", "It ended in 1984.", ("1948–1950", "absent", None)),
    ],
)
def test_a_figure_differs_only_from_one_of_the_same_thing(
    claim: str, source: str, expected: tuple[str, str, str | None]
) -> None:
    assert shown(claim, source) == [expected]


def test_a_figure_that_is_taken_is_no_rival() -> None:
    assert shown("From 1948 until 1950 it ran.", "In 1948 it ran.") == [
        ("1948", "same", "1948"),
        ("1950", "absent", None),
    ]


def test_far_away_nothing_differs() -> None:
    assert shown("In 1948 it rose.", "In 1984 it fell.", near=False) == [("1948", "absent", None)]


def test_a_name_differs_from_the_one_that_is_left_over() -> None:
    assert shown("It lay in Norway.", "It lay in Denmark.") == [("Norway", "differs", "Denmark")]


def test_of_two_names_left_over_neither_stands_in_its_place() -> None:
    found = shown("It lay in Norway.", "It lay in Denmark or Sweden.")
    assert found == [("Norway", "absent", None)]


def test_two_of_a_family_differ_however_many_names_there_are() -> None:
    found = shown("So Anna Lind met Kim.", "So Anna Berg and Olaf Holm met Kim.")
    assert found == [("Anna Lind", "differs", "Anna Berg"), ("Kim", "same", "Kim")]


def test_offsets_count_in_the_documents() -> None:
    (found,) = compared("He had 27 hives.", "He had 17 hives.")
    assert (found.claim.start, found.claim.end) == (17, 19)
    assert found.other is not None
    assert (found.other.start, found.other.end) == (7, 9)
