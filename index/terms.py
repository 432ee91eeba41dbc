"""The analyser: text to the terms that the lexical index holds and a question asks for.

The script of a word decides how it is stemmed, not the language alone: a Latin word is English
whatever the document is in, so that an English name in a Russian paper is found by an English
question. A Cyrillic word is Russian, or Kazakh where the language is ``kk``.

Kazakh has no well-kept stemmer, so its case, possessive and plural suffixes are taken off and what
is left is cut to a fixed prefix (the truncation of Can et al. 2008, doi:10.1002/asi.20750, as good
there as a lemmatiser for Turkish). Measured on KazQAD, recall@5: whole words .786, prefix of six
.893, suffixes and prefix .916.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from index.stopwords import STOP_WORDS
from ingest.alphabets import cyrillic_letters, is_cyrillic

KAZAKH = "kk"
KAZAKH_PREFIX = 6  # characters
KAZAKH_STEM = 4  # characters; no suffix is taken off a shorter stem
MAX_TERM = 64  # characters; no word is longer, but a line of base64 is

_CACHED_WORDS = 1 << 15  # a text repeats its words
_APOSTROPHES = "'’‘ʼ＇"
_IGNORABLE = "\u00ad\u200c\u200d"  # soft hyphen and the joiners: inside a word, not part of it
_SUPERSCRIPTS = "²³¹⁰⁴-⁹"  # footnote marks and exponents
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GROUP_MARKS = ",'’\u00a0\u2009\u202f"

_LATIN = re.compile("[a-z]")
_COMBINING = re.compile("[\u0300-\u036f]")
_DECADE = re.compile("[0-9]+s")
_ROMAN = re.compile("[XVIХІ]+")  # the last two Cyrillic, as they are often typed
_DROPPED = str.maketrans("", "", _APOSTROPHES + _IGNORABLE + ".")
# Letters that carry no separable mark, so that decomposing leaves them as they are.
_PLAIN_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# One script's letters typed in a word of the other: in Kazakh texts two words in a thousand.
_LATIN_TWINS = "aceopxyihəkABCEHKMOPTXYI"
_CYRILLIC_TWINS = "асеорхуіһәкАВСЕНКМОРТХУІ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
# Each in its forms of vowel harmony and assimilation, in the order they are taken off.
_KAZAKH_SUFFIXES = tuple(
    re.compile(rf"(?<=^.{{{KAZAKH_STEM}}})(.*?)(?:{forms})$")
    for forms in (
        "[нд]а[ғг]ы|[нд]егі|тағы|тегі|менен"
        "|[ндт][ыі]ң|нда|нде|[дтн]ан|[дтн]ен|[мбп]ен|[ғқн]а|[гкн]е|[ндт][ыі]|[дт][ае]|ан|ен|[аен]",
        "[ыі]м[ыі]з|[ыі]ң[ыі]з|м[ыі]з|ң[ыі]з|[ыі][мң]|с[ыі]|[ыі]",
        "[лдт][ае]р",
    )
)
_RUSSIAN_VOWELS = "аеиоуыюя"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and where it stands.

    :param text: folded and stemmed, as the index holds it.
    :param start: offset of the word's first character in the original text.
    :param end: offset after the word's last character.
    """

    text: str
    start: int
    end: int


class _Stemmers(threading.local):
    """Snowball stemmers for one thread: the library forbids sharing one between threads.

    Their own caches are off: ``stem`` has a better one.
    """

    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english", 0)
        self.russian = Stemmer.Stemmer("russian", 0)


_stemmers = _Stemmers()


def terms(text: str, language: str) -> list[Term]:
    """Return the terms of ``text`` in its order.

    Hyphenated words give their parts, abbreviations lose their dots ("U.S." and "US" are one
    term), and numbers are written one way ("11,000" and "11000", "13,2" and "13.2").

    :param text: any text, any script.
    :param language: ISO 639-1 code of the text; it decides only how Cyrillic words are cut, as
        Kazakh for ``kk``, as Russian for any other.
    :return: the terms, each with its word's offsets in characters of ``text``.
    """
    return [Term(stem(word.text, language), word.start, word.end) for word in words(text)]


def content_terms(text: str, language: str) -> list[Term]:
    """Return the terms of ``text`` but for stop words; all of them where it has nothing else."""
    found = list(words(text))
    kept = [word for word in found if word.text not in STOP_WORDS] or found
    return [Term(stem(word.text, language), word.start, word.end) for word in kept]


