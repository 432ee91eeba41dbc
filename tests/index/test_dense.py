from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import APPROXIMATE, EXACT, DenseIndex
from index.models import Within
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


def within(rows: Iterable[int]) -> Within:
    """Return what keeps a search to some rows; the dense side looks at nothing else."""
    return Within(np.zeros(0, dtype=np.int64), np.asarray(sorted(rows), dtype=np.int64))


@given(
    n=st.integers(1, 40),
    k=st.integers(0, 60),
    wanted=st.sets(st.integers(0, 39)),
    seed=st.integers(0, 5),
    factory=st.sampled_from([EXACT, APPROXIMATE]),
)
def test_search_within_rows_finds_what_a_search_of_those_alone_would(
    n: int, k: int, wanted: set[int], seed: int, factory: str
) -> None:
    vectors = unit_rows(n, seed=seed)
    query = unit_rows(1, seed=99)[0].astype(np.float32)
    rows = {row for row in wanted if row < n}
    found = DenseIndex.build(vectors, factory).search(query, k, within(rows))
    every = DenseIndex.build(vectors, EXACT).search(query, n)
    expected = [each for each in every if each.row in rows][:k]
    assert [each.row for each in found] == [each.row for each in expected]
    scores = [each.score for each in expected]
    assert [each.score for each in found] == pytest.approx(scores, abs=1e-6)


def test_the_best_of_few_rows_are_found_where_the_graph_would_not_come_by(tmp_path: Path) -> None:
    vectors = unit_rows(3_000)
    DenseIndex.build(vectors, APPROXIMATE).save(tmp_path / "v.faiss")
    opened = DenseIndex.open(tmp_path / "v.faiss", vectors)
    query = unit_rows(1, seed=7)[0].astype(np.float32)
    farthest = np.argsort(vectors.astype(np.float32) @ query, kind="stable")[:12]
    found = opened.search(query, 12, within(farthest.tolist()))
    assert [each.row for each in found] == farthest[::-1].tolist()


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
