"""What documents a generation holds, in which roles, and what they cite of each other."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from index.models import Scope, Within
from index.store import Store
from ingest.bibliography.bibliography import bibliography_of
from ingest.errors import DocumentNotFound
from ingest.models import Bibliography, Document
from ingest.names import did_you_mean

KEPT_SCOPES = 64  # a scope of all rows takes eight bytes a row


class Holdings:
    """The documents of one generation without their texts; safe to share between threads.

    :param store: where they are read from, when they are first asked for.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._bibliographies: dict[str, Bibliography] = {}
        self._within: dict[Scope, Within] = {}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document without its text and headings, in the order of their ids."""
        return self._store.listed()

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Every document's title, in the order of their ids."""
        return tuple(document.title for document in self.documents)

    def within(self, scope: Scope) -> tuple[Document, ...]:
        """Return the documents that a scope holds, without their texts."""
        return tuple(document for document in self.documents if scope.holds(document))

    def rows(self, scope: Scope) -> Within | None:
        """Return what a search of a scope keeps to; None where it leaves no document out."""
        if scope.is_everything:
            return None
        within = self._within.get(scope)
        if within is None:
            within = self._looked_up(scope)
            with self._lock:
                if len(self._within) >= KEPT_SCOPES:
                    self._within.clear()
                self._within[scope] = within
        return None if len(within.documents) == len(self.documents) else within

    def _looked_up(self, scope: Scope) -> Within:
        places = [place for place, document in enumerate(self.documents) if scope.holds(document)]
        found = (self._row_ranges.get(self.documents[place].doc_id) for place in places)
        rows = [np.arange(each.start, each.stop, dtype=np.int64) for each in found if each]
        return Within(
            np.asarray(places, dtype=np.int64),
            np.sort(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.int64),
        )

    def check(self, scope: Scope) -> None:
        """Hold the document ids of a scope against what is held.

        :raises DocumentNotFound: naming near ones.
        """
        known = [document.doc_id for document in self.documents]
        for doc_id in sorted((scope.documents or frozenset()).difference(known)):
            meant = did_you_mean(doc_id, known) or "."
            raise DocumentNotFound(doc_id, f"the index holds no such document{meant}")

    def bibliography(self, doc_id: str) -> Bibliography:
        """Return what a document cites, and where; read once.

        :raises DocumentNotFound: when the generation does not hold it.
        """
        found = self._bibliographies.get(doc_id)
        if found is None:
            with self._lock:
                found = self._bibliographies.get(doc_id)
                if found is None:
                    found = bibliography_of(self._store.document(doc_id))
                    self._bibliographies[doc_id] = found
        return found

    def sources_of(self, doc_id: str) -> Mapping[int, tuple[str, ...]]:
        """Return, for each entry of a document's reference list, the documents that are it.

        :return: ids of held documents by the entry's number; an entry that none is has no key.
        """
        return self._ties.get(doc_id, {})

    @cached_property
    def _ties(self) -> dict[str, dict[int, tuple[str, ...]]]:
        found: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
        for document in self.documents:
            for tie in document.source_of:
                of_paper = found[tie.doc_id]
                of_paper[tie.number] = (*of_paper.get(tie.number, ()), document.doc_id)
        return dict(found)

    @cached_property
    def _row_ranges(self) -> dict[str, range]:
        return self._store.row_ranges()
