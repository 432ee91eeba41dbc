"""Which names a document may have, and which files of the folder are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from ingest.errors import UnsafeName

SIDECAR_SUFFIX = ".footnote.json"

_MAX_BYTES = 200  # leaves room for the suffixes of sidecars and temporary files within 255
_SEPARATORS = re.compile(r"[/\\]")
# Control characters, halves of characters, and what makes a name read in another order.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_README = re.compile(r"readme(?:\.\w+)*", re.IGNORECASE)
_BY_PRODUCT = re.compile(
    r"\..*|~\$.*|.*~|.*\.(?:tmp|part|partial|crdownload|swp)|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_NEAR = 0.5  # how like a name that is close has to be, 0 to 1
_ADVICE = "rename it, or add it with --name"


def document_name(name: str) -> str:
    """Return the name a document is kept under: NFC, no white space around it.

    :param name: a base name; spaces and any script are kept.
    :raises UnsafeName: when the name could leave the folder, hide in it or confuse its reader.
    """
    normal = unicodedata.normalize("NFC", name).strip()
    shown = printable(name)
    if _SEPARATORS.search(normal):
        raise UnsafeName(shown, f"a name must not hold / or \\; {_ADVICE}")
    check_characters(normal, shown)
    if not normal or not normal.strip("."):
        raise UnsafeName(shown or "(no name)", f"this cannot be a file's name; {_ADVICE}")
    if normal.endswith(".") or _RESERVED.fullmatch(normal):
        raise UnsafeName(shown, f"Windows cannot keep a file of this name; {_ADVICE}")
    if normal.endswith(SIDECAR_SUFFIX) or is_passed_over(normal, at_top=True):
        raise UnsafeName(shown, f"files named so are not taken for documents; {_ADVICE}")
    return normal


def check_characters(name: str, shown: str) -> None:
    """Refuse a name that cannot be shown, or is too long.

    :param name: a base name.
    :param shown: what the file is called in messages.
    :raises UnsafeName: naming the character, or the length.
    """
    if match := _UNPRINTABLE.search(name):
        code = f"U+{ord(match.group()):04X}"
        raise UnsafeName(shown, f"the name holds {code}, which cannot be shown; {_ADVICE}")
    if (length := len(name.encode())) > _MAX_BYTES:
        raise UnsafeName(shown, f"the name takes {length} bytes of {_MAX_BYTES}; {_ADVICE}")


def is_passed_over(name: str, *, at_top: bool) -> bool:
    """Tell whether a file of the folder is no document, by its name.

    :param name: its base name.
    :param at_top: it lies in the folder itself, where a README describes the folder.
    """
    if name.endswith(SIDECAR_SUFFIX) or _BY_PRODUCT.fullmatch(name):
        return True
    return at_top and bool(_README.fullmatch(name))


def did_you_mean(doc_id: str, known: Sequence[str]) -> str:
    """Return which documents a name may have meant, as the end of a sentence; empty for none.

    :param doc_id: that no document has.
    :param known: the ids there are, in the order to name them.
    """
    near = get_close_matches(doc_id, known, n=3, cutoff=_NEAR)
    near += [each for each in known if each.endswith(f"/{doc_id}") and each not in near]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def printable(name: str) -> str:
    """Return a name as it can be shown on any terminal and stored in UTF-8."""
    return _UNPRINTABLE.sub("\ufffd", name)
