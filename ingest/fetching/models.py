"""What fetching hands on: what came from an address, and what is known of an earlier copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from and what was said of it; stored in its sidecar.

    :param url: the address that was asked for.
    :param final_url: where that led, redirects and the file behind a landing page included.
    :param fetched: when, UTC, ISO 8601 with seconds.
    :param status: HTTP status of the last answer.
    :param content_type: media type of the last answer, without parameters, lower case.
    :param sha256: lower-case hex SHA-256 of the bytes that were stored.
    :param etag: the answer's ETag; empty without one.
    :param last_modified: the answer's Last-Modified as it was sent; empty without one.
    :param archived: when the Wayback Machine took this copy, ISO 8601; empty for the live page.
    """

    url: str
    final_url: str
    fetched: str
    status: int
    content_type: str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    archived: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document that came from an address.

    :param data: its bytes, transfer and content encodings undone.
    :param origin: where it came from.
    :param charset: the encoding that the answer's header names or, where neither header nor page
        name one and the bytes are no UTF-8, that was detected; None where the bytes tell it
        themselves.
    """

    data: bytes
    origin: Origin
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document has not changed since the copy that is held."""


class Fetcher(Protocol):
    """Gets documents from addresses; ``ingest.fetching.fetcher.WebFetcher`` is the real one."""

    def fetch(
        self, url: str, *, known: Origin | None = None, when: str = ""
    ) -> Fetched | NotModified:
        """Get what an address gives.

        :param url: http or https.
        :param known: of the copy that is held, for a conditional request.
        :param when: ISO 8601 date near which an archived copy is wanted, where the live page is
            gone; empty for the newest.
        :raises FetchError: saying why there is nothing, and what to do.
        :raises DocumentTooLarge: when it is over the size limit.
        :raises DecompressionBomb: when it unpacks to far more than it was sent as.
        :raises UnsupportedFormat: when it is a picture, a film or what else is not read.
        """
        ...
