"""What bounds a fetch, and how the program names itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

_MIB = 1024 * 1024
PRODUCT = "Footnote"
"""The product token that a robots.txt can name."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits and pauses of a fetcher.

    :param max_bytes: of a document, as it is sent and as it unpacks.
    :param max_seconds: of a whole fetch; redirects, retries and pauses included.
    :param connect_seconds: until a connection stands.
    :param read_seconds: until the next bytes come.
    :param pause: seconds between two requests to a host, where its robots.txt asks for no more.
    :param longest_pause: of what a robots.txt may ask for, in seconds.
    :param longest_wait: of what a Retry-After may ask for, in seconds.
    :param attempts: how often a request is made that fails for now.
    :param backoff: seconds before the second attempt, twice that before the third, and so on.
    :param max_redirects: that are followed from one address.
    """

    max_bytes: int = 100 * _MIB
    max_seconds: float = 300.0
    connect_seconds: float = 15.0
    read_seconds: float = 30.0
    pause: float = 1.0
    longest_pause: float = 30.0
    longest_wait: float = 60.0
    attempts: int = 4
    backoff: float = 1.0
    max_redirects: int = 10


def user_agent() -> str:
    """Return how the program names itself, honestly and with its version."""
    try:
        number = version(PRODUCT.lower())
    except PackageNotFoundError:  # run from a checkout that was never installed
        number = "0"
    return f"{PRODUCT}/{number} (gets single pages for a reader who cites or checks them)"
