"""Errors that one part of this room hands to another, which may still make good for them.

Each is one of those of ``ingest.errors``, and is right as that when nobody makes good for it.
"""

from __future__ import annotations

from typing import Literal

from ingest.errors import NotADocument, ServerFailed

Obstacle = Literal["no such host", "no route", "no answer", "no TLS"]


class CannotConnect(ServerFailed):
    """No connection to a host came about.

    :param obstacle: what stood in the way. The first two are also what a machine without a
        network sees.
    """

    def __init__(self, name: str, problem: str, obstacle: Obstacle) -> None:
        super().__init__(name, problem)
        self.obstacle = obstacle

    @property
    def maybe_offline(self) -> bool:
        """The reason may be that this machine has no network."""
        return self.obstacle in ("no such host", "no route")


class TryAgain(ServerFailed):
    """A request failed for now.

    :param wait: seconds that the server asks to wait; None where it does not say.
    """

    def __init__(self, name: str, problem: str, wait: float | None = None) -> None:
        super().__init__(name, problem)
        self.wait = wait


class PageGone(NotADocument):
    """A page that says it is not there, or a parked domain, sent as if all were well."""
