"""Pieces that a thread brings, for one who can be stopped while waiting for the next.

A model thinks for minutes before its first word. Whoever waits for it asks several times a second
whether the person still does, and leaves at once where not.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from assistant.generative.models import Stop
from ingest.errors import LanguageModelError

_POLL = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a reply may take, and be.

    :param connect: seconds till the server takes the connection.
    :param silence: seconds without a piece, the first one included; on a processor a model reads
        its prompt for a minute or two.
    :param whole: seconds till the reply has ended.
    :param characters: a longer reply is cut off.
    """

    connect: float = 10.0
    silence: float = 180.0
    whole: float = 600.0
    characters: int = 60_000


class Feed:
    """Iterates over what another thread yields, to be closed in the end.

    :param produce: yields the pieces; called in a thread of its own. An empty piece is a sign of
        life.
    :param end: makes ``produce`` end soon; called once, from this thread.
    :param stop: raises to stop.
    :param limits: how long it may take.
    :param who: brings the pieces, as an error names it.
    """

    def __init__(
        self,
        produce: Callable[[], Iterator[str]],
        end: Callable[[], None],
        stop: Stop,
        limits: Limits,
        who: str,
    ) -> None:
        self._produce = produce
        self._end = end
        self._stop = stop
        self._limits = limits
        self._who = who
        self._pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._closed = False

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces.

        :raises LanguageModelError: of kind ``timeout`` where it takes too long, ``truncated`` where
            it becomes too long; and whatever ``produce`` and ``stop`` raise.
        """
        begun = heard = asked = time.monotonic()
        done = self._thread.submit(self._bring)
        done.add_done_callback(self._ended)
        while True:
            piece = self._next()
            now = time.monotonic()
            if piece is None and done.done() and self._pieces.empty():
                done.result()
                return
            heard = now if piece is not None else heard
            if now - asked >= _POLL:
                asked = now
                self._stop()
            self._check(now - heard, now - begun)
            if piece:
                yield piece

    def close(self) -> None:
        """End what brings the pieces, and wait for nothing."""
        if not self._closed:
            self._closed = True
            self._end()
            self._thread.shutdown(wait=False, cancel_futures=True)

    def _bring(self) -> None:
        brought = 0
        for piece in self._produce():
            brought += len(piece)
            if self._closed:
                return
            if brought > self._limits.characters:
                raise LanguageModelError(
                    "truncated",
                    f"{self._who} had not ended after {self._limits.characters} characters, and "
                    "was cut off: ask again, or take another model.",
                )
            self._pieces.put(piece)

    def _ended(self, _: Future[None]) -> None:
        self._pieces.put(None)

    def _next(self) -> str | None:
        """Return the next piece; None where there is none yet, or none any more."""
        try:
            return self._pieces.get(timeout=_POLL)
        except queue.Empty:
            return None

    def _check(self, silent: float, whole: float) -> None:
        limits = self._limits
        if silent > limits.silence:
            raise LanguageModelError(
                "timeout",
                f"{self._who} said nothing for {limits.silence:.0f} seconds: a smaller model, or "
                "a faster machine, answers sooner.",
            )
        if whole > limits.whole:
            raise LanguageModelError(
                "timeout",
                f"{self._who} had not ended after {limits.whole:.0f} seconds: a smaller model, or "
                "a faster machine, answers sooner.",
            )
