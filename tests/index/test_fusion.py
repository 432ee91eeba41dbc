from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import FusionSettings, Method, fuse
from index.models import Scored

METHODS: list[Method] = ["rrf", "minmax", "floor"]
DENSE = [Scored(1, 0.2), Scored(2, 0.8), Scored(3, 0.5), Scored(4, 0.2)]
LEXICAL = [Scored(3, 12.0), Scored(1, 6.0)]

scored = st.dictionaries(
    st.integers(0, 30),
    st.floats(-1.0, 1.0, allow_nan=False).map(lambda x: round(x, 3)),
    max_size=20,
).map(lambda found: [Scored(row, score) for row, score in found.items()])
matched = st.dictionaries(st.integers(0, 30), st.floats(0.001, 80.0), max_size=20).map(
    lambda found: [Scored(row, score) for row, score in found.items()]
)
settings = st.builds(
    FusionSettings, st.sampled_from(METHODS), st.floats(0.0, 1.0), st.floats(0.0, 1.0)
)


def rows(found: list[Scored]) -> list[int]:
    return [item.row for item in found]


def test_reciprocal_ranks_by_the_formula() -> None:
    fused = fuse(DENSE, LEXICAL, FusionSettings("rrf", 0.5, rank_constant=60))
    # Ranks: dense 2, 3, 1, 4 (equal cosines by row); lexical 3, 1.
    expected = {
        3: 0.5 / 62 + 0.5 / 61,
        1: 0.5 / 63 + 0.5 / 62,
        2: 0.5 / 61,
        4: 0.5 / 64,
    }
    assert rows(fused) == [3, 1, 2, 4]
    assert {item.row: item.score for item in fused} == pytest.approx(expected)


def test_min_max_by_the_formula() -> None:
    fused = fuse(DENSE, LEXICAL, FusionSettings("minmax", 0.25))
    expected = {3: 0.25 * 0.5 + 0.75, 1: 0.75 * 0.5, 2: 0.25, 4: 0.0}
    assert {item.row: item.score for item in fused} == pytest.approx(expected)


def test_floor_by_the_formula() -> None:
    fused = fuse(DENSE, LEXICAL, FusionSettings("floor", 0.5))
    expected = {3: 0.5 * 1.5 / 1.8 + 0.5, 1: 0.5 * 1.2 / 1.8 + 0.25, 2: 0.5, 4: 0.5 * 1.2 / 1.8}
    assert {item.row: item.score for item in fused} == pytest.approx(expected)


@pytest.mark.parametrize("method", METHODS)
def test_a_weight_of_one_or_zero_is_one_side_alone(method: Method) -> None:
    assert rows(fuse(DENSE, LEXICAL, FusionSettings(method, 1.0))) == [2, 3, 1, 4]
    assert rows(fuse(DENSE, LEXICAL, FusionSettings(method, 0.0)))[:2] == [3, 1]


def test_a_foreign_question_has_its_own_weight() -> None:
    chosen = FusionSettings("floor", dense_weight=1.0, foreign_dense_weight=0.0)
    assert rows(fuse(DENSE, LEXICAL, chosen))[0] == 2
    assert rows(fuse(DENSE, LEXICAL, chosen, foreign=True))[0] == 3


@pytest.mark.parametrize("method", METHODS)
def test_without_lexical_matches_the_dense_order_stands(method: Method) -> None:
    assert rows(fuse(DENSE, [], FusionSettings(method, 0.5))) == [2, 3, 1, 4]
    assert fuse([], [], FusionSettings(method)) == []


@given(scored, matched, settings, st.booleans())
def test_every_candidate_once_in_order_whatever_the_order_of_input(
    dense: list[Scored], lexical: list[Scored], chosen: FusionSettings, foreign: bool
) -> None:
    fused = fuse(dense, lexical, chosen, foreign=foreign)
    assert sorted(rows(fused)) == sorted({*rows(dense), *rows(lexical)})
    assert fused == sorted(fused, key=lambda item: (-item.score, item.row))
    assert all(0.0 <= item.score <= 1.0 + 1e-9 for item in fused)
    assert fused == fuse(dense[::-1], lexical[::-1], chosen, foreign=foreign)


@pytest.mark.parametrize("weights", [(1.5, 0.5), (0.5, -0.1)])
def test_weights_outside_their_range_are_refused(weights: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1, got"):
        FusionSettings("floor", *weights)


def test_a_negative_rank_constant_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more, got -1"):
        FusionSettings("rrf", rank_constant=-1)
