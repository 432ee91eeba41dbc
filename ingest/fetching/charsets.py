"""The encoding of a page, where its bytes do not tell it themselves."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ingest.errors import WrongEncoding
from ingest.fetching.kinds import Kind
from ingest.language import detect_language
from ingest.readers.decoding import decode, is_utf8, marked_encoding
from ingest.readers.html_source import decode_html

# Of pages in English, Russian and Kazakh. Only single-byte ones: what is none of these and no
# UTF-8 either names its encoding as a rule.
_CANDIDATES = (
    "cp1251",
    "koi8_r",
    "iso8859_5",
    "cp866",
    "mac_cyrillic",
    "kz1048",
    "ptcp154",
    "cp1252",
)
_LOOKED_AT = 256 * 1024
_MARKUP = re.compile(rb"<(?:script|style)\b[^<]*|<[^<>]*>", re.IGNORECASE)
# What a server says when nobody told it anything, and what browsers take it for.
_SERVER_DEFAULTS = frozenset({"iso8859-1", "ascii", "cp1252"})
_KAZAKH_ONLY = frozenset("қҚғҒңҢәӘөӨүҮұҰ")


def charset_of(data: bytes, named: str | None, kind: Kind) -> str | None:
    """Return the encoding to read a page with; None where the reader finds it by itself.

    The header's counts, save where the bytes contradict it: UTF-8 that is called by another name,
    and bytes that cannot be what they are called.

    :param data: the page.
    :param named: the encoding that the header names.
    :param kind: what the page is; a PDF or a Word file has none.
    """
    if kind not in ("html", "text") or marked_encoding(data) is not None or is_utf8(data):
        return None
    header = _known(named)
    if header in _SERVER_DEFAULTS:
        return None if _reads(data, kind, None) else _detected(data) or header
    if header is not None and _reads(data, kind, header):
        return header
    return None if _reads(data, kind, None) else _detected(data)


def _known(named: str | None) -> str | None:
    """Return Python's name of an encoding; None of one that it has not, or that is no text's."""
    try:
        name = codecs.lookup(named or "").name
        "a".encode(name)
    except (LookupError, ValueError):
        return None
    return name


def _reads(data: bytes, kind: Kind, encoding: str | None) -> bool:
    try:
        if kind == "html":
            decode_html(data, "", encoding)
        else:
            decode(data, "", encoding)
    except WrongEncoding:
        return False
    return True


def _detected(data: bytes) -> str | None:
    """Return the encoding that makes the most sense of a page's words."""
    words = _MARKUP.sub(b" ", data[:_LOOKED_AT])
    best = from_bytes(words, cp_isolation=list(_CANDIDATES), threshold=0.4).best()
    found = best.encoding if best is not None else None
    if found == "cp1251" and _is_kazakh(words):
        return "kz1048"
    return found


def _is_kazakh(words: bytes) -> bool:
    """Tell whether what reads as windows-1251 is its Kazakh form, which differs in few letters."""
    text = words.decode("kz1048", "replace")
    return len(_KAZAKH_ONLY & set(text)) >= 3 and detect_language(text) == "kk"
