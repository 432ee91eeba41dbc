"""What documents a generation holds, in which roles, and what they cite of each other."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property

from index.models import RowRange, Scope
from index.store import Store
from ingest.bibliography.bibliography import bibliography_of
from ingest.errors import DocumentNotFound
from ingest.models import Bibliography, Document

_NEAR = 0.5  # how like a name that is close has to be, 0 to 1
KEPT_BIBLIOGRAPHIES = 256


class Holdings:
    """The documents of one generation without their texts; safe to share between threads.

    :param store: where they are read from, when they are first asked for.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._bibliographies: dict[str, Bibliography] = {}

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

    def rows(self, scope: Scope) -> list[RowRange] | None:
        """Return the rows of the chunks that a scope holds, as ranges that do not touch.

        :return: None for a scope that leaves nothing out.
        """
        if scope.is_everything:
            return None
        found = (self._row_ranges.get(document.doc_id) for document in self.within(scope))
        joined: list[RowRange] = []
        for rows in sorted((rows for rows in found if rows), key=lambda rows: rows.start):
            if joined and joined[-1].stop == rows.start:
                joined[-1] = range(joined[-1].start, rows.stop)
            else:
                joined.append(rows)
        return joined

    def check(self, scope: Scope) -> None:
        """Hold the document ids of a scope against what is held.

        :raises DocumentNotFound: naming near ones.
        """
        known = {document.doc_id for document in self.documents}
        for doc_id in sorted((scope.documents or frozenset()) - known):
            near = get_close_matches(doc_id, known, n=3, cutoff=_NEAR)
            near += sorted(each for each in known if each.endswith(f"/{doc_id}"))
            meant = f"; did you mean {' or '.join(dict.fromkeys(near))}?" if near else "."
            raise DocumentNotFound(doc_id, f"the index holds no such document{meant}")

    def bibliography(self, doc_id: str) -> Bibliography:
        """Return what a document cites, and where; read once.

        :raises DocumentNotFound: when the generation does not hold it.
        """
        with self._lock:
            found = self._bibliographies.get(doc_id)
        if found is None:
            found = bibliography_of(self._store.document(doc_id))
            with self._lock:
                if len(self._bibliographies) >= KEPT_BIBLIOGRAPHIES:
                    self._bibliographies.clear()
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
    def _row_ranges(self) -> dict[str, RowRange]:
        return self._store.row_ranges()
