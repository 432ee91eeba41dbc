"""What a model writes down of its thoughts before it answers: ``<think>…</think>``.

Some chat templates open the thought themselves, so that only its end is seen; then all that was
written before it was the thought. No document brings such an end about: in the prompt its mark is
pulled apart.
"""

from __future__ import annotations

import re

_NAMES = ("think", "thinking", "thought", "reasoning")
_MARK = re.compile(rf"<(?P<end>/?)(?:{'|'.join(_NAMES)})>", re.IGNORECASE)
_BEGUN = re.compile(r"</?(?P<name>[a-z]{0,9})\Z", re.IGNORECASE)  # what may become a mark


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
        text = self._hold_back(self._held + piece, last=last)
        given, at = "", 0
        for mark in _MARK.finditer(text):
            given += self._said(text[at : mark.start()])
            if mark["end"]:
                given = self._end(given)
            self._within = not mark["end"]
            at = mark.end()
        return given + self._said(text[at:])

    def _said(self, text: str) -> str:
        return "" if self._within else text

    def _end(self, given: str) -> str:
        """End a thought, and return what stands of that which was given before it."""
        self.ended += 1
        if self._within:
            return given
        self.restarts += 1
        return ""

    def _hold_back(self, text: str, *, last: bool) -> str:
        """Return a text without a mark that has only begun, which is kept for the next piece."""
        begun = None if last else _BEGUN.search(text)
        is_ours = begun and any(name.startswith(begun["name"].lower()) for name in _NAMES)
        cut = begun.start() if begun and is_ours else len(text)
        self._held = text[cut:]
        return text[:cut]


def without_thoughts(text: str) -> str:
    """Return a whole text without thoughts."""
    return Thoughts().feed(text, last=True)
