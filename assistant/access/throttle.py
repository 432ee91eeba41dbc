"""Slows down who guesses passwords: after some failures each next try has to wait longer."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

Clock = Callable[[], float]
_KEY_CHARS = 64
_IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class ThrottleSettings:
    """How failures are counted.

    :param free_by_name: failures of one name that cost nothing.
    :param free_by_address: failures of one address that cost nothing; people may share one.
    :param first_wait: seconds after the first failure that costs; each next one doubles it.
    :param longest_wait: seconds at most.
    :param forget: seconds without a failure after which all is forgotten.
    :param most: names and addresses that are kept; the one that failed longest ago makes room.
    """

    free_by_name: int = 4
    free_by_address: int = 10
    first_wait: float = 1
    longest_wait: float = 60
    forget: float = 15 * 60
    most: int = 10_000


@dataclass(frozen=True, slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was let through, to be told how it went.

    :param name: key of the name that was given.
    :param address: key of the client.
    """

    name: str
    address: str


class Throttle:
    """Counts failed logins by name and by client.

    A try counts as failed until it is known to have succeeded, so that many at once gain nothing.
    To be used from one thread, that of the event loop.

    :param settings: how they are counted.
    :param clock: seconds that only grow.
    """

    def __init__(
        self, settings: ThrottleSettings | None = None, clock: Clock = time.monotonic
    ) -> None:
        self._settings = settings or ThrottleSettings()
        self._clock = clock
        # In the order of their last failure.
        self._counts: dict[str, _Count] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def wait(self, name: str, address: str) -> int:
        """Return how many whole seconds a try has to wait; 0 where it may be made now."""
        now = self._clock()
        one = _try(name, address)
        left = max(self._count(key, now).until - now for key in (one.name, one.address))
        return max(0, math.ceil(left))

    def begin(self, name: str, address: str) -> Try:
        """Count a try as failed until ``succeeded`` is told otherwise.

        :param name: as it was given.
        :param address: of the client.
        """
        one = _try(name, address)
        self._add(one.name, self._settings.free_by_name)
        self._add(one.address, self._settings.free_by_address)
        return one

    def succeeded(self, one: Try) -> None:
        """Forget the failures of the name, and of the address this try alone.

        Else someone with an account could clear the address by logging in between two guesses.
        """
        self._counts.pop(one.name, None)
        self._take_back(one.address, self._settings.free_by_address)

    def _count(self, key: str, now: float) -> _Count:
        count = self._counts.get(key, _Count())
        return _Count() if now - count.last >= self._settings.forget else count

    def _add(self, key: str, free: int) -> None:
        now = self._clock()
        failures = self._count(key, now).failures + 1
        self._counts.pop(key, None)
        self._counts[key] = _Count(failures, now, now + self._delay(failures - free))
        while len(self._counts) > self._settings.most:
            del self._counts[next(iter(self._counts))]

    def _take_back(self, key: str, free: int) -> None:
        count = self._counts.get(key)
        if count is None:
            return
        failures = max(0, count.failures - 1)
        if failures == 0:
            del self._counts[key]
            return
        until = count.last + self._delay(failures - free)
        self._counts[key] = replace(count, failures=failures, until=min(count.until, until))

    def _delay(self, costing: int) -> float:
        if costing <= 0:
            return 0
        doublings = min(costing - 1, 32)
        return min(self._settings.longest_wait, self._settings.first_wait * 2.0**doublings)


def client_key(address: str) -> str:
    """Return what stands for a client: its address, or its network of /64 for IPv6.

    One customer is given a whole /64, so that its single addresses tell nothing (RFC 6177).

    :param address: as the server gives it; anything else stands for itself.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_KEY_CHARS]
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))


def _try(name: str, address: str) -> Try:
    return Try(f"name {name[:_KEY_CHARS]}", f"address {client_key(address)}")
