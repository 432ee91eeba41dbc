"""The socket that the page is served on; light, so that a port in use is told at once."""

from __future__ import annotations

import errno
import socket

from ingest.errors import ServingError


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    :param host: the address to listen on.
    :param port: 0 for any that is free.
    :raises ServingError: when the port is in use, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as exc:
        if exc.errno == errno.EADDRINUSE:
            raise ServingError(
                f"port {port} is in use, perhaps by another Footnote: stop that, or choose another "
                f"with `--port {port + 1}`."
            ) from exc
        raise ServingError(
            f"cannot listen on {host} port {port}: {exc.strerror or exc}. Give an address of this "
            "machine with `--host`, and a port above 1023 with `--port`."
        ) from exc


def url_of(listener: socket.socket) -> str:
    """Return the address at which a browser reaches a listening socket."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
