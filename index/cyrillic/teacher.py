"""The vectors that are taught: the base's own, of English texts, kept on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.checkpoints import kept_vectors
from index.cyrillic.student import Student
from index.embedder import BASE_WEIGHTS_SHA256
from index.models import HalfArray, Progress

AT_ONCE = 8_192  # texts between two reports of progress


def teacher_vectors(
    untaught: Student,
    texts: Sequence[str],
    encode: Callable[[Sequence[str]], Sequence[Sequence[int]]],
    folder: Path,
    progress: Progress,
) -> HalfArray:
    """Return (n, dim) float16 with unit rows, row i for text i.

    :param untaught: a student that has learnt nothing yet: on English it is its teacher.
    :param texts: in English.
    :param encode: texts to token ids.
    :param folder: where vectors of the same texts are kept from one run to the next.
    :param progress: told as it goes, in the phase "teach".
    """

    def teach() -> HalfArray:
        parts = []
        for start in range(0, len(texts), AT_ONCE):
            ids = encode(texts[start : start + AT_ONCE])
            parts.append(untaught.embed(ids).astype(np.float16))
            progress("teach", min(start + AT_ONCE, len(texts)), len(texts))
        return np.concatenate(parts)

    return kept_vectors(folder, "teacher", BASE_WEIGHTS_SHA256, texts, teach)
