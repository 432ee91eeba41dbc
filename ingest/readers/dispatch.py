"""Which reader reads a file: its content decides, and its name where the content does not."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import PurePosixPath

from ingest.errors import DocumentError, EmptyDocument, UnsupportedFormat, WrongFormat
from ingest.models import Document
from ingest.readers.decoding import marked_encoding
from ingest.readers.options import ReadOptions

CURRENT_READERS = frozenset({"markdown/2", "text/2", "pdf/2", "html/2", "docx/2"})
"""Name and version of each reader; a document read by any other is read anew."""

SUPPORTED = "PDF, Word (.docx), HTML, Markdown or plain text"
_MARKDOWN = (".md", ".markdown", ".mdown")
_HTML = (".html", ".htm", ".xhtml")
_LOOKED_AT = 1024
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# At the very start, for a text may speak of HTML or of PDF and show how they begin.
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_BLANK = b"\xef\xbb\xbf\0 \t\r\n\f"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A text may hold a stray control character; of a picture or a program they are a tenth.
_BINARY_SHARE = 0.05


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read a file's bytes.

    :param data: the file.
    :param doc_id: the document's id; its ending tells Markdown from plain text.
    :param options: what its bytes do not say.
    :raises DocumentError: saying what was wrong, what was expected and what to do next.
    """
    if not data.strip():
        raise EmptyDocument(doc_id, "the file is empty: remove it, or add the file once more.")
    # A reader's library is imported only when a file of its format turns up.
    reader = import_module(f"ingest.readers.{_format(data, doc_id)}")
    document: Document = reader.read(data, doc_id, options)
    return document


def _format(data: bytes, doc_id: str) -> str:
    start = data[:_LOOKED_AT]
    ending = PurePosixPath(doc_id).suffix.lower()
    if _is_pdf(start, ending):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed_format(data, doc_id)
    if data.startswith(_OLE):
        raise _ole_problem(data, doc_id)
    if ending in (".pdf", ".docx"):
        raise WrongFormat(
            doc_id,
            f"not a {ending[1:].upper()} file, though it is named so: it starts with "
            f"{_shown(start)}; download or export it once more.",
        )
    if ending in _HTML or _HTML_START.match(start):
        return "html"
    if marked_encoding(data) is None and _is_binary(start):
        raise UnsupportedFormat(
            doc_id,
            f"no text, and no format that is read here (it starts with {_shown(start)}): "
            f"give it as {SUPPORTED}.",
        )
    return "markdown" if ending in _MARKDOWN else "text"


def _is_pdf(start: bytes, ending: str) -> bool:
    before, mark, _ = start.partition(b"%PDF-")
    return bool(mark) and (not before.strip(_BLANK) or ending == ".pdf" or _is_binary(start))


def _is_binary(start: bytes) -> bool:
    return len(_CONTROL.findall(start)) > _BINARY_SHARE * len(start)


def _packed_format(data: bytes, doc_id: str) -> str:
    named_docx = doc_id.lower().endswith(".docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        names = set()  # broken: the reader that its name asks for says how
    if "word/document.xml" in names or (named_docx and not names):
        return "docx"
    held = "a Word document without its text" if named_docx else "a packed file"
    raise UnsupportedFormat(doc_id, f"{held} that is not read here: give it as {SUPPORTED}.")


def _ole_problem(data: bytes, doc_id: str) -> DocumentError:
    from ingest.readers.docx import ole_problem

    return ole_problem(data, doc_id)


def _shown(start: bytes) -> str:
    return repr(start[:16].decode("latin-1"))
