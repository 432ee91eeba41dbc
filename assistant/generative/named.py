"""Whether the evidence names what a sentence names: in its own words, or in another language's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.claims.names import Name, find_names, same_name
from assistant.claims.reading import Read
from assistant.spellings import are_alike
from index.aliases import alias_groups
from index.ordinary import may_be_name
from index.terms import is_cyrillic, words

_INITIAL = 2  # letters of one at most, as in "Дж. Най"
_ENDING = 4  # letters that an inflected word of a name may have more
_SOFT_END = re.compile("[йь]$")  # gives way to an ending in Russian: Най, Ная
_LEAST = 3  # letters of a word that may have endings


class Named:
    """The names of some sentences, and all their words.

    :param reads: the sentences.
    """

    def __init__(self, reads: Sequence[Read]) -> None:
        self._names = [(name, read.language) for read in reads for name in _with_inner(read.names)]
        self._words = [(word.text, read.language) for read in reads for word in words(read.text)]
        groups = frozenset[int]().union(*(name.groups for name, _ in self._names))
        self._parts = frozenset(part for group in groups for part in _parts_of(group))

    def holds(self, name: Name, said: Read) -> bool:
        """Tell whether a name of another sentence is named here.

        Of a name that the program knows, its list decides. Of any other each word must stand here,
        or be part of a listed name of what is named here: "Най" where "Joseph Nye" stands.

        :param said: the sentence that the name is of.
        """
        if any(
            same_name(name, other, same_language=language == said.language)
            for other, language in self._names
            if name.groups or not _needs_first(name, said.language)
        ):
            return True
        needed = [word for word in _needed(name, said) if word]
        return not name.groups and all(self._has_word(word, said.language) for word in needed)

    def _has_word(self, word: str, language: str) -> bool:
        return any(
            are_alike(word, other, same_language=language == theirs)
            for other, theirs in self._words
        ) or any(_is_form(word, part) for part in self._parts)


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
    """Yield the words that must be found, initials left out."""
    every = name.words if _needs_first(name, said.language) else name.needed
    dotted = said.text.startswith(".", name.end)
    yield from every[:-1]
    if every and not (dotted and len(every[-1]) <= _INITIAL):
        yield every[-1]


@cache
def _parts_of(group: int) -> frozenset[str]:
    """Return the capitalised words of a thing's names, folded."""
    return frozenset(
        word.text
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
