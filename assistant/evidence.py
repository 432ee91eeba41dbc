"""A quotation is a slice: cut from the document, and checked against it before it is shown."""

from __future__ import annotations

from assistant.models import Citation, Sentence
from ingest.errors import EvidenceError
from ingest.models import Document


def cite(document: Document, sentence: Sentence, marker: int) -> Citation:
    """Return the citation of ``document.text[sentence.start:sentence.end]``.

    :param document: the document quoted.
    :param sentence: what is quoted; its text is read from the document again.
    :param marker: the number shown in brackets, from 1.
    :return: the citation, its page taken from the quotation's own offset.
    :raises EvidenceError: when the offsets are not of a stretch of the text.
    """
    start, end = sentence.start, sentence.end
    if not 0 <= start < end <= len(document.text):
        raise EvidenceError(
            f"{document.doc_id}: characters {start} to {end} are no stretch of a text of "
            f"{len(document.text)}."
        )
    return Citation(
        marker=marker,
        document=document.doc_id,
        title=document.title,
        language=document.language,
        page=document.page_at(start),
        page_label=document.page_label_at(start),
        heading=document.heading_at(start),
        start=start,
        end=end,
        quote=document.text[start:end],
        highlights=sentence.highlights,
        role=document.role,
    )


def check(citation: Citation, document: Document) -> None:
    """Hold a citation against its document.

    :raises EvidenceError: when the quotation does not stand there, character for character.
    """
    found = document.text[citation.start : citation.end]
    if citation.document != document.doc_id or found != citation.quote:
        raise EvidenceError(
            f"citation [{citation.marker}]: {citation.quote[:60]!r} does not stand at characters "
            f"{citation.start} to {citation.end} of {document.doc_id}, which reads {found[:60]!r}."
        )
