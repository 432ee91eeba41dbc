"""The names of a text, and when two of them are the same, whatever their script and endings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.known_names import known_at
from assistant.function_words import FUNCTION_WORDS
from assistant.spellings import are_alike
from index.terms import MAX_TERM, Term, words
from ingest.months import ENGLISH

MAX_NAME_WORDS = 8
_SMALL = frozenset("of de la du des von van der den al el bin ibn da di".split())
_GAPS = frozenset({" ", "\n", "-", "‑", "\u00a0", ". ", ".", ".-"})
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;][\"”»’')\]]*\s+|\n)[\s\"“„«‘'(\[•–—*-]*$")
_ROMAN = re.compile("[IVXLCІХ]+")
_LOOK_BACK = 12  # characters
_CALENDAR = frozenset(
    (*ENGLISH, *"monday tuesday wednesday thursday friday saturday sunday i".split())
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a text writes it.

    :param start: offset of its first character.
    :param end: offset after its last character.
    :param text: as it stands there.
    :param words: its words, folded, small ones as "of" left out.
    :param groups: the things of the program's list that it names; empty of other names.
    :param begins: it begins its sentence, so that its first word may be no name.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    groups: frozenset[int] = frozenset()
    begins: bool = False

    @property
    def doubtful(self) -> bool:
        """It may be a common word that begins its sentence."""
        return self.begins and len(self.words) == 1

    @property
    def needed(self) -> tuple[str, ...]:
        """The words that must be another name's for the two to be one."""
        return self.words[1:] if self.begins and len(self.words) > 1 else self.words


def find_names(text: str, sure: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """Return the names of a text, in its order.

    Capitalised words in a row are one name; a name that the program knows stands for itself. Of a
    word that begins a sentence a capital says nothing: alone it is marked doubtful.

    :param text: a sentence or passage; where most is in capitals only known names are found.
    :param sure: folded words that are capitalised within sentences elsewhere in the document.
    """
    return tuple(_Finder(text, sure).names())


def capitalised_within(text: str) -> frozenset[str]:
    """Return the folded words of a text that have a capital where no sentence begins."""
    return frozenset(
        word.text
        for word in words(text)
        if text[word.start].isupper() and not _begins(text, word.start)
    )


def same_name(first: Name, second: Name, *, same_language: bool) -> bool:
    """Tell whether two names are one.

    Of two names that the program knows, its list decides. Else every word of the shorter must be
    one of the longer's, so that "Раймонди" is "Pier Paolo Raimondi".

    :param first: a name.
    :param second: another.
    :param same_language: both texts are of one language.
    """
    if first.groups & second.groups:
        return True
    if first.groups and second.groups:
        return False
    shorter, longer = sorted((first, second), key=lambda name: len(name.needed))
    return all(
        any(are_alike(one, other, same_language=same_language) for other in longer.words)
        for one in shorter.needed
    )


def distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names of one text, each once however often and in whatever form it stands there.

    :param names: in the order of the text; of two that are one the first is kept.
    """
    kept: list[Name] = []
    for name in names:
        if not any(same_name(name, other, same_language=True) for other in kept):
            kept.append(name)
    return tuple(kept)


def share_a_word(first: Name, second: Name, *, same_language: bool) -> bool:
    """Tell whether two names have a word in common, as two of one family have."""
    return any(
        are_alike(one, other, same_language=same_language)
        for one in first.words
        for other in second.words
    )


class _Finder:
    def __init__(self, text: str, sure: frozenset[str]) -> None:
        self._text = text
        self._sure = sure
        self._words = list(words(text))
        letters = [char for char in text if char.isalpha()]
        self._shouted = sum(map(str.isupper, letters)) * 2 > len(letters)

    def names(self) -> Iterator[Name]:
        run: list[Term] = []
        at = 0
        while at < len(self._words):
            known = known_at(self._text, self._words, at)
            if known is not None:
                yield from self._of_run(run)
                run = []
                yield self._known(self._words[at : at + known.count], known.groups)
                at += known.count
                continue
            word = self._words[at]
            if run and not self._goes_on(run, word):
                yield from self._of_run(run)
                run = []
            if run or (self._is_capitalised(word) and not self._is_common(word)):
                run.append(word)
            at += 1
        yield from self._of_run(run)

    def _known(self, part: Sequence[Term], groups: frozenset[int]) -> Name:
        start, end = part[0].start, part[-1].end
        return Name(start, end, self._text[start:end], tuple(w.text for w in part), groups)

    def _goes_on(self, run: Sequence[Term], word: Term) -> bool:
        if len(run) >= MAX_NAME_WORDS or self._text[run[-1].end : word.start] not in _GAPS:
            return False
        gap = self._text[run[-1].end : word.start]
        if gap.startswith(".") and len(run[-1].text) > 1:
            return False  # a sentence ends, but for an initial
        if word.text in _SMALL:
            return gap == " "
        return self._is_capitalised(word) and word.text not in _CALENDAR

    def _is_capitalised(self, word: Term) -> bool:
        if self._shouted or word.end - word.start > MAX_TERM:
            return False
        return any(char.isupper() for char in self._text[word.start : word.start + 2])

    def _is_common(self, word: Term) -> bool:
        if word.text in _CALENDAR:
            return True
        shouted = len(word.text) > 1 and self._text[word.start : word.end].isupper()
        return word.text in FUNCTION_WORDS and not shouted

    def _of_run(self, run: list[Term]) -> Iterator[Name]:
        while run and run[-1].text in _SMALL:
            run = run[:-1]
        if not run or (len(run) == 1 and len(run[0].text) < 2):
            return
        kept = tuple(w.text for w in run if w.text not in _SMALL and len(w.text) > 1)
        start, end = run[0].start, run[-1].end
        surface = self._text[start:end]
        if not kept or _ROMAN.fullmatch(surface):
            return
        sure = kept[0] in self._sure or (len(kept) == 1 and sum(map(str.isupper, surface)) > 1)
        begins = not sure and _begins(self._text, start)
        yield Name(start, end, surface, kept, frozenset(), begins)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins at an offset."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if len(before) == _LOOK_BACK:
        return _SENTENCE_START.search(before[1:]) is not None and before[1:].strip() != ""
    return _SENTENCE_START.search(before) is not None
