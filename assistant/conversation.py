"""A conversation so far, and a follow-up question made to stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.followups.compose import composed
from assistant.followups.said import MOST_READ, Said, is_courtesy, said

# What points beyond this many questions back is hardly meant.
MOST_TURNS_BACK = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation.

    :param role: who said it.
    :param content: what was said, as plain text.
    """

    role: Literal["user", "assistant"]
    content: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question to search for: a follow-up is put together with what it follows.

    :param question: as the person asked it.
    :param history: the conversation so far, oldest first, this question left out.
    :return: the question itself, unchanged, where it stands alone; else one question that does,
        or, where rules cannot make it, the question it goes on from with it at the end.
    """
    previous: Said | None = None
    for asked, answer in _exchanges(history)[-MOST_TURNS_BACK:]:
        previous = said(composed(asked, previous) if previous else asked, answer)
    return composed(question, previous) if previous else question


def _exchanges(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return each question with what was replied; greetings and thanks are passed over."""
    exchanges: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            exchanges.append((" ".join(turn.content[:MOST_READ].split()), ""))
        elif exchanges:
            asked, answer = exchanges[-1]
            exchanges[-1] = (asked, f"{answer} {turn.content}".strip())
    return [(asked, answer) for asked, answer in exchanges if not is_courtesy(asked)]
