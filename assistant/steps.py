"""What is being done for a question while it has no answer yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.models import Answer


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work that begins now, or goes on.

    :param name: ``search`` finds passages, ``read`` chooses sentences of them, ``write`` has a
        language model write.
    :param passages: how many are read; 0 while that is not known.
    :param answer: while it is written, the answer as far as its sentences are verified; None
        before the first is. The same step is told again and again while nothing new comes, so
        that whoever takes it can end the work.
    """

    name: Literal["search", "read", "write"]
    passages: int = 0
    answer: Answer | None = None


Tell = Callable[[Step], None]
"""Takes each step as it begins; what it raises ends the work."""


def untold(step: Step) -> None:
    """Take a step and tell nobody."""
