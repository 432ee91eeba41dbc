"""PDF -> Document; the one place that knows pypdf."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration, get_configuration, mult
from pypdf.errors import (
    DependencyError,
    DeprecationError,
    LimitReachedError,
    PdfReadError,
    PyPdfError,
)
from pypdf.generic import Destination, DictionaryObject

from ingest.errors import (
    CorruptDocument,
    DecompressionBomb,
    DocumentError,
    EncryptedDocument,
)
from ingest.language import detect_language
from ingest.models import Document
from ingest.readers.options import ReadOptions
from ingest.readers.pdf_checks import check_text, letters, pictures_without_text, warnings
from ingest.readers.pdf_headings import outline_key
from ingest.readers.pdf_layout import lay_out
from ingest.readers.pdf_lines import Line, Piece, lines_of
from ingest.readers.pdf_log import quiet
from ingest.readers.pdf_metadata import sensible_authors, sensible_title
from ingest.readers.pdf_running import without_running_heads
from ingest.readers.references import under_headings, under_lines

READER = "pdf/2"
MEDIA_TYPE = "application/pdf"

# What pypdf raises on broken files besides its own errors.
_BROKEN = (
    PyPdfError,
    DependencyError,
    DeprecationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_REPAIRED = re.compile(r"EOF marker|startxref|xref|trailer|rebuil|not zero-indexed", re.IGNORECASE)
_GOES_ROUND = re.compile(r"cycl|loop", re.IGNORECASE)  # limits that only a broken file meets
_WELL_FILLED = 200  # letters: a page that has so many is no mere picture
_MOST_TOLD = 120  # characters of the library's own message


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is taken from a file before its layout is looked at."""

    pages: tuple[tuple[Line, ...], ...]
    pictured: frozenset[int]
    failed: tuple[int, ...]
    labels: tuple[str, ...]
    outline: Mapping[str, int]
    title: str
    authors: tuple[str, ...]
    is_repaired: bool


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read a PDF file's text layer.

    :param data: the file.
    :param doc_id: the document's id.
    :param options: its password, and how much it may unpack to.
    :raises EncryptedDocument: when a password is needed, or the one given is wrong.
    :raises NoTextLayer: when it holds pictures of pages only.
    :raises GarbledText: when its characters mean nothing.
    :raises DecompressionBomb: when it unpacks to far more than it should.
    :raises CorruptDocument: when it is truncated or broken beyond reading.
    """
    opened = _opened(data, doc_id, options)
    pages = without_running_heads(opened.pages)
    laid = lay_out(pages, opened.outline)
    scanned = pictures_without_text(pages, opened.pictured)
    check_text(laid.text, doc_id, is_scan=len(scanned) == len(pages))
    return Document(
        doc_id=doc_id,
        title=opened.title or laid.title or PurePosixPath(doc_id).stem,
        authors=opened.authors,
        language=detect_language(laid.text),
        text=laid.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        page_starts=laid.page_starts,
        page_labels=opened.labels,
        headings=laid.headings,
        references=under_headings(laid.text, laid.headings) or under_lines(laid.text),
        warnings=warnings(scanned, opened.failed, is_repaired=opened.is_repaired),
    )


def _opened(data: bytes, doc_id: str, options: ReadOptions) -> _Opened:
    """Take from a file all that is needed; the one boundary to pypdf's many errors."""
    limit = min(get_configuration().zlib_maximum_output_length, options.max_unpacked_bytes)
    try:
        with (
            quiet() as messages,
            apply_configuration(
                zlib_maximum_output_length=limit,
                lzw_maximum_output_length=limit,
                run_length_maximum_output_length=limit,
            ),
        ):
            reader = PdfReader(io.BytesIO(data))
            _unlock(reader, doc_id, options.password)
            return _taken(reader, messages)
    except (*_BROKEN, MemoryError) as exc:
        raise _translated(exc, doc_id) from exc


def _translated(exc: BaseException, doc_id: str) -> DocumentError:
    told = " ".join(str(exc).split())[:_MOST_TOLD] or type(exc).__name__
    if isinstance(exc, MemoryError) or (
        isinstance(exc, LimitReachedError) and not _GOES_ROUND.search(told)
    ):
        return DecompressionBomb(
            doc_id,
            f"unpacks to far more than a document does ({told}): if you trust it, print it to a "
            "new PDF and add that.",
        )
    return CorruptDocument(
        doc_id,
        f"truncated or broken beyond reading ({told}): download or export the PDF once more.",
    )


def _unlock(reader: PdfReader, doc_id: str, password: str | None) -> None:
    if not reader.is_encrypted:
        return
    for attempt in ("", password or ""):
        if reader.decrypt(attempt) != PasswordType.NOT_DECRYPTED:
            return
    raise EncryptedDocument(
        doc_id,
        "the password does not open it: give its user or owner password with --password."
        if password
        else "needs a password: give it with --password.",
    )


def _taken(reader: PdfReader, messages: Sequence[str]) -> _Opened:
    pages: list[tuple[Line, ...]] = []
    failed: list[int] = []
    pictured: set[int] = set()
    for number, page in enumerate(reader.pages):
        try:
            pages.append(tuple(_lines(page)))
            if letters(pages[-1]) < _WELL_FILLED and len(page.images):
                pictured.add(number)
        except LimitReachedError:
            raise
        except _BROKEN:
            pages[number:] = [()]
            failed.append(number + 1)
    if len(failed) == len(pages):
        raise PdfReadError("no page of it can be read")
    title, authors = _described(reader)
    return _Opened(
        pages=tuple(pages),
        pictured=frozenset(pictured),
        failed=tuple(failed),
        labels=_labels(reader),
        outline=_outline(reader),
        title=title,
        authors=authors,
        is_repaired=any(_REPAIRED.search(message) for message in messages),
    )


def _lines(page: PageObject) -> list[Line]:
    pieces: list[Piece] = []

    def visit(
        text: str,
        cm: list[float],
        tm: list[float],
        font: DictionaryObject | None,
        size: float,
    ) -> None:
        name = str(font.get("/BaseFont", "")) if font else ""
        pieces.append(Piece.placed(text, mult(tm, cm), name, size, page.rotation))

    page.extract_text(visitor_text=visit)
    return lines_of(pieces)


def _labels(reader: PdfReader) -> tuple[str, ...]:
    if "/PageLabels" not in reader.root_object:
        return ()
    try:
        return tuple(reader.page_labels)
    except _BROKEN:
        return ()  # labels are a help only: the text stands without them


def _outline(reader: PdfReader) -> dict[str, int]:
    levels: dict[str, int] = {}
    try:
        _add_entries(reader.outline, 1, levels)
    except _BROKEN:
        return {}  # as with labels
    return levels


def _add_entries(entries: Sequence[Any], level: int, levels: dict[str, int]) -> None:
    for entry in entries:
        if isinstance(entry, list):
            _add_entries(entry, level + 1, levels)
        elif isinstance(entry, Destination) and (key := outline_key(str(entry.title or ""))):
            levels.setdefault(key, level)


def _described(reader: PdfReader) -> tuple[str, tuple[str, ...]]:
    try:
        described = reader.metadata
        title, author = (described.title, described.author) if described else (None, None)
    except _BROKEN:
        return "", ()
    return sensible_title(str(title or "")), sensible_authors(str(author or ""))
