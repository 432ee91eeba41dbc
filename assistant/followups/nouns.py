"""A common noun put in the place of a question's: "students" for "How many teachers …"."""

from __future__ import annotations

import re

from assistant.followups.phrases import Phrase, phrases, swap
from assistant.followups.words import (
    AUXILIARIES,
    DETERMINERS,
    NO_NAMES,
    PREPOSITIONS,
    ends_in_verb,
    joined,
    lower_run,
    without_end,
    words,
)
from ingest.alphabets import is_mostly_cyrillic

HOW_MANY = re.compile(r"\b(?:how\s+(?:many|much)|сколько)\s+", re.IGNORECASE)


def same_head(new: str, question: str) -> str | None:
    """Put "Uzbek students" in the place of "Kazakh students", as both end in one noun."""
    own = words(new)
    if len(own) < 2 or own[-1].capital or own[0].folded in PREPOSITIONS:
        return None
    found = words(question)
    for position in range(len(found) - 1, 0, -1):
        if found[position].folded == own[-1].folded:
            before = found[position - 1]
            start = found[position].start if before.folded in NO_NAMES else before.start
            if own[0].folded in DETERMINERS and position > 1:
                start = _with_determiner(found[position - 2].text, found[position - 2].start, start)
            return swap(question, start, found[position].end, new)
    return None


def _with_determiner(word: str, start: int, otherwise: int) -> int:
    return start if word.casefold() in DETERMINERS else otherwise


def noun_placed(part: Phrase, question: str) -> str | None:
    """Put a common noun in the place of the counted one, of one with "the", or of an object."""
    counted = _counted(question)
    objects = [old for old in phrases(question) if old.sort == "noun" and old.preposition]
    objects = [old for old in objects if old.definite == part.definite]
    if part.definite:
        nouns = _definite(question, words(part.text)[0].folded)
        return swap(question, *nouns[-1], part.text) if nouns else None
    if counted and objects:
        return None
    if counted:
        return swap(question, *counted, part.text)
    if (
        objects
        and objects[-1].end >= len(without_end(question))
        and not is_mostly_cyrillic(question)
    ):
        return swap(question, objects[-1].object_start, objects[-1].end, part.text)
    return None


def _counted(question: str) -> tuple[int, int] | None:
    """Return where the counted noun stands: "doctors" of "How many doctors work in Rome?"."""
    begun = HOW_MANY.search(question)
    if begun is None:
        return None
    found = words(question)
    first = next((i for i, word in enumerate(found) if word.start >= begun.end()), len(found))
    end = lower_run(question, found, first)
    if end == first:
        return None
    noun = next((i for i in range(first, end) if found[i].folded.endswith("s")), first)
    if is_mostly_cyrillic(question):
        noun = first
        while noun + 1 < end and found[noun].folded.endswith(("ых", "их")):
            noun += 1
    return found[first].start, found[noun].end


def _definite(question: str, article: str) -> list[tuple[int, int]]:
    """Return where each noun with this article stands, in a question's order."""
    found = words(question)
    spans = []
    for position, word in enumerate(found):
        if word.folded == article:
            end = lower_run(question, found, position + 1)
            after_verb = position > 0 and found[position - 1].folded in AUXILIARIES
            if after_verb and end - position > 2 and ends_in_verb(found, position):
                end -= 1
            # "the next" of "the next World Cup" is a part of a name.
            named = end < len(found) and joined(question, found[end - 1], found[end])
            if end > position + 1 and not (named and found[end].capital):
                spans.append((word.start, found[end - 1].end))
    return spans
