"""What is being done for a question while it has no answer yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work that begins now.

    :param name: ``search`` finds passages, ``read`` chooses sentences of them.
    :param passages: how many are read; 0 while that is not known.
    """

    name: Literal["search", "read"]
    passages: int = 0


Tell = Callable[[Step], None]
"""Takes each step as it begins; what it raises ends the work."""


def untold(step: Step) -> None:
    """Take a step and tell nobody."""
