"""Words of one family, told by what they begin with: "strategy" and "strategic".

It is asked only of words that share no stem, so it is kept narrow: of the English ones both endings
must be known, or "universe" were of the family of "university".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from index.stopwords import STOP_WORDS
from index.terms import stem
from index.vocabulary import RUSSIAN
from ingest.alphabets import is_cyrillic

MIN_COMMON = 6  # letters
MIN_COMMON_CYRILLIC = 7
_MIN_COMMON_DOUBTFUL = {  # pairs of endings that part other words as well: factor, factory
    frozenset({"", "y"}): 7,
    frozenset({"t", "ce"}): 8,
    frozenset({"t", "cy"}): 8,
    frozenset({"e", "y"}): 99,
}
MAX_COMPARED = 1_000  # words that begin alike; no language has as many
MIN_SHARE = 0.75  # of the longer word
MIN_SHARE_CYRILLIC = 0.8  # of the longer stem; there the endings are not looked at
_ENGLISH_ENDINGS = frozenset(
    """
    e y al als ally ic ics ical ically ism isms ist ists istic ion ions ional ation ations
    ational ative ive ively or ors er ers ing ings ed ment ments ance ances ence ancy ency ancies
    encies ant ants ent ents antly ently able ible ability ibility ity ities ous ously ly ness ful
    less ian ians an ans ese i ize izes ized izer izing ization ise ises ised ising isation ship
    hood dom ary ory ure ural ate ates ated ating
    """.split()
) | {""}


class Families:
    """Finds the words of a fixed list that are relatives of another; safe between threads.

    :param words: the list, folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        buckets: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= MIN_COMMON and word.isalpha() and word not in STOP_WORDS:
                buckets[word[:MIN_COMMON]].append(word)
        self._buckets = dict(buckets)

    def relatives(self, word: str) -> list[str]:
        """Return the words of the list that are of a folded word's family."""
        bucket = self._buckets.get(word[:MIN_COMMON], [])[:MAX_COMPARED]
        return [other for other in bucket if is_relative(word, other)]


def is_relative(first: str, second: str) -> bool:
    """Tell whether two folded words of one script are of one family, as far as letters tell."""
    cyrillic = is_cyrillic(first)
    if cyrillic != is_cyrillic(second):
        return False
    first, second = _root(first), _root(second)
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))))
    longest = max(len(first), len(second))
    if cyrillic:
        return common >= max(MIN_COMMON_CYRILLIC, MIN_SHARE_CYRILLIC * longest)
    endings = frozenset({first[common:], second[common:]})
    least = _MIN_COMMON_DOUBTFUL.get(endings, MIN_COMMON if endings <= _ENGLISH_ENDINGS else 0)
    return bool(least) and common >= max(least, MIN_SHARE * longest)


def _root(word: str) -> str:
    """Return a Cyrillic word without its ending, for its endings are many; a Latin one whole."""
    return stem(word, RUSSIAN) if is_cyrillic(word) else word
