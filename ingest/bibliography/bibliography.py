"""Document -> Bibliography: its reference list, read, and the markers that point to it."""

from __future__ import annotations

from ingest.bibliography.entries import entries_of
from ingest.bibliography.fields import reference_of
from ingest.bibliography.marks import marks_of
from ingest.models import Bibliography, Document


def bibliography_of(document: Document) -> Bibliography:
    """Return what a document cites, and where.

    :param document: read by any reader; one without a reference list cites nothing.
    """
    entries = entries_of(document)
    references = tuple(reference_of(entry, document.text) for entry in entries)
    return Bibliography(references, marks_of(document, entries, references))
