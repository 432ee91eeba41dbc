"""Where a reply waits for its test, and a test for a reply; nothing sleeps."""

from __future__ import annotations

import select
import socket
import threading


class Gates:
    """Named gates, shut until opened; safe to share between threads."""

    LEFT = "\0left"

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: set[str] = set()
        self._reached: set[str] = set()
        self._bells: list[socket.socket] = []
        self._closed = False

    def open(self, name: str) -> None:
        """Open a gate for good."""
        with self._changed:
            self._open.add(name)
            self._ring()

    def close(self) -> None:
        """Let all go that wait, for the server ends."""
        with self._changed:
            self._closed = True
            self._ring()

    def reach(self, name: str) -> None:
        """Note that a gate was come to."""
        with self._changed:
            self._reached.add(name)
            self._changed.notify_all()

    def reached(self, name: str, seconds: float) -> None:
        """Return when a gate was come to.

        :raises TimeoutError: when it was not within the seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: name in self._reached, seconds):
                raise TimeoutError(f"no reply has come to {name!r}; {sorted(self._reached)} were")

    def pass_through(self, name: str, client: socket.socket, seconds: float) -> bool:
        """Wait until a gate is open or the client has left.

        :param seconds: after which it is waited no longer.
        :return: whether the reply may go on.
        """
        ours, theirs = socket.socketpair()
        with ours, theirs:
            with self._changed:
                self._bells.append(theirs)
            self.reach(name)
            while not self._may_pass(name):
                ready, _, _ = select.select([ours, client], [], [], seconds)
                if ours in ready:
                    ours.recv(1)
                    continue
                if client in ready:
                    self.reach(self.LEFT)
                break
            with self._changed:
                self._bells.remove(theirs)
        return self._may_pass(name) and not self._closed

    def _may_pass(self, name: str) -> bool:
        with self._changed:
            return name in self._open or self._closed

    def _ring(self) -> None:
        for bell in self._bells:
            bell.send(b"!")
