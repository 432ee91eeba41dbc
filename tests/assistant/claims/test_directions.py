from __future__ import annotations

import pytest

from assistant.claims.directions import opposed_by_not, opposed_turns, turns


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The yield rose.", "The yield fell."),
        ("The yield increased to 5.", "Урожай снизился до 5."),
        ("Урожай вырос.", "Урожай сократился."),
        ("Өнім өсті.", "Өнім азайды."),
        ("More women than men came.", "Fewer women than men came."),
        ("The yield grew.", "Өнім төмендеді."),
    ],
)
def test_up_and_down_are_opposed(claim: str, source: str) -> None:
    found = opposed_turns(turns(claim), turns(source))
    assert found is not None
    assert found.note == "direction differs"
    assert claim[slice(*found.claim)] and source[slice(*found.source)]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The yield rose.", "The yield grew."),
        ("The yield rose.", "The yield was measured."),
        ("The yield rose, then fell.", "The yield fell."),
    ],
)
def test_what_goes_one_way_or_both_is_not(claim: str, source: str) -> None:
    assert opposed_turns(turns(claim), turns(source)) is None


def test_more_than_so_many_is_no_turn() -> None:
    text = "more than 600 bees"
    assert turns(text, [(0, len(text))]) == ()
    assert len(turns(text)) == 1


@pytest.mark.parametrize(
    ("claim", "source", "language", "denied"),
    [
        ("Anchors are allowed here.", "Anchors are not allowed here.", "en", "allowed"),
        ("The price didn't change.", "The price changed.", "en", "didn't"),
        ("An effect on fruit was found.", "No effect on fruit was found.", "en", "effect"),
        ("Туристов в башню пускают.", "Туристов в башню не пускают.", "ru", "пускают"),
        ("Бөлім жексенбіде жұмыс істейді.", "Бөлім жексенбіде жұмыс істемейді.", "kk", "істейді"),
    ],
)
def test_what_one_denies_and_the_other_does_not(
    claim: str, source: str, language: str, denied: str
) -> None:
    found = opposed_by_not(claim, source, language)
    assert found is not None
    assert claim[slice(*found.claim)] == denied


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("Anchors are not allowed.", "Anchors are not allowed.", "en"),
        ("Eleven were new to the list.", "Eleven had never been seen in that water.", "en"),
        ("The student came.", "The government came.", "en"),
        ("Бал бар.", "Бал дәмді.", "kk"),
    ],
)
def test_a_denial_of_something_else_does_not_count(claim: str, source: str, language: str) -> None:
    assert opposed_by_not(claim, source, language) is None


def test_two_sentences_that_are_equal_but_for_not() -> None:
    claim = "С тех пор на участке были большие пожары."
    found = opposed_by_not(claim, "Больших пожаров на участке с тех пор не было.", "ru")
    assert found is not None


def test_many_denials_are_read_in_good_time() -> None:
    assert opposed_by_not("not bees " * 5_000, "wasps " * 5_000, "en") is None
