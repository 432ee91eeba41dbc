from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import APPROXIMATE, EXACT, DenseIndex
from ingest.errors import IndexCorrupt


def unit_rows(n: int, dimension: int = 16, seed: int = 0) -> NDArray[np.float16]:
    rows = np.random.default_rng(seed).normal(size=(n, dimension))
    units: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return units.astype(np.float16)


@given(n=st.integers(0, 40), k=st.integers(0, 60), seed=st.integers(0, 5))
def test_exact_search_ranks_by_cosine(n: int, k: int, seed: int) -> None:
    vectors = unit_rows(n, seed=seed)
    query = unit_rows(1, seed=99)[0].astype(np.float32)
    found = DenseIndex.build(vectors, EXACT).search(query, k)
    assert len(found) == min(n, k)
    cosines = vectors.astype(np.float32) @ query
    best = sorted(cosines.tolist(), reverse=True)[:k]
    assert [s.score for s in found] == pytest.approx(best, abs=1e-6)
    assert all(s.score == pytest.approx(float(cosines[s.row]), abs=1e-6) for s in found)


def test_approximate_search_finds_what_exact_search_finds_and_scores_it_exactly() -> None:
    vectors = unit_rows(2_000)
    exact = DenseIndex.build(vectors, EXACT)
    approximate = DenseIndex.build(vectors, APPROXIMATE)
    overlap = 0
    for seed in range(10):
        query = unit_rows(1, seed=1_000 + seed)[0].astype(np.float32)
        wanted = {s.row: s.score for s in exact.search(query, 10)}
        got = {s.row: s.score for s in approximate.search(query, 10)}
        overlap += len(wanted.keys() & got.keys())
        assert all(
            got[row] == pytest.approx(wanted[row], abs=1e-6) for row in wanted.keys() & got.keys()
        )
    assert overlap >= 95


@given(
    n=st.integers(1, 40),
    k=st.integers(1, 60),
    cuts=st.lists(st.integers(0, 40), max_size=6),
    seed=st.integers(0, 5),
)
def test_search_within_rows_finds_what_a_search_of_those_alone_would(
    n: int, k: int, cuts: list[int], seed: int
) -> None:
    vectors = unit_rows(n, seed=seed)
    query = unit_rows(1, seed=99)[0].astype(np.float32)
    borders = sorted({min(cut, n) for cut in cuts})
    within = [range(a, b) for a, b in zip(borders[::2], borders[1::2], strict=False)]
    found = DenseIndex.build(vectors, EXACT).search(query, k, within)
    every = DenseIndex.build(vectors, EXACT).search(query, n)
    wanted = [each for each in every if any(each.row in rows for rows in within)][:k]
    assert all(any(each.row in rows for rows in within) for each in found)
    assert [s.score for s in found] == pytest.approx([s.score for s in wanted])


@pytest.mark.parametrize("factory", [EXACT, APPROXIMATE])
def test_a_wide_scope_is_searched_by_the_index_itself(
    factory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.SCAN_BELOW", 10)
    vectors = unit_rows(2_000)
    query = unit_rows(1, seed=7)[0].astype(np.float32)
    within = [range(100, 400), range(900, 1_500)]
    found = DenseIndex.build(vectors, factory).search(query, 50, within)
    every = DenseIndex.build(vectors, EXACT).search(query, 2_000)
    wanted = [each for each in every if any(each.row in rows for rows in within)][:50]
    assert len({s.row for s in found} & {s.row for s in wanted}) >= 48
    assert all(any(each.row in rows for rows in within) for each in found)


def test_equal_vectors_come_in_row_order() -> None:
    vectors = np.repeat(unit_rows(1), 5, axis=0)
    found = DenseIndex.build(vectors, EXACT).search(vectors[0].astype(np.float32), 5)
    assert [s.row for s in found] == [0, 1, 2, 3, 4]


def test_saved_index_opens_again(tmp_path: Path) -> None:
    vectors = unit_rows(20)
    DenseIndex.build(vectors, EXACT).save(tmp_path / "v.faiss")
    opened = DenseIndex.open(tmp_path / "v.faiss", vectors)
    assert opened.search(vectors[7].astype(np.float32), 1)[0].row == 7


def test_index_over_other_vectors_is_refused(tmp_path: Path) -> None:
    DenseIndex.build(unit_rows(20), EXACT).save(tmp_path / "v.faiss")
    with pytest.raises(IndexCorrupt, match=r"20 vectors of dimension 16, vectors\.npy 19 of 16"):
        DenseIndex.open(tmp_path / "v.faiss", unit_rows(19))


def test_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.faiss").write_bytes(b"not faiss")
    with pytest.raises(IndexCorrupt, match="build --full"):
        DenseIndex.open(tmp_path / "v.faiss", unit_rows(1))
