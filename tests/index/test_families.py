"""Words of one family, and words that only begin alike."""

import pytest

from index.families import Families, is_relative


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("strategy", "strategic"),
        ("economy", "economic"),
        ("evolution", "evolutionary"),
        ("importance", "important"),
        ("president", "presidency"),
        ("discover", "discovery"),
        ("треугольник", "треугольное"),
        ("транспорт", "транспортного"),
    ],
)
def test_relatives(first: str, second: str) -> None:
    assert is_relative(first, second)
    assert is_relative(second, first)
    assert Families([first, "other"]).relatives(second) == [first]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("university", "universe"),
        ("factor", "factory"),
        ("princes", "princess"),
        ("thought", "though"),
        ("principal", "principle"),
        ("experience", "experiment"),
        ("instant", "instance"),
        ("austria", "australia"),
        ("community", "communism"),
        ("старики", "старинной"),
        ("правитель", "правительство"),
        ("strategy", "стратегия"),
    ],
)
def test_no_relatives(first: str, second: str) -> None:
    assert not is_relative(first, second)
