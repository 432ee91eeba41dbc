"""Time, passed in, so that tests neither wait nor depend on the hour."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells and spends time; :class:`SystemClock` is the real one."""

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        ...

    def now(self) -> datetime:
        """Return the date and time, UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's clock."""

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the date and time, UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a fetch must be over.

    :param clock: that tells.
    :param at: in its monotonic seconds.
    """

    clock: Clock
    at: float

    def left(self) -> float:
        """Return how many seconds are left; negative when it has passed."""
        return self.at - self.clock.monotonic()
