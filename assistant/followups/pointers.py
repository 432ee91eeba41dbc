"""Words of a question that stand for something said before it, not within it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.followups.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    NO_NAMES,
    PREPOSITIONS,
    QUESTION_WORDS,
    QUOTED,
    Word,
    words,
)

Stands = Literal["person", "thing", "things", "place", "either", "other"]

STANDS: dict[Stands, str] = {
    "person": "he him his himself she her hers",
    "thing": "it its",
    "things": "they them their theirs они их им ими них олар олардың оларды оларға олармен",
    "place": "there там туда оттуда онда",
    "either": "он она оно его её ее ему ей него неё нее нему ней нём нем нею "
    "ол оның оны оған онымен одан",
    "other": "this that these those then one ones former latter else этот эта эти это этого этой "
    "этих этом эту тот та те той тех тогда бұл бұлар мұның осы сол соның сонда",
}
"""The words for each; "either" is a person or a thing, "other" what is not looked for."""
KINDS: dict[str, Stands] = {
    word: stands for stands, listed in STANDS.items() for word in listed.split()
}
POSSESSIVE = frozenset("his its their".split())
OBJECTS = frozenset("it him them there this that".split())
DEMONSTRATIVE = frozenset("this that these those".split())
LAST_ONLY = frozenset("one ones then former latter".split())
CLAUSES = CONJUNCTIONS | QUESTION_WORDS | frozenset("once after before until since".split())
DOCUMENT = frozenset("paper article document documents text author authors study book".split())
# What looks like a pointer and is none: "are there", "this paper", "is it true that", "те, кто".
NO_POINTERS = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+there\b|\bthere\s+(?:is|are|was|were|be|been|exists?)\b"
    r"|\b(?:this|the same)\s+(?:paper|article|document|text|study|report|review|website)\b"
    r"|\b(?:wrote|published|edited)\s+this\b|\bthis\s+(?:come out|published|written|about)\b"
    r"|\b(?:this|that|these|those)\s+(?:days?|weeks?|months?|years?|decades?|century)\b"
    r"|\b(?:these|those)\s+(?:who|whose|with|of|from|in|that|which)\b"
    r"|\bit\s+(?:is\s+|was\s+)?(?:[a-z]+ly\s+)?(?:that\s|[a-z]+\s+that\b"
    r"|(?:possible|impossible|necessary|important|legal|illegal|safe|allowed|difficult|hard|easy"
    r"|challenging|reasonable|essential|useful|common|better|worth|an?\s+[a-z]+)\s+(?:for\s[^?,;]{2,60}\s)?(?:to|that)\b"
    r"|takes?\s+(?:for\s|to\s|[a-z]+\s+to\b)|comes?\s+to\b)"
    r"|\b(?:it|they)\s+called\s+[a-z]|\bdoes\s+it\s+(?:get|rain|snow)\b"
    r"|\bfar\s+(?:is|was)\s+it\b|\bwith\s+(?:it|them|him|her)\s*[?.!]*\s*$|\b(?:that|those)\s+of\b"
    r"|\bт(?:от|а|е|ого|ому|ой|у|ем|ех|еми)\s{0,3},?\s{0,3}(?:кто|кого|кому|что|котор\w{1,4}|чь[яеию])"
    r"|\b(?:там|т[оаеу]й?|тот|том|тех|тем)\s+же\b|[-–—]\s*(?:это|бұл)\b|\bэто\s+правда\b|\b(?:эт[аоу]й?|эт(?:от|ом|ого)|данн\w{2,3})\s+"
    r"(?:стать\w+|работ\w+|текст\w*|документ\w*|год\w{0,2})"
    r"|\b(?:бұл|осы)\s+(?:мақала|еңбек|жұмыс|құжат|мәтін|жыл)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that stands for something said before.

    :param word: the word.
    :param stands: what it can stand for.
    :param possessive: it says whose.
    :param following: the word after it in lower case, empty at the end.
    """

    word: Word
    stands: Stands
    possessive: bool
    following: str


def pointers(question: str) -> list[Pointer]:
    """Return the words of a question that point beyond it, in its order.

    "What did Nye say in his book?" has none: "his" is Nye's.
    """
    hidden = [match.span() for regex in (NO_POINTERS, QUOTED) for match in regex.finditer(question)]
    found = words(question)
    result = []
    for position, word in enumerate(found):
        stands = KINDS.get(word.folded)
        # A capital within a question is a title's: "Leave It to Beaver".
        if stands is None or (position and word.capital):
            continue
        if any(start <= word.start < end for start, end in hidden):
            continue
        following = found[position + 1].folded if position + 1 < len(found) else ""
        pointer = Pointer(word, stands, _possesses(word.folded, following), following)
        if _points(pointer, question, found, position):
            result.append(pointer)
    return result


def _possesses(word: str, following: str) -> bool:
    if word in POSSESSIVE:
        return True
    return word == "her" and bool(following) and following not in NO_NAMES


def _points(pointer: Pointer, question: str, found: Sequence[Word], position: int) -> bool:
    word = pointer.word.folded
    if word in LAST_ONLY:
        return not pointer.following or (pointer.following in AUXILIARIES and word != "then")
    if word == "else":
        return position <= 1
    if word in DEMONSTRATIVE:
        return _demonstrates(found, position)
    before = found[:position]
    named = [i for i, w in enumerate(before) if i and w.capital and w.folded not in NO_NAMES]
    if named:
        return word in OBJECTS and not pointer.possessive and _outside(before, named)
    return not _bound(pointer, before)


def _demonstrates(found: Sequence[Word], position: int) -> bool:
    """Tell "Why is that?" and "Who wrote that book?" from "the book that Nye wrote"."""
    rest = len(found) - position - 1
    if position == 0 or rest == 0:
        return True
    before = found[position - 1].folded
    return before in AUXILIARIES | PREPOSITIONS | {"and", "but"} or (
        rest == 1 and before not in NO_NAMES and not found[-1].capital
    )


def _outside(before: Sequence[Word], named: Sequence[int]) -> bool:
    """Tell whether an object must be another than the subject: "What did Nye say of it?"."""
    subject = before[named[0] - 1].folded
    if subject in DETERMINERS and named[0] > 1:
        subject = before[named[0] - 2].folded
    later = before[named[-1] + 1 :]
    return subject in AUXILIARIES and not any(word.folded in CLAUSES for word in later)


def _bound(pointer: Pointer, before: Sequence[Word]) -> bool:
    """Tell whether a noun of the question itself is meant: "the treaty and who signed it"."""
    noun = _noun(before)
    if noun is None:
        return False
    later = [word.folded for word in before[noun + 1 :]]
    if any(word in CLAUSES for word in later):
        return True
    helped = any(word.folded in DO for word in before)
    owns = pointer.possessive and pointer.word.folded in ("its", "their", "his", "her")
    if owns and helped:
        return before[noun].folded not in DOCUMENT
    asked = before[0].folded in ("which", "what", "how") and noun <= 2 and len(later) > 0
    owned = pointer.word.folded in ("its", "their")
    return asked and owned and not any(word.folded in AUXILIARIES for word in before[:noun])


def _noun(before: Sequence[Word]) -> int | None:
    """Return the index of the first common noun that a pronoun can stand for."""
    for position in range(1, len(before)):
        word, previous = before[position].folded, before[position - 1].folded
        if word in NO_NAMES:
            continue
        plural = previous in AUXILIARIES and word.endswith("s")
        if previous in ("the", "a", "an", "which", "what", "many") or plural:
            return position
    return None
