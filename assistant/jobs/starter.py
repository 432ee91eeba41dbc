"""Who started a piece of work and when, in the form that a page can show."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.escape import one_line

MAX_NAME_CHARS = 80


def name_of(by: str) -> str:
    """Return a name on one line and of a length that can be shown."""
    name = one_line(by)
    return name if len(name) <= MAX_NAME_CHARS else name[: MAX_NAME_CHARS - 1] + "…"


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


def iso_utc(moment: datetime) -> str:
    """Return a moment as "2026-01-02T03:04:05+00:00".

    :param moment: with its zone.
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds")
