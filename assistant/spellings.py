"""Whether two words spell one name, in one script or in two: "Раймонди", "Raimondi"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from anyascii import anyascii
from rapidfuzz import fuzz

from index.families import is_relative
from index.names import cuts
from index.terms import stem
from ingest.alphabets import is_cyrillic

_CACHED = 1 << 14
LIKE = 82  # of 100, rapidfuzz's ratio of two words in Latin letters
_LEAST_FUZZY = 4  # letters; a shorter word must be spelt alike
_LEAST_CONSONANTS = 3
_ENDING = 3  # letters that an inflected word may have more
_LEAST_COMMON = 4
_ADJECTIVE = re.compile("(?<=...)ь?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")  # гарвардский
_OF_A_PLACE = frozenset("n an ian ean ese ish i s er ers".split())  # Bohemia, Bohemian
# Ways to spell a sound, each brought to one letter.
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("['`.-]", ""), ("shch|sch|tsch", "sh"), ("owe?$", "ou"), ("ph", "f"), ("th", "t"),
        ("kh", "h"), ("zh", "j"), ("dj", "j"), ("tch", "ch"), ("ck", "k"), ("ts|tz", "z"),
        ("x", "ks"), ("q|c(?!h)", "k"), ("w", "v"), ("y|j(?=[aeiou])", "i"), ("i(?=[aeou])", ""),
        ("ng$", "n"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip
# Chinese names are written by one system in Latin letters (pinyin) and by another in Cyrillic ones
# (Palladius): what the first writes, as it would stand were it taken from the second.
_PINYIN = tuple(
    (re.compile(pattern), spelt)
    for pattern, spelt in (
        ("zh", "chzh"), ("j", "tsz"), ("q", "ts"), ("x", "s"), ("(?<![a-z])z(?!h)", "tsz"),
        ("ong", "un"), ("(?<=u)i$", "ei"),
    )
)  # fmt: skip
_PINYIN_WORD = re.compile("(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng|n)?)+")
_VOWELS = re.compile("[aeiou]")
_HARD = frozenset("gh")  # Hollywood, Голливуд
_SAME_FIRST = (frozenset("hgk"), frozenset("aeiou"), frozenset("vu"), frozenset("jzcs"))


@lru_cache(_CACHED)
def are_alike(first: str, second: str, *, same_language: bool) -> bool:
    """Tell whether two folded words are one name.

    :param first: a word of a name, as ``index.terms.words`` folds it.
    :param second: another.
    :param same_language: both texts are of one language, so that only endings may differ.
    """
    if first == second:
        return True
    if same_language or not (is_cyrillic(first) or is_cyrillic(second)):
        return is_cyrillic(first) == is_cyrillic(second) and _are_inflected(first, second)
    return _are_inflected(first, second) or _sound_alike(first, second)


def _are_inflected(first: str, second: str) -> bool:
    """Tell whether two words of one script differ in their endings alone."""
    if is_cyrillic(first) != is_cyrillic(second):
        return False
    if any(stem(first, cut) == stem(second, cut) for cut in cuts(first, kazakh=False)):
        return min(len(first), len(second)) >= _LEAST_COMMON
    if not is_cyrillic(first):
        shorter, longer = sorted((first, second), key=len)
        rest = longer.removeprefix(shorter)
        return is_relative(first, second) or (
            len(shorter) >= _LEAST_COMMON and rest != longer and rest in _OF_A_PLACE
        )
    common = _common(first, second)
    less, more = sorted((len(first) - common, len(second) - common))
    return common >= _LEAST_COMMON and less <= 2 and more <= _ENDING + 1 - less // 2


def _common(first: str, second: str) -> int:
    pairs = zip(first, second, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _sound_alike(first: str, second: str) -> bool:
    """Tell whether two words sound alike, the ending of a Cyrillic one taken off as need be."""
    return any(_near(one, other) for one in _latin_forms(first) for other in _latin_forms(second))


@lru_cache(_CACHED)
def _latin_forms(word: str) -> tuple[str, ...]:
    """Return a word in Latin letters, one way to spell each sound; a Cyrillic one cut too."""
    endings = range(_ENDING + 1 if is_cyrillic(word) else 1)
    shortened = [word[: len(word) - cut] for cut in endings if not cut or len(word) - cut >= 3]
    if _ADJECTIVE.search(word):
        shortened.append(_ADJECTIVE.sub("", word))
    if _PINYIN_WORD.fullmatch(word):
        shortened.append(_from_pinyin(word))
    return tuple(dict.fromkeys(filter(None, map(_latin, shortened))))


def _from_pinyin(word: str) -> str:
    for pattern, spelt in _PINYIN:
        word = pattern.sub(spelt, word)
    return word


def _latin(word: str) -> str:
    spelt = anyascii(word).lower()
    for pattern, letter in _SOUNDS:
        spelt = pattern.sub(letter, spelt)
    return spelt


def _near(first: str, second: str) -> bool:
    if first == second:
        return len(first) > 1
    if not _begin_alike(first[0], second[0]) or min(len(first), len(second)) < _LEAST_FUZZY:
        return False
    if fuzz.ratio(first, second) > LIKE:
        return True
    consonants, others = _VOWELS.sub("", first), _VOWELS.sub("", second)
    if len(consonants) > _LEAST_CONSONANTS and {first[0], second[0]} == _HARD:
        return consonants[1:] == others[1:]
    return len(consonants) >= _LEAST_CONSONANTS and consonants == others


def _begin_alike(first: str, second: str) -> bool:
    return first == second or any(first in same and second in same for same in _SAME_FIRST)
