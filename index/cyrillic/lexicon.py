"""Words and what they are translated by, for :mod:`index.cyrillic.switching`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.cyrillic.alignment import Translations, align
from index.cyrillic.corpora import Pair

MOST_CHOICES = 6
LEAST_SHARE = 0.15  # of the likeliest translation's count
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

Choices = Mapping[str, tuple[tuple[str, ...], tuple[float, ...]]]
"""A word in lower case -> its translations, and how often each is expected."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translations of words, in the forms in which they occur.

    :param russian: of English words.
    :param kazakh: of English words.
    """

    russian: Choices
    kazakh: Choices


def lexicon_of(pairs: Sequence[Pair]) -> Lexicon:
    """Learn which words translate which, from the words that pairs have in common."""
    return Lexicon(_choices(pairs, "en", "ru"), _choices(pairs, "en", "kk"))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _choices(pairs: Iterable[Pair], anchor: str, language: str) -> Choices:
    number: dict[str, int] = {"": 0}
    ours = [p for p in pairs if (p.anchor_language, p.language) == (anchor, language)]
    texts, anchors = (
        [[number.setdefault(word, len(number)) for word in words_of(side)] for side in sides]
        for sides in ([p.text for p in ours], [p.anchor for p in ours])
    )
    found = align(texts, anchors)
    return _likeliest(found, list(number))


def _likeliest(found: Translations, words: Sequence[str]) -> Choices:
    kept = found.new > 0
    new, known, counts = found.new[kept], found.known[kept], found.counts[kept]
    order = np.lexsort((-counts, known))
    new, known, counts = new[order], known[order], counts[order]
    starts = np.flatnonzero(np.r_[True, known[1:] != known[:-1]])
    table: dict[str, tuple[tuple[str, ...], tuple[float, ...]]] = {}
    for start, end in zip(starts, [*starts[1:], len(known)], strict=True):
        part = slice(start, min(end, start + MOST_CHOICES))
        likely = counts[part] >= max(LEAST_SHARE * counts[start], 0.1)
        table[words[known[start]]] = (
            tuple(words[i] for i in new[part][likely]),
            tuple(float(count) for count in counts[part][likely]),
        )
    return {word: choices for word, choices in table.items() if choices[0]}
