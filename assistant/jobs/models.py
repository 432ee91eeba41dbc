"""What a piece of work behind the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from index.build import BuildReport

Ending = Literal["", "done", "left out", "could not", "stopped"]
"""How an evaluation ended: it measured everything; a question failed or the gate did not pass;
there are no new figures; a person stopped it. Empty while it runs, and before the first one."""


@dataclass(frozen=True, slots=True)
class JobState:
    """A piece of work, as it stands at one moment.

    :param running: it is at work.
    :param phase: what it does; empty before the first.
    :param done: steps of the phase that are done.
    :param total: steps of the phase; 0 where that is not known.
    :param by: who started it, one line; empty before the first, and where nobody logs in.
    :param started_at: when, ISO 8601 in UTC; empty before the first.
    :param seconds: how long it has been, or was, at work.
    :param seconds_left: how long it will yet take; None where that cannot be told.
    """

    running: bool = False
    phase: str = ""
    done: int = 0
    total: int = 0
    by: str = ""
    started_at: str = ""
    seconds: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class RebuildState(JobState):
    """A rebuild of the index; its phases are "read", "embed" and "write".

    :param report: what it did; None where it is at work or could not be done.
    :param problem: why it could not be done; empty otherwise.
    """

    report: BuildReport | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationState(JobState):
    """A run of the evaluation; its phases are what the command calls them, for instance "asking".

    :param lines: the last that the command wrote on standard error, its progress left out.
    :param exit_code: of the command; negative where a signal ended it, None where it did not end.
    :param ending: how it ended.
    :param problem: why there are no new figures; empty otherwise.
    """

    lines: tuple[str, ...] = ()
    exit_code: int | None = None
    ending: Ending = ""
    problem: str = ""
