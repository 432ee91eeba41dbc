"""The words of a question with where they stand, and the small words that rules go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# An attribute made of a name: "Chinese", "Korean", "British", "китайские"; with a noun after it.
ADJECTIVE = re.compile(r"\w{2,}(?:ese|ean|ian|ican|ish|ic|[сц]к(?:ий|ая|ое|ие|ого|ой|их|им|ую))")
# A Kazakh word in its accusative, genitive or locative; only a name's last word has an ending.
KAZAKH_CASE = re.compile(r"[а-яёәіңғүұқөһ]{3,}(?:[днт][ыі]ң?|(?<=\w{5})[дт][ае])")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
QUOTED = re.compile(r"[\"“«„][^\"“”«»„]{1,200}[\"”»]")
# What may stand between two words of one name: a space, or the dot of an initial.
BETWEEN = re.compile(r"\s+|\.\s*")
ABBREVIATED = frozenset("st dr mr mrs ms prof".split())

DO = frozenset("do does did".split())
BE = frozenset("is are was were am be been".split())
AUXILIARIES = (
    DO
    | BE
    | frozenset("has have had can could will would shall should may might must cannot".split())
)
DETERMINERS = frozenset("the a an its their his her our my your this these those".split())
PREPOSITIONS = frozenset(
    "in on at from to of for by with about under over between among during before after since "
    "until through without against within near across into toward towards per out off up down "
    "в во на из изо с со от ото до у о об обо про по для за к ко при над под между через без "
    "среди около после против".split()
)
QUESTION_WORDS = frozenset(
    "who whom whose what which when where why how "
    "кто кого кому кем ком что чего чему чем чей чья чьё чье чьи чьему чьей где когда куда откуда "
    "почему зачем отчего как сколько ли "
    "кім кімді кімге кімнің кімнен кіммен не нені неге ненің неден немен қандай қай қайсы қайсысы "
    "қайда қайдан қашан қашаннан қанша неше қалай неліктен".split()
)
WHICH = re.compile(r"(?:как(?:ой|ая|ое|ие|ого|ому|им|ими|их|ую|ов|ова|ово|овы)|скольк\w{0,3})")
# These can be the subject themselves, and what comes after the verb is then its object.
SUBJECTS = frozenset("what who which".split())
CONJUNCTIONS = frozenset(
    "and or but because although while if that than as so и или но а если чтобы потому "
    "және немесе бірақ".split()
)
# What begins a sentence with a capital and names nothing, beyond the words above.
OPENERS = frozenset(
    "there it he she they we i you not no yes thus however therefore moreover also then today now "
    "to all some many most one two three several every each name list explain describe tell give "
    "это этот эта эти он она оно они там так также однако поэтому сейчас сегодня все многие да нет "
    "назовите расскажите объясните опишите "
    "ал бұл ол олар сол осы сондықтан бүгін қазір барлық көп бір иә жоқ мен сен біз".split()
)
NO_NAMES = AUXILIARIES | DETERMINERS | PREPOSITIONS | QUESTION_WORDS | CONJUNCTIONS | OPENERS


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    :param text: as it is written, a possessive's ending left out.
    :param start: offset of its first character.
    :param end: offset after its last character.
    :param possessive: it ends in 's, which ``end`` leaves out.
    """

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def folded(self) -> str:
        """The word in lower case."""
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def asks(self) -> bool:
        """Whether it is a question word."""
        return self.folded in QUESTION_WORDS or bool(WHICH.fullmatch(self.folded))


def words(text: str) -> list[Word]:
    """Return the words of a text in their order."""
    found = []
    for match in WORD.finditer(text):
        word, end = match.group(), match.end()
        possessive = len(word) > 2 and word[-2:] in ("'s", "’s")
        if possessive:
            word, end = word[:-2], end - 2
        found.append(Word(word, match.start(), end, possessive))
    return found


def joined(text: str, left: Word, right: Word) -> bool:
    """Tell whether nothing but a space, or an initial's dot, stands between two words."""
    between = text[left.end : right.start]
    if left.possessive:
        return False
    dotted = len(left.text) == 1 or left.folded in ABBREVIATED
    return between.isspace() or (dotted and bool(BETWEEN.fullmatch(between)))


def lower_run(text: str, found: Sequence[Word], start: int, most: int = 5) -> int:
    """Return where a run of common nouns and their adjectives ends.

    :param found: the words of ``text``.
    :param start: index of the first word of the run.
    :param most: words at most.
    :return: index after its last word; ``start`` where there is none.
    """
    position = start
    while position < len(found) and position - start < most:
        word = found[position]
        apart = position > start and not _adjoining(text, found[position - 1], word)
        named = word.capital and not ADJECTIVE.fullmatch(word.folded)
        if apart or named or word.folded in NO_NAMES or word.asks:
            break
        position += 1
    return position


def _adjoining(text: str, left: Word, right: Word) -> bool:
    return text[left.end + 2 * left.possessive : right.start].isspace()


def ends_in_verb(found: Sequence[Word], first: int) -> bool:
    """Tell whether the run of words that begins at ``first`` holds the verb of the question.

    "How does the drug work?" and "Is the drug safe?" do, "What is the flu vaccine?" does not.
    """
    helped = next((word.folded for word in found[:first] if word.folded in AUXILIARIES), "")
    object_follows = helped in BE | {"has", "have", "had"} and found[0].folded in SUBJECTS
    return bool(helped) and not object_follows


def without_end(question: str) -> str:
    """Return a question without the marks at its end."""
    return question.rstrip(" \t\n?!.…")


def lowered(question: str) -> str:
    """Return a question with its first word in lower case where that is no name."""
    found = words(question)
    if not found or (found[0].folded not in NO_NAMES and not found[0].asks):
        return question
    return question[: found[0].start] + found[0].folded + question[found[0].end :]
