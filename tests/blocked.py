"""Closes the network in this process: only this machine can be reached, and each try is noted.

As a program it closes the network first and then runs a room's door::

    python -m tests.blocked NOTES.txt assistant ask "QUESTION"

:param NOTES.txt: gets a line for each thing that was tried.
"""

from __future__ import annotations

import ipaddress
import runpy
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

NAMES = frozenset({None, "", "localhost", "localhost.localdomain", socket.gethostname()})
P = ParamSpec("P")
R = TypeVar("R")
Note = Callable[[str], None]
Patch = Callable[[Any, str, Any], None]


class NetworkClosed(OSError):
    """Something outside this machine was asked for."""


def is_local(host: object) -> bool:
    """Tell whether a host is this machine; an address or a name, as ``socket`` takes it."""
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    if host is None or host in NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def close_network(note: Note, patch: Patch) -> None:
    """Let nothing out of this machine.

    :param note: told what was tried.
    :param patch: sets an attribute, as ``monkeypatch.setattr`` does.
    """

    def check(what: str, host: object) -> None:
        if not is_local(host):
            note(f"{what} {host}")
            raise NetworkClosed(f"{what} {host}: the network is closed in this test")

    def guarded(what: str, wrapped: Callable[P, R]) -> Callable[P, R]:
        def method(*arguments: P.args, **named: P.kwargs) -> R:
            # The address comes last in connect, connect_ex and sendto; a path is a Unix socket.
            address = arguments[-1]
            if isinstance(address, tuple):
                check(what, address[0])
            return wrapped(*arguments, **named)

        return method

    def looked_up(what: str, wrapped: Callable[P, R]) -> Callable[P, R]:
        def function(*arguments: P.args, **named: P.kwargs) -> R:
            check(what, arguments[0] if arguments else named.get("host"))
            return wrapped(*arguments, **named)

        return function

    for name in ("connect", "connect_ex", "sendto"):
        patch(socket.socket, name, guarded(name, getattr(socket.socket, name)))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        patch(socket, name, looked_up(name, getattr(socket, name)))


def main(notes: Path, room: str, arguments: list[str]) -> None:
    """Run a room's door with the network closed."""

    def note(line: str) -> None:
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    close_network(note, setattr)
    sys.argv = [f"python -m {room}", *arguments]
    runpy.run_module(room, run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
