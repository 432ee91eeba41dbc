"""Words that are a typing error away from another: edit distance over a fixed list.

An error rarely spares no letter in front, so that only words with the same first letter, or with
the first two exchanged, are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MIN_CANDIDATE = 4  # letters; shorter words are all near each other
_CACHED_WORDS = 1 << 12


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the list near to one that was asked for.

    :param word: the word.
    :param distance: letters left out, added, changed or exchanged with the next (optimal string
        alignment).
    """

    word: str
    distance: int


class Spelling:
    """Finds near words; safe to share between threads.

    :param words: the list, folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        buckets: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= MIN_CANDIDATE and word.isalpha():
                buckets[word[0], len(word)].append(word)
        self._buckets = dict(buckets)
        self.near = lru_cache(_CACHED_WORDS)(self._near)

    def _near(self, word: str, distance: int) -> tuple[Near, ...]:
        """Return the words of the list within a distance, the nearest first.

        :param word: folded.
        :param distance: 1 or more.
        """
        if len(word) < MIN_CANDIDATE:
            return ()
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found = []
        for first in dict.fromkeys(word[:2]):
            for length in range(len(word) - distance, len(word) + distance + 1):
                bucket = self._buckets.get((first, length), ())
                hits = extract(word, bucket, scorer=OSA.distance, score_cutoff=distance, limit=None)
                found += [
                    Near(near, int(apart))
                    for near, apart, _ in hits
                    if near[0] == word[0] or near[:2] == word[1::-1]
                ]
        return tuple(sorted(found, key=lambda near: (near.distance, near.word)))
