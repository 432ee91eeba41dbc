"""Refuses what a page of another site sends in the name of someone who is logged in here.

A browser names the sending page in ``Origin`` (RFC 6454) and its relation to this server in
``Sec-Fetch-Site`` (W3C Fetch Metadata), which no page can set. A program sends neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PORTS = {"http": 80, "https": 443}


def is_foreign(
    method: str,
    *,
    origins: Sequence[str],
    hosts: Sequence[str],
    forwarded_hosts: Sequence[str] = (),
    fetch_sites: Sequence[str] = (),
    asked_methods: Sequence[str] = (),
) -> bool:
    """Tell whether a request that changes something comes from a page of another site.

    A browser's question whether it may send such a request counts as one: what lies behind this
    check might say yes, and a header as ``X-Forwarded-Host`` could be sent then.

    :param method: of the request.
    :param origins: its headers ``Origin``; so for the others.
    :param hosts: ``Host``.
    :param forwarded_hosts: ``X-Forwarded-Host``, which a proxy sends on.
    :param fetch_sites: ``Sec-Fetch-Site``.
    :param asked_methods: ``Access-Control-Request-Method``.
    """
    if method not in CHANGING and not (method == "OPTIONS" and asked_methods):
        return False
    if any(site.strip().lower() == "cross-site" for site in fetch_sites):
        return True
    if not origins:
        return False
    return len(origins) > 1 or not _is_own(origins[0], hosts, forwarded_hosts)


def _is_own(origin: str, hosts: Sequence[str], forwarded_hosts: Sequence[str]) -> bool:
    scheme, separator, rest = origin.strip().lower().partition("://")
    port = _PORTS.get(scheme)
    sender = _place(rest, port) if separator and port is not None else None
    if sender is None:
        return False
    # Each proxy appends to the list; the first is the name that the browser asked for.
    names = [*hosts[:1], *(name.partition(",")[0] for name in forwarded_hosts[:1])]
    return len(hosts) < 2 and any(_place(name.strip().lower(), port) == sender for name in names)


def _place(host: str, port: int | None) -> tuple[str, int | None] | None:
    """Return host name and port, None where ``host`` is not just that."""
    if not host or any(character in host for character in "/\\?#@ \t"):
        return None
    try:
        parts = urlsplit(f"//{host}")
        named = parts.port
    except ValueError:
        return None
    return (parts.hostname, port if named is None else named) if parts.hostname else None
