"""Plain text -> Document."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from ingest.errors import EmptyDocument
from ingest.language import detect_language
from ingest.models import Document
from ingest.readers.cleaning import clean
from ingest.readers.decoding import decode
from ingest.readers.options import ReadOptions
from ingest.readers.references import under_lines

READER = "text/2"
MEDIA_TYPE = "text/plain"
LONGEST_TITLE = 120
_ENDS_A_SENTENCE = re.compile(r"[.!?…,;:]$")


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read a plain text file.

    :param data: the file.
    :param doc_id: the document's id.
    :param options: its encoding.
    :raises WrongEncoding: when a byte does not fit.
    :raises EmptyDocument: when it holds nothing but white space.
    """
    text = clean(decode(data, doc_id, options.encoding))
    if not text:
        raise EmptyDocument(doc_id, "it holds no text: remove it, or add the file once more.")
    return Document(
        doc_id=doc_id,
        title=_title(text) or PurePosixPath(doc_id).stem,
        authors=(),
        language=detect_language(text),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        references=under_lines(text),
    )


def _title(text: str) -> str:
    """Return the first line where it stands alone and reads like a title; empty where not."""
    first, _, rest = text.partition("\n")
    alone = rest.startswith("\n")
    if alone and len(first) <= LONGEST_TITLE and not _ENDS_A_SENTENCE.search(first):
        return first.strip()
    return ""
