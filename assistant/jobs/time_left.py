"""How long one phase of a piece of work will yet take, told from the pace so far."""

from __future__ import annotations

MIN_SECONDS = 2.0
MIN_SHARE = 0.03
# A new estimate moves what is told by this share of the difference ...
SMOOTHING = 0.3
# ... and by no more than this share of what is left, and a second.
MAX_SHIFT = 0.25


class TimeLeft:
    """Watches one phase and tells how much of it is left; no thread of its own, no clock.

    :param phase: the one that takes long; nothing is told of others.
    """

    def __init__(self, phase: str) -> None:
        self._phase = phase
        self._first: tuple[float, int] | None = None
        self._end: float | None = None

    def see(self, phase: str, done: int, total: int, at: float) -> None:
        """Take a report of progress.

        :param at: when it came, in seconds of a clock that only goes forward.
        """
        if phase != self._phase:
            self._first, self._end = None, None
            return
        # The pace is counted from the first report: what came before it was another work.
        if self._first is None or done < self._first[1]:
            self._first, self._end = (at, done), None
            return
        since, had = self._first
        spent, made = at - since, done - had
        if done >= total:
            self._end = at
        elif self._end is not None or _tells(spent, made, done, total):
            self._end = self._moved(at, (total - done) * spent / made if made else None)

    def at(self, moment: float) -> float | None:
        """Return the seconds left at a moment, 0 or more; None where it cannot be told yet."""
        return None if self._end is None else max(0.0, self._end - moment)

    def _moved(self, at: float, wanted: float | None) -> float | None:
        left = self.at(at)
        if left is None or wanted is None:
            return None if wanted is None else at + wanted
        most = MAX_SHIFT * left + 1.0
        shift = SMOOTHING * (wanted - left)
        return at + left + min(max(shift, -most), most)


def _tells(spent: float, made: int, done: int, total: int) -> bool:
    """Tell whether enough was seen to judge the pace by."""
    return spent >= MIN_SECONDS and made > 0 and done >= MIN_SHARE * total
