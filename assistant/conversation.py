"""A conversation so far, and a follow-up question made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# How a question begins that goes on from the one before.
OPENINGS = re.compile(
    r"(?:and|but|or|so|also|what about|how about|why|how so|since when|where|when|who else"
    r"|what else|anything else|а|и|но|почему|зачем|ал|сонда|неге|неліктен)\b",
    re.IGNORECASE,
)
# Words that stand for something said before, in English, Russian and Kazakh.
POINTERS = frozenset(
    "it its they them their theirs he him his she her hers this that these those there then one "
    "ones former latter same else "
    "он она оно они его её ее их ему ей им него неё нее них этот эта это эти этого этой этих этом "
    "тот та те того той тех там тогда туда оттуда "
    "ол олар оның олардың оны оларды оған оларға бұл бұлар мұның осы сол соның онда сонда "
    "ше".split()
)
# What looks like a pointer and is none: "are there", "this paper", "in which there".
NO_POINTERS = re.compile(
    r"\b(?:is|are|was|were) there\b|\b(?:this|the same) (?:paper|article|document|text|study)\b"
    r"|\b(?:эт[аоу]й?|данн\w+) (?:стать\w+|работ\w+|текст\w*)"
    r"|\b(?:бұл|осы) (?:мақала|еңбек|жұмыс)\w*",
    re.IGNORECASE,
)
# A question of at most this many words that begins like a follow-up is taken for one.
SHORT = 4
# What points beyond this many questions back is hardly meant.
MOST_TURNS_BACK = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation.

    :param role: who said it.
    :param content: what was said, as plain text.
    """

    role: Literal["user", "assistant"]
    content: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question to search for: a follow-up carries the question it follows.

    :param question: as the person asked it.
    :param history: the conversation so far, oldest first, this question left out.
    :return: the question itself where it stands alone, else the questions it goes on from, each
        on from the other, with it at the end.
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user"]
    chain = [question.strip()]
    for earlier in reversed(asked[-MOST_TURNS_BACK:]):
        if not follows_up(chain[0]):
            break
        chain.insert(0, earlier)
    return " ".join(chain)


def follows_up(question: str) -> bool:
    """Tell whether a question cannot be understood without the one before it.

    A pointer after a name of the question's own points to that name: "What did Nye say in his
    book?" stands alone.
    """
    words = WORD.findall(NO_POINTERS.sub(" ", question))
    if len(words) <= SHORT and OPENINGS.match(question.strip()):
        return True
    for position, word in enumerate(words):
        if word.casefold() in POINTERS:
            return True
        if position and word[0].isupper():
            return False
    return False
