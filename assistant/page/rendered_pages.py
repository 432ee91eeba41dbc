"""The images of pages that were drawn last, kept in memory within bounds."""

from __future__ import annotations

import threading
from collections import OrderedDict


class RenderedPages:
    """The images drawn last, for they are asked for again and again.

    :param most: how many are kept.
    :param most_bytes: how large they may be in all.
    """

    def __init__(self, most: int = 32, most_bytes: int = 32 * 1024 * 1024) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._held: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, sha256: str, page: int) -> bytes | None:
        """Return a page's image; None where it is not kept.

        :param sha256: of the file.
        :param page: from 1.
        """
        with self._lock:
            png = self._held.get((sha256, page))
            if png is not None:
                self._held.move_to_end((sha256, page))
            return png

    def keep(self, sha256: str, page: int, png: bytes) -> None:
        """Keep a page's image, and let go of those that were asked for longest ago."""
        with self._lock:
            self._held[sha256, page] = png
            self._held.move_to_end((sha256, page))
            while len(self._held) > self._most or self._size() > self._most_bytes:
                self._held.popitem(last=False)

    def _size(self) -> int:
        return sum(map(len, self._held.values()))
