"""A stand-in for the readers, so that the folder's own rules are tested and nothing else."""

from __future__ import annotations

import hashlib

from ingest.errors import EmptyDocument, EncryptedDocument, WrongEncoding
from ingest.models import Document
from ingest.readers.options import ReadOptions

LOCKED = b"LOCKED:"


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read text; what begins with ``LOCKED:`` needs the password "key"."""
    if not data:
        raise EmptyDocument(doc_id, "is empty")
    if data.startswith(LOCKED) and options.password != "key":
        raise EncryptedDocument(doc_id, "needs a password; give it with --password")
    try:
        text = data.decode(options.encoding or "utf-8")
    except UnicodeDecodeError as exc:
        raise WrongEncoding(doc_id, f"byte {exc.start} is not UTF-8; --encoding") from exc
    return Document(
        doc_id=doc_id,
        title=doc_id,
        authors=("Read",),
        language="en",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        reader="text/1",
        metadata=(("rights", "none"), ("pages", "1")),
        warnings=("it is odd",) if "odd" in text else (),
    )
