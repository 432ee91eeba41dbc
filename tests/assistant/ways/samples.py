"""Documents that the tests of the ways of answering share."""

from __future__ import annotations

import hashlib

from ingest.models import Document, Heading, Span

TEXT = """UDC 551.46

THE LIGHTHOUSES
OF THE CASPIAN

Anna Petrova, John  Smith

Student of Harbour University,

Aktau, Kazakhstan

Supervisor – Serik O.

The lighthouses of the Caspian were built to guide the ships of the fishing fleet along a \
coast that has few harbours and many shoals, and they have served sailors, traders and weather \
stations for two centuries.

References

1. Brown, A. (1990). Lamps and
   lenses. Harbour Press.
2. Ахметов С. Маяки Каспия. 2001.
1999. A year that begins a line.
3. Nye, J. Soft power.
"""


def lighthouses(
    *, doc_id: str = "reports/lighthouses.pdf", page_starts: tuple[int, ...] = (0, 60, 120)
) -> Document:
    references = TEXT.index("References")
    return Document(
        doc_id=doc_id,
        title="The Lighthouses of the Caspian",
        authors=("Anna Petrova", "John Smith"),
        language="en",
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        media_type="application/pdf",
        reader="pdf/1",
        page_starts=page_starts,
        headings=(Heading(references, references + len("References"), 1, "References"),),
        references=(Span(references, len(TEXT.rstrip())),),
        metadata=(
            ("udc", "551.46"),
            ("supervisor", "Serik O."),
            ("university", "Harbour University, Aktau, Kazakhstan"),
        ),
    )


def bare(
    text: str = "Ducks swim.\nGeese fly.\n",
    *,
    doc_id: str = "ducks.md",
    title: str = "ducks",
    authors: tuple[str, ...] = (),
    language: str = "en",
    references: tuple[Span, ...] = (),
    metadata: tuple[tuple[str, str], ...] = (),
) -> Document:
    return Document(
        doc_id=doc_id,
        title=title,
        authors=authors,
        language=language,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/markdown",
        reader="markdown/1",
        references=references,
        metadata=metadata,
    )
