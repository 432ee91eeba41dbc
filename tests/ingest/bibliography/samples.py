"""Documents whose reference lists stand under the last line "References"."""

from __future__ import annotations

from ingest.bibliography.bibliography import bibliography_of
from ingest.bibliography.entries import Entry
from ingest.bibliography.fields import reference_of
from ingest.models import Bibliography, Document, Heading, Reference, Span

TITLE = "References"


def document(
    text: str, *, language: str = "en", headings: tuple[Heading, ...] = (), title: str = TITLE
) -> Document:
    """Return a document whose list begins at the last line that is ``title``."""
    start = text.rindex(f"\n{title}\n") + 1 if not text.startswith(f"{title}\n") else 0
    return Document(
        doc_id="harbours.txt",
        title="Harbours",
        authors=(),
        language=language,
        text=text,
        sha256="",
        media_type="text/plain",
        reader="text/2",
        headings=headings,
        references=(Span(start, len(text)),),
    )


def read(entry: str) -> Reference:
    """Read one entry that stands by itself."""
    return reference_of(Entry(1, 0, 0, len(entry)), entry)


def cited(body: str, references: str, *, language: str = "en") -> tuple[Document, Bibliography]:
    """Return a document of a body and a reference list, and what it cites."""
    made = document(f"{body}\n\n{TITLE}\n\n{references}", language=language)
    return made, bibliography_of(made)


def shown(body: str, references: str, *, language: str = "en") -> list[tuple[str, str, str]]:
    """Return each marker: its words, what it cites (``3:45`` with pages) and what it supports."""
    made, found = cited(body, references, language=language)
    return [
        (
            made.text[mark.start : mark.end],
            " ".join(f"{c.number}:{c.pages}" if c.pages else str(c.number) for c in mark.cited),
            made.text[mark.supports.start : mark.supports.end],
        )
        for mark in found.marks
    ]
