"""Whether a question asks what something is, and whether a sentence says so."""

from __future__ import annotations

import re

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
_QUOTES = "\"'“”„«»‘’ "
# What follows a name where the sentence says what it is.
_TELLS = (
    r"[\"”»’']?\s*(?:,\s|[–—-]\s|\(|\b(?:is|are|was|were|means?|refers?|implies|consists?"
    r"|denotes?|это|является|означает|дегеніміз)\b)"
)
_PART_ENDS = re.compile(r"[;.!?…)](?:\s|$)|,\s")
_LONGEST = 6  # words; "what is the effect of a on b" asks for no definition


def defines(sentence: str, question: str) -> bool:
    """Tell whether a question asks what a thing is and a sentence says it.

    :param sentence: is looked through for the thing's name with a comma, a dash or a verb such as
        "is" or "means" behind it.
    :param question: "What is soft power?", "Who is Joseph Nye?" and the like.
    """
    return definition(sentence, question) is not None


def definition(sentence: str, question: str) -> Span | None:
    """Return what a sentence says a thing is; None where the two do not fit.

    :return: offsets in ``sentence``.
    """
    asked = _ASKED.match(question.strip())
    if asked is None:
        return None
    thing = (asked["thing"] or asked["thing_kk"]).strip(_QUOTES)
    if not thing or len(thing.split()) > _LONGEST:
        return None
    told = re.search(r"(?<!\w)" + re.escape(thing) + _TELLS, sentence, re.IGNORECASE)
    if told is None:
        return None
    end = _PART_ENDS.search(sentence, told.end())
    said = Span(told.end(), end.start() if end else len(sentence))
    return said if sentence[said.start : said.end].strip() else None
