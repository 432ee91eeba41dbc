"""The connections of one request, so that another thread can break them off."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_TLS_OF_PROXY = ("http_proxy.start_tls.complete", "proxy.start_tls.complete")


class Connection:
    """Knows the sockets that an HTTP request opens, and shuts them when told to.

    Closing a response does not wake a thread that waits for its next byte, nor is there one before
    the first byte has come; shutting the socket ends both, and the server sees it at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self.is_closed = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take what the HTTP library does as it does it, by its extension ``trace``."""
        if event not in _OPENED + _TLS_OF_PROXY:
            return
        found = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.append(found)
            closed = self.is_closed
        if closed:
            _shut(found)

    def close(self) -> None:
        """Break off, whatever is under way."""
        with self._lock:
            self.is_closed = True
            sockets = list(self._sockets)
        for each in sockets:
            _shut(each)


def _shut(each: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        each.shutdown(socket.SHUT_RDWR)
