"""The reader that comes with the program, loaded when it first reads."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.embedder import DEFAULT_MODEL, SentenceEmbedder, locate_model
from index.models import Embedder
from index.processor import share_processor
from ingest.models import Span

if TYPE_CHECKING:
    from assistant.reader.reading import PassageReader, Reading


class PackagedReader:
    """Reads passages; safe to share between threads.

    :param embedder: the index's model; where it is the default one, its vocabulary is shared.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._reader: PassageReader | None = None

    def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> list[Reading]:
        """Read each question's passage.

        :param pairs: question, passage, and the spans of the passage's sentences, one at least.
        :raises WeightsMismatch: when the reader's file, or the embedder's, is not the right one.
        """
        with self._lock:
            if self._reader is None:
                self._reader = self._load()
            share_processor(len(pairs))
            return self._reader.read(pairs)

    def _load(self) -> PassageReader:
        from assistant.reader.reading import PassageReader
        from assistant.reader.weights import read_weights

        parts = self._base().parts()
        return PassageReader(read_weights(parts), parts)

    def _base(self) -> SentenceEmbedder:
        embedder = self._embedder
        if isinstance(embedder, SentenceEmbedder) and embedder.identity.name == DEFAULT_MODEL:
            return embedder
        return SentenceEmbedder(locate_model(DEFAULT_MODEL))
