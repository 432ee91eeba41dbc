"""How an evaluation ended, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.jobs.models import Ending
from ingest.command_line import COULD_NOT, DONE, LEFT_OUT

KILLED = 9
INSTALL = "run `make eval` once, or `python -m pip install -c constraints.txt -e '.[eval]'`"
CANNOT_START = "The evaluation could not be started ({reason}): look at the server's installation."
NOT_INSTALLED = "What the evaluation needs is not installed ({line}): {install}."
SIGNALLED = "The evaluation was ended from outside (signal {number}){hint}; start it again."
OUT_OF_MEMORY = ", perhaps because the machine's memory ran out"
UNEXPECTED = "The evaluation stopped unexpectedly ({code}): {line}"
NO_REPORT = "The evaluation ended without writing a report ({code}): {line}"
SAID_NOTHING = "it said nothing of why; run `python -m eval run` on the server to see."
_PREFIX = "error: "


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended.

    :param ending: in a word.
    :param problem: why there are no new figures; empty where there are, and where it was stopped.
    """

    ending: Ending
    problem: str = ""


def could_not_start(error: OSError) -> str:
    """Return why the command could not be run at all."""
    return CANNOT_START.format(reason=error.strerror or type(error).__name__)


def ending_of(code: int, lines: Sequence[str], written: bool, stopped: bool) -> Ended:
    """Return how a run ended.

    :param code: of the process; negative for the signal that ended it.
    :param lines: what it wrote on standard error.
    :param written: it wrote a new report.
    :param stopped: a person stopped it.
    """
    if code == DONE and written:
        return Ended("done")
    # A program that Python ends after an error says 1 too, so its word alone is not enough.
    if code == LEFT_OUT and written:
        return Ended("left out")
    return Ended("stopped") if stopped else Ended("could not", _problem(code, lines))


def _problem(code: int, lines: Sequence[str]) -> str:
    if code < 0:
        hint = OUT_OF_MEMORY if -code == KILLED else ""
        return SIGNALLED.format(number=-code, hint=hint)
    line = _last_error(lines) or SAID_NOTHING
    if "No module named" in line:
        return NOT_INSTALLED.format(line=line, install=INSTALL)
    if code == COULD_NOT:
        return line
    return (NO_REPORT if code == DONE else UNEXPECTED).format(code=f"exit code {code}", line=line)


def _last_error(lines: Sequence[str]) -> str:
    """Return the last line that is called an error, or else the last of all."""
    errors = [line for line in lines if _PREFIX in line]
    if errors:
        return errors[-1].partition(_PREFIX)[2].strip()
    return lines[-1].strip() if lines else ""
