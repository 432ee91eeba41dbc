"""What is known of where a quotation comes from: whose source it is, and what it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from assistant.dictionary import Words
from assistant.models import Backing, Citation, Tie
from assistant.said.words import reference_terms
from ingest.bibliography.labels import Terms, cited_as, label
from ingest.errors import DocumentNotFound
from ingest.models import Bibliography, Document, SourceOf, Span


class Sources(Protocol):
    """What is held, and what it cites; ``index.generation.Generation`` is the real one."""

    def document(self, doc_id: str) -> Document:
        """Return a document.

        :raises DocumentNotFound: when it is not held.
        """
        ...

    def bibliography(self, doc_id: str) -> Bibliography:
        """Return what a document cites, and where.

        :raises DocumentNotFound: when it is not held.
        """
        ...

    def sources_of(self, doc_id: str) -> Mapping[int, tuple[str, ...]]:
        """Return the held documents that are the entries of a document's reference list."""
        ...


def traced(citation: Citation, document: Document, sources: Sources, words: Words) -> Citation:
    """Return a citation with whose source its document is, and what backs its quotation.

    :param citation: of a quotation that was checked.
    :param document: the one it cites.
    :param sources: what is held with it.
    :param words: of the language in which references are named.
    """
    span, terms = Span(citation.start, citation.end), reference_terms(words)
    return replace(
        citation,
        source_of=tuple(_tie(each, sources, terms) for each in document.source_of),
        backing=backing_of(document.doc_id, span, sources, terms),
    )


def backing_of(doc_id: str, span: Span, sources: Sources, terms: Terms) -> tuple[Backing, ...]:
    """Return the references whose markers in the text back a stretch of it, each once.

    :param terms: of the language in which they are named.
    """
    bibliography = sources.bibliography(doc_id)
    held = sources.sources_of(doc_id)
    found: dict[tuple[int, str], Backing] = {}
    for mark in bibliography.marks_behind(span):
        for cited in mark.cited:
            reference = bibliography.reference(cited.number)
            if reference is None:
                continue
            pages = cited.pages or reference.pages
            found[cited.number, pages] = Backing(
                number=cited.number,
                label=cited_as(reference, pages, terms),
                pages=pages,
                url=reference.url,
                doi=reference.doi,
                held=tuple(held.get(cited.number, ())),
            )
    return tuple(found.values())


def _tie(tied: SourceOf, sources: Sources, terms: Terms) -> Tie:
    try:
        citing = sources.document(tied.doc_id)
        reference = sources.bibliography(tied.doc_id).reference(tied.number)
    except DocumentNotFound:
        return Tie(tied.doc_id, tied.doc_id, tied.number)
    known = label(reference, terms) if reference is not None else ""
    return Tie(tied.doc_id, citing.title, tied.number, known)
