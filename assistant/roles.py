"""How many documents of each role there are, and which has which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.models import RoleCounts
from ingest.models import Document, DocumentRole

Roles = Mapping[str, DocumentRole]
"""Each document's role by its id; empty where roles do not count."""


def counts_of(documents: Sequence[Document]) -> RoleCounts:
    """Return how many of some documents have each role."""
    roles = [document.role for document in documents]
    return RoleCounts(roles.count("paper"), roles.count("source"), roles.count("other"))


def roles_of(documents: Sequence[Document]) -> Roles:
    """Return each document's role by its id; empty where all have the same one.

    None then speaks for itself beside another.
    """
    if not counts_of(documents).is_mixed:
        return {}
    return {document.doc_id: document.role for document in documents}
