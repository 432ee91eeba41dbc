"""Short forms and what they stand for, learnt from a text that has or gives both.

A definition in brackets is held against the initials of the words beside it and, failing that,
against their letters (Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation
definitions in biomedical text"). A name that stands in the text without its abbreviation gives its
initials too, for a question may use them all the same.

A text is never trusted: what is looked at around a bracket is bounded, and all is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.stopwords import STOP_WORDS
from index.terms import Term

Taught = Literal["defined", "initials", "joined"]
"""By a definition in brackets, by the initials of a name, by a hyphen that may be left out."""

MAX_LONG = 100  # characters; no name is longer, but a sentence in capitals is
MAX_SHORT = 10  # characters
MAX_NAME_WORDS = 10

_MIN_INITIALS = 3  # the initials of two words are any two letters
_MIN_JOINED = 6  # characters
_BRACKETS = re.compile(r"\(([^()\n]{2,100})\)")
_SHORT_FORM = re.compile(r"(?=.{0,9}[^\W\d_])\w[\w.&/-]{1,9}")
# Before a bracket nothing beyond these belongs to its long form.
_BREAKS = re.compile(r"[.!?;:()\n](?=\s)|[();\n]")
_SMALL = frozenset(
    "of and the for in on de la du des et и по в на о об для за және мен туралы".split()
)
_PAIRING = frozenset({"and", "и", "және", "мен", "et"})
_NAME_GAPS = frozenset({" ", "\n", "-", "\u00a0", "\u2010", "\u2011", " & "})
_HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and its long one, as a text writes them.

    :param short: for instance ``SCO``; of initials and joined words in lower case.
    :param long: for instance ``Shanghai Cooperation Organization``, its white space made single.
    :param taught: how the text teaches it.
    """

    short: str
    long: str
    taught: Taught


def abbreviations(text: str, words: Sequence[Term]) -> Iterator[Abbreviation]:
    """Yield what a text teaches of abbreviations, each as often as it does.

    :param text: a passage.
    :param words: what ``index.terms.words`` gives for it.
    """
    yield from _definitions(text, words)
    yield from _initials(text, words)
    yield from _joined(text, words)


def _definitions(text: str, words: Sequence[Term]) -> Iterator[Abbreviation]:
    """Yield "Long Form (LF)" and "LF (Long Form)"."""
    for bracket in _BRACKETS.finditer(text):
        inner = re.split("[,;]", bracket[1], maxsplit=1)[0].strip(" \"'«»“”")
        before = text[max(0, bracket.start() - MAX_LONG) : bracket.start()].rstrip()
        found = list(_BREAKS.finditer(before))
        before = before[found[-1].end() :].strip() if found else before
        if _is_short_form(inner):
            long = _long_form(inner, before)
            if long:
                yield Abbreviation(inner, _single_spaced(long), "defined")
        else:
            last = before.rsplit(maxsplit=1)[-1].strip(" \"'«»“”") if before else ""
            if _is_short_form(last) and _long_form(last, inner) == inner:
                yield Abbreviation(last, _single_spaced(inner), "defined")


def _is_short_form(word: str) -> bool:
    """Tell whether a word looks like an abbreviation: short, with two capitals or more."""
    return _SHORT_FORM.fullmatch(word) is not None and sum(map(str.isupper, word)) > 1


def _long_form(short: str, before: str) -> str:
    """Return the end of ``before`` that ``short`` abbreviates; empty where none does."""
    letters = [char.casefold() for char in short if char.isalnum()]
    starts = [match.start() for match in re.finditer(r"\w+", before)]
    starts = starts[-min(len(letters) + 5, 2 * len(letters)) :]
    for start in reversed(starts):
        candidate = before[start:]
        if letters in (_first_letters(candidate, small=True), _first_letters(candidate)):
            return candidate
    first = _letters_start(letters, before)
    long = before[first:] if first in starts else ""
    # What holds the short form itself, or hardly more letters than it, explains nothing.
    return long if len(long) > len(short) + 2 and short not in long else ""


def _first_letters(text: str, small: bool = False) -> list[str]:
    words = re.findall(r"\w+", text)
    return [word[0].casefold() for word in words if small or word.casefold() not in _SMALL]


def _letters_start(letters: Sequence[str], text: str) -> int | None:
    """Find the letters in the text from its end; the first must begin a word.

    :return: offset of the first letter, or None.
    """
    folded = text.casefold()
    if len(folded) != len(text):
        return None
    position = len(text)
    for number in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and not (
            folded[position] == letters[number]
            and (number or not position or not folded[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    return position


def _initials(text: str, words: Sequence[Term]) -> Iterator[Abbreviation]:
    """Yield the initials of each name of several words, its small words counted and not."""
    for name in _names(text, words):
        last = len(name) - 1
        for start in range(len(name)):
            if start and name[start - 1].text not in _SMALL:
                continue
            for end in range(start, min(start + MAX_NAME_WORDS, last + 1)):
                if end == last or name[end + 1].text in _SMALL:
                    yield from _initials_of(text, name[start : end + 1])


def _initials_of(text: str, name: Sequence[Term]) -> Iterator[Abbreviation]:
    small = {word.text for word in name} & _SMALL
    if name[0].text in _SMALL or (len(name) == 3 and small & _PAIRING):
        return  # of two persons, "Smith and Jones"
    long = _single_spaced(text[name[0].start : name[-1].end])
    big = "".join(word.text[0] for word in name if word.text not in _SMALL)
    every = "".join(word.text[0] for word in name)
    for short in dict.fromkeys((big, every)):
        if _MIN_INITIALS <= len(short) <= MAX_SHORT and len(long) <= MAX_LONG:
            yield Abbreviation(short, long, "initials")


def _names(text: str, words: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield runs of capitalised words, small ones between them included."""
    run: list[Term] = []
    for word in words:
        adjacent = bool(run) and text[run[-1].end : word.start] in _NAME_GAPS
        if run and not (adjacent and (_is_capitalised(text, word) or word.text in _SMALL)):
            yield from _trimmed(run)
            run = []
        if run or (_is_capitalised(text, word) and word.text not in STOP_WORDS):
            run.append(word)
    yield from _trimmed(run)


def _trimmed(run: list[Term]) -> Iterator[list[Term]]:
    end = len(run)
    while end and run[end - 1].text in _SMALL:
        end -= 1
    if end > 1:
        yield run[:end]


def _is_capitalised(text: str, word: Term) -> bool:
    """Tell whether a word begins with a capital and goes on in lower case."""
    surface = text[word.start : word.end]
    return surface[0].isupper() and any(map(str.islower, surface))


def _joined(text: str, words: Sequence[Term]) -> Iterator[Abbreviation]:
    """Yield hyphenated words as one: a question may leave the hyphen out ("NurSultan")."""
    for first, second in pairwise(words):
        if text[first.end : second.start] in _HYPHENS:
            short = first.text + second.text
            if _MIN_JOINED <= len(short) <= MAX_LONG and short.isalpha():
                yield Abbreviation(short, text[first.start : second.end], "joined")


def _single_spaced(text: str) -> str:
    return " ".join(text.split())
