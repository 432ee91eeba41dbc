"""What a command writes, cut into lines as it comes, and the progress among them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MAX_LINE_CHARS = 1000
_ENDS = re.compile(r"\r\n|\r|\n")
_COUNT = r"(?P<done>\d{1,9})\s*(?:/|of)\s*(?P<total>\d{1,9})"
# As lines have it, "asking: 12 of 385", and as a bar has it, "asking: 3%|▎  | 12/385 [00:01<…]".
_PROGRESS = re.compile(
    rf"\s*(?P<phase>[a-z]{{1,30}})\s*:?\s+(?:\d{{1,3}}%\s*\|[^|]*\|\s*)?{_COUNT}\s*(?:\[.*)?"
)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a command says it is.

    :param phase: what it calls the phase.
    :param done: steps that are done.
    :param total: steps of the phase, at least 1.
    """

    phase: str
    done: int
    total: int


class Lines:
    """Cuts bytes into lines as they come; a bar that draws over itself is a line each time.

    No more than a line is held, and of a long one its beginning only.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> list[str]:
        """Return the lines that ``data`` ends, without their ends; empty ones are left out."""
        return self._cut(self._decoder.decode(data))

    def end(self) -> list[str]:
        """Return the last line, where it has no end."""
        return self._cut(self._decoder.decode(b"", final=True) + "\n")

    def _cut(self, text: str) -> list[str]:
        *whole, rest = _ENDS.split(self._rest + text)
        self._rest = rest[:MAX_LINE_CHARS]
        return [line[:MAX_LINE_CHARS].rstrip() for line in whole if line.strip()]


def step_of(line: str) -> Step | None:
    """Return how far a line says that the work is; None where it says something else."""
    found = _PROGRESS.fullmatch(line)
    if found is None:
        return None
    done, total = int(found["done"]), int(found["total"])
    return Step(found["phase"], done, total) if 0 < total >= done else None
