"""Words that turn a sentence round: rose or fell, more or less, not.

Two sentences may share every figure, name and nearly every word, and yet say the opposite. It is
told from short lists, not from grammar: what is swapped ("A beat B", "B beat A") is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.function_words import FUNCTION_WORDS
from index.terms import Term, stem, words

Way = Literal["up", "down"]

_UP = re.compile(
    r"rose|risen?|rising|rises|gr[eo]w|grown?|grows|growing|growth|increas\w*|climb\w*|gain(?:s|ed)?"
    r"|expand\w*|expansion|higher|more|greater|larger|rais(?:e|es|ed|ing)|strengthen\w*|improv\w*"
    r"|doubled|tripled|longer|faster|warmer"
    r"|вырос\w*|рост|роста|росту|растет|растут|росл\w|увелич\w+|возр(?:ос|аст)\w*|повы[сш]\w+"
    r"|поднял\w*|больше|более|выше|усил\w+|укреп\w+|расшир\w+|удво\w+"
    r"|өсті|өсу\w*|өскен|өседі|өсіп|артты|артқан|артады|арту\w*|көбей\w+|жоғарыла\w+|ұлғай\w+"
    r"|көтерілді|күшей\w+|көп|жоғары"
)
_DOWN = re.compile(
    r"f[ae]ll|fallen|falls|falling|declin\w*|decreas\w*|dropp?(?:s|ed|ing)?|shr[aiu]nk\w*|lower(?:ed)?"
    r"|lowers|fewer|less|smaller|reduc\w*|diminish\w*|weaken\w*|worsen\w*|halved|shorter|slower"
    r"|cooler"
    r"|сни[зж]\w+|сокра[тщ]\w+|умень\w+|упал\w*|падени\w+|падает|меньше|менее|ниже|ослаб\w+"
    r"|ухудш\w+|сузил\w*"
    r"|азай\w+|төменде\w+|кемі\w+|кему\w*|қысқар\w+|әлсіре\w+|аз|төмен"
)
_NOT = {
    "en": re.compile(
        r"not|no|never|without|neither|nor|nobody|none|cannot"
        r"|(?:do|does|did|is|are|was|were|has|have|had|wo|would|ca|could|should)nt"
    ),
    "ru": re.compile(r"не|нет|ни|никогда|без|никто|ничего|нельзя"),
    "kk": re.compile(
        r"емес\w*|жоқ\w*|ешқашан|ешкім|ештеңе"
        r"|\w{2,}(?:ма|ме|ба|бе|па|пе)(?:й(?:д[ыі]|т[ыі]н)?|ған|ген|д[ыі]|йтын|йтін)"
    ),
}
_VERB_NOT = re.compile(r"(\w{2,})(?:ма|ме|ба|бе|па|пе)(?:й(?:д[ыі]|т[ыі]н)?|ған|ген|д[ыі])$")
_NEAR = 3  # words behind "not" among which the denied one is looked for
_EQUAL = (
    0.75  # share of content words, either way, from which "not" alone tells two sentences apart
)
_LEAST_PREFIX = 4
_MOST_DENIALS = 12  # of one sentence


@dataclass(frozen=True, slots=True)
class Turn:
    """A word that says which way.

    :param start: offset of its first character.
    :param end: offset after its last character.
    :param way: up or down.
    """

    start: int
    end: int
    way: Way


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two words that make two sentences say the opposite.

    :param claim: (start, end) in the claim.
    :param source: (start, end) in the source's sentence.
    :param note: what the difference is.
    """

    claim: tuple[int, int]
    source: tuple[int, int]
    note: str


def turns(text: str, masked: Sequence[tuple[int, int]] = ()) -> tuple[Turn, ...]:
    """Return the words of a text that say which way, in its order.

    :param masked: stretches that do not count, as those of figures with their "more than".
    """
    found = []
    for word in words(text):
        if any(start <= word.start < end for start, end in masked):
            continue
        way: Way | None = "up" if _UP.fullmatch(word.text) else None
        way = "down" if way is None and _DOWN.fullmatch(word.text) else way
        if way is not None:
            found.append(Turn(word.start, word.end, way))
    return tuple(found)


def opposed_turns(claim: Sequence[Turn], source: Sequence[Turn]) -> Opposed | None:
    """Return the first turns of two sentences where one goes up only, the other down only."""
    if not claim or not source:
        return None
    ways = {turn.way for turn in claim}, {turn.way for turn in source}
    if any(len(each) > 1 for each in ways) or ways[0] == ways[1]:
        return None
    return Opposed(
        (claim[0].start, claim[0].end), (source[0].start, source[0].end), "direction differs"
    )


def opposed_by_not(claim: str, source: str, language: str) -> Opposed | None:
    """Return what one of two sentences denies and the other does not.

    It counts where the denied word stands in both, or where the two are the same but for a word or
    two.

    :param claim: a sentence.
    :param source: a sentence of the same language.
    :param language: ISO 639-1 code of both.
    """
    ours, theirs = _Sides(claim, language), _Sides(source, language)
    if bool(ours.denials) == bool(theirs.denials):
        return None
    denying, plain = (ours, theirs) if ours.denials else (theirs, ours)
    for word, denied in denying.denials:
        met = next((other for other in plain.content if denied and _is_one(denied, other)), None)
        if met is None and not _are_equal(denying, plain):
            continue
        other = (met.start, met.end) if met is not None else plain.whole
        pair = ((word.start, word.end), other)
        ours_at, theirs_at = pair if denying is ours else (pair[1], pair[0])
        return Opposed(ours_at, theirs_at, "one of the two says not")
    return None


@dataclass(frozen=True, slots=True)
class _Denied:
    """What a sentence denies: the stem, or the beginning of a Kazakh verb."""

    stems: frozenset[str]
    prefix: str = ""


class _Sides:
    """A sentence's content words, and its words of denial with what each denies."""

    def __init__(self, text: str, language: str) -> None:
        every = list(words(text))
        pattern = _NOT.get(language, _NOT["en"])
        self._language = language
        self.whole = (every[0].start, every[-1].end) if every else (0, len(text))
        self.content = [
            Term(stem(word.text, language), word.start, word.end)
            for word in every
            if word.text not in FUNCTION_WORDS and not pattern.fullmatch(word.text)
        ]
        self.denials = [
            (word, self._denied(every, at))
            for at, word in enumerate(every)
            if pattern.fullmatch(word.text)
        ][:_MOST_DENIALS]

    def _denied(self, every: Sequence[Term], at: int) -> _Denied:
        verb = _VERB_NOT.fullmatch(every[at].text) if self._language == "kk" else None
        if verb is not None:
            return _Denied(frozenset(), verb[1])
        near = every[at - 1 : at] if self._language == "kk" else every[at + 1 : at + 1 + _NEAR]
        content = [word.text for word in near if word.text not in FUNCTION_WORDS][:1]
        return _Denied(frozenset(stem(word, self._language) for word in content))


def _is_one(denied: _Denied, word: Term) -> bool:
    if denied.prefix:
        common = min(_LEAST_PREFIX, len(denied.prefix))
        return word.text[:common] == denied.prefix[:common]
    return word.text in denied.stems


def _are_equal(first: _Sides, second: _Sides) -> bool:
    one, other = ({word.text for word in side.content} for side in (first, second))
    if not one or not other:
        return False
    shared = len(one & other)
    return shared >= _EQUAL * len(one) and shared >= _EQUAL * len(other)
