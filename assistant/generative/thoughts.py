"""What a model writes down of its thoughts before it answers: ``<think>…</think>``."""

from __future__ import annotations

import re

_NAMES = "think|thinking|thought|reasoning"
_WHOLE = re.compile(rf"<({_NAMES})>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPENED = re.compile(rf"<(?:{_NAMES})>", re.IGNORECASE)
# Some chat templates open the thought themselves, so that only its end is seen.
_ENDED = re.compile(rf"\A.*</(?:{_NAMES})>", re.DOTALL | re.IGNORECASE)


def opens_thought(text: str) -> bool:
    """Tell whether a thought has begun in a text."""
    return _OPENED.search(text) is not None


def without_thoughts(text: str, *, last: bool = True) -> str:
    """Return a text without thoughts.

    :param text: what the model wrote so far.
    :param last: it writes nothing more, so that a thought without an end goes too; else it stays,
        to be taken out once it is whole.
    """
    text = _WHOLE.sub("", text)
    opened = _OPENED.search(text)
    if opened is None:
        return _ENDED.sub("", text)
    return text[: opened.start()] if last else text
