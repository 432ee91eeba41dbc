"""A bare question word, as "Why?" or "Since when?", put before the question it goes on from."""

from __future__ import annotations

import re

from assistant.followups.pointers import pointers
from assistant.followups.said import Said
from assistant.followups.words import (
    AUXILIARIES,
    BE,
    PREPOSITIONS,
    QUESTION_WORDS,
    lowered,
    without_end,
    words,
)
from ingest.alphabets import is_mostly_cyrillic

LEADING = r"\s*(?:(?:and|but|so|then|ok|okay|а|и|но|ал|сонда)\b[,\s]+)?"
ADVERBS = (
    r"why(?:\s+not)?|how\s+(?:so|come|long|often)|since\s+when|until\s+when|from\s+when|where|when"
    r"|from\s+where|how|(?:in|since|until|by|from|during|for|at|on)\s+(?:which|what)\s+(?:year"
    r"|country|city|place|reason|purpose|month|day|date|century|period|language|age)"
    r"|for\s+how\s+long|почему|зачем|отчего|как\s+так|как|где|когда|откуда|куда|с\s+каких\s+пор"
    r"|с\s+как(?:ого|ой)\s+(?:года|времени|даты)|в\s+как(?:ом|ой)\s+(?:году|стране|городе|месте)"
    r"|как\s+долго|как\s+часто|неге|неліктен|не\s+үшін|қалай|қайда|қашан|қашаннан\s+бері|қайдан"
    r"|қай\s+(?:жылы|елде|қалада|жерде)"
)
ARGUMENTS = (
    r"who|whom|what|which\s+ones?|which|how\s+(?:many|much)(?:\s+are\s+there|\s+of\s+them)?"
    r"|(?:which|what)\s+year|(?:for|by|with|to|from|of|under)\s+(?:whom|what|which)"
    r"|кто|кого|кому|кем|какие|какой|какая|сколько|для\s+кого|для\s+чего|с\s+кем|кім|кімге|кіммен"
    r"|қанша|неше|қандай|қайсысы"
)
BARE = re.compile(
    rf"{LEADING}(?:(?P<adverb>{ADVERBS})|(?P<argument>{ARGUMENTS}))"
    r"(?:\s+(?:exactly|then|именно|же|тогда|ше|нақты))?\s*[?!.…]*\s*",
    re.IGNORECASE,
)
ADVERB_BEFORE = re.compile(rf"\s*(?:{ADVERBS})\b[,\s]+", re.IGNORECASE)
PARTICIPLE = re.compile(
    r"[a-z]+(?:ed|en|wn|rn|ilt|eld|old|ent|ade|ght|ound|ost|aid)|put|set|cut|read|led|won|met|done"
)
WITHIN_KAZAKH = re.compile(r"\b(?:неге|неліктен|қалай|қайда|қашан|қай\s+жылы)\b", re.IGNORECASE)
KAZAKH_PARTICLE = re.compile(r"\s+(?:ма|ме|ба|бе|па|пе)\s*$", re.IGNORECASE)
RUSSIAN_PARTICLE = re.compile(r"\s+ли\b", re.IGNORECASE)
KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
THERE_ARE = re.compile(
    r"\s*are\s+there\s+(?:any\s+)?(?P<what>[^?]{2,80}?)\s+(?P<where>(?:in|at|on|near)\s[^?]{2,120})",
    re.IGNORECASE,
)
HOW_COME = frozenset({"how so", "how come"})
# What makes a sentence lean on the one before it, wherever it stands.
DANGLING = frozenset("it him them there this там это онда бұл".split())
MOST_STATEMENT = 200  # characters of an answer


def is_bare(question: str) -> bool:
    """Tell whether a question is a question word and nothing else."""
    return BARE.fullmatch(question) is not None


def turned(question: str, said: Said) -> str | None:
    """Return the clause of the question before, asked with a bare question word.

    :param question: as the person asked it.
    :param said: the question before it and its answer.
    :return: "Why did Rome fall?" for "Why?" after "Did Rome fall?"; where the clause cannot be
        turned safely, the word with the answer's sentence or with the question: "Why: …". None
        where ``question`` is no bare question word.
    """
    match = BARE.fullmatch(question)
    if match is None:
        return None
    asked = " ".join((match["adverb"] or match["argument"]).split())
    asked = "why" if asked.casefold() in HOW_COME else asked
    clause = without_end(said.question)
    # "By whom?" stands before a clause as "when" does; "whom" takes the place of a part of it.
    adverb = bool(match["adverb"]) or words(asked)[0].folded in PREPOSITIONS
    turned_clause = _turned(asked, clause, adverb)
    if turned_clause:
        return f"{_capital(turned_clause)}?"
    statement = _statement(said)
    return f"{_capital(asked)}: {statement or said.question}"


def _turned(asked: str, clause: str, adverb: bool) -> str | None:
    cyrillic = is_mostly_cyrillic(clause)
    if cyrillic != is_mostly_cyrillic(asked) or any(mark in clause for mark in "?!;:"):
        return None
    if asked.casefold().startswith("how many"):
        counted = THERE_ARE.fullmatch(clause)
        return f"how many {counted['what']} are there {counted['where']}" if counted else None
    if not adverb or asked.casefold() in ("why not", "how long", "как так"):
        return None
    if KAZAKH.search(clause + asked) and cyrillic:
        return _turned_kazakh(asked, clause)
    return _turned_cyrillic(asked, clause) if cyrillic else _inverted(asked, clause)


def _inverted(asked: str, clause: str) -> str | None:
    """Return an English yes/no question, or one of another adverb, asked anew."""
    before = ADVERB_BEFORE.match(clause)
    rest = clause[before.end() :] if before else clause
    found = words(rest)
    if len(found) < 3 or found[0].folded not in AUXILIARIES:
        return None
    if before and before.group().strip(" ,").casefold() == asked.casefold():
        return None
    if before and found[0].folded in BE and not any(PARTICIPLE.fullmatch(w.text) for w in found):
        # "How long is the river?": "is the river" says nothing without "how long".
        return None
    return f"{asked} {lowered(rest).strip()}"


def _turned_cyrillic(asked: str, clause: str) -> str | None:
    before = ADVERB_BEFORE.match(clause)
    rest = clause[before.end() :] if before else clause
    if before and before.group().strip(" ,").casefold() == asked.casefold():
        return None
    yes_no = RUSSIAN_PARTICLE.search(rest)
    if any(word.asks and word.folded != "ли" for word in words(rest)) or len(words(rest)) < 2:
        return None
    if yes_no:
        rest = RUSSIAN_PARTICLE.sub("", rest, count=1).strip()
        rest = rest[:1].lower() + rest[1:]
    return f"{asked} {lowered(rest).strip()}"


def _turned_kazakh(asked: str, clause: str) -> str | None:
    within = WITHIN_KAZAKH.search(clause)
    if within:
        if within.group().casefold() == asked.casefold():
            return None
        return clause[: within.start()] + asked.lower() + clause[within.end() :]
    if not KAZAKH_PARTICLE.search(clause):
        return None
    rest = KAZAKH_PARTICLE.sub("", clause)
    return None if any(w.folded in QUESTION_WORDS for w in words(rest)) else f"{asked} {rest}"


def _statement(said: Said) -> str:
    """Return the answer's words where they say what the question left open, and stand alone."""
    statement = said.statement
    if not statement or len(statement) > MOST_STATEMENT or pointers(statement):
        return ""
    if any(word.folded in DANGLING for word in words(statement)):
        return ""
    found = words(said.question)
    yes_no = bool(found) and found[0].folded in AUXILIARIES
    return "" if yes_no else statement


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
