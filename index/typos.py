"""What a mistyped word of a question was meant to be, told by the words that the documents hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from index.names import Form, Names, cuts
from index.ordinary import is_ordinary, ordinary_neighbours
from index.spelling import Spelling
from index.stopwords import STOP_WORDS
from index.terms import KAZAKH
from index.vocabulary import Vocabulary

# Letters that a word must have to hold errors. What they cost was seen on questions about other
# documents: of shorter ones, and of names above all, most that look mistyped are right.
MIN_ONE_ERROR = 5
MAX_LETTERS = 32  # a longer one is no word, and its neighbours are many
MIN_TWO_ERRORS = 9
MIN_TWO_ERRORS_NAME = 10
MIN_ANY_LETTER = 6  # below, one may be left out or two exchanged, but none be another
MIN_ANY_LETTER_NAME = 7
MIN_KAZAKH = 9  # no list of words tells which of them are right

_MIN_PART = 4  # letters of a word written together with another
_MIN_CAMEL_PART = 3
_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of a question that the documents lack.

    :param word: folded.
    :param surface: as the question spells it, in lower case where its capitals say nothing.
    :param name: it has a capital that is not that of the question's first word.
    :param kazakh: the question is Kazakh.
    """

    word: str
    surface: str
    name: bool
    kazakh: bool

    @property
    def most_errors(self) -> int:
        """How many typing errors it may hold and still be told."""
        if KAZAKH in cuts(self.word, self.kazakh):
            return int(len(self.word) >= MIN_KAZAKH)
        two = MIN_TWO_ERRORS_NAME if self._capital else MIN_TWO_ERRORS
        return int(len(self.word) >= MIN_ONE_ERROR) + int(len(self.word) >= two)

    def may_be(self, other: str, distance: int) -> bool:
        """Tell whether the errors between this word and a near one are such as hands make."""
        word = self.word
        if distance > 1:
            return (word[:2], word[-1]) == (other[:2], other[-1])
        if word[0] != other[0] and word[:2] != other[1::-1]:
            return False
        least = MIN_ANY_LETTER_NAME if self._capital else MIN_ANY_LETTER
        return len(word) >= least or _is_slip(word, other)

    @property
    def _capital(self) -> bool:
        return self.surface[:1].isupper()


class Typos:
    """Mends typing errors; safe to share between threads.

    :param vocabulary: the words of the documents.
    :param names: the names they have.
    :param stands: tells whether a folded word that is spelt right stands for one of theirs.
    """

    def __init__(self, vocabulary: Vocabulary, names: Names, stands: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._stands = stands

    def meant(self, typed: Typed) -> str:
        """Return the word that a mistyped one was meant to be; empty where that cannot be told.

        An ordinary word that the documents lack is no error, however near it is to one of theirs.

        :return: a word that stands for one of the documents, or a function word.
        """
        word = typed.word
        if len(word) > MAX_LETTERS or is_ordinary(word):
            return ""
        for distance in range(1, typed.most_errors + 1):
            near = [each.word for each in self._spelling.near(word, distance)]
            held = self._candidates(typed, near, distance)
            if held:
                return min(held, key=lambda each: self._likelihood(each, word))
            if distance == 1:
                listed = [each.word for each in self._names.near(word)]
                listed += ordinary_neighbours(word)[:_NEIGHBOURS]
                known = self._candidates(typed, listed, distance)
                if known:  # what was meant is told, and a second error would lead away from it
                    return next(filter(self._stands, known), "")
        return ""

    def parts(self, typed: Typed) -> Form:
        """Return the two words of the documents that a word joins, as "softpower" does."""
        word = typed.word
        capitals = [cut for cut in range(1, len(word)) if typed.surface[cut : cut + 1].isupper()]
        if is_ordinary(word) or (typed.name and not capitals):
            return ()
        least = _MIN_CAMEL_PART if capitals else _MIN_PART
        held = [
            (word[:cut], word[cut:])
            for cut in capitals or range(least, len(word) - least + 1)
            if min(cut, len(word) - cut) >= least and self._holds(word[:cut], word[cut:])
        ]
        return max(held, key=self._rarest, default=())

    def _candidates(self, typed: Typed, near: Iterable[str], distance: int) -> list[str]:
        return [
            each
            for each in near
            if typed.may_be(each, distance) and (not typed.name or self._is_name(each))
        ]

    def _is_name(self, word: str) -> bool:
        """Tell whether a word can be a name, as one mistyped with a capital was meant to be."""
        if word in STOP_WORDS:
            return False
        if word in self._vocabulary:
            return self._vocabulary.is_name(word) or not is_ordinary(word)
        return self._names.knows(word)

    def _likelihood(self, candidate: str, word: str) -> tuple[bool, bool, int, str]:
        """Order candidates, the likeliest first: a letter is left out more often than added."""
        return (
            candidate not in STOP_WORDS,
            len(candidate) < len(word),
            -self._vocabulary.chunks(candidate),
            candidate,
        )

    def _holds(self, *words: str) -> bool:
        """Tell whether these are words, not pieces, and the documents have them."""
        return all(
            word in self._vocabulary and word not in STOP_WORDS and is_ordinary(word)
            for word in words
        )

    def _rarest(self, words: Form) -> int:
        return min(map(self._vocabulary.chunks, words))

    def names_like(self, word: str, distance: int) -> list[str]:
        """Return the names of the documents that may be meant by a word that they lack.

        Too unsure to be searched for; but a name that looks so is not to be called missing.

        :param word: folded.
        :param distance: letters that may differ, 1 or 2.
        """
        if not MIN_ONE_ERROR <= len(word) <= MAX_LETTERS:
            return []
        near = self._spelling.near(word, distance)
        return [each.word for each in near if self._vocabulary.is_name(each.word)]

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling({*self._vocabulary, *STOP_WORDS})


def _is_slip(word: str, candidate: str) -> bool:
    """Tell whether a letter was left out of a word, doubled, or exchanged with the next."""
    if len(candidate) == len(word):
        return sorted(candidate) == sorted(word)
    return len(candidate) > len(word) or any(
        word[at] == word[at - 1] and word[:at] + word[at + 1 :] == candidate
        for at in range(1, len(word))
    )
