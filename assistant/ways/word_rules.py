"""Rules that tell a question by its words alone, in whatever order they come.

A rule holds where each of its groups has a word in the question and the question has no word but
those of the groups, those the rule allows besides, and those that say nothing ("what", "the").
One word from outside, as "corruption" is, makes it a question about what the documents say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_WORDS = 32
_LEAST_MENDED = 6  # letters; among shorter words too many are one letter apart

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHE = re.compile(r"['’`](?=(?:s|re|m|ve|ll|d)\b)|(?<=s)['’`]")
_SHORTENED = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}
_JOINED = {"whats": "what", "whos": "who", "wheres": "where", "hows": "how", "its": "it"}
# Words that are often misspelt; only a word that no rule knows is taken for one of them.
_MENDED = (
    "author authors article document documents summary summarize summarise abstract overview "
    "conclusion conclusions reference references bibliography university supervisor language "
    "journal sources written"
).split()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Some words.

    :param words: as they are.
    :param stems: with any ending.
    """

    words: frozenset[str]
    stems: tuple[str, ...] = ()

    def has(self, word: str) -> bool:
        """Tell whether a word is one of these."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class WordRule:
    """How a question is told by its words.

    :param groups: each must have a word in the question.
    :param allowed: what else may stand in it.
    :param never: what must not, though it may stand elsewhere.
    :param most: words that the question has at the most.
    """

    groups: tuple[Vocabulary, ...]
    allowed: Vocabulary
    never: Vocabulary
    most: int

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether the rule holds for a question.

        :param words: as :func:`words_of` gives them.
        """
        if not 0 < len(words) <= self.most or any(map(self.never.has, words)):
            return False
        if not all(any(map(group.has, words)) for group in self.groups):
            return False
        known = (self.allowed, *self.groups)
        return all(any(each.has(word) for each in known) for word in words)


def vocabulary(listed: str) -> Vocabulary:
    """Return the words that are listed with white space between; a star stands for any ending."""
    words = listed.split()
    return Vocabulary(
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word[:-1] for word in words if word.endswith("*")),
    )


def rule(*groups: str, allowed: str = "", never: str = "", most: int = MOST_WORDS) -> WordRule:
    """Return a rule whose vocabularies are written as :func:`vocabulary` reads them."""
    return WordRule(tuple(map(vocabulary, groups)), vocabulary(allowed), vocabulary(never), most)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a question: lower case, contractions opened, plain misspellings mended.

    :param text: as :func:`assistant.ways.wording.prepared` gives it.
    """
    words = _WORD.findall(_APOSTROPHE.sub(" ", text))
    return tuple(_mended(_SHORTENED.get(word, _JOINED.get(word, word))) for word in words)


def _mended(word: str) -> str:
    if len(word) < _LEAST_MENDED - 1 or word in _MENDED:
        return word
    return next((known for known in _MENDED if _one_slip(word, known)), word)


def _one_slip(word: str, known: str) -> bool:
    """Tell whether a letter too many, too few, wrong or swapped parts a word from a known one."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1 or word == f"{known}s":
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(word, known, strict=False)) if one != other),
        min(len(word), len(known)),
    )
    rest, wanted = word[start:], known[start:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest == wanted[1:] or rest[1:] in (wanted, wanted[1:])
