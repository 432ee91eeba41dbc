"""A build that a test holds still, and a clock that it turns."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from index.build import BuildReport
from index.models import Progress

PATIENCE = 30.0
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def build_report(**changes: object) -> BuildReport:
    fields: dict[str, object] = {
        "generation": "gen-000002",
        "published": True,
        "unchanged": ("a.md",),
        "added": ("b.md",),
        "changed": (),
        "removed": (),
        "failed": (),
        "warnings": (),
        "notes": (),
        "embedded": 4,
        "reused": 21,
        "seconds": 1.25,
    }
    return BuildReport(**{**fields, **changes})  # type: ignore[arg-type]


@dataclass
class Clock:
    """Seconds that go forward when a test says so."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class HeldBuild:
    """A build that tells where it is, and then waits until it may end.

    :param error: raised in the place of a report.
    """

    steps: list[tuple[str, int, int]] = field(default_factory=list)
    error: BaseException | None = None
    calls: int = 0
    started: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, progress: Progress) -> BuildReport:
        self.calls += 1
        for step in self.steps:
            progress(*step)
        self.started.set()
        assert self.may_end.wait(PATIENCE)
        if self.error:
            raise self.error
        return build_report()
