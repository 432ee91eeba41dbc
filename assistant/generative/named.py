"""Whether the evidence names what a sentence names: in its own words, or in another language's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from assistant.claims.names import Name, find_names, same_name
from assistant.claims.reading import Read
from assistant.generative.initials import are_initials, contradicts, initials_of
from assistant.spellings import are_alike
from index.aliases import alias_groups
from index.ordinary import may_be_name
from index.terms import words
from ingest.alphabets import is_cyrillic

_SHORT = 2  # letters of an initial at most, as in "Най Дж."
_ENDING = 4  # letters that an inflected word of a name may have more
_SOFT_END = re.compile("[йь]$")  # gives way to an ending in Russian: Най, Ная
_CACHED = 1 << 10
_LEAST = 3  # letters of a word that may have endings


class Named:
    """The names of some sentences, and all their words.

    :param reads: the sentences.
    """

    def __init__(self, reads: Sequence[Read]) -> None:
        self._names = [(name, read) for read in reads for name in _with_inner(read.names)]
        self._words = [(word.text, read.language) for read in reads for word in words(read.text)]
        groups = frozenset[int]().union(*(name.groups for name, _ in self._names))
        self._parts = _parts_of(groups)

    def holds(self, name: Name, said: Read) -> bool:
        """Tell whether a name of another sentence is named here.

        Of a name that the program knows, its list decides. Of any other each word must stand here,
        or be part of a listed name of what is named here: "Най" where "Joseph Nye" stands. Initials
        need not, but may not be another's.

        :param said: the sentence that the name is of.
        """
        if are_initials(name, said.text):
            return True  # the name behind them is asked for too
        if self._has_other_initials(name, said):
            return False
        return self._has_whole(name, said) or self._has_words(name, said)

    def _has_whole(self, name: Name, said: Read) -> bool:
        if not name.groups and _needs_first(name, said.language):
            return False
        return any(
            same_name(name, other, same_language=read.language == said.language)
            for other, read in self._names
        )

    def _has_words(self, name: Name, said: Read) -> bool:
        needed = _needed(name, said)
        return not name.groups and all(self._has_word(word, said.language) for word in needed)

    def _has_word(self, word: str, language: str) -> bool:
        return any(
            are_alike(word, other, same_language=language == theirs)
            for other, theirs in self._words
        ) or any(_is_form(word, part) for part in self._parts)

    def _has_other_initials(self, name: Name, said: Read) -> bool:
        """Tell whether all who have a word of a name are given other names than its initials."""
        initials = initials_of(name, said.text)
        if not initials:
            return False
        given = [_given(name, said, other, read) for other, read in self._names]
        known = [each for each in given if each is not None]
        return bool(known) and all(contradicts(initials, each) for each in known)


def _given(name: Name, said: Read, other: Name, read: Read) -> tuple[str, ...] | None:
    """Return what stands before the word that two names share, and initials; None without one.

    What stands behind it may be a given name, in "Wang Huning", but also what was named after one.
    """
    same_language = said.language == read.language
    shared = (
        at
        for at, word in enumerate(other.words)
        if any(are_alike(word, one, same_language=same_language) for one in name.words)
    )
    listed = (
        len(other.words) - 1
        for part in _parts_of(other.groups)
        if any(_is_form(word, part) for word in name.words)
    )
    at = next(chain(shared, listed), None)
    return None if at is None else (*other.words[:at], *initials_of(other, read.text))


def _with_inner(names: Sequence[Name]) -> Iterator[Name]:
    """Yield names, and the known one that a known one begins with: who has an institute named so.

    What stands last may be another thing: South America is not America.
    """
    for name in names:
        yield name
        before = name.text.rpartition(" ")[0]
        if name.groups and before:
            yield from (inner for inner in find_names(before)[:1] if inner.groups)


def _needs_first(name: Name, language: str) -> bool:
    """Tell whether a name's first word, though it begins its sentence, can only be part of it."""
    return name.begins and len(name.words) > 1 and may_be_name(name.words[0], language)


def _needed(name: Name, said: Read) -> Iterator[str]:
    """Yield the words that must be found, an initial at the end left out."""
    every = name.words if _needs_first(name, said.language) else name.needed
    dotted = said.text.startswith(".", name.end)
    yield from every[:-1]
    if every and not (dotted and len(every[-1]) <= _SHORT):
        yield every[-1]


@lru_cache(_CACHED)
def _parts_of(groups: frozenset[int]) -> frozenset[str]:
    """Return the capitalised words of the names of things, folded."""
    return frozenset(
        word.text
        for group in groups
        for member in alias_groups()[group].members
        if member.role == "name"
        for word in words(member.text)
        if member.text[word.start].isupper()
    )


def _is_form(word: str, base: str) -> bool:
    """Tell whether a word is another with an ending."""
    if word == base:
        return True
    if len(base) < _LEAST or is_cyrillic(word) != is_cyrillic(base):
        return False
    cut = _SOFT_END.sub("", base) if is_cyrillic(base) else base
    return word.startswith(cut) and 0 < len(word) - len(cut) <= _ENDING and is_cyrillic(base)
