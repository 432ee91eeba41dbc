"""A question's phrases: a preposition with what it governs, a place, a time, a number, a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.followups.words import (
    ADJECTIVE,
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    Word,
    ends_in_verb,
    joined,
    lower_run,
    without_end,
    words,
)
from ingest.months import ENGLISH, RUSSIAN

Sort = Literal["name", "time", "number", "noun"]

YEAR = re.compile(r"(?:1\d{3}|20\d{2})(?:s|-?х|-?ые)?")
UNITS = frozenset(
    "century centuries decade decades ad bc год года году годом годы годах г гг век века веке "
    "жыл жылы жылдары жылдан ж ғасыр ғасырда ғасырдың".split()
)
TIMES = frozenset((*ENGLISH, *RUSSIAN)) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today now nowadays yesterday "
    "spring summer autumn fall winter morning evening night past future antiquity recently "
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре "
    "весной летом осенью зимой сегодня сейчас теперь вчера прошлом будущем "
    "қазір бүгін кеше қыста жазда күзде көктемде қаңтарда ақпанда наурызда".split()
)
PLACES = frozenset("in at on near across within в во на".split())
AIMS = frozenset("for to для к ко".split())
# One preposition in two forms.
FORMS = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от"}
VERB = re.compile(r"\w+(?:[аеиу]т(?:ся)?|[аиеяы]л(?:а|о|и)?(?:с[ья])?)")
MANY_PEOPLE = frozenset("people children men women persons".split())
COUNTED = re.compile(r"\s*(?:how (?:many|much)|which|what)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a text, with its preposition where it has one.

    :param preposition: in lower case and its usual form; empty where there is none.
    :param start: offset of the first character, the preposition's.
    :param object_start: offset of what the preposition governs.
    :param end: offset after the last character.
    :param text: ``text[start:end]`` of the text it stands in.
    :param sort: what it is.
    """

    preposition: str
    start: int
    object_start: int
    end: int
    text: str
    sort: Sort

    @property
    def definite(self) -> bool:
        """Whether it has an article or another determiner."""
        return words(self.text[self.object_start - self.start :])[0].folded in DETERMINERS


def phrases(text: str) -> list[Phrase]:
    """Return what each preposition of a question governs, and each time without one."""
    found = words(text)
    return list(_phrases(text, found))


def _phrases(text: str, found: Sequence[Word]) -> Iterator[Phrase]:
    position = 0
    while position < len(found):
        word = found[position].folded
        governs = word in PREPOSITIONS
        taken = phrase_at(text, found, position) if governs or _is_time(word) else None
        if taken is None:
            position += 1
            continue
        phrase, position = taken
        yield phrase


def phrase_at(
    text: str, found: Sequence[Word], position: int, alone: bool = False
) -> tuple[Phrase, int] | None:
    """Read one phrase.

    :param found: the words of ``text``.
    :param position: index of its first word, which may be a preposition.
    :param alone: the text is a fragment: it has no verb, and lower case after a name is its noun.
    :return: the phrase, and the index after its last word; None where none begins there.
    """
    word = found[position]
    preposition = FORMS.get(word.folded, word.folded) if word.folded in PREPOSITIONS else ""
    first = position + bool(preposition)
    if first < len(found) and found[first].folded in DETERMINERS:
        noun = first + 1
    else:
        noun = first
    if noun >= len(found) or found[noun].asks:
        return None
    if preposition == "to" and noun == first and not found[noun].capital:
        return None
    end, sort = _object(text, found, position, noun, alone)
    if end == noun:
        return None
    stop = found[end - 1].end + 2 * found[end - 1].possessive
    phrase = Phrase(
        preposition, word.start, found[first].start, stop, text[word.start : stop], sort
    )
    return phrase, end


def _object(
    text: str, found: Sequence[Word], before: int, noun: int, alone: bool
) -> tuple[int, Sort]:
    """Return the index after what stands at ``noun``, and its sort."""
    first = found[noun]
    end = noun + 1
    following = found[end].folded if end < len(found) else ""
    if YEAR.fullmatch(first.folded) or following in UNITS or _is_time(first.folded):
        while end < len(found) and _continues_time(text, found, end):
            end += 1
        return end, "time"
    if first.text[0].isdigit():
        return lower_run(text, found, end, most=1), "number"
    if not first.capital:
        end = lower_run(text, found, noun)
        return max(noun + (end > noun), _without_verb(found, before, noun, end)), "noun"
    while end < len(found) and found[end].capital and joined(text, found[end - 1], found[end]):
        end += 1
    last = found[end - 1]
    run = lower_run(text, found, end)
    helped = any(word.folded in BE for word in found[:before])
    # "in Qatari folklore" to the end, where the question's verb came before.
    described = alone or (helped and run == len(found) and not ends_in_verb(found, noun))
    if last.possessive or ADJECTIVE.fullmatch(last.folded) or described:
        return run, "name"
    return end, "name"


def _is_time(word: str) -> bool:
    return bool(YEAR.fullmatch(word)) or word in TIMES


def _continues_time(text: str, found: Sequence[Word], position: int) -> bool:
    word = found[position].folded
    return joined(text, found[position - 1], found[position]) and (word in UNITS or _is_time(word))


def _without_verb(found: Sequence[Word], before: int, noun: int, end: int) -> int:
    """Leave out the verb that a run of lower-case words may end in."""
    for position in range(noun + 1, end):
        if VERB.fullmatch(found[position].folded):
            return position
    if end - noun < 2 or end == len(found) or before == 0:
        return end
    # "How many people with diabetes live in Norway?": the counted noun's verb is still to come.
    counted = COUNTED.match(" ".join(word.folded for word in found[:2]))
    last = found[before - 1].folded
    awaits_verb = last in MANY_PEOPLE or last.endswith("s")
    if counted and awaits_verb and not any(w.folded in AUXILIARIES for w in found[:end]):
        return end - 1
    return end


def swap(question: str, start: int, end: int, new: str) -> str:
    """Return a question with another text in the place of ``question[start:end]``."""
    if question[end : end + 1] == "." and end + 1 < len(question):
        # The dot of "U.K." or "Jr.", which no question has after it.
        end += 1
    result = question[:start] + new + question[end:]
    return result[:1].upper() + result[1:] if start == 0 else result


def added(question: str, new: str) -> str:
    """Return a question with one phrase more at its end."""
    return f"{without_end(question)} {new}?"
