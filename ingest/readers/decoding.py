"""Bytes -> characters; what cannot be decoded is named, never guessed away."""

from __future__ import annotations

import codecs

from ingest.errors import WrongEncoding

# Longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark at the start names; None without one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, doc_id: str, encoding: str | None = None) -> str:
    """Decode a text file.

    :param data: the file.
    :param doc_id: named in errors.
    :param encoding: None for UTF-8, or what a byte order mark says.
    :raises WrongEncoding: naming the first byte that does not fit, or an encoding nobody knows.
    """
    name = encoding or marked_encoding(data) or "utf-8"
    try:
        codecs.lookup(name)
    except (LookupError, ValueError) as exc:  # a ValueError where the name holds a NUL
        raise _no_encoding(doc_id, name) from exc
    try:
        return data.decode(name)
    except LookupError as exc:  # a codec of another kind, such as rot13
        raise _no_encoding(doc_id, name) from exc
    except UnicodeDecodeError as exc:
        raise WrongEncoding(
            doc_id,
            f"byte 0x{data[exc.start]:02x} at offset {exc.start} is not {name}: add it with its "
            "own encoding, for instance `python -m ingest add --encoding windows-1251 FILE` for "
            "an older Russian text.",
        ) from exc
    except UnicodeError as exc:
        raise WrongEncoding(doc_id, f"not {name}: {exc}; give --encoding.") from exc


def _no_encoding(doc_id: str, name: str) -> WrongEncoding:
    return WrongEncoding(
        doc_id, f"{name!r} is no encoding: give one such as utf-8 or windows-1251."
    )
