"""How the documents call what a question asks for: other spellings, names and endings.

A question must not be blind for PRC where the text says China, for SCO where it is written out, for
a typing error, a hyphen or an ending. Each word of it is looked for among the words of the
documents themselves; only what is found in none of these ways is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from index.families import Families
from index.names import PRONOUNS, Form, Names, Other, cuts
from index.ordinary import is_ordinary, spellings
from index.stopwords import STOP_WORDS
from index.terms import KAZAKH, Term, words
from index.typos import Typed, Typos
from index.vocabulary import Vocabulary
from ingest.language import question_language
from ingest.models import Span

How = Literal["same", "relative", "alias", "initials", "spelling", "metonym", "absent"]

MAX_FORMS = 40
MAX_GUESSED = 40  # words of one question; a longer list of unknown words is no question

_MIN_TOGETHER = 6
_APOSTROPHES = ("'", "’", "ʼ")
_TOLD_APART = 4  # letters; a relative that begins alike needs no word beside it


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a question, or a name of several words, stands for in the documents.

    :param word: as the question spells it.
    :param start: offset of its first character in the question.
    :param end: offset after its last character.
    :param forms: each one or more folded words of the documents, the surest first; empty where
        the word is absent.
    :param how: how the first form was reached.
    :param searched: what is searched in its place; empty where it stays as it is.
    """

    word: str
    start: int
    end: int
    forms: tuple[Form, ...]
    how: How
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Respelt:
    """A question as it is best searched.

    :param text: a typing error is replaced by the word it stands for; a name that the documents
        do not have is followed by the one that they do; the question itself where there is
        nothing to change.
    :param places: where each reading stands in it.
    """

    text: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word of a question, or several that are one name.

    :param terms: the words.
    :param surface: as the question spells them.
    :param spelt: the same with the capitals that say something: none in a question all in capitals.
    :param name: a capital that is not that of the question's first word.
    :param kazakh: the question is Kazakh.
    """

    terms: tuple[Term, ...]
    surface: str
    spelt: str
    name: bool
    kazakh: bool

    @property
    def form(self) -> Form:
        return tuple(term.text for term in self.terms)

    @property
    def word(self) -> str:
        return self.terms[0].text

    def reading(self, forms: Iterable[Form], how: How, searched: str = "") -> Reading:
        every = tuple(dict.fromkeys(forms))[:MAX_FORMS]
        start, end = self.terms[0].start, self.terms[-1].end
        return Reading(self.surface, start, end, every, how if every else "absent", searched)


@dataclass(frozen=True, slots=True)
class _Question:
    """A question and its words."""

    text: str
    terms: tuple[Term, ...]
    kazakh: bool

    def part(self, number: int, count: int = 1) -> _Asked:
        terms = self.terms[number : number + count]
        surface = self.text[terms[0].start : terms[-1].end]
        spelt = surface.lower() if self.text.isupper() else surface
        name = number > 0 and spelt[0].isupper()
        return _Asked(terms, surface, spelt, name, self.kazakh)


class Variants:
    """Reads questions against the words of one generation; safe to share between threads.

    :param vocabulary: the words of the documents.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._names = Names(vocabulary)
        self._typos = Typos(vocabulary, self._names, lambda word: bool(self._forms(word)))

    def read(self, question: str) -> tuple[Reading, ...]:
        """Return what each word of a question stands for, function words left out.

        :param question: in any language.
        :return: in the order of the question, no two of them overlapping.
        """
        kazakh = question_language(question) == KAZAKH
        asked = _Question(question, tuple(words(question)), kazakh)
        readings: list[Reading] = []
        number = guessed = 0
        while number < len(asked.terms):
            count, reading = self._read_at(asked, number, guess=guessed < MAX_GUESSED)
            number += count
            if reading is not None:
                readings.append(reading)
                guessed += reading.how not in ("same", "alias")
        return tuple(readings)

    def names_like(self, word: str, distance: int) -> tuple[Form, ...]:
        """Return the names of the documents that may be meant by a word that they lack.

        :param word: as a question spells it.
        :param distance: letters that may differ, 1 or 2.
        """
        folded = [term.text for term in words(word)]
        found = self._typos.names_like(folded[0], distance) if len(folded) == 1 else []
        return tuple((name,) for name in found)

    def is_listed(self, word: str) -> bool:
        """Tell whether a word is a name of the program's own list, "Mongolia"."""
        folded = [term.text for term in words(word)]
        return len(folded) == 1 and self._names.knows(folded[0])

    def _read_at(self, question: _Question, number: int, guess: bool) -> tuple[int, Reading | None]:
        """Read what begins at a word; return how many words it is, and None for function words."""
        count = self._names.span(question.terms, number)
        if count:
            return count, self._read_name(question.part(number, count))
        if number + 1 < len(question.terms):
            together = self._written_apart(question, number)
            if together is not None:
                return 2, together
        asked = question.part(number)
        if asked.word in STOP_WORDS and not (
            asked.spelt.isupper() and self._names.knows(asked.word)
        ):
            return 1, None
        return 1, self._read_word(asked, guess)

    def _read_name(self, asked: _Asked) -> Reading:
        """Read a name of several words."""
        others = self._names.others(asked.form, asked.spelt)
        phrase = self._names.phrase(asked.form)
        if phrase:
            return asked.reading([phrase, *_strong(others)], "same")
        return self._read_other(asked, others)

    def _read_word(self, asked: _Asked, guess: bool) -> Reading | None:
        """Read a single word; None for a mistyped function word."""
        others = self._names.others((asked.word,), asked.spelt)
        strong = _strong(others)
        direct = self._direct(asked.word, asked.kazakh)
        if direct and not (strong and self._is_another_word(asked)):
            respelt = [form for other in spellings(asked.word) for form in self._direct(other)]
            return asked.reading([*direct, *respelt, *strong], "same")
        for other in spellings(asked.word):
            forms = self._direct(other)
            if forms:
                searched = _like(asked.surface, other)
                return asked.reading([*forms, *strong], "spelling", searched)
        if others or self._names.knows(asked.word):
            return self._read_other(asked, others)
        return self._guess(asked) if guess else asked.reading([], "absent")

    def _read_other(self, asked: _Asked, others: Sequence[Other]) -> Reading:
        """Read a name that the documents do not have by the other names that they have."""
        if not others:
            return asked.reading([], "absent")
        forms = _strong(others) or [other.form for other in others]
        relation, written = others[0].relation, self._names.written(forms[0])
        if relation == "joined":
            return asked.reading(forms, "spelling", written)
        beside = relation != "metonym" and not (
            relation == "relative" and _begins_alike(asked.word, forms[0][0])
        )
        return asked.reading(forms, relation, f"{asked.surface} ({written})" if beside else "")

    def _guess(self, asked: _Asked) -> Reading | None:
        """Read a word that the documents and the lists of names lack; None for "whcih"."""
        word = asked.word
        if _can_be_mistyped(asked):
            typed = Typed(word, asked.spelt, asked.name, asked.kazakh)
            meant = self._typos.meant(typed)
            if meant in STOP_WORDS:
                return None
            if meant:
                searched = _like(asked.surface, self._written(meant))
                return asked.reading(self._forms(meant), "spelling", searched)
            parts = self._typos.parts(typed)
            if parts:
                return asked.reading([parts], "spelling", self._names.written(parts))
        found = self._families.relatives(word)
        if asked.name:  # Catalonia is of no family with a catalogue
            found = [each for each in found if self.vocabulary.is_name(each)]
        relatives = sorted(found, key=self.vocabulary.chunks, reverse=True)
        return asked.reading([(each,) for each in relatives], "relative")

    def _written_apart(self, question: _Question, number: int) -> Reading | None:
        """Read two words that the documents write as one: "web site"."""
        asked = question.part(number, 2)
        first, second = asked.terms
        gap = question.text[first.end : second.start]
        together = first.text + second.text
        if gap not in (" ", "-") or not together.isalpha() or set(asked.form) & STOP_WORDS:
            return None
        if len(together) < _MIN_TOGETHER - (gap == "-"):
            return None
        if all(self._direct(each, asked.kazakh) for each in asked.form):
            return None
        if gap == " " and not is_ordinary(together):
            return None  # a slip of the document: "notfully"
        # A Kazakh stem is cut short: what shares it may be no more than the first of the two.
        forms = [form for form in self._direct(together) if form[0].startswith(together[:-2])]
        searched = _like(asked.surface, self._written(forms[0][0])) if forms else ""
        return asked.reading(forms, "spelling", searched) if forms else None

    def _direct(self, word: str, kazakh: bool = False) -> list[Form]:
        """Return the words of the documents that share a folded word's stem."""
        found = (self.vocabulary.family(word, cut) for cut in cuts(word, kazakh))
        return [(each,) for each in dict.fromkeys(each for family in found for each in family)]

    def _forms(self, word: str) -> list[Form]:
        """Return what a folded word stands for that is spelt right."""
        return [*self._direct(word), *_strong(self._names.others((word,), word))]

    def _is_another_word(self, asked: _Asked) -> bool:
        """Tell whether an abbreviation stands there only as another word, as US does as "us"."""
        return (
            asked.spelt.isupper()
            and not self.vocabulary.capitals(asked.word)
            and (asked.word in PRONOUNS or is_ordinary(asked.word))
        )

    def _written(self, word: str) -> str:
        return self.vocabulary.written(word)

    @cached_property
    def _families(self) -> Families:
        return Families(self.vocabulary)


