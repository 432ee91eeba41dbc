"""Holds the papers of an index against their sources, each once a generation."""

from __future__ import annotations

import threading
from typing import Protocol

from assistant.ask import Current
from assistant.claims.check import check
from assistant.claims.models import ClaimsReport

KEPT = 8  # reports; a paper's is some hundred rows


class Checker(Protocol):
    """Holds papers against their sources; :class:`ClaimChecker` is the real one."""

    def papers(self) -> list[tuple[str, str]]:
        """Return (title, document id) of each document with a reference list."""
        ...

    def report(self, doc_id: str) -> ClaimsReport:
        """Return a paper's claims held against its sources."""
        ...


class ClaimChecker:
    """Holds papers against their sources; safe to share between threads.

    :param index: what is read; each check reads its current generation.
    """

    def __init__(self, index: Current) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._reports: dict[tuple[str, str, str], ClaimsReport] = {}

    def papers(self) -> list[tuple[str, str]]:
        """Return (title, document id) of each document with a reference list.

        :raises IndexNotFound: when nothing was built yet.
        :raises IndexingError: when the index cannot be read.
        """
        documents = self._index.current().generation.listed()
        return [(each.title or each.doc_id, each.doc_id) for each in documents if each.references]

    def report(self, doc_id: str) -> ClaimsReport:
        """Return a paper's claims held against its sources.

        :raises DocumentNotFound: when the index does not hold it.
        :raises IndexingError: when the index cannot be read.
        :raises EmbedderError: when its model cannot be had here.
        """
        searcher = self._index.current()
        generation = searcher.generation
        key = (generation.name, generation.manifest.created, doc_id)
        with self._lock:
            held = self._reports.get(key)
            if held is None:
                held = check(generation.document(doc_id), generation, searcher)
                while len(self._reports) >= KEPT:
                    del self._reports[next(iter(self._reports))]
                self._reports[key] = held
        return held
