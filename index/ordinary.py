"""Ordinary words of English and Russian: what is none of them may be a typing error.

That the documents lack a word does not make it one: "border" must not become "boarder". Kazakh has
no such list.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.terms import KAZAKH
from ingest.alphabets import is_cyrillic

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from spellchecker import SpellChecker

_CYRILLIC_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_CACHED_WORDS = 1 << 12
_RUSSIAN_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTS", "PRTF"})
# Past, present and participle of the third person; behind a consonant -ды may be a noun's too.
_KAZAKH_VERB = re.compile("(?:[аәеиоөуүұыі]д[ыі]|йд[ыі]|[ғқ]ан|[гк]ен)$")
_EVERYDAY = 100_000  # times in the dictionary's corpus; "phone" has 376,000, "visa" 4,800
_RARE = 300  # "putin" has 138, "lighthouse" 3,189
_RUSSIAN_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
# British and American endings, and what may follow them.
_SURE = (
    ("tre", "ter", "$|s$|d$"),
    ("ogue", "og", "$|s$"),
    ("ence", "ense", "$|s$|less"),
    ("gramme", "gram", "$|s$"),
    ("(?<=[aeiouy].)ell", "el", "ed$|ing$|er$|ers$"),
)
# They stand in many words that are spelt one way, as "four" and "wise".
_DOUBTFUL = (
    ("our", "or", "$|s$|ed$|ing$|al|abl|ful|ist|ite|hood|ly"),
    ("is", "iz", "e$|es$|ed$|er$|ers$|ing$|ation|able"),
    ("ys", "yz", "e$|es$|ed$|er$|ing$"),
)


@lru_cache(_CACHED_WORDS)
def is_ordinary(word: str) -> bool:
    """Tell whether a folded word is in a dictionary of its script's language, names included."""
    if is_cyrillic(word):
        return bool(_russian().word_is_known(word))
    return word in _english() or any(other in _english() for other in spellings(word))


@lru_cache(_CACHED_WORDS)
def is_everyday(word: str) -> bool:
    """Tell whether a folded English word is among the few thousand that everybody uses.

    Of other languages it is not known.
    """
    return not is_cyrillic(word) and _english()[word] >= _EVERYDAY


@lru_cache(_CACHED_WORDS)
def is_verb(word: str, language: str) -> bool:
    """Tell whether a folded Cyrillic word is a form of a verb, as far as its ending tells.

    :param word: a word.
    :param language: ``kk`` for Kazakh, any other for Russian.
    """
    if not is_cyrillic(word):
        return False
    if language == KAZAKH:
        return _KAZAKH_VERB.search(word) is not None
    return _russian().parse(word)[0].tag.POS in _RUSSIAN_VERBS


@lru_cache(_CACHED_WORDS)
def may_be_name(word: str, language: str) -> bool:
    """Tell whether a folded word may well be a person's or a place's name, by its letters alone.

    In English it is rare or unknown, in Russian the dictionary says so, or does not know it; of
    Kazakh words nothing is known.

    :param word: a word.
    :param language: ISO 639-1 code of its text.
    """
    if not is_cyrillic(word):
        return max(_english()[each] for each in (word, *spellings(word))) < _RARE
    if language == KAZAKH:
        return False
    named = set(_russian().parse(word)[0].tag.grammemes) & _RUSSIAN_NAMES
    return bool(named) or not _russian().word_is_known(word)


@lru_cache(_CACHED_WORDS)
def spellings(word: str) -> tuple[str, ...]:
    """Return the American spelling of a folded British word, or the British one of an American.

    :return: empty where the two do not differ, as far as a few rules tell.
    """
    if not word.isascii():
        return ()
    sure = [pattern.sub(other, word) for pattern, other in _rules(_SURE)]
    # The list of words is American: of a true pair it has one.
    listed = word in _english()
    doubtful = [
        respelt
        for pattern, other in _rules(_DOUBTFUL)
        if ((respelt := pattern.sub(other, word)) in _english()) != listed
    ]
    return tuple(dict.fromkeys(each for each in (*sure, *doubtful) if each != word))


@cache
def _rules(endings: tuple[tuple[str, str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of both sides of some endings, each with what the other side writes."""
    return tuple(
        (re.compile(f"(?<=[a-z][a-z]){here}(?={after})"), there.rpartition(")")[2])
        for british, american, after in endings
        for here, there in ((british, american), (american, british))
    )


@lru_cache(_CACHED_WORDS)
def ordinary_neighbours(word: str) -> tuple[str, ...]:
    """Return the ordinary words one typing error from a folded word, the most usual first.

    Of Russian ones it is not known which are usual; they come in the order of the letters changed.
    """
    found = [each for each in _one_edit(word) if is_ordinary(each)]
    if is_cyrillic(word):
        return tuple(found)
    return tuple(sorted(found, key=_english().word_usage_frequency, reverse=True))


def _one_edit(word: str) -> Iterator[str]:
    """Yield what one letter left out, added, changed or exchanged with the next makes of a word."""
    letters = _CYRILLIC_LETTERS if is_cyrillic(word) else string.ascii_lowercase
    seen = {word}
    for cut in range(len(word) + 1):
        head, tail = word[:cut], word[cut:]
        made = [head + letter + tail for letter in letters]
        if tail:
            made.append(head + tail[1:])
            made += [head + letter + tail[1:] for letter in letters]
        if len(tail) > 1:
            made.append(head + tail[1] + tail[0] + tail[2:])
        for each in made:
            if each not in seen:
                seen.add(each)
                yield each


@cache
def _english() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")


@cache
def _russian() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")
