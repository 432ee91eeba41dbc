from __future__ import annotations

import pytest

from assistant.claims.figure import Figure
from assistant.claims.figures import find_figures
from assistant.claims.nearest import matching


def figures(text: str) -> tuple[Figure, ...]:
    return find_figures(text, "en")


@pytest.mark.parametrize(
    ("claim", "source", "found"),
    [
        ("600 bees", "601 bees and 600 wasps", ("600", "")),
        ("13.2 thousand bees", "13,198 bees and 13,200 wasps", ("13,200", "")),
        ("13.2 thousand bees", "13,198 bees", ("13,198", "rounded")),
        ("1979–1983", "from 1979 until 1983", ("1979", "both ends")),
        ("in 1979", "1979–1983", ("1979–1983", "")),
        ("in 1990", "the 1990s", None),
        ("3 months", "3-4 months", None),
        ("1979–1983", "from 1979 until 1985", None),
        ("600 bees", "", None),
    ],
)
def test_which_figure_says_the_same(claim: str, source: str, found: tuple[str, str] | None) -> None:
    (figure,) = figures(claim)
    met = matching(figure, figures(source))
    assert (None if met is None else (met[0].text, met[1])) == found
