"""Progress: a bar on a terminal, lines elsewhere; on standard error, apart from the output."""

from __future__ import annotations

from types import TracebackType
from typing import NoReturn, TextIO

from tqdm import tqdm

# Elsewhere than on a terminal a long phase writes a line at each of so many steps.
LINES_A_PHASE = 20
PHASES = {"read": "reading", "embed": "embedding", "write": "writing"}


class TerminalProgress:
    """Shows each phase's progress; call it as ``progress(phase, done, total)``.

    :param stream: usually ``sys.stderr``.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[NoReturn] | None = None
        self._phase = ""
        self._written = 0

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps of the phase are done."""
        label = PHASES.get(phase, phase)
        if not self._stream.isatty():
            self._write_line(phase, label, done, total)
            return
        if phase != self._phase:
            self._close()
            self._phase = phase
            self._bar = tqdm(total=total, desc=label, file=self._stream, leave=False)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)
            if done == total:
                self._bar.refresh()  # the last step is shown, however soon after the one before

    def _write_line(self, phase: str, label: str, done: int, total: int) -> None:
        if phase != self._phase:
            self._phase, self._written = phase, 0
        step = LINES_A_PHASE * done // total if total >= LINES_A_PHASE else 0
        if step > self._written or done == total:
            self._written = step
            self._stream.write(f"{label}: {done} of {total}\n")
            self._stream.flush()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar = None
