"""A Kazakh fragment put in the place of the part of a question that has its case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followups.phrases import UNITS, YEAR, swap
from assistant.followups.words import KAZAKH_CASE, NO_NAMES, Word, joined, without_end, words

FRAGMENT = re.compile(
    r"\s*(?:(?:ал|сонда|және)\b[,\s]+)?(?P<body>[^\s?.!;:][^?.!;:]{0,119}?)\s+ше\s*[?.!]*\s*",
    re.IGNORECASE,
)
OPENED = re.compile(r"\s*ал\b[,\s]+(?P<body>[^\s?.!;:][^?.!;:]{0,119}?)\s*[?.!]*\s*", re.IGNORECASE)
POSTPOSITIONS = frozenset(
    "туралы жайлы жайында үшін бойынша арқылы дейін кейін бұрын сияқты қарсы".split()
)
# The endings of each case after a vowel or a soft consonant, after a nasal, after a voiceless one.
CASES = {
    "locative": ("да", "да", "та"),
    "ablative": ("дан", "нан", "тан"),
    "genitive": ("дың", "ның", "тың"),
    "dative": ("ға", "ға", "қа"),
    "accusative": ("ды", "ды", "ты"),
    "instrumental": ("мен", "мен", "пен"),
}
# After a vowel, or after a possessive ending, some cases take another consonant.
AFTER_VOWEL = {"genitive": "ның", "accusative": "ны"}
ENDINGS = {
    "locative": re.compile("(?:[дт][ае]|нд[ае])(?:[ғг][ыі])?"),
    "ablative": re.compile("[днт][ае]н"),
    "genitive": re.compile("[днт][ыі]ң"),
    "dative": re.compile("[ғқ]а|[гк]е|н[ае]"),
    "accusative": re.compile("[днт][ыі]"),
    "instrumental": re.compile("[мбп]ен"),
}
# The shortest stem that an ending is taken off.
STEM = 3
FRONT = "әеөүі"
VOWELS = "аәеёоөуұүыіиэюя"
NASALS = "мнң"
VOICELESS = "пткқсшщчхцфһбвгд"
TO_FRONT = str.maketrans("аығқ", "еігк")
MOST_WORDS = 5
# Without the particle at its end, only so short a text is a fragment.
SHORT = 2


@dataclass(frozen=True, slots=True)
class Inflected:
    """A name or noun in its case.

    :param start: offset of its first word's first character.
    :param end: offset after its last character.
    :param stem: its text without the ending.
    :param case: its case; empty for the nominative.
    :param relative: it ends in -дағы: what is there.
    :param capital: it begins with a capital letter.
    """

    start: int
    end: int
    stem: str
    case: str
    relative: bool
    capital: bool


def fragment(question: str) -> str | None:
    """Return what a fragment names: "Алматыда" of "Ал Алматыда ше?"; None for a whole question."""
    match = FRAGMENT.fullmatch(question) or OPENED.fullmatch(question)
    if match is None:
        return None
    found = words(match["body"])
    most = MOST_WORDS if "ше" in question.casefold().split()[-1] else SHORT
    if not found or len(found) > most or any(word.asks for word in found):
        return None
    return match["body"].strip(" ,")


def substituted(body: str, question: str) -> str | None:
    """Put a fragment in the place of the part that has its case, or its postposition.

    :param body: the fragment, as :func:`fragment` returns it.
    :param question: the question before it, which stands alone.
    :return: None where no part is parallel to it.
    """
    found, own = words(question), words(body)
    if _is_time(own[0]):
        return _time_placed(body, question, found)
    if own[-1].folded in POSTPOSITIONS:
        return _before_postposition(body, own, question, found)
    new = _inflected(body, own, 0, len(own))
    every = _all_inflected(question, found)
    # The first word's capital says nothing of what it is.
    olds = [old for old in every if old.start == found[0].start or old.capital == new.capital]
    same = [old for old in olds if old.case == new.case]
    if new.case and same:
        old = same[-1]
        relative = ("ғы" if _is_back(body) else "гі") if old.relative and not new.relative else ""
        return swap(question, old.start, old.end, body + relative)
    named = [old for old in olds if old.case or _names(old, found)]
    if not new.case and new.capital and named:
        old = ([old for old in named if old.case] or named)[-1]
        return swap(question, old.start, old.end, in_case(body, old.case))
    return None


def _names(old: Inflected, found: Sequence[Word]) -> bool:
    """Tell whether a word without an ending is a name: a first word is, before what asks of it."""
    return old.start > found[0].start or (len(found) > 1 and found[1].asks)


def place(question: str) -> str | None:
    """Return the last name of a question that says where."""
    found = _all_inflected(question, words(question))
    places = [old for old in found if old.capital and old.case == "locative"]
    return question[places[-1].start : places[-1].end] if places else None


def in_case(name: str, case: str) -> str:
    """Return a name in a case, by vowel harmony and the sound it ends in."""
    if not case:
        return name
    last = name[-1].casefold()
    plain, nasal, voiceless = CASES[case]
    if last in VOWELS:
        ending = AFTER_VOWEL.get(case, plain)
    else:
        ending = voiceless if last in VOICELESS else nasal if last in NASALS else plain
    if case == "instrumental":
        return name + ("бен" if last in "жз" else ending)
    return name + (ending if _is_back(name) else ending.translate(TO_FRONT))


def _is_back(text: str) -> bool:
    vowels = [letter for letter in text.casefold() if letter in VOWELS]
    return not vowels or vowels[-1] not in FRONT + "иэ"


def _is_time(word: Word) -> bool:
    return bool(YEAR.fullmatch(word.folded))


def _time_placed(body: str, question: str, found: Sequence[Word]) -> str:
    has_unit = len(words(body)) > 1
    for position, word in enumerate(found):
        if _is_time(word):
            following = found[position + 1] if position + 1 < len(found) else word
            end = following.end if has_unit and following.folded in UNITS else word.end
            return swap(question, word.start, end, body)
    return f"{body} {question}"


def _before_postposition(
    body: str, own: Sequence[Word], question: str, found: Sequence[Word]
) -> str | None:
    for position in range(len(found) - 1, 0, -1):
        if found[position].folded == own[-1].folded:
            first = _run_start(question, found, position - 1)
            start, end = found[first].start, found[position].end
            return swap(question, start, end, body)
    return None


def _run_start(text: str, found: Sequence[Word], last: int) -> int:
    first = last
    while first > 0 and found[first].capital and found[first - 1].capital:
        begins = first == 1 and KAZAKH_CASE.fullmatch(found[0].folded)
        if begins or not joined(text, found[first - 1], found[first]):
            break
        first -= 1
    return first


def _all_inflected(question: str, found: Sequence[Word]) -> list[Inflected]:
    result = []
    for position, word in enumerate(found):
        if word.asks or word.folded in NO_NAMES or not word.text[0].isalpha():
            continue
        inner = position + 1 < len(found) and found[position + 1].capital and word.capital
        old = _inflected(question, found, _run_start(question, found, position), position + 1)
        at_end = word.end >= len(without_end(question))
        # A verb ends a question, and "-ды" ends a verb; a name goes on to its last word.
        if not at_end and not (inner and not old.case):
            result.append(old)
    return result


def _inflected(text: str, found: Sequence[Word], first: int, end: int) -> Inflected:
    last = found[end - 1]
    start = found[first].start
    for case, pattern in ENDINGS.items():
        # "-стан" ends the names of countries, and is no ablative.
        if case == "ablative" and last.folded.endswith("стан"):
            continue
        for cut in range(min(5, len(last.text) - STEM), 0, -1):
            if pattern.fullmatch(last.folded[-cut:]):
                stem = text[start : last.end - cut]
                relative = last.folded.endswith(("ғы", "гі")) and case == "locative"
                return Inflected(start, last.end, stem, case, relative, found[first].capital)
    return Inflected(start, last.end, text[start : last.end], "", False, found[first].capital)
