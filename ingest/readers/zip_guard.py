"""A packed document -> its XML parts, none of them trusted before it was looked at.

What is guarded against: an archive that unpacks to far more than its size allows (its directory may
lie about that, so bytes are counted as they come out), XML that expands when it is parsed, XML of
so many elements that their tree would fill the memory, and archives that are broken or locked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.errors import (
    CorruptDocument,
    DecompressionBomb,
    DocumentError,
    EncryptedDocument,
    WrongFormat,
)

MAX_ENTRIES = 10_000
# Deflate packs 1 : 1032 at best. Real parts reach about 1 : 100, and small ones do no harm.
MAX_RATIO = 250
HARMLESS_BYTES = 8 * 1024 * 1024
# A parsed element takes some 150 bytes, however few stand in the file.
MAX_TAGS = 10_000_000

_PIECE = 1024 * 1024
_LOCKED = 0x1
_XML_NAME = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"\A<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_XML_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_AGAIN = "export or download it once more."


def unpack_xml(data: bytes, doc_id: str, max_unpacked_bytes: int) -> dict[str, bytes]:
    """Unpack the XML parts of a packed document.

    :param data: the archive.
    :param doc_id: named in errors.
    :param max_unpacked_bytes: of all its entries together, those that are no XML included.
    :return: each part's bytes by its name in the archive.
    :raises DecompressionBomb: when it holds too much, or XML that declares entities.
    :raises EncryptedDocument: when an entry is locked with a password.
    :raises WrongFormat: when it is no archive.
    :raises CorruptDocument: when it is truncated or broken.
    """
    if not data.startswith(b"PK"):
        raise WrongFormat(doc_id, f"not a packed document, as .docx files are: {_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries, doc_id, max_unpacked_bytes)
            parts = _unpack(archive, entries, doc_id, max_unpacked_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as exc:
        raise CorruptDocument(doc_id, f"a broken archive ({exc}): {_AGAIN}") from exc
    except (NotImplementedError, RuntimeError) as exc:
        raise CorruptDocument(doc_id, f"packed in a way unknown here ({exc}): {_AGAIN}") from exc
    if sum(part.count(b"<") for part in parts.values()) > MAX_TAGS:
        raise DecompressionBomb(doc_id, f"over {MAX_TAGS} XML tags: split it into smaller files.")
    return parts


def _check_directory(entries: list[zipfile.ZipInfo], doc_id: str, limit: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise DecompressionBomb(
            doc_id, f"it packs {len(entries)} files, at most {MAX_ENTRIES} are taken: {_AGAIN}"
        )
    declared = sum(entry.file_size for entry in entries)
    if declared > limit:
        raise _too_large(doc_id, limit)
    for entry in entries:
        if entry.flag_bits & _LOCKED:
            raise EncryptedDocument(
                doc_id, "locked with a password: save it once more without one, then add it."
            )


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], doc_id: str, limit: int
) -> dict[str, bytes]:
    parts = {}
    left = limit
    for entry in entries:
        unpacked = _unpack_entry(archive, entry, doc_id, left, limit)
        left -= len(unpacked)
        if _XML_NAME.search(entry.filename):
            _check_xml(unpacked, entry.filename, doc_id)
            parts[entry.filename] = unpacked
    return parts


def _unpack_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, doc_id: str, left: int, limit: int
) -> bytes:
    """Unpack one entry piece by piece, so that no more than a piece too many is ever held."""
    unpacked = io.BytesIO()
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            unpacked.write(piece)
            if unpacked.tell() > left:
                raise _too_large(doc_id, limit)
            if unpacked.tell() > max(HARMLESS_BYTES, entry.compress_size * MAX_RATIO):
                raise DecompressionBomb(
                    doc_id,
                    f"{entry.filename!r} unpacks to over {MAX_RATIO} times its size, as no "
                    "ordinary document does: open it in a word processor and save it once more.",
                )
    return unpacked.getvalue()


def _check_xml(part: bytes, name: str, doc_id: str) -> None:
    """Refuse XML that declares a document type, in whatever encoding it does so."""
    for mark in _MARKS:
        part = part.removeprefix(mark)
    narrow = part.replace(b"\0", b"").lstrip()  # UTF-16 reads like ASCII without its zeros
    encoding = _DECLARED_ENCODING.match(narrow)
    known = encoding is None or encoding[1].lower() in _XML_ENCODINGS
    if narrow and not (narrow.startswith(b"<") and known):
        raise CorruptDocument(doc_id, f"{name!r} is not XML in UTF-8 or UTF-16: {_AGAIN}")
    if _DECLARATION.search(narrow):
        raise DecompressionBomb(
            doc_id,
            f"{name!r} declares XML entities, which no word processor writes and which may expand "
            "without bound: do not trust this file; save it once more in a word processor.",
        )


def _too_large(doc_id: str, limit: int) -> DocumentError:
    return DecompressionBomb(
        doc_id, f"it unpacks to over {limit} bytes: remove its pictures, or split it."
    )
