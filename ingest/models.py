r"""What the ingest room hands on: documents and the chunks cut from them.

Offsets everywhere count characters (Unicode code points) of ``Document.text``, end exclusive;
line ends in that text are ``\n`` only. Pages count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

UNDETERMINED = "und"  # ISO 639-2: the language could not be told


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text.

    :param start: offset of the first character.
    :param end: offset after the last character.
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands in a document's text.

    :param start: offset of its first character.
    :param end: offset after its last character.
    :param level: 1 for the outermost.
    :param text: the heading as a reader sees it, on one line.
    """

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    r"""One file, read.

    :param doc_id: the file's path relative to the documents folder, with ``/``.
    :param title: the title, the file's name where the file holds none.
    :param authors: names in the document's own order; empty where none is known.
    :param language: ISO 639-1 code, or ``und``.
    :param text: the whole text, ``\n`` line ends only.
    :param sha256: lower-case hex SHA-256 of the file's bytes.
    :param media_type: IANA media type that the content was read as.
    :param reader: name and version of the reader, for instance ``markdown/1``.
    :param page_starts: offset of each page's first character; empty for a format without pages.
    :param page_labels: each page's printed label; empty where the file has no labels of its own.
    :param headings: in the order of the text.
    :param references: spans of reference lists, heading included; their text answers nothing.
    :param metadata: further facts as (name, value), for instance ``("supervisor", "…")``.
    :param origin: URL or path the file came from, where that is known.
    :param warnings: what a person should know though the document was read.
    """

    doc_id: str
    title: str
    authors: tuple[str, ...]
    language: str
    text: str
    sha256: str
    media_type: str
    reader: str
    page_starts: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    references: tuple[Span, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    origin: str | None = None
    warnings: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the page, from 1, that holds the character at ``offset``; None without pages."""
        if not self.page_starts:
            return None
        return max(1, bisect_right(self.page_starts, offset))

    def page_label_at(self, offset: int) -> str | None:
        """Return the printed label of the page at ``offset``; None where it has none."""
        page = self.page_at(offset)
        if page is None or page > len(self.page_labels):
            return None
        return self.page_labels[page - 1]

    def heading_at(self, offset: int) -> str | None:
        """Return the text of the last heading that starts at or before ``offset``."""
        index = bisect_right([heading.start for heading in self.headings], offset)
        return self.headings[index - 1].text if index else None

    def in_references(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` touches a reference list."""
        return any(span.overlaps(Span(start, end)) for span in self.references)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of a document, the unit that is embedded and retrieved.

    ``text == document.text[start:end]`` always holds.

    :param doc_id: the document it was cut from.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param page: page of its first character, from 1; None without pages.
    :param heading: the heading it stands under, if any.
    :param text: the passage itself, without heading or title.
    :param is_reference: it lies in a reference list.
    """

    doc_id: str
    start: int
    end: int
    page: int | None
    heading: str | None
    text: str
    is_reference: bool = False
