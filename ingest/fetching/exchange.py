"""One request and its answer: read as it comes, and cut off where it grows too large or slow."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import httpx2

from ingest.errors import DecompressionBomb, DocumentTooLarge, ServerFailed
from ingest.fetching.addresses import shortened
from ingest.fetching.clock import Deadline
from ingest.fetching.settings import FetchSettings
from ingest.fetching.signals import TryAgain

Judge = Callable[[str, bytes], object]
"""(media type, first bytes) of a page; raises when the rest need not be read."""

JUDGED_BYTES = 4096
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODILESS = REDIRECTS | {204, 304}
_ERROR_BYTES = 256 * 1024
_MIB = 1024 * 1024
# Text is packed to a third or a tenth. What unpacks to more than this was made to.
_BOMB_RATIO = 100
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    :param url: that was asked.
    :param status: the HTTP status.
    :param headers: the answer's.
    :param body: encodings undone; only its start where the status is an error's.
    """

    url: httpx2.URL
    status: int
    headers: httpx2.Headers
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty where none is given."""
        return media_type(self.headers)

    @property
    def charset(self) -> str | None:
        """The encoding that the header names."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \t\"'") or None
        return None


def media_type(headers: httpx2.Headers) -> str:
    """Return the media type of a header, without parameters and lower case."""
    first: str = headers.get("content-type", "")
    return first.partition(";")[0].strip().lower()


class Exchange:
    """Asks, once.

    :param client: follows no redirects by itself.
    :param settings: with the limits.
    :param deadline: of the whole fetch.
    :param name: what errors are about: the address as the person gave it.
    """

    def __init__(
        self, client: httpx2.Client, settings: FetchSettings, deadline: Deadline, name: str
    ) -> None:
        self._client = client
        self._settings = settings
        self._deadline = deadline
        self._name = name

    def ask(
        self,
        url: httpx2.URL,
        headers: Mapping[str, str],
        judge: Judge | None = None,
        most_bytes: int | None = None,
    ) -> Answer:
        """Make a request and read the answer.

        :param url: that was checked.
        :param headers: beside the usual ones.
        :param judge: looks at the start of a page.
        :param most_bytes: read no more than this, which then is no error.
        :raises TryAgain: when the connection broke.
        :raises ServerFailed: when the server is too slow, or does not speak HTTP.
        :raises DocumentTooLarge: when the page is over the limit.
        :raises DecompressionBomb: when it unpacks to far more than it was sent as.
        """
        request = self._client.build_request("GET", url, headers=dict(headers))
        with self._translated(url), contextlib.closing(self._send(request)) as response:
            if response.status_code in _BODILESS:
                body = b""
            elif response.status_code >= 400 or most_bytes is not None:
                body = _start_of(response, most_bytes or _ERROR_BYTES)
            else:
                body = self._whole(response, judge)
        return Answer(url, response.status_code, response.headers, body)

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        return self._client.send(request, stream=True)

    def _whole(self, response: httpx2.Response, judge: Judge | None) -> bytes:
        self._check_header(response.headers)
        body = bytearray()
        judged = False
        for piece in response.iter_bytes():
            body += piece
            self._check_size(response.num_bytes_downloaded, len(body))
            if not judged and len(body) >= JUDGED_BYTES:
                self._judge(judge, response, body)
                judged = True
        if not judged:
            self._judge(judge, response, body)
        return bytes(body)

    def _judge(self, judge: Judge | None, response: httpx2.Response, body: bytearray) -> None:
        if judge is not None:
            judge(media_type(response.headers), bytes(body[:JUDGED_BYTES]))

    def _check_header(self, headers: httpx2.Headers) -> None:
        """Refuse at once what says itself that it is too large, or is packed in another way."""
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > self._settings.max_bytes:
            raise self._too_large(int(length))
        for encoding in headers.get("content-encoding", "").lower().split(","):
            if encoding.strip() not in _ENCODINGS:
                raise ServerFailed(
                    self._name,
                    f"the server packs its pages as {shortened(encoding)!r}, which was not asked "
                    "for: save the page in a browser, and add it.",
                )

    def _check_size(self, sent: int, unpacked: int) -> None:
        most = self._settings.max_bytes
        if unpacked > most and unpacked > _BOMB_RATIO * sent:
            raise DecompressionBomb(
                self._name,
                f"{sent / _MIB:,.1f} MiB that unpack to more than {most / _MIB:,.0f} MiB: no page "
                "is packed so tight; this was stopped.",
            )
        if max(sent, unpacked) > most:
            raise self._too_large(max(sent, unpacked))

    def _too_large(self, size: int) -> DocumentTooLarge:
        return DocumentTooLarge(
            self._name,
            f"takes at least {size / _MIB:,.1f} MiB, the limit is "
            f"{self._settings.max_bytes / _MIB:,.1f} MiB: download it yourself, and add the file "
            "with a higher --max-size.",
        )

    @contextlib.contextmanager
    def _translated(self, url: httpx2.URL) -> Iterator[None]:
        """Turn the library's errors into ours."""
        host = url.host
        try:
            yield
        except httpx2.TimeoutException as exc:
            raise self._too_slow(host) from exc
        except httpx2.DecodingError as exc:
            raise ServerFailed(
                self._name, f"what {host} sent is packed wrongly ({exc}): try again later."
            ) from exc
        except (httpx2.ReadError, httpx2.WriteError) as exc:
            raise TryAgain(self._name, f"{host} broke the connection off") from exc
        except httpx2.RemoteProtocolError as exc:
            raise self._misspoken(host, str(exc)) from exc
        except httpx2.HTTPError as exc:
            raise ServerFailed(
                self._name, f"{host} could not be asked ({exc}): try again later."
            ) from exc

    def _too_slow(self, host: str) -> ServerFailed:
        if self._deadline.left() <= 0:
            problem = f"took longer than {self._settings.max_seconds:g} s in all"
        else:
            problem = f"sent nothing for {self._settings.read_seconds:g} s"
        return ServerFailed(self._name, f"{host} {problem}: try again later.")

    def _misspoken(self, host: str, said: str) -> ServerFailed:
        # h11 has one error for all of these, told apart by its words only.
        if "incomplete" in said or "without sending complete" in said:
            return TryAgain(self._name, f"what {host} sent was cut short")
        if "without sending a response" in said:
            return TryAgain(self._name, f"{host} hung up without an answer")
        return ServerFailed(
            self._name,
            f"{host} does not answer as HTTP has it ({shortened(said)}): open it in "
            "a browser, save the page, and add it.",
        )


def _start_of(response: httpx2.Response, most_bytes: int) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) >= most_bytes:
            break
    return bytes(body[:most_bytes])
