"""How much a client may send: in one request, and in uploads over some minutes."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Clock = Callable[[], float]
_MIB = 1024**2
# What a multipart body needs beside its files.
_PER_FILE_BYTES = 4096
_TOLD_DIGITS = 15
_MULTIPART = re.compile(
    r"""multipart/form-data\s*;\s*boundary=(?P<quote>"?)"""
    r"""(?P<boundary>[0-9A-Za-z'()+_,./:=?-]{1,70})(?P=quote)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken of a client.

    :param body: bytes of a request's body.
    :param login_body: the same for the login form.
    :param upload_body: the same for one upload, which may hold several files.
    :param window: seconds over which uploads are counted.
    :param window_files: files in that time.
    :param window_bytes: bytes in that time.
    :param most_clients: clients that are counted; the one that began longest ago makes room.
    """

    upload_body: int
    body: int = 16 * _MIB
    login_body: int = 16 * 1024
    window: float = 600
    window_files: int = 200
    window_bytes: int = 2048 * _MIB
    most_clients: int = 10_000


def limits_for(max_file_bytes: int, files_at_once: int = 20) -> Limits:
    """Return the limits that go with the largest file that is taken.

    :param max_file_bytes: of one file.
    :param files_at_once: files of that size in one upload.
    """
    limits = Limits(upload_body=files_at_once * (max_file_bytes + _PER_FILE_BYTES))
    # Where one upload alone is over the window's bytes, waiting would not help.
    return replace(limits, window_bytes=max(limits.window_bytes, limits.upload_body))


def declared_length(values: Sequence[str]) -> int | None:
    """Return how long a body is said to be.

    :param values: the headers ``Content-Length``.
    :return: bytes; None where it is not said.
    :raises ValueError: when they are not one number.
    """
    if not values:
        return None
    told = set(values)
    text = told.pop()
    if told or not text.isascii() or not text.isdecimal() or len(text) > _TOLD_DIGITS:
        raise ValueError(f"{values!r} is not one number of bytes")
    return int(text)


class PartCounter:
    """Counts the parts of a multipart body (RFC 7578) as it comes in, without keeping it.

    :param content_type: the request's.
    :raises ValueError: when it names no boundary, or in a form that readers differ about.
    """

    def __init__(self, content_type: str) -> None:
        found = _MULTIPART.fullmatch(content_type.strip())
        if found is None:
            raise ValueError(f"{content_type[:100]!r} is not multipart/form-data with a boundary")
        self._delimiter = f"--{found['boundary']}\r\n".encode("ascii")
        self._tail = b""

    def add(self, data: bytes) -> int:
        """Return how many parts begin in the next bytes of the body."""
        text = self._tail + data
        self._tail = text[-(len(self._delimiter) - 1) :]
        return text.count(self._delimiter)


@dataclass(frozen=True, slots=True)
class _Used:
    began: float
    files: int = 0
    size: int = 0


class UploadRate:
    """Counts what each client uploads, in windows that begin with its first upload.

    To be used from one thread, that of the event loop.

    :param limits: what is taken.
    :param clock: seconds that only grow.
    """

    def __init__(self, limits: Limits, clock: Clock = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        # In the order in which their windows began.
        self._used: dict[str, _Used] = {}

    def __len__(self) -> int:
        return len(self._used)

    def wait(self, client: str, files: int = 1, size: int = 0) -> int:
        """Return how many whole seconds a client has to wait before it may send more.

        :param client: a person's name or an address.
        :param files: how many more.
        :param size: bytes more.
        :return: 0 where it may send that now.
        """
        now = self._clock()
        used = self._now(client, now)
        limits = self._limits
        if used.files + files <= limits.window_files and used.size + size <= limits.window_bytes:
            return 0
        return max(1, math.ceil(used.began + limits.window - now))

    def add(self, client: str, files: int, size: int) -> None:
        """Count what a client has sent."""
        used = self._now(client, self._clock())
        self._used[client] = _Used(used.began, used.files + files, used.size + size)
        while len(self._used) > self._limits.most_clients:
            del self._used[next(iter(self._used))]

    def _now(self, client: str, now: float) -> _Used:
        used = self._used.get(client)
        if used is not None and now - used.began < self._limits.window:
            return used
        self._used.pop(client, None)
        return _Used(now)
