"""Questions made from plain sentences by rule: a stretch is taken out and asked for.

Their words are noisy on purpose - some left out, some moved, some replaced by a near one - so that
a reader cannot go by the letter alone (Lewis, Denoyer and Riedel 2019, arXiv 1906.04980).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.reader.corpora import Asked
from index.stopwords import STOP_WORDS
from ingest.models import Span
from ingest.months import ENGLISH

Near = Mapping[str, Sequence[str]]
"""Words, and the words that mean nearly the same."""

_WORD = re.compile(r"\d[\d,.]*\d%?|\w[\w'’-]*%?|[^\w\s]")
_MONTHS = "|".join(name.capitalize() for name in ENGLISH)
_DATE = re.compile(
    rf"(?:(?:{_MONTHS}) \d{{1,2}}, |(?:\d{{1,2}} )?(?:{_MONTHS}) )?\b(?:1[0-9]|20)\d\ds?\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,\[–-])\$?\d(?:[\d,.]*\d)?(?: (?:million|billion|thousand|percent|per cent))?%?"
    r"(?![\w\]–-])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"hundred)\b"
)
_NAME = re.compile(r"\b[A-Z][\w'-]+(?:(?: of| of the| and|,)? [A-Z][\w'-]+){0,4}")
_REASON = re.compile(r"(?<=because )[\w ,'-]{12,120}|(?<=due to )[\w ,'-]{8,100}")
_CLAUSE_END = frozenset(",;:()[]—–")
_BEFORE_PLACES = frozenset({"in", "at", "from", "near", "to"})
_PREPOSITIONS = frozenset({"in", "on", "at", "by", "from", "of", "to", "for", "with", "during"})
_AUXILIARIES = ("did", "does", "is", "was", "were", "are", "do", "has", "")
_LONGEST = 16  # words of a question
_FEWEST = 3  # words with content that it must have
LEFT_OUT, LEFT_OUT_PLAIN = 0.12, 0.35  # chances that a word goes: one with content, one without
REPLACED, MOVED, IN_PLACE = 0.15, 0.3, 0.2


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is asked for: where it stands, and the words to ask with, by what stands before it."""

    span: Span
    ask: Callable[[str, random.Random], str]


def ask_for(text: str, sentence: Span, near: Near, chance: random.Random) -> Asked | None:
    """Make a question that a sentence answers.

    :param text: the passage, English.
    :param sentence: one of its sentences.
    :param near: words to replace others by.
    :param chance: decides what is asked for, and the noise.
    :return: the question, its answer by offsets within the passage; None where nothing can be
        asked for or too little would be asked with.
    """
    said = text[sentence.start : sentence.end]
    kinds = [
        found for kind in (_dates, _numbers, _names, _reasons, _phrases) if (found := kind(said))
    ]
    if not kinds:
        return None
    stretch = chance.choice(chance.choice(kinds))
    before, after = _clause(said, stretch.span)
    if sum(word.casefold() not in STOP_WORDS for word in (*before, *after)) < _FEWEST:
        return None
    question = _question(before, after, stretch, near, chance)
    start = sentence.start + stretch.span.start
    return Asked(question, (Span(start, sentence.start + stretch.span.end),))


def _question(
    before: Sequence[str],
    after: Sequence[str],
    stretch: _Stretch,
    near: Near,
    chance: random.Random,
) -> str:
    last = before[-1].casefold() if before else ""
    asking = stretch.ask(last, chance)
    if last in _PREPOSITIONS and chance.random() < 0.7:
        before = before[:-1]
    left, right = _noisy(before, near, chance), _noisy(after, near, chance)
    if not before:
        words = [asking, *right]
    elif chance.random() < IN_PLACE:
        words = [*left, asking, *right]
    else:
        words = [asking, chance.choice(_AUXILIARIES), *left, *right]
    return " ".join(word for word in words if word) + "?"


def _noisy(words: Sequence[str], near: Near, chance: random.Random) -> list[str]:
    kept = []
    for word in words:
        low = word.casefold()
        if chance.random() < (LEFT_OUT_PLAIN if low in STOP_WORDS else LEFT_OUT):
            continue
        instead = near.get(low)
        kept.append(chance.choice(instead) if instead and chance.random() < REPLACED else word)
    if chance.random() < MOVED:
        # Each word moves by less than three places.
        places = [(place + chance.uniform(0, 3), word) for place, word in enumerate(kept)]
        kept = [word for _, word in sorted(places)]
    return kept


def _clause(said: str, span: Span) -> tuple[list[str], list[str]]:
    """Return the words before and after a stretch, as far as its clause goes."""
    before = _near_words(_WORD.findall(said[: span.start])[::-1])[::-1]
    after = _near_words(_WORD.findall(said[span.end :]))
    over = len(before) + len(after) - _LONGEST
    if over > 0:
        cut = min(over, max(0, len(before) - _LONGEST // 2))
        before = before[cut:]
        after = after[: _LONGEST - len(before)]
    return before, after


def _near_words(words: Sequence[str]) -> list[str]:
    taken: list[str] = []
    for word in words:
        if word in _CLAUSE_END and len(taken) > _FEWEST:
            break
        if word[0].isalnum():
            taken.append(word)
    return taken


def _dates(said: str) -> list[_Stretch]:
    asked = ("when", "when", "in what year", "what year", "in which year")
    return [_Stretch(_span(match), _one_of(asked)) for match in _DATE.finditer(said)]


def _numbers(said: str) -> list[_Stretch]:
    found = []
    for match in _NUMBER.finditer(said):
        if _DATE.fullmatch(match.group()):
            continue
        counted = said[match.end() : match.end() + 2].strip().isalpha() and "%" not in match.group()
        how = "how many" if counted else "how much"
        asked = (how, how, "what number of" if counted else "what amount")
        found.append(_Stretch(_span(match), _one_of(asked)))
    return found


def _names(said: str) -> list[_Stretch]:
    found = []
    for match in _NAME.finditer(said):
        first = match.group().split()[0]
        if match.start() > 0 or first.casefold() not in STOP_WORDS:
            found.append(_Stretch(_span(match), _ask_for_name))
    return found


def _ask_for_name(last: str, chance: random.Random) -> str:
    if last in _BEFORE_PLACES:
        return chance.choice(("where", "where", "what place", "which country", "what"))
    if last == "by":
        return chance.choice(("who", "by whom", "what", "which group"))
    return chance.choice(("who", "what", "what", "which", "which one", "what is the name of"))


def _reasons(said: str) -> list[_Stretch]:
    return [
        _Stretch(_span(match), _one_of(("why", "why", "for what reason")))
        for match in _REASON.finditer(said)
    ]


def _phrases(said: str) -> list[_Stretch]:
    """Return runs of words with content, such as a noun with what is before it."""
    found: list[_Stretch] = []
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(said), None]:
        plain = (
            match is None
            or not match.group()[0].isalnum()
            or match.group().casefold() in STOP_WORDS
        )
        if not plain and match is not None:
            run.append(match)
            continue
        if 1 <= len(run) <= 5:
            span = Span(run[0].start(), run[-1].end())
            head = run[-1].group().casefold()
            asked = ["what", "what", "which", "what type of"]
            if len(run) > 1:  # else the question would hold its whole answer
                asked += [f"what kind of {head}", f"which {head}"]
            found.append(_Stretch(span, _one_of(asked)))
        run = []
    return found


def _one_of(asked: Sequence[str]) -> Callable[[str, random.Random], str]:
    return lambda _, chance: chance.choice(asked)


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
