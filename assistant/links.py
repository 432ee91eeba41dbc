"""Addresses out of reference lists, made fit to be links: a person may follow one, nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from assistant.escape import escape
from ingest.bibliography.addresses import doi_address

LONGEST = 2_000  # characters of an address; a longer one is no address that a person follows
_SCHEMES = ("http", "https")
# RFC 3986: what may stand in a path, a query and a fragment; all else is percent-encoded.
_KEPT = "/?:@!$&'()*+,;=-._~%"
# White space and control characters, which a browser would leave out, and halves of characters.
_NEVER = re.compile("[\x00- \x7f-\xa0\ud800-\udfff]")


def web_url(url: str | None, doi: str | None = None) -> str:
    """Return an address that can stand in a link, in ASCII; empty where there is none.

    Only http and https are, with a host and without a user's name before it, which would make
    ``https://bank.example@elsewhere.example`` look like the bank's.

    :param url: as a reference list has it.
    :param doi: in its bare form, resolved where the address is none.
    """
    found = _web(url) if url else ""
    return found or (_web(doi_address(doi)) if doi else "")


def _web(url: str) -> str:
    if len(url) > LONGEST or _NEVER.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in _SCHEMES or not _is_host(host) or "@" in parts.netloc:
        return ""
    place = f"{host}:{port}" if port is not None else host
    rest = quote(parts.path or "/", safe=_KEPT)
    query = "?" + quote(parts.query, safe=_KEPT) if parts.query else ""
    mark = "#" + quote(parts.fragment, safe=_KEPT) if parts.fragment else ""
    return f"{parts.scheme}://{place}{rest}{query}{mark}"


def _is_host(host: str) -> bool:
    """Tell whether a name is one of letters, digits, dots and hyphens."""
    return bool(host) and all(char.isascii() and (char.isalnum() or char in ".-") for char in host)


def out_link(url: str, words: str) -> str:
    """Return a link that leads out of the page, as HTML; the words alone without an address.

    :param url: what :func:`web_url` gave.
    :param words: what the link says; escaped here.
    """
    if not url:
        return f"<span>{escape(words)}</span>"
    return (
        f'<a class="fn-out" href="{escape(url)}" target="_blank"'
        f' rel="noopener noreferrer nofollow">{escape(words)}</a>'
    )
