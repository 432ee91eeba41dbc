"""The only way out: looks a host up itself, checks every address, connects to just those.

It works below the HTTP client, at each connection. So a redirect is checked like the first
address, and a DNS answer that changes after the check is of no use, for the name is not looked up
again. TLS goes on to verify the host's name, not the address.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2
from httpcore2 import SOCKET_OPTION

from ingest.errors import AddressForbidden, AddressInvalid
from ingest.fetching.addresses import Allowance, why_forbidden
from ingest.fetching.clock import Deadline
from ingest.fetching.signals import CannotConnect

Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) -> its IP addresses, best first; raises OSError when there are none."""

# The host answered, or its network did: whatever is wrong, there is a network here.
_ANSWERED = frozenset({errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE})


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the system's resolver gives, each once.

    It keeps its own limit of time, which no program can shorten.

    :raises OSError: when there are none.
    :raises UnicodeError: when the host has a part that is empty or too long.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Way:
    """How connections are made; all but the defaults is for tests.

    :param resolver: looks host names up.
    :param allowed: loopback addresses with ports that may be reached.
    :param opener: opens a connection to an address that was checked.
    """

    resolver: Resolver = resolve
    allowed: Allowance = frozenset()
    opener: httpcore2.NetworkBackend | None = None


class Guard(httpcore2.NetworkBackend):
    """Connects to checked addresses only, and to nothing once the time is over.

    :param way: how connections are made.
    :param deadline: when the fetch must be over.
    """

    def __init__(self, way: Way, deadline: Deadline) -> None:
        self._way = way
        self._opener = way.opener or httpcore2.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers.

        :raises AddressForbidden: when the host leads to any address that is not public.
        :raises CannotConnect: when it leads nowhere, or nothing answers there.
        """
        failures: list[Exception] = []
        for address in self._checked(host, port):
            try:
                stream = self._opener.connect_tcp(
                    address, port, _within(timeout, self._deadline), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as exc:
                failures.append(exc)
            else:
                return _TimedStream(stream, self._deadline)
        raise _not_connected(host, failures) from failures[-1]

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Refuse."""
        raise AddressForbidden(path, "a socket of this machine is no web address.")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        """Return a host's addresses, all of which may be reached.

        One bad address is enough to refuse them all: a public name has no reason to lead to a
        private network as well, and a mixed answer is how names are made to change sides.
        """
        try:
            addresses = self._way.resolver(host, port)
        except UnicodeError as exc:
            raise AddressInvalid(host, f"no host can be named {host!r} ({exc}).") from exc
        except OSError as exc:
            raise _no_such_host(host, exc) from exc
        if not addresses:
            raise _no_such_host(host, OSError("no address"))
        for address in addresses:
            if problem := why_forbidden(address, port, self._way.allowed):
                raise AddressForbidden(
                    host,
                    f"{host} leads to {address}, which {problem}: only public addresses are "
                    "fetched; save the page in a browser, and add it.",
                )
        return addresses


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which no single step outlasts the fetch."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        host = server_hostname or "the server"
        try:
            stream = self._stream.start_tls(
                ssl_context, server_hostname, _within(timeout, self._deadline)
            )
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as exc:
            raise CannotConnect(
                host,
                f"no secure connection to {host} ({exc}): where a browser opens the page, save "
                "it there, and add it.",
                "no TLS",
            ) from exc
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the library has it
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's transport over a guard; proxies and certificates of the environment do not count."""

    def __init__(self, guard: Guard, ssl_context: ssl.SSLContext) -> None:
        super().__init__(verify=ssl_context, trust_env=False)
        # httpx2 takes no network backend, httpcore2 does: hence another pool in the place of
        # its own. Connections are not kept, so that every request is looked up and checked.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context, max_keepalive_connections=0, network_backend=guard
        )


def _within(timeout: float | None, deadline: Deadline) -> float:
    left = deadline.left()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time of the whole fetch is over")
    return left if timeout is None else min(timeout, left)


def _no_such_host(host: str, exc: OSError) -> CannotConnect:
    return CannotConnect(
        host,
        f"no such host as {host} ({exc.strerror or exc}): check how it is written.",
        "no such host",
    )


def _not_connected(host: str, failures: Sequence[Exception]) -> CannotConnect:
    causes = [failure.__cause__ for failure in failures]
    if any(_has_answered(cause) for cause in causes):
        return CannotConnect(host, f"{host} refused the connection: try again later.", "no answer")
    if any(isinstance(failure, httpcore2.ConnectTimeout) for failure in failures):
        return CannotConnect(host, f"{host} did not answer: try again later.", "no answer")
    return CannotConnect(
        host, f"{host} cannot be reached from here ({failures[-1]}): try again later.", "no route"
    )


def _has_answered(cause: BaseException | None) -> bool:
    return isinstance(cause, OSError) and cause.errno in _ANSWERED
