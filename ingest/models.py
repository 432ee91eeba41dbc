r"""What the ingest room hands on: documents and the chunks cut from them.

Offsets everywhere count characters (Unicode code points) of ``Document.text``, end exclusive;
line ends in that text are ``\n`` only. Pages count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

DocumentRole = Literal["paper", "source", "other"]
"""What a document is to the person: a paper, what a paper cites, or neither."""

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
class SourceOf:
    """That a document is what an entry of another document's reference list names.

    :param doc_id: the document that cites.
    :param number: of the entry in its reference list.
    """

    doc_id: str
    number: int

    def __str__(self) -> str:
        return f"{self.doc_id}:{self.number}"


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
    :param declared_role: what a person said it is; None where nobody did.
    :param source_of: the entries of other documents' reference lists that it is.
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
    declared_role: DocumentRole | None = None
    source_of: tuple[SourceOf, ...] = ()

    @property
    def role(self) -> DocumentRole:
        """What it was declared to be, else what its ties and its reference list make it."""
        if self.declared_role is not None:
            return self.declared_role
        if self.source_of:
            return "source"
        return "paper" if self.references else "other"

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


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a document's reference list: ``text == document.text[start:end]``.

    :param number: the number printed before it, else its place in the list, from 1.
    :param start: offset of its first character, its number left out.
    :param end: offset after its last character.
    :param text: as it stands there.
    :param authors: as they are written; empty where none is named.
    :param title: the work's title; empty where it could not be told.
    :param year: of publication, with the letter that tells two of a year apart ("2018a"); None
        where the entry has none. A date of access is no year of publication.
    :param url: the address, escapes undone; None without one, or where it is the DOI's own.
    :param doi: in its bare form, ``10.…/…``, lower case; None without one.
    :param pages: pages cited, for instance ``8-9``; empty without any.
    :param accessed: the date of access, ISO 8601 as far as it is given; as it is written where it
        is no date; empty without one.
    :param container: journal, book or site that it appeared in; empty where it could not be told.
    :param language: ISO 639-1 code of the title, or ``und``.
    """

    number: int
    start: int
    end: int
    text: str
    authors: tuple[str, ...] = ()
    title: str = ""
    year: str | None = None
    url: str | None = None
    doi: str | None = None
    pages: str = ""
    accessed: str = ""
    container: str = ""
    language: str = UNDETERMINED


@dataclass(frozen=True, slots=True)
class Cited:
    """One entry that an in-text marker points to.

    :param number: of the :class:`Reference`.
    :param pages: that the marker itself gives, as in ``[3, p. 45]``; empty without any.
    """

    number: int
    pages: str = ""


@dataclass(frozen=True, slots=True)
class CitationMark:
    """An in-text marker, such as ``[3]``, ``[1-4]`` or ``(Nye, 2018)``.

    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param cited: the entries that it points to; only such as the reference list has.
    :param supports: what it backs, the marker left out: the sentence, or the paragraph it closes.
    """

    start: int
    end: int
    cited: tuple[Cited, ...]
    supports: Span


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a document cites, and where.

    :param references: the entries of its reference lists, in their order.
    :param marks: its in-text markers, in the order of the text.
    """

    references: tuple[Reference, ...] = ()
    marks: tuple[CitationMark, ...] = ()

    def reference(self, number: int) -> Reference | None:
        """Return the entry of a number; None where the list has none."""
        return next((each for each in self.references if each.number == number), None)

    def marks_behind(self, span: Span) -> tuple[CitationMark, ...]:
        """Return the markers that back a stretch of the text, wholly or in part."""
        return tuple(mark for mark in self.marks if mark.supports.overlaps(span))
