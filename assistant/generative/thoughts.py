"""What a model writes down of its thoughts before it answers: ``<think>…</think>``.

Some chat templates open the thought themselves, so that only its end is seen; then all that was
written before it was the thought. No document brings such an end about: in the prompt its mark is
pulled apart.
"""

from __future__ import annotations

import re

_NAMES = ("think", "thinking", "thought", "reasoning")
_MARK = re.compile(rf"<(/?)(?:{'|'.join(_NAMES)})>", re.IGNORECASE)
_BEGUN = re.compile(r"<(/?[a-z]{0,9})\Z", re.IGNORECASE)  # what may become a mark


class Thoughts:
    """Takes thoughts out of a text that comes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._within = False
        self.ended = 0  # thoughts
        self.restarts = 0  # how often all that was given until then turned out to be a thought

    def feed(self, piece: str, *, last: bool = False) -> str:
        """Take a piece, and return what is no thought.

        Where ``restarts`` rises, what was returned before is to be forgotten.

        :param piece: what the model wrote next.
        :param last: it writes nothing more, so that a thought without an end ends.
        """
        text, self._held = self._held + piece, ""
        given, at = "", 0
        for mark in _MARK.finditer(text):
            if not self._within:
                given += text[at : mark.start()]
            if mark[1]:
                if not self._within:
                    self.restarts += 1
                    given = ""
                self.ended += 1
            self._within = not mark[1]
            at = mark.end()
        rest = text[at:]
        begun = None if last else _BEGUN.search(rest)
        if begun is not None and any(
            name.startswith(begun[1].removeprefix("/").lower()) for name in _NAMES
        ):
            rest, self._held = rest[: begun.start()], begun[0]
        return given if self._within else given + rest


def without_thoughts(text: str) -> str:
    """Return a whole text without thoughts."""
    return Thoughts().feed(text, last=True)
