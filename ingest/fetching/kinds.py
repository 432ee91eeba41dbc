"""What an answer holds, by its first bytes and its media type; what is not read is refused."""

from __future__ import annotations

import re
from typing import Literal

from ingest.errors import UnsupportedFormat
from ingest.fetching.addresses import shortened

Kind = Literal["html", "pdf", "docx", "text"]

MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "text",
    "text/markdown": "text",
    "text/x-markdown": "text",
}
# What servers call a file that they do not know, or want saved and not shown.
_ANYTHING = re.compile(
    r"|(?:application|binary)/(?:octet-stream|download|force-download|save|unknown|x-download"
    r"|x-msdownload|zip|x-zip-compressed|msword|xml)|text/xml|\*/\*|unknown/unknown"
)
_SIGNATURES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"Rar!", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
)
_FAMILIES = {"image": "a picture", "video": "a film", "audio": "a sound", "font": "a font"}
# Each of the entries that a Word file begins with, whichever program wrote it.
_DOCX_ENTRIES = (b"[Content_Types].xml", b"word/", b"_rels/", b"docProps/")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)[\s>]",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: every other byte is a control code
_BINARY_SHARE = 0.05


def kind_of(media_type: str, start: bytes, name: str) -> Kind:
    """Return what an answer holds.

    The bytes count for more than what the server calls them.

    :param media_type: without parameters, lower case; empty where the server names none.
    :param start: the first bytes, some thousand where there are as many.
    :param name: what errors are about.
    :raises UnsupportedFormat: when it is nothing that is read here.
    """
    by_bytes = _by_bytes(start, name)
    if by_bytes is not None:
        return by_bytes
    by_name = MEDIA_TYPES.get(media_type)
    if by_name in ("pdf", "docx"):
        raise _unsupported(name, f"sent as {media_type}, which it is not")
    if by_name is not None:
        return by_name
    if _ANYTHING.fullmatch(media_type) and not start.lstrip().startswith(b"<?xml"):
        return "text"
    family = media_type.partition("/")[0]
    raise _unsupported(name, f"{_FAMILIES.get(family, 'data')} ({shortened(media_type)})")


def _by_bytes(start: bytes, name: str) -> Kind | None:
    before, mark, _ = start.partition(b"%PDF-")
    if mark and not before.strip(b"\xef\xbb\xbf\0 \t\r\n\f"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        if any(entry in start for entry in _DOCX_ENTRIES):
            return "docx"
        raise _unsupported(name, "a packed file")
    for signature, what in _SIGNATURES:
        # A text may begin with such letters as well.
        if start.startswith(signature) and (not signature.isalnum() or _is_binary(start)):
            raise _unsupported(name, what)
    if start[4:8] == b"ftyp":
        raise _unsupported(name, "a film or a picture")
    if _HTML.match(start):
        return "html"
    if _is_binary(start) and not start.startswith(_MARKS):
        raise _unsupported(name, "no text")
    return None


def _is_binary(start: bytes) -> bool:
    return len(_CONTROL.findall(start)) > _BINARY_SHARE * len(start)


def _unsupported(name: str, what: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        name, f"{what}: expected a page, a PDF, a Word file (.docx), plain text or Markdown."
    )
