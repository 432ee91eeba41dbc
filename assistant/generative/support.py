"""Whether what a drafted sentence says of numbers, dates and names stands in its evidence.

Not whether it follows: no rule can tell that. But what can be checked is: a number, a date, a name
or an address that the evidence lacks was made up, and so was a sentence that has no word with it in
common, or says the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.claims.directions import opposed_by_not, opposed_turns
from assistant.claims.names import Name
from assistant.claims.nearest import matching
from assistant.claims.reading import Read, read
from assistant.dictionary import ENGLISH
from assistant.function_words import FUNCTION_WORDS
from assistant.generative.fold import fold_words
from assistant.generative.initials import with_initials
from assistant.generative.months import all_months, dated_months
from assistant.generative.named import Named
from assistant.generative.plain_text import addresses
from assistant.models import DropReason
from assistant.said.language import KAZAKH, RUSSIAN, told
from index.ordinary import may_be_name
from index.terms import stem, words
from ingest.alphabets import is_cyrillic
from ingest.models import UNDETERMINED

_DIGITS = re.compile(r"\d+")
_ROUNDED = "rounded"
_CYRILLIC = (RUSSIAN, KAZAKH)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a sentence says and its evidence does not.

    :param reason: why the sentence cannot stand.
    :param detail: the number, name or address; empty where the whole is meant.
    """

    reason: DropReason
    detail: str = ""


class Evidence:
    """The sentences of documents that a drafted sentence rests on.

    :param texts: each sentence with its document's language, ISO 639-1 or ``und``.
    :param sure: folded words that have a capital within sentences, in any excerpt.
    """

    def __init__(self, texts: Sequence[tuple[str, str]], sure: frozenset[str]) -> None:
        self._texts = texts
        self._sure = sure

    def lack(self, sentence: str, language: str) -> Lack | None:
        """Return the first thing that a sentence says and the evidence lacks; None where none.

        :param sentence: plain.
        :param language: ISO 639-1 code that the sentence was asked for in.
        """
        for address in addresses(sentence):
            if address.casefold() not in self._whole.casefold():
                return Lack("address", address)
        said = read(sentence, _written_in(sentence, language), sure=self._sure)
        checks = (self._number, self._month, self._name, self._related, self._opposed)
        return next((lack for check in checks if (lack := check(said)) is not None), None)

    @cached_property
    def _whole(self) -> str:
        return "\n".join(text for text, _ in self._texts)

    @cached_property
    def _reads(self) -> list[Read]:
        return [read(text, language, sure=self._sure) for text, language in self._texts]

    @cached_property
    def _named(self) -> Named:
        return Named(self._reads)

    def _number(self, said: Read) -> Lack | None:
        figures = [figure for each in self._reads for figure in each.figures]
        for figure in said.figures:
            found = matching(figure, figures)
            hedged = figure.approximate or bool(figure.bound) or figure.kind == "vague"
            if found is None or (found[1] == _ROUNDED and not hedged):
                return Lack("number", figure.text)
        # What is no figure to the reader of figures, as the 19 of "COVID-19".
        held = set(_DIGITS.findall(fold_words(self._whole)))
        for match in _DIGITS.finditer(said.text):
            inside = any(f.start <= match.start() < f.end for f in said.figures)
            if not inside and match.group() not in held:
                return Lack("number", match.group())
        return None

    def _month(self, said: Read) -> Lack | None:
        lacking = dated_months(said.text) - all_months(self._whole)
        return Lack("number", said.text) if lacking else None

    def _name(self, said: Read) -> Lack | None:
        for name in said.names:
            if self._counts(name, said.language) and not self._named.holds(name, said):
                return Lack("name", with_initials(name, said.text))
        return None

    def _counts(self, name: Name, language: str) -> bool:
        """Tell whether a name is surely one: a word that begins a sentence may be any."""
        if not name.doubtful:
            return True
        word = name.words[0]
        return word not in FUNCTION_WORDS and may_be_name(word, language)

    def _related(self, said: Read) -> Lack | None:
        """Return that a sentence shares no word with evidence of its own language."""
        own = set(_content(said.text, said.language))
        if not own or any(each.language != said.language for each in self._reads):
            return None
        held = {one for each in self._reads for one in _content(each.text, each.language)}
        return None if own & held else Lack("unrelated")

    def _opposed(self, said: Read) -> Lack | None:
        """Return that all evidence of a sentence's own language denies what it says."""
        ours = [each for each in self._reads if each.language == said.language]
        return Lack("opposite") if ours and all(_deny(said, each) for each in ours) else None


def _written_in(sentence: str, language: str) -> str:
    """Return the language of a sentence, which may not be the one that was asked for.

    The words for numbers are read by it.
    """
    own = told(sentence)
    if own is not None:
        return own
    cyrillic = any(map(is_cyrillic, sentence.casefold().split()))
    if cyrillic == (language in _CYRILLIC) and language != UNDETERMINED:
        return language
    return RUSSIAN if cyrillic else ENGLISH


def _deny(said: Read, evidence: Read) -> bool:
    """Tell whether one of two sentences says not, or down, and the other the same without it."""
    return (
        opposed_turns(said.turns, evidence.turns) is not None
        or opposed_by_not(said.text, evidence.text, said.language) is not None
    )


def _content(text: str, language: str) -> Iterator[str]:
    for word in words(text):
        if word.text not in FUNCTION_WORDS:
            yield stem(word.text, language)
