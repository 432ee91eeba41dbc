"""Whether a question asks what something is, and whether a sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, product

from assistant.selection.expected import CAPITAL
from index.terms import stem, words
from ingest.models import Span

_ASKED = re.compile(
    r"(?:in (?:a )?(?:few|\w+) words?,? |briefly,? |so |and )?"
    r"(?:what (?:is|are|was|were) (?:meant by )?|who (?:is|are|was|were) |define |definition of "
    r"|what does (?=.{1,200} (?:mean|refer)\b)|explain what |кто (?:так\w+ |был\w* )"
    r"|что (?:такое|значит|означает) )"
    r"(?:a |an |the )?(?P<thing>[^?]{1,200}?)"
    r"(?: mean| refer to| is| are|,? (?:in short|briefly|если .{1,40}))?[?.! ]*$"
    r"|(?P<thing_kk>[^?]{1,200}?) (?:дегеніміз|деген) (?:не|кім)[?.! ]*$",
    re.IGNORECASE,
)
# "Ван Хунин кім?" asks what he is, "Қазақстан президенті кім?" for a name.
_NAME_KK = rf"{CAPITAL}[\w'’-]+"
_ASKED_OF_NAME_KK = re.compile(
    rf"(?P<thing_kk>{_NAME_KK}(?: {_NAME_KK}){{0,3}}) кім(?: болған)?[?.! ]*$"
)
_QUOTES = "\"'“”„«»‘’ "
# What follows a name where the sentence says what it is.
_TELLS = (
    r"[\"”»’']?\s*(?:,\s|[–—-]\s|\(|\b(?:is|are|was|were|means?|refers?|implies|consists?"
    r"|denotes?|это|является|означает|дегеніміз)\b)"
)
_PART_ENDS = re.compile(r"[;.!?…)](?:\s|$)|,\s")
_LONGEST = 6  # words; "what is the effect of a on b" asks for no definition


Spellings = Sequence[tuple[str, Sequence[frozenset[str]]]]
"""Words of a question, each with the sets of stems that stand for it, in other letters too."""


def defines(sentence: str, question: str, spellings: Spellings = ()) -> bool:
    """Tell whether a question asks what a thing is and a sentence says it.

    :param sentence: is looked through for the thing's name with a comma, a dash or a verb such as
        "is" or "means" behind it.
    :param question: "What is soft power?", "Who is Joseph Nye?" and the like.
    :param spellings: what else its words may be called: "Джозеф Най" is Joseph Nye.
    """
    return definition(sentence, question, spellings) is not None


def definition(sentence: str, question: str, spellings: Spellings = ()) -> Span | None:
    """Return what a sentence says a thing is; None where the two do not fit.

    :return: offsets in ``sentence``.
    """
    thing = _asked_for(question.strip())
    if not thing or len(thing.split()) > _LONGEST:
        return None
    for called in (re.escape(thing), *_called(thing, sentence, spellings)):
        told = re.search(rf"(?<!\w){called}{_TELLS}", sentence, re.IGNORECASE)
        if told is not None:
            end = _PART_ENDS.search(sentence, told.end())
            said = Span(told.end(), end.start() if end else len(sentence))
            return said if sentence[said.start : said.end].strip() else None
    return None


def _asked_for(question: str) -> str:
    """Return what a question asks the meaning of; empty where it asks for something else."""
    asked = _ASKED.match(question)
    if asked is not None:
        return (asked["thing"] or asked["thing_kk"]).strip(_QUOTES)
    of_name = _ASKED_OF_NAME_KK.match(question)
    return of_name["thing_kk"] if of_name else ""


def _called(thing: str, sentence: str, spellings: Spellings) -> Iterator[str]:
    """Yield a pattern for each stretch of a sentence that stands for the thing."""
    # The search writes a known name out beside the asked one: "Джозеф Най (Joseph Nye)".
    parts = [own for text, own in spellings if re.search(rf"\b{re.escape(text)}\b", thing)]
    said = list(words(sentence))
    for forms in product(*parts) if parts else ():
        wanted = frozenset(chain.from_iterable(forms))
        for first in range(len(said) - len(wanted) + 1):
            stretch = said[first : first + len(wanted)]
            if {stem(word.text, "en") for word in stretch} == wanted:
                yield re.escape(sentence[stretch[0].start : stretch[-1].end])
