"""The vectors that are taught: the base's own, of English texts, kept on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.cyrillic.student import Student
from index.models import HalfArray, Progress

AT_ONCE = 8_192  # texts between two reports of progress


def teacher_vectors(
    untaught: Student, texts: Sequence[Sequence[int]], folder: Path, progress: Progress
) -> HalfArray:
    """Return (n, dim) float16 with unit rows, row i for text i.

    :param untaught: a student that has learnt nothing yet: on English it is its teacher.
    :param texts: token ids of English texts.
    :param folder: where vectors of the same texts are kept from one run to the next.
    :param progress: told as it goes, in the phase "teach".
    """
    kept = folder / f"teacher-{_digest(texts)}.npy"
    if kept.exists():
        known: HalfArray = np.load(kept, allow_pickle=False)
        return known
    parts = []
    for start in range(0, len(texts), AT_ONCE):
        parts.append(untaught.embed(texts[start : start + AT_ONCE]).astype(np.float16))
        progress("teach", min(start + AT_ONCE, len(texts)), len(texts))
    vectors: HalfArray = np.concatenate(parts)
    unfinished = kept.with_suffix(".part.npy")
    np.save(unfinished, vectors, allow_pickle=False)
    unfinished.rename(kept)
    return vectors


def _digest(texts: Sequence[Sequence[int]]) -> str:
    digest = hashlib.sha256()
    for ids in texts:
        digest.update(np.asarray([*ids, -1], dtype="<i4").tobytes())
    return digest.hexdigest()[:16]
