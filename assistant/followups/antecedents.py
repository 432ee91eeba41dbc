"""The person, the people or the place that a conversation spoke of last."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.followups.names import PLACES_BEFORE, called, names, persons
from assistant.followups.said import Said
from assistant.followups.words import BE, DO, words

WHO = re.compile(r"\s*(?:who|whom|кто|кого)\b|.*\b(?:кім|кімді)\b", re.IGNORECASE)

WHERE = re.compile(r"\s*(?:where|in (?:which|what)|где|в как\w+|қайда)\b", re.IGNORECASE)
WHERE_IS = re.compile(
    r"\s*(?:where\s+(?:is|are|was|were)|где\s+(?:находится|находятся|расположен\w{0,2}))\b",
    re.IGNORECASE,
)


def person(said: Said) -> str | None:
    """Return the person spoken of last: the one who answers "who", else the only one there is."""
    answered = persons(said.answer)
    if WHO.match(said.question) and answered and not _who_is(said.question):
        return answered[0]
    asked = persons(said.question)
    if asked:
        return asked[-1] if len(asked) == 1 else None
    if len(answered) == 1:
        return answered[0]
    return None if answered else _single_word_person(said.question)


def _who_is(question: str) -> bool:
    found = words(question)
    return len(found) > 2 and found[1].folded in BE and bool(persons(question))


def _single_word_person(question: str) -> str | None:
    """Return "Nye" of "What did Nye say?": the subject that does something, the only name."""
    given = [name for name in names(question) if not name.attribute and not name.initial]
    subjects = [name for name in given if name.before in DO and len(name.words) == 1]
    return subjects[0].text if len(given) == len(subjects) == 1 else None


def people(said: Said) -> str | None:
    """Return two persons named together, as "Hu Jintao and Xi Jinping"."""
    for text in (said.question, said.answer):
        found = [name for name in names(text) if name.person]
        for left, right in pairwise(found):
            if text[left.end : right.start].split() in (["and"], ["и"], ["және"], ["мен"]):
                return text[left.start : right.end]
    return None


def place(said: Said) -> tuple[str, str] | None:
    """Return the place spoken of last with its preposition: ("in", "Rome")."""
    sources = [said.question]
    # "Where is the court?": the court and the answer's town are both places to be meant by "there".
    if WHERE_IS.match(said.question):
        return None
    if WHERE.match(said.question):
        sources = [said.answer, said.question]
    for text in sources:
        found = [n for n in names(text) if n.before in PLACES_BEFORE and not n.attribute]
        places = list(dict.fromkeys((n.before, called(text, n)) for n in found))
        if len(places) == 1 or (places and text is said.question):
            return places[-1]
    others = [n for n in names(said.question) if n.before == "of" and not n.person]
    if len(others) != 1 or others[0].plural:
        return None
    return "in", called(said.question, others[0])
