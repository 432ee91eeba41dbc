"""A connection is broken off while another thread waits for its next byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.generative.connection import Connection

OPENED = "connection.connect_tcp.complete"


@dataclass
class Stream:
    held: socket.socket

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self.held


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_who_waits_is_woken_and_the_server_sees_the_end(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    connection = Connection()
    connection.trace(OPENED, {"return_value": Stream(ours)})
    heard: list[bytes] = []
    waiting = threading.Thread(target=lambda: heard.append(ours.recv(1)))
    waiting.start()
    connection.close()
    waiting.join(10)
    assert heard == [b""] and theirs.recv(1) == b""
    connection.close()


def test_what_opens_after_the_end_is_shut_at_once(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    connection = Connection()
    connection.close()
    connection.trace(OPENED, {"return_value": Stream(ours)})
    assert connection.is_closed and theirs.recv(1) == b""


def test_other_events_open_nothing() -> None:
    Connection().trace("http11.send_request_headers.complete", {"return_value": None})