def respelt(question: str, readings: Sequence[Reading]) -> Respelt:
    """Return a question as it is best searched.

    :param question: as it was read.
    :param readings: what ``Variants.read`` returned for it.
    """
    parts: list[str] = []
    places: list[Span] = []
    done = length = 0
    for reading in readings:
        before, said = question[done : reading.start], reading.searched or reading.word
        done = reading.end
        dot = "." if "." in reading.word and question.startswith(".", done) else ""
        if dot and said.startswith(reading.word):  # "the U.S. (America)"
            said = reading.word + dot + said.removeprefix(reading.word)
            done += len(dot)
        length += len(before)
        places.append(Span(length, length + len(said)))
        length += len(said)
        parts += [before, said]
    return Respelt("".join((*parts, question[done:])), tuple(places))


def _strong(others: Iterable[Other]) -> list[Form]:
    """Return the forms of other names that are no mere metonyms."""
    return [other.form for other in others if other.relation != "metonym"]


def _can_be_mistyped(asked: _Asked) -> bool:
    """Tell whether a word can hold a typing error: no number, abbreviation or contraction does."""
    shortened = any(map(asked.surface.count, _APOSTROPHES)) and not _possessive(asked.surface)
    capitals = asked.spelt.isupper() and len(asked.word) > 1
    return asked.word.isalpha() and not capitals and not shortened


def _possessive(surface: str) -> str:
    tail = surface[-2:]
    return tail if tail[:1] in _APOSTROPHES and tail[1:] in ("s", "S") else ""


def _begins_alike(word: str, other: str) -> bool:
    return word[:_TOLD_APART] == other[:_TOLD_APART]


def _like(surface: str, written: str) -> str:
    """Return a word in the case and with the possessive of the one that it replaces."""
    if not any(map(str.isupper, written)):
        if surface.isupper():
            written = written.upper()
        elif surface[0].isupper():
            written = written[0].upper() + written[1:]
    return written + _possessive(surface)
