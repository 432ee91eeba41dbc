"""A question's pronouns -> the same question with what they stand for."""

from __future__ import annotations

import re

from assistant.followups import antecedents, kazakh, things
from assistant.followups.pointers import DEMONSTRATIVE, Pointer, pointers
from assistant.followups.said import Said
from assistant.followups.words import NO_NAMES, words
from ingest.alphabets import is_cyrillic, is_mostly_cyrillic

CONJUNCTION = re.compile(r"\s*(?:and|but|so|then|а|и|но|ал|сонда)\b[,\s]+", re.IGNORECASE)
# What happens or comes to be is a deed, no thing that has a name: "When did it happen?".
DEED = re.compile(
    r"\b(?:happen|happens|happened|occur|occurs|occurred|take place)\b", re.IGNORECASE
)
INDEFINITE = re.compile(r"\Aan?\s+", re.IGNORECASE)
KAZAKH_PRONOUNS = frozenset("ол оның оны оған онымен одан".split())
MASCULINE = frozenset("он его него ему нему нём нем".split())
RUSSIAN_PASSIVE = re.compile(r"\b(?:был[аои]?\s+)?\w{3,}(?:ан|ен|ён|ят|ыт)[аоы]?\b", re.IGNORECASE)
KAZAKH_PASSIVE = re.compile(r"\b\w{2,}(?:[ыі]л|[ыіае]н)(?:д[ыі]|ған|ген)\b", re.IGNORECASE)


def resolved(question: str, said: Said) -> str | None:
    """Return a question with what its pronouns stand for.

    An English pronoun is replaced. A Russian or Kazakh one is explained in brackets, for the case
    of a name that takes its place is not always known.

    :param question: as the person asked it.
    :param said: the question before it and its answer.
    :return: None where one of them cannot be told safely, or there is none.
    """
    found = pointers(question)
    if not found:
        return None
    result = question
    done: list[str] = []
    first_of_each: list[Pointer] = []
    for pointer in found:
        if pointer.stands not in done:
            first_of_each.append(pointer)
            done.append(pointer.stands)
    for pointer in reversed(first_of_each):
        placed = _explained if is_cyrillic(pointer.word.text) else _replaced
        changed = placed(result, pointer, said)
        if changed is None:
            return None
        result = changed
    return _without_conjunction(result)


def _without_conjunction(question: str) -> str:
    opened = CONJUNCTION.match(question)
    rest = question[opened.end() :] if opened else question
    return rest[:1].upper() + rest[1:]


def _replaced(question: str, pointer: Pointer, said: Said) -> str | None:
    start, end = pointer.word.start, pointer.word.end
    if pointer.stands == "place":
        return _at_place(question, pointer, said)
    if pointer.word.folded in DEMONSTRATIVE:
        antecedent = _of_that_sort(pointer.following, said)
        end = words(question[end:])[0].end + end if antecedent else end
    else:
        antecedent = _antecedent(question, pointer, said)
    if antecedent is None:
        return None
    new = INDEFINITE.sub("the ", antecedent)
    if pointer.possessive:
        new += "'" if new.endswith("s") and pointer.stands == "things" else "'s"
    if start == 0:
        new = new[:1].upper() + new[1:]
    return question[:start] + new + question[end:]


def _antecedent(question: str, pointer: Pointer, said: Said) -> str | None:
    if pointer.stands == "person":
        return antecedents.person(said)
    if pointer.stands == "things":
        return things.things(said)
    if pointer.stands == "thing" and not DEED.search(question):
        return things.thing(said, owns=pointer.possessive)
    return None


def _of_that_sort(noun: str, said: Said) -> str | None:
    """Return "Marie Curie's thesis" for "that thesis"."""
    if not noun or noun in NO_NAMES:
        return None
    for spoken_of in (things.thing(said), things.things(said)):
        if spoken_of and noun in (word.folded for word in words(spoken_of)):
            return spoken_of
    return None


def _at_place(question: str, pointer: Pointer, said: Said) -> str | None:
    place = antecedents.place(said)
    if place is None:
        return None
    start = pointer.word.start
    leading = re.search(r"\b(?:from|to|near)\s+$", question[:start], re.IGNORECASE)
    new = place[1] if leading else " ".join(place)
    return question[:start] + new + question[pointer.word.end :]


def _explained(question: str, pointer: Pointer, said: Said) -> str | None:
    antecedent: str | None = None
    if pointer.stands == "either":
        antecedent = _person_or_thing(question, pointer, said)
    elif pointer.stands == "things":
        antecedent = antecedents.people(said)
    elif pointer.stands == "place":
        antecedent = _place(said)
    if antecedent is None:
        return None
    end = pointer.word.end
    return f"{question[:end]} ({antecedent}){question[end:]}"


def _place(said: Said) -> str | None:
    found = antecedents.place(said)
    return " ".join(found) if found else kazakh.place(said.question)


def _person_or_thing(question: str, pointer: Pointer, said: Said) -> str | None:
    someone = antecedents.person(said)
    something = things.russian_thing(said)
    # A Kazakh name may only say whose, and no preposition tells: one word is not enough.
    kazakh_word = pointer.word.folded in KAZAKH_PRONOUNS
    if kazakh_word and something and something[0].isalpha() and len(words(something)) < 2:
        something = None
    if kazakh_word and KAZAKH_PASSIVE.search(question):
        # "Ол қашан жарияланды?": what was made, rather than who made it.
        return something
    if someone is None or something is None:
        return someone or something
    if not is_mostly_cyrillic(said.question):
        return None
    if kazakh_word:
        return someone
    if RUSSIAN_PASSIVE.search(question):
        return None
    masculine = pointer.word.folded in MASCULINE
    return someone if masculine != _is_masculine(something) else None


def _is_masculine(noun: str) -> bool:
    """Tell whether a Russian pronoun of the masculine or neuter can stand for a noun."""
    return words(noun)[-1 if len(words(noun)) == 1 else 0].folded[-1] not in "аяуюь"
