"""Which addresses may be fetched: the form of a URL, and where a host name may lead."""

from __future__ import annotations

import re
from collections.abc import Set
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin

import httpx2

from ingest.errors import AddressForbidden, AddressInvalid

IpAddress = IPv4Address | IPv6Address
Allowance = Set[tuple[str, int]]
"""Loopback addresses and ports that may be reached all the same, as ``("127.0.0.1", 8000)``."""

# Mail, remote shells and databases also answer to what looks like a request: a page must not be
# able to send this program there.
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8081, 8088, 8443, 8888})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SHOWN = 200
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_USER = re.compile(r"//[^/?#@]*@")
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")

_GLOBAL_V6 = ip_network("2000::/3")  # all that was ever given out to be reached from anywhere
_NAT64 = ip_network("64:ff9b::/96")
# Those of the registries of special addresses that ``is_global`` of Python 3.11 does not know.
_SPECIAL = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20", "5f00::/16"))
)


def parse_address(text: str, allowed: Allowance = frozenset()) -> httpx2.URL:
    """Return the URL that a text is: http or https, its host in the form that DNS knows.

    :param text: as a person or a page wrote it; Cyrillic hosts are fine.
    :param allowed: loopback addresses whose ports may be named beside those of the web.
    :raises AddressInvalid: when it is no URL that can be fetched.
    :raises AddressForbidden: when it names a port that is not of the web.
    """
    shown = shortened(text)
    url = _parsed(text.strip(), shown)
    if url.userinfo:
        raise AddressInvalid(
            shown, "it holds a user name or a password, which are not sent: leave them out."
        )
    port = port_of(url)
    if port not in WEB_PORTS and port not in {port for _, port in allowed}:
        raise AddressForbidden(
            shown,
            f"port {port} is none that web servers use: save the page in a browser, and add it.",
        )
    return url.copy_with(fragment=None)


def _parsed(text: str, shown: str) -> httpx2.URL:
    scheme = _SCHEME.match(text)
    if scheme is None or (scheme[1].lower() not in _DEFAULT_PORTS and "." in scheme[1]):
        raise AddressInvalid(shown, "not a web address: expected https://… or http://….")
    if scheme[1].lower() not in _DEFAULT_PORTS:
        raise AddressInvalid(
            shown, f"{scheme[1].lower()}: cannot be fetched, only https:// and http:// can."
        )
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as exc:
        raise AddressInvalid(shown, f"not a web address ({exc}): check how it is written.") from exc
    if not url.raw_host.strip(b".") or not _HOST.fullmatch(url.raw_host):
        raise AddressInvalid(shown, "it names no host: expected https://host/….")
    return url


def joined(base: httpx2.URL, reference: str) -> str:
    """Return where a link on a page, or a Location, leads; as it is where it makes no sense."""
    try:
        return urljoin(str(base), reference.strip())
    except ValueError:
        return reference.strip()


def port_of(url: httpx2.URL) -> int:
    """Return the port of a URL, the one of its scheme where it names none."""
    return url.port or _DEFAULT_PORTS[url.scheme]


def shortened(text: str) -> str:
    """Return an address as it can stand in a message: one line, no password, no control codes."""
    text = _USER.sub("//…@", text.strip()[: 2 * _SHOWN])
    shown = "".join(each if each.isprintable() else "�" for each in text)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def why_forbidden(address: str, port: int, allowed: Allowance = frozenset()) -> str | None:
    """Tell why an address may not be connected to; None where it may.

    :param address: an IP address, as DNS gave it.
    :param port: that is to be connected to.
    :param allowed: loopback addresses with ports that may be reached.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return "is no IP address"
    if ip.is_loopback and (address, port) in allowed:
        return None
    return _kind(_embedded(ip) or ip)


def _embedded(ip: IpAddress) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _kind(ip: IpAddress) -> str | None:
    if ip.is_loopback or ip.is_unspecified:
        return "is this machine itself"
    if ip.is_link_local:
        return "is of the local link, where routers and cloud services answer"
    if ip.is_multicast:
        return "is a group of machines"
    outside = isinstance(ip, IPv6Address) and ip not in _GLOBAL_V6
    if outside or ip.is_reserved or not ip.is_global or any(ip in each for each in _SPECIAL):
        return "is of a private or reserved network"
    return None
