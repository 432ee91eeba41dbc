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
class RebuildState:
    """A rebuild of the index, as it stands at one moment.

    :param running: it is at work.
    :param phase: "read", "embed" or "write"; empty before the first.
    :param done: steps of the phase that are done.
    :param total: steps of the phase.
    :param by: who started it, one line; empty before the first.
    :param started_at: when, ISO 8601 in UTC; empty before the first.
    :param seconds: how long it has been, or was, at work.
    :param seconds_left: how long it will yet take; None where that cannot be told.
    :param report: what it did; None where it is at work or could not be done.
    :param problem: why it could not be done; empty otherwise.
    """

    running: bool = False
    phase: str = ""
    done: int = 0
    total: int = 0
    by: str = ""
    started_at: str = ""
    seconds: float = 0.0
    seconds_left: float | None = None
    report: BuildReport | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationState:
    """A run of the evaluation, as it stands at one moment.

    :param running: it is at work.
    :param phase: what the command calls it, for instance "asking"; empty before the first.
    :param done: steps of the phase that are done.
    :param total: steps of the phase; 0 where the command has not said yet.
    :param by: who started it, one line; empty before the first.
    :param started_at: when, ISO 8601 in UTC; empty before the first.
    :param seconds: how long it has been, or was, at work.
    :param seconds_left: how long it will yet take; None where that cannot be told.
    :param lines: the last that the command wrote on standard error, its progress left out.
    :param exit_code: of the command; negative where a signal ended it, None where it did not end.
    :param ending: how it ended.
    :param problem: why there are no new figures; empty otherwise.
    """

    running: bool = False
    phase: str = ""
    done: int = 0
    total: int = 0
    by: str = ""
    started_at: str = ""
    seconds: float = 0.0
    seconds_left: float | None = None
    lines: tuple[str, ...] = ()
    exit_code: int | None = None
    ending: Ending = ""
    problem: str = ""
