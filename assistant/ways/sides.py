"""The things a question sets side by side, and the question for one of them alone.

Sides are told from the words that set them apart ("between A and B", "A vs B", "how does A differ
from B"), in English, Russian and Kazakh, and cut so that what they share stays outside: of "the
number of institutes in Kazakhstan and Kyrgyzstan" the sides are the two countries.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import Span

MOST_SIDES = 8
LONGEST = 120  # characters of a side; a longer one is a clause

_AND = r"\s*,?\s+(?:and|&|or|и|или|және|мен|пен|бен|әлде|немесе)\s+|\s*,\s+"
_OR = r"\s*,?\s+(?:or|или|әлде|немесе)\s+|\s*,\s+"
_VERSUS = r"\s+(?:vs\.?|versus|против)\s+"
_WITH = r"\s+(?:with|to|against|с|со)\s+"
_HOW = r"\bhow\s+(?:do|does|did|is|are|was|were)\s+"
_DIFFER_FROM = r"\s+(?:differ(?:s|ed)?|different|distinct)\s+from\s+"
_COMPARE = (
    r"^\W*(?:compare|contrast|comparison\s+of|сравни(?:те|ть)?|сопоставь(?:те)?|сравнение)\s+"
)
_WHICH = r"^\W*(?:(?:in|at|to|в|у)\s+)?(?:which|who|where|what|кто|что|где|как\w{2,3})\b"


@dataclass(frozen=True, slots=True)
class _Form:
    """A wording that sets things side by side.

    :param opening: what comes before the first side, or before what the sides share.
    :param parting: what stands between sides; a comma alone does not part two.
    :param closing: what comes after the last one; None for the end of the clause.
    :param named: only names are sides here, for the wording alone shows too little.
    """

    opening: re.Pattern[str]
    parting: re.Pattern[str]
    closing: re.Pattern[str] | None = None
    named: bool = False


def _form(opening: str, parting: str, closing: str = "", named: bool = False) -> _Form:
    return _Form(
        re.compile(opening, re.IGNORECASE),
        re.compile(parting, re.IGNORECASE),
        re.compile(closing, re.IGNORECASE) if closing else None,
        named,
    )


_FORMS = (
    _form(r"\bbetween\s+|\bмежду\s+", _AND),
    _form(_HOW, _DIFFER_FROM),
    _form(_HOW, r"\s+compared?\s+(?:to|with)\s+"),
    _form(r"\bwhat\s+(?:distinguishes|differentiates|sets)\s+", r"\s+(?:apart\s+)?from\s+"),
    _form(_HOW, _AND, r"\s+(?:each|both|differ|compare|different|similar|alike)\b"),
    _form(r"\bwhat\s+(?:do|does|did)\s+", _AND, r"\s+(?:both\s+)?have\s+in\s+common\b"),
    _form(rf"{_COMPARE}|^\W*(?:and\s+)?", _VERSUS),
    _form(_COMPARE, _WITH),
    _form(_COMPARE, _AND),
    _form(r"\bчем\s+отлича[ею]тся\s+", r"\s+от\s+(?!друг)"),
    _form(r"\bчем\s+", r"\s+отлича[ею]тся\s+от\s+(?!друг)"),
    _form(r"\bчем\s+(?:отлича[ею]тся\s+)?(?:друг\s+от\s+друга\s+)?", _AND),
    _form(r"\b(?:отличи[ея]|разница|различи[ея])\s+", r"\s+от\s+"),
    _form(r"\bчто\s+общего\s+(?:есть\s+)?(?:у\s+)?", _AND),
    _form(r"^\W*", _AND, r"\s+(?:арасында|айырма|ұқсасты|несімен\s+ерекшелен)|\s+салыстыр"),
    _form(rf"{_WHICH}[^,:]{{0,200}}[,:]\s+", _OR),
    _form(_WHICH, _OR, named=True),
    _form(r"^\W*", _AND, named=True),
)
# No full stop of an abbreviation: "vs.", "U.S.", "St. Petersburg".
_CLAUSE_END = re.compile(r"[?!;:\n]|(?<=\w\w\w)\.(?=\s|$)|$")
_COMMA = re.compile(r"\s*,\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_DETERMINERS = frozenset("the a an its their his her this these those".split())
# Before these ends what sides share on the left; what follows them on the right is shared too.
_PREPOSITIONS = frozenset(
    "in of for at by on among from with regarding concerning about under within across "
    "в во из на у о об для по от среди при с со".split()
)
_EACH = re.compile(
    r"\b(?:each|both|respectively|кажд\w+|обе\w*|әрқайсы\w*|екеуі\w*)\b", re.IGNORECASE
)
_ADJECTIVE_AND_NOUN = 2  # words
_LEAST_NAMED = 3  # names in a row that are sides though nothing says so: "A, B and C"
_WHICH_OR = re.compile(rf"{_WHICH}[^?]{{0,300}}\s(?:or|или|әлде)\s", re.IGNORECASE)
_FRAME = re.compile(
    r"^\W*(?:compare|contrast|comparison\s+of|сравни(?:те|ть)?|сопоставь(?:те)?|сравнение)\s+"
    r"|\b(?:what|which)\s+(?:is|are|was|were)\s+(?=the\b)"
    r"|\b(?:the\s+)?(?:\w+\s+)?(?:differences?|similarit(?:y|ies)|distinctions?|contrasts?)"
    r"\s+(?:in\s+[^?]{1,60}\s+)?between\s+"
    r"|\bhow\s+(?:do|does|did|is|are|was|were)\s+|\bwhat\s+(?:distinguishes|differentiates|sets)\s+"
    r"|\s+(?:differs?|different|similar|alike|have\s+in\s+common|each|both|compare)\b"
    r"|\bwhat\s+(?:do|does|did)\s+"
    r"|\b(?:в\s+ч[её]м\s+)?(?:разница|различи[ея]|отличи[ея]|сходств[оа])\s+(?:между\s+)?"
    r"|\bчем\s+|\bотлича[ею]тся\b|\bдруг\s+от\s+друга\b|\bчто\s+общего\s+(?:есть\s+)?(?:у\s+)?"
    r"|\s+(?:арасында\w*|айырмашылы\w+|айырмасы|ұқсасты\w+|неде|қандай|салыстыр\w*"
    r"|несімен\s+ерекшелен\w*)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def sides_of(question: str) -> tuple[str, ...]:
    """Return the two or more things a question sets side by side, as it spells them.

    :param question: in English, Russian or Kazakh.
    :return: in the question's order, white space folded; empty where they cannot be told.
    """
    question = _SPACE.sub(" ", question)
    for form in _FORMS:
        sides = _sides(question, form)
        if sides:
            return tuple(question[side.start : side.end] for side in sides)
    return ()


def question_about(question: str, side: str, others: Sequence[str]) -> str:
    """Return what a question asks, of one side alone.

    :param question: the whole question.
    :param side: the side to ask about, as :func:`sides_of` gives it.
    :param others: the sides to leave out.
    """
    question = _SPACE.sub(" ", question)
    places = [place for each in (side, *others) if (place := _place(question, each)) is not None]
    if len(places) <= len(others):
        return question
    start, end = min(place.start for place in places), max(place.end for place in places)
    alone = _FRAME.sub(" ", f"{question[:start]}{side}{question[end:]}")
    alone = _SPACE.sub(" ", alone).strip(" ,:;?!.-–—")
    return alone if side in alone else side


def _place(question: str, side: str) -> Span | None:
    match = re.search(rf"(?<!\w){re.escape(side)}(?!\w)", question)
    return Span(*match.span()) if match else None


def _sides(question: str, form: _Form) -> list[Span]:
    parts = _parts(question, form)
    if len(parts) < 2:
        return []
    sides = [side for side in _without_shared(question, parts) if side.end > side.start]
    fits = len(sides) == len(parts) <= MOST_SIDES and all(
        side.end - side.start <= LONGEST for side in sides
    )
    if not fits or (form.named and not _are_names(question, parts, sides)):
        return []
    return sides


def _parts(question: str, form: _Form) -> list[Span]:
    """Return the stretches between opening, partings and closing; none where one is not there."""
    opening = form.opening.search(question)
    if opening is None:
        return []
    start = opening.end()
    ends = (form.closing or _CLAUSE_END).search(question, start)
    if ends is None:
        return []
    region = question[start : ends.start()]
    partings = list(form.parting.finditer(region))
    if all(_COMMA.fullmatch(parting.group()) for parting in partings):
        return []
    borders = [0, *(edge for parting in partings for edge in parting.span()), len(region)]
    spans = zip(borders[::2], borders[1::2], strict=True)
    return [Span(start + first, start + last) for first, last in spans if first < last]


def _are_names(question: str, parts: Sequence[Span], sides: Sequence[Span]) -> bool:
    """Tell whether sides are names, and those between the first and the last nothing else."""
    if not all(question[_words(question, side)[-1].start].isupper() for side in sides):
        return False
    inner = zip(parts[1:-1], sides[1:-1], strict=True)
    bare = all(
        not _WORD.search(question, part.start, side.start) and side.end == part.end
        for part, side in inner
    )
    several = len(sides) >= _LEAST_NAMED or _EACH.search(question) or _WHICH_OR.match(question)
    return bare and bool(several)


def _without_shared(question: str, parts: Sequence[Span]) -> list[Span]:
    """Cut from the parts what they share: words before the first side and after the last."""
    words = [_words(question, part) for part in parts]
    if not all(words):
        return []
    last = _after_preposition(question, words[-1])
    begins = last[1] if _is_determiner(question, last[0]) and len(last) > 1 else last[0]
    if question[begins.start].isupper() and question[words[0][-1].start].isupper():
        if not _both_of(question, words[0], last):
            return _names(question, words, last)
    if _is_determiner(question, last[0]):
        return _determined(question, words, last)
    return _phrases(question, words, last)


def _both_of(question: str, first: list[Span], last: list[Span]) -> bool:
    """Tell whether both sides are more than a name: "a bank of China and a bank of Japan"."""
    both = _prepositions(question, first) and _prepositions(question, last)
    return bool(both) and _is_determiner(question, last[0])


def _names(question: str, words: list[list[Span]], last: list[Span]) -> list[Span]:
    """Sides are names: runs of capitalised words, at the first's end and the others' beginning."""
    first = words[0]
    start = len(first)
    while start and question[first[start - 1].start].isupper():
        start -= 1
    if start and _is_determiner(question, first[start - 1]):
        start -= 1
    rest = [_after_preposition(question, part) for part in words[1:-1]]
    return [_span(first[start:]), *(_span(_capitals(question, part)) for part in [*rest, last])]


def _capitals(question: str, words: list[Span]) -> list[Span]:
    """Return the name that words begin with, its determiner included; all of them without one."""
    begins = 1 if _is_determiner(question, words[0]) else 0
    end = begins
    while end < len(words) and question[words[end].start].isupper():
        end += 1
    return words[:end] if end > begins else words


def _determined(question: str, words: list[list[Span]], last: list[Span]) -> list[Span]:
    """Sides begin with "the" or the like: "the views of the one school and the other school"."""
    first = words[0]
    starts = [place for place, word in enumerate(first) if _is_determiner(question, word)]
    if starts:
        whole = first[starts[0] :]
        if _prepositions(question, whole) and _prepositions(question, last):
            return [_span(whole), *map(_span, words[1:-1]), _span(last)]
        first = first[starts[-1] :]
    return [_span(first), *map(_span, words[1:-1]), _span(_before_preposition(question, last))]


def _phrases(question: str, words: list[list[Span]], last: list[Span]) -> list[Span]:
    """Sides are phrases of small letters: "the use of hard power and soft power in Asia"."""
    first = words[0]
    inside, behind = _prepositions(question, first), _prepositions(question, last)
    if inside and not behind:
        first = first[inside[-1] + 1 :]
    elif behind and not inside:
        last = _before_preposition(question, last)
    if len(last) == _ADJECTIVE_AND_NOUN and all(len(part) == 1 for part in [first, *words[1:-1]]):
        last = last[:1]  # of "hard and soft power" the noun is shared
    return [_span(first), *map(_span, words[1:-1]), _span(last)]


def _is_determiner(question: str, word: Span) -> bool:
    return question[word.start : word.end].casefold() in _DETERMINERS


def _prepositions(question: str, words: Sequence[Span]) -> list[int]:
    """Return the positions of prepositions that have a word on either side."""
    return [
        position
        for position, word in enumerate(words)
        if 0 < position < len(words) - 1
        and question[word.start : word.end].casefold() in _PREPOSITIONS
    ]


def _before_preposition(question: str, words: list[Span]) -> list[Span]:
    found = _prepositions(question, words)
    return words[: found[0]] if found else words


def _after_preposition(question: str, words: list[Span]) -> list[Span]:
    leads = question[words[0].start : words[0].end].casefold() in _PREPOSITIONS
    return words[1:] if leads and len(words) > 1 else words


def _words(question: str, part: Span) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(question, part.start, part.end)]


def _span(words: Sequence[Span]) -> Span:
    return Span(words[0].start, words[-1].end) if words else Span(0, 0)
