"""Make text from documents, questions and models safe to show: in HTML, Markdown or a terminal.

Nothing of it may act: no markup, no terminal escape sequence, and no invisible character that
makes a reader see another order of letters than the one that stands there (CVE-2021-42574).
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Control characters but tab and line feed, bidirectional controls, lone surrogates, tag characters.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&$^=:@])")
# A full stop is none, but where a number before it would begin a list, or "www" a link.
_MARKDOWN_STOP = re.compile(r"(^[0-9]{1,9}|www)\.", re.IGNORECASE)


def visible(text: str) -> str:
    """Return ``text`` with each character that acts rather than shows replaced by U+FFFD.

    The length stays the same, so that offsets go on counting.
    """
    return _ACTING.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Return ``text`` visible and on one line, each run of white space made one space."""
    return " ".join(visible(text).split())


def escape(text: str) -> str:
    """Return ``text`` as HTML character data, fit for a quoted attribute too."""
    return html.escape(visible(text), quote=True)


def escape_markdown(text: str) -> str:
    """Return ``text`` as one line of Markdown in which no character is markup."""
    return escape_markdown_part(one_line(text))


def escape_markdown_part(text: str) -> str:
    """Return a part of a line as Markdown in which no character is markup.

    :param text: on one line; white space at its ends is kept.
    """
    escaped = _MARKDOWN_SPECIAL.sub(r"\\\1", visible(text))
    return _MARKDOWN_STOP.sub(r"\1\\.", escaped)


def view_url(
    doc_id: str, start: int | None = None, end: int | None = None, version: str = ""
) -> str:
    """Return the address of a document's full text; not yet escaped for HTML.

    :param doc_id: the document.
    :param start: offset of the first character of the span to open it at; None for its beginning.
    :param end: offset after the span's last character.
    :param version: beginning of the SHA-256 of the document that the offsets count in, if known.
    """
    query = {"doc": doc_id.encode("utf-8", "surrogatepass")}
    if start is None or end is None:
        return f"documents/view?{urlencode(query)}"
    span = {"start": start, "end": end} | ({"version": version} if version else {})
    return f"documents/view?{urlencode(query)}&{urlencode(span)}#quote"
