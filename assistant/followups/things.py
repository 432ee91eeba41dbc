"""The thing, or the things, that a question was about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.followups.antecedents import people
from assistant.followups.names import PLACES_BEFORE, Name, called, names, with_article
from assistant.followups.said import Said
from assistant.followups.words import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUOTED,
    Word,
    ends_in_verb,
    lower_run,
    without_end,
    words,
)
from assistant.nations import NATION

HOW_MANY_THERE = re.compile(
    r"\s*how many\s+(?P<noun>[^\s?.,;:][^?.,;:]{1,79}?)"
    r"\s+(?:are there|are|exist|work|live|operate)\s+"
    r"(?P<place>(?:in|at|on|near)\s[^?.,;:]{2,80})",
    re.IGNORECASE,
)
WHO_DID = re.compile(
    r"\s*who\s+(?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|had\b)(?:first\s+)?[a-z]+\s+"
    r"(?P<what>(?:the|a|an)\s[^?.,;:]{2,120})",
    re.IGNORECASE,
)
RUSSIAN_WHO_DID = re.compile(
    r"\s*кто\s+(?:впервые\s+|первым\s+)?[а-яё]+л(?:и|а)?\s+(?P<what>[^?.,;:]{3,120})", re.IGNORECASE
)
# "What is the capital of France?" is about France, "What is asthma?" about asthma.
OF_WHAT = re.compile(
    r"\s*(?:what|who|which)\s+(?:is|was|are|were)\s+the\s+[a-z]+(?:\s[a-z]+)?\s+of\s+"
    r"(?P<what>(?:(?:the|a|an)\s+)?[^\s?.,;:]+(?:\s[^\s?.,;:]+){0,3})\s*\??\s*",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\s*what\s+(?:is|was)\s+(?P<what>the\s[^?.,;:]{2,120}?)\s+(?:called|named|titled|entitled)\s*\??",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"\s*what\s+(?:is|are|was|were)\s+(?P<what>(?:(?:the|a|an)\s+)?[a-z-]+(?:\s[a-z-]+)?)"
    r"(?:\s+(?:used|needed|good)\s+(?:for|in))?\s*\??\s*",
    re.IGNORECASE,
)
ADVERB = re.compile("first|last|[a-z]+ly")
CONTENTLESS = frozenset("it that this what they he she there".split())


ASKS_WHICH = re.compile(
    r"\s*(?:which|what)\s+(?!(?:is|are|was|were|did|do|does|has|have|had|can|will)\b)[^\W\d_]+\s",
    re.IGNORECASE,
)
_NATION = re.compile(NATION)


def thing(said: Said, owns: bool = False) -> str | None:
    """Return the one thing that the question was about, None where it cannot be told safely.

    :param said: the question and its answer.
    :param owns: "its" is asked for, which may be a place's: "in Paris" and "its population".
    """
    question = said.question
    quoted = [match.group() for match in QUOTED.finditer(question)]
    if quoted:
        return max(quoted, key=len)
    # "Which organisation did China create?" is about an organisation, whatever it names beside.
    named = ASKS_WHICH.match(question) is None
    return (
        _matched(CALLED, question)
        or _owned(question, plural=False)
        or (_free_name(question) if named else None)
        or _matched(WHO_DID, question)
        or _matched(OF_WHAT, question)
        or (_governed_name(question, owns) if named else None)
        or _subject(question, plural=False)
        or _matched(WHAT_IS, question)
    )


def things(said: Said) -> str | None:
    """Return the several things that the question was about, None where it cannot be told."""
    question = said.question
    counted = HOW_MANY_THERE.match(question)
    if counted:
        return f"the {counted['noun']} {counted['place'].rstrip()}"
    plural = [name.text for name in names(question) if name.plural]
    return (
        _owned(question, plural=True)
        or _subject(question, plural=True)
        or (f"the {plural[0]}" if len(plural) == 1 else None)
        or _plural_only(_matched(WHO_DID, question))
        or people(said)
    )


def russian_thing(said: Said) -> str | None:
    """Return the thing that a Russian or Kazakh question was about, in whatever case it is."""
    question = said.question
    quoted = [match.group() for match in QUOTED.finditer(question)]
    if quoted:
        return max(quoted, key=len)
    given = _matched(RUSSIAN_WHO_DID, question)
    if given:
        return given
    found = [name for name in names(question) if not name.initial and not name.attribute]
    free = [n for n in found if not n.person and n.before not in PREPOSITIONS]
    return free[0].text if len(free) == len(found) == 1 else None


def _owned(question: str, plural: bool) -> str | None:
    """Return "Marie Curie's thesis" of a question that has it."""
    found = words(question)
    for name in reversed(names(question)):
        if not name.possessive:
            continue
        first = next((i for i, word in enumerate(found) if word.start >= name.end), len(found))
        if first == len(found):
            continue
        end = _noun_end(question, found, first, plural)
        while end < len(found) and found[end].capital and not plural:
            end += 1
        if end > first:
            return question[with_article(question, name.start) : found[end - 1].end]
    return None


def _noun_end(question: str, found: Sequence[Word], first: int, plural: bool) -> int:
    """Return the index after the noun that begins at ``first``, its verb left out."""
    end = lower_run(question, found, first)
    for position in range(first, end):
        if _is_plural(found[position].folded):
            return position + 1 if plural else first
    if plural:
        return first
    return end - 1 if end - first > 1 and ends_in_verb(found, first) else end


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _free_name(question: str) -> str | None:
    """Return the only name that no preposition governs."""
    found = [n for n in names(question) if not _no_thing(n) and n.before not in PREPOSITIONS]
    return _whole(question, found[0]) if len(found) == 1 else None


def _governed_name(question: str, owns: bool) -> str | None:
    found = [n for n in names(question) if not _no_thing(n)]
    if len(found) != 1 or (found[0].before in PLACES_BEFORE and not owns):
        return None
    return _whole(question, found[0])


def _whole(question: str, name: Name) -> str:
    """Return a name with its article and its noun: "the Tudor monarchy"."""
    found = words(question)
    first = next((i for i, word in enumerate(found) if word.start >= name.end), len(found))
    end = lower_run(question, found, first)
    if not name.article or end == first:
        return called(question, name)
    helped = end < len(found) and found[end].folded in AUXILIARIES
    if not helped and ends_in_verb(found, first):
        end -= 1
        while end > first and ADVERB.fullmatch(found[end - 1].folded):
            end -= 1
    stop = found[end - 1].end if end > first else name.end
    return question[with_article(question, name.start) : stop]


def _no_thing(name: Name) -> bool:
    # "Chinese" is never the thing, only whose.
    nation = _NATION.fullmatch(name.text) is not None
    return nation or any((name.person, name.plural, name.attribute, name.possessive, name.initial))


def _subject(question: str, plural: bool) -> str | None:
    """Return the noun after the verb that opens a question: "the drug" of "How does the drug …"."""
    found = words(question)
    for position, word in enumerate(found[:4]):
        if word.folded not in AUXILIARIES or position + 1 >= len(found):
            continue
        first = position + 1
        definite = found[first].folded in DETERMINERS
        if not definite and not plural:
            return None
        noun = first + definite
        end = _noun_end(question, found, noun, plural)
        return question[found[first].start : found[end - 1].end] if end > noun else None
    return None


def _matched(pattern: re.Pattern[str], question: str) -> str | None:
    match = pattern.fullmatch(question) or pattern.fullmatch(without_end(question))
    if match is None or words(match["what"])[-1].folded in PREPOSITIONS | CONTENTLESS:
        return None
    return match["what"].strip()


def _plural_only(text: str | None) -> str | None:
    return text if text and any(_is_plural(word.folded) for word in words(text)[:3]) else None
