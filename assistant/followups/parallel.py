"""A fragment such as "And in Rome?" put in the place of its parallel part of a question."""

from __future__ import annotations

import re

from assistant.followups.names import names
from assistant.followups.nouns import HOW_MANY, noun_placed, same_head
from assistant.followups.phrases import AIMS, PLACES, Phrase, added, phrase_at, phrases, swap
from assistant.followups.rivals import name_placed, renamed
from assistant.followups.words import (
    AUXILIARIES,
    NO_NAMES,
    QUOTED,
    without_end,
    words,
)
from ingest.alphabets import is_mostly_cyrillic

OPENING = re.compile(
    r"\s*(?:(?:and|but|or|so|ok|okay)\b[,\s]*)?(?:what|how)\s+(?:about|of)\s+"
    r"|\s*(?:and|but|or)\b[,\s]+|\s*as for\s+"
    r"|\s*(?:(?:ну\s+)?[аи]|но)[,\s]+(?:насч[её]т\s+|(?:как|что)\s+(?:насч[её]т|касается|с|со)\s+)?"
    r"|\s*(?:как|что)\s+насч[её]т\s+",
    re.IGNORECASE,
)
HAVE = re.compile(r"\b(?:do|does|did)\b.*\bhave\b", re.IGNORECASE | re.DOTALL)
MOST_WORDS = 8
# A fragment that is not understood is taken for one up to this many words.
SHORT = 3


def fragment(question: str) -> str | None:
    """Return what a fragment names: "in Rome" of "And in Rome?"; None for a whole question."""
    opened = OPENING.match(question)
    counted = HOW_MANY.match(question)
    if not opened and not counted:
        return None
    begin = opened.end() if opened else counted.end() if counted else 0
    body = without_end(question[begin:]).strip(" ,")
    found = words(body)
    most = MOST_WORDS if opened else 1
    if not found or len(found) > most or any(mark in body for mark in ".?!;:"):
        return None
    if len(found) > SHORT and not _parts(body):
        return None
    if any(word.folded in AUXILIARIES or word.asks for word in found):
        return None
    return body


def substituted(body: str, question: str) -> str | None:
    """Put a fragment in the place of its parallel part.

    :param body: the fragment, as :func:`fragment` returns it.
    :param question: the question before it, which stands alone.
    :return: None where no part is parallel to it.
    """
    if is_mostly_cyrillic(body) and not is_mostly_cyrillic(question):
        return None
    quoted = list(QUOTED.finditer(question))
    if quoted and QUOTED.fullmatch(body):
        return swap(question, *quoted[-1].span(), body)
    shared = same_head(body, question)
    if shared:
        return shared
    parts = _parts(body)
    if not parts:
        return None
    result: str | None = question
    for part in parts:
        result = _placed(part, result, body) if result else None
    return result


def _parts(body: str) -> list[Phrase]:
    """Cut a fragment into its phrases; empty where something is left over."""
    found = words(body)
    parts = []
    position = 0
    while position < len(found):
        taken = phrase_at(body, found, position, alone=True)
        if taken is None:
            return []
        part, position = taken
        parts.append(part)
        # "students of law": a name or noun that goes on in lower case is not understood.
        if position < len(found) and found[position].folded in NO_NAMES:
            if phrase_at(body, found, position) is None:
                return []
    return parts if len(parts) <= 2 else []


def _placed(part: Phrase, question: str, body: str) -> str | None:
    if part.sort == "time":
        return _time_placed(part, question)
    if part.preposition:
        return _with_preposition(part, question, body)
    if part.sort == "name":
        return name_placed(part.text, question)
    return noun_placed(part, question)


def _time_placed(part: Phrase, question: str) -> str:
    for old in reversed(phrases(question)):
        if old.sort == "time":
            new_words, old_words = words(part.text), words(question[old.start : old.end])
            number, dated = new_words[-1], [w for w in old_words if w.text[0].isdigit()]
            if number.text[0].isdigit() and dated:
                # "in 2016" for "in 2015 году": the unit stays where the fragment has none.
                end = old.start + dated[0].end
                start = old.start if part.preposition else old.object_start
                return swap(question, start, end, part.text)
            return swap(question, old.start, old.end, part.text)
    return added(question, part.text)


def _with_preposition(part: Phrase, question: str, body: str) -> str:
    found = [old for old in phrases(question) if old.sort != "time"]
    same = [old for old in found if old.preposition == part.preposition and _alike(old, part, body)]
    if same:
        return swap(question, same[-1].start, same[-1].end, part.text)
    if part.sort == "name":
        kin = [old for old in found if old.sort == "name" and _related(old, part, question)]
        if kin and kin[-1].preposition == "of":
            bare = part.text[part.object_start - part.start :]
            return swap(question, kin[-1].object_start, kin[-1].end, bare)
        if kin:
            return swap(question, kin[-1].start, kin[-1].end, part.text)
        plain = [n for n in names(question) if not n.initial and not n.attribute]
        if plain and HAVE.search(question) and part.preposition in PLACES:
            bare = part.text[part.object_start - part.start :]
            return renamed(question, plain[-1], bare)
    return added(question, part.text)


def _alike(old: Phrase, part: Phrase, body: str) -> bool:
    """Tell whether two phrases with one preposition are of one sort.

    Who writes all in lower case means a name by "in rome"; "in the region" may stand for one.
    """
    if old.sort == part.sort:
        return True
    if {old.sort, part.sort} != {"name", "noun"} or part.sort == "name":
        return False
    careless = body == body.lower() and len(words(part.text)) == 2
    return part.preposition in PLACES and (part.definite or careless)


def _related(old: Phrase, part: Phrase, question: str) -> bool:
    for group in (PLACES, AIMS):
        if old.preposition in group and part.preposition in group:
            return True
    at_end = old.end >= len(without_end(question))
    return at_end and old.preposition == "of" and part.preposition in PLACES
