"""One request at a time to a host, and a pause between two."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.fetching.clock import Clock


class Pace:
    """Remembers when each host was last asked.

    :param clock: to wait with.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Hold the only place at a host, once it has rested.

        :param host: the name, without a port: a machine gets no more for having more ports.
        :param pause: seconds since the last request ended.
        """
        with self._lock:
            turn = self._turns[host]
        with turn:
            self._rest(host, pause)
            try:
                yield
            finally:
                self._last[host] = self._clock.monotonic()

    def _rest(self, host: str, pause: float) -> None:
        last = self._last.get(host)
        wait = 0.0 if last is None else last + pause - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)