def analyze(text: str, language: str) -> list[str]:
    """Return the texts of ``terms``, for those who need no offsets."""
    folded = (_fold(match.group(), match.lastgroup) for match in _word_pattern().finditer(text))
    return [stem(word, language) for word in folded if word]


def words(text: str) -> Iterator[Term]:
    """Yield each word of ``text`` folded but not stemmed, for instance to look it up in a list."""
    for match in _word_pattern().finditer(text):
        folded = _fold(match.group(), match.lastgroup)
        if folded:
            yield Term(folded, match.start(), match.end())


@lru_cache(_CACHED_WORDS)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word, at most ``MAX_TERM`` characters."""
    if not is_cyrillic(word):
        stemmed = _stemmers.english.stemWord(word) if _LATIN.search(word) else word
    elif language == KAZAKH:
        stemmed = _kazakh_stem(word)
    else:
        stemmed = _russian_stem(word)
    return str(stemmed)[:MAX_TERM]


def _russian_stem(word: str) -> str:
    """Return the Snowball stem without a last vowel.

    Snowball takes the genitive of a noun in -ай, -ей or -ой for another ending than the other
    cases: "Китай" gives "кита", "Китая" gives "кит". Without the vowel both are one.
    """
    stemmed = str(_stemmers.russian.stemWord(word))
    return stemmed[:-1] if len(stemmed) > 3 and stemmed[-1] in _RUSSIAN_VOWELS else stemmed


def _kazakh_stem(word: str) -> str:
    for suffix in _KAZAKH_SUFFIXES:
        word = suffix.sub(r"\1", word)
    return word[:KAZAKH_PREFIX]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Return the pattern of one word; the first alternative that fits is taken.

    A year is never the whole part of a decimal: "in 2013.5" is a flattened footnote mark.
    """
    letter = rf"[^\W\d_{_CJK}{_SUPERSCRIPTS}]"
    unit = rf"[^\W_{_CJK}{_SUPERSCRIPTS}][{_marks()}{_IGNORABLE}]*"
    number_starts = r"(?<!\w)(?<!\d[.,])"
    return re.compile(
        rf"(?P<grouped>{number_starts}[1-9]\d{{0,2}}(?:[{_GROUP_MARKS}]\d{{3}})+(?!\d)(?:\.\d+)?)"
        rf"|(?P<decimal>{number_starts}(?!(?:19|20)\d\d[.,])(?:\d+\.|\d{{1,3}},)\d+(?![.,]?\d))"
        rf"|(?P<abbreviation>(?<!\w)(?:{letter}\.)+{letter}(?!\w))"
        rf"|(?P<ideograph>[{_CJK}])"
        rf"|(?P<word>(?:{unit})+(?:[{_APOSTROPHES}](?:{unit})+)*)"
    )


def _marks() -> str:
    r"""Return every combining mark of the basic plane, for ``\w`` leaves them out of a word."""
    return "".join(
        chr(code)
        for code in range(0x300, 0xFE30)
        if unicodedata.category(chr(code)).startswith("M")
    )


@lru_cache(_CACHED_WORDS)
def _fold(word: str, kind: str | None) -> str:
    """Return the one form that all spellings of a word share; empty where nothing is left."""
    word = unicodedata.normalize("NFKC", word)
    if kind == "grouped":
        return "".join(char for char in word if char.isdecimal() or char == ".")
    if kind == "decimal":
        return word.replace(",", ".")
    for apostrophe in _APOSTROPHES:
        word = word.removesuffix(apostrophe + "s").removesuffix(apostrophe + "S")
    return _fold_letters(word.translate(_DROPPED))


def _fold_letters(word: str) -> str:
    word = _in_one_script(word).casefold()
    if _DECADE.fullmatch(word):
        return word[:-1]
    if is_cyrillic(word):
        return _COMBINING.sub("", word).replace("ё", "е")
    bare = _COMBINING.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_PLAIN_LATIN)


def _in_one_script(word: str) -> str:
    """Return a word that mixes Latin and Cyrillic twins in the script most of it is in."""
    cyrillic = cyrillic_letters(word)
    if not cyrillic:
        return word
    if _ROMAN.fullmatch(word):
        return word.translate(_TO_LATIN)
    latin = len(_LATIN.findall(word.lower()))
    return word.translate(_TO_LATIN if latin > cyrillic else _TO_CYRILLIC)
