"""A follow-up question and the question before it -> one question that stands alone."""

from __future__ import annotations

import re

from assistant.followups import bare, kazakh, parallel, pronouns
from assistant.followups.pointers import pointers
from assistant.followups.said import Said
from assistant.followups.words import NO_NAMES, words

CONJUNCTION = re.compile(r"\s*(?:and|but|or|so|also|а|и|но|ал|сонда)\b", re.IGNORECASE)
# A question of at most this many words that begins with a conjunction goes on from another.
SHORT = 4
MOST_COMPOSED = 400  # characters


def follows_up(question: str) -> bool:
    """Tell whether a question, its white space single, needs the one before it.

    A pointer after a name of the question's own points to that name: "What did Nye say in his
    book?" stands alone.
    """
    if bare.is_bare(question) or parallel.fragment(question) or kazakh.fragment(question):
        return True
    if pointers(question):
        return True
    found = words(question)
    if not CONJUNCTION.match(question) or not 2 <= len(found) <= SHORT:
        return False
    return not any(word.capital and word.folded not in NO_NAMES for word in found[1:])


def composed(question: str, said: Said) -> str:
    """Return a question that can be searched without the one before it.

    :param question: as the person asked it.
    :param said: the question before it, made to stand alone, and its answer.
    :return: the question itself where it stands alone; where rules cannot put the two together,
        the earlier question with this one after it.
    """
    asked = " ".join(question.split())
    # So long a question has a subject of its own.
    if len(asked) > MOST_COMPOSED or not follows_up(asked):
        return question
    result = bare.turned(asked, said) or _substituted(asked, said) or _resolved(asked, said)
    if result is None or len(result) > MOST_COMPOSED:
        return _appended(asked, said)
    return " ".join(result.split())


def _substituted(question: str, said: Said) -> str | None:
    body = kazakh.fragment(question)
    if body:
        return kazakh.substituted(body, said.question)
    body = parallel.fragment(question)
    return parallel.substituted(body, said.question) if body else None


def _resolved(question: str, said: Said) -> str | None:
    return None if parallel.fragment(question) else pronouns.resolved(question, said)


def _appended(question: str, said: Said) -> str:
    """Return the earlier question, as much as there is room for, and this one after it."""
    room = MOST_COMPOSED - len(question) - 1
    earlier = " ".join(said.question.split())
    if len(earlier) > room:
        earlier = earlier[: max(room, 0)].rpartition(" ")[0]
    return f"{earlier} {question}".strip()
