"""Vectors <-> FAISS: exact below a size, approximate above it and then re-scored exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.location import mending
from index.models import FloatArray, IntArray, Scored, Within
from ingest.errors import IndexCorrupt

EXACT = "Flat"
# Malkov and Yashunin 2016, arXiv 1603.09320: 32 links a node, no training, one pass.
APPROXIMATE = "HNSW32"
EF_CONSTRUCTION = 80
EF_SEARCH = 128
# Above this many chunks a scan of all takes longer than the rest of a question on two cores.
EXACT_BELOW = 50_000


class DenseIndex:
    """Nearest chunks by cosine; vectors are unit rows, so that is their inner product.

    :param index: the FAISS index.
    :param vectors: (n, dim) float16, unit rows, row i for chunk i; may be memory-mapped.
    """

    def __init__(self, index: Any, vectors: NDArray[np.float16]) -> None:  # noqa: ANN401 faiss has no types
        self._index = index
        self._vectors = vectors

    @classmethod
    def build(cls, vectors: NDArray[np.float16], factory: str) -> DenseIndex:
        """Index the vectors.

        :param vectors: (n, dim) float16, unit rows.
        :param factory: FAISS factory string, ``EXACT`` or ``APPROXIMATE``.
        """
        index = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
        if isinstance(index, faiss.IndexHNSW):
            index.hnsw.efConstruction = EF_CONSTRUCTION
            index.hnsw.efSearch = EF_SEARCH
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, vectors)

    @classmethod
    def open(cls, path: Path, vectors: NDArray[np.float16]) -> DenseIndex:
        """Open an index that ``save`` wrote.

        :param path: the FAISS file.
        :param vectors: (n, dim) float16, the vectors it was built from.
        :raises IndexCorrupt: when FAISS cannot read it, or it is not over these vectors.
        """
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as exc:
            raise IndexCorrupt(
                f"{path}: FAISS cannot read it; {mending(path.parent.parent)}"
            ) from exc
        if (index.ntotal, index.d) != vectors.shape:
            raise IndexCorrupt(
                f"{path} holds {index.ntotal} vectors of dimension {index.d}, vectors.npy "
                f"{vectors.shape[0]} of {vectors.shape[1]}; {mending(path.parent.parent)}"
            )
        return cls(index, vectors)

    def save(self, path: Path) -> None:
        """Write the FAISS index to a file."""
        faiss.write_index(self._index, str(path))

    def search(self, query: FloatArray, k: int, within: Within | None = None) -> list[Scored]:
        """Return the nearest chunks, best first, scored by their exact cosine.

        Some rows only are scanned one by one, in the approximate index too: its graph leads past
        those that are barred, and of 20,000 among 100,000 rows finds half.

        :param query: (dim,) float32, unit length.
        :param k: how many at the most.
        :param within: the rows that are searched; None for all.
        """
        k = min(k, len(self._vectors) if within is None else len(within.rows))
        if k < 1:
            return []
        if within is None:
            _, labels = self._index.search(query[None, :], k)
        else:
            _, labels = self._scanned.search(query[None, :], k, params=self._only(within.rows))
        # FAISS pads with -1 where it finds fewer than it was asked for.
        found = np.asarray([row for row in labels[0] if row >= 0], dtype=np.int64)
        return ranked(found, self.similarities(query, found))

    @property
    def _scanned(self) -> Any:  # noqa: ANN401
        """The vectors as FAISS holds them, without the graph."""
        if isinstance(self._index, faiss.IndexHNSW):
            return faiss.downcast_index(self._index.storage)
        return self._index

    def _only(self, rows: IntArray) -> Any:  # noqa: ANN401
        chosen = np.zeros(len(self._vectors), dtype=np.bool_)
        chosen[rows] = True
        untyped: Any = faiss  # its stubs lack these two
        selector = untyped.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))
        return untyped.SearchParameters(sel=selector)

    def similarities(self, query: FloatArray, rows: NDArray[np.int64]) -> FloatArray:
        """Return the cosine of the query with each of the rows.

        :param query: (dim,) float32, unit length.
        :param rows: (n,) int64 row numbers.
        :return: (n,) float32.
        """
        similarities: FloatArray = self._vectors[rows].astype(np.float32) @ query
        return similarities


def ranked(rows: NDArray[np.int64], scores: FloatArray) -> list[Scored]:
    """Pair rows with scores, best first, equal scores by row."""
    pairs = sorted(zip(rows.tolist(), scores.tolist(), strict=True), key=lambda p: (-p[1], p[0]))
    return [Scored(row, score) for row, score in pairs]
