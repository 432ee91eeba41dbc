"""Number words of English, Russian and Kazakh, with their endings.

A word that is oftener something else is left out: "семью" is a family, "он" with an ending is "it".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

_CACHED_WORDS = 1 << 12
THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))

_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
_RUSSIAN = {
    "один одна одно одного одной одному одним одну": 1,
    "два две двух двум двумя": 2,
    "три трех трем тремя": 3,
    "четыре четырех четырем четырьмя": 4,
    "пять пяти пятью": 5,
    "шесть шести шестью": 6,
    "семь семи": 7,
    "восемь восьми восемью восьмью": 8,
    "девять девяти девятью": 9,
    "десять десяти десятью": 10,
    "одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15,
    "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19, "двадцат": 20,
    "тридцат": 30,
    "сорок сорока": 40,
    "пятьдесят пятидесяти пятьюдесятью": 50,
    "шестьдесят шестидесяти шестьюдесятью": 60,
    "семьдесят семидесяти семьюдесятью": 70,
    "восемьдесят восьмидесяти восемьюдесятью": 80,
    "девяносто девяноста": 90,
    "сто ста": 100,
    "двести двухсот двумстам двумястами двухстах": 200,
    "триста трехсот тремстам тремястами трехстах": 300,
    "четыреста четырехсот четыремстам четырьмястами четырехстах": 400,
    "пятьсот пятисот пятистам пятьюстами пятистах": 500,
    "шестьсот шестисот шестистам шестьюстами шестистах": 600,
    "семьсот семисот семистам семьюстами семистах": 700,
    "восемьсот восьмисот восьмистам восемьюстами восьмистах": 800,
    "девятьсот девятисот девятистам девятьюстами девятистах": 900,
}  # fmt: skip
_KAZAKH = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8,
    "тоғыз": 9, "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60,
    "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100,
}  # fmt: skip
_KAZAKH_CASES = re.compile(
    r"(?:[ғг][ае]|[қк][ае]|[дтн][ае]н?|[дтн][ыі]ң?|[мбп]ен)?"
)  # of a numeral; "онда" and "оны" are no ten
_SCALES = {
    "en": (
        (r"thousand|k", THOUSAND),
        (r"million|mln|mn", MILLION),
        (r"billion|bn", BILLION),
        (r"trillion|trn", TRILLION),
    ),
    "ru": (
        (r"тыс|тысяч[аиу]?|тысяче|тысяч(?:ам|ами|ах|ей|ью)", THOUSAND),
        (r"млн|миллион(?:а|ов|у|ом|е|ам|ами|ах)?", MILLION),
        (r"млрд|миллиард(?:а|ов|у|ом|е|ам|ами|ах)?", BILLION),
        (r"трлн|триллион(?:а|ов|у|ом|е|ам|ами|ах)?", TRILLION),
    ),
    "kk": (
        (r"мың(?:дай)?", THOUSAND),
        (r"млн|миллион(?:дай)?", MILLION),
        (r"млрд|миллиард(?:тай)?", BILLION),
        (r"трлн|триллион", TRILLION),
    ),
}
# Many of a scale, how many is not said: "hundreds", "сотни", "мыңдаған".
_VAGUE = {
    "en": ((r"dozens|tens", 10), (r"hundreds", 100), (r"thousands", 1_000), (r"millions", 10**6)),
    "ru": (
        (r"десятк(?:и|ов|ам|ами|ах)", 10),
        (r"сот(?:ни|ен|ням|нями|нях)", 100),
        (r"тысячи", 1_000),
        (r"миллионы", 10**6),
    ),
    "kk": ((r"ондаған", 10), (r"жүздеген", 100), (r"мыңдаған", 1_000), (r"миллиондаған", 10**6)),
}
SEVERAL = {
    "en": frozenset({"several"}),
    "ru": frozenset({"несколько", "нескольких", "нескольким", "несколькими"}),
    "kk": frozenset({"бірнеше"}),
}
# Tens of years: "the nineties", "девяностых годах"; Kazakh writes an ordinal.
_TENS = (
    ("twenties", "двадцат", "жиырмасыншы", 20),
    ("thirties", "тридцат", "отызыншы", 30),
    ("forties", "сороков", "қырқыншы", 40),
    ("fifties", "пятидесят", "елуінші", 50),
    ("sixties", "шестидесят", "алпысыншы", 60),
    ("seventies", "семидесят", "жетпісінші", 70),
    ("eighties", "восьмидесят", "сексенінші", 80),
    ("nineties", "девяност", "тоқсаныншы", 90),
)
_RUSSIAN_ORDINAL = "(?:ые|ых|ым|ыми)"
_CENTURIES = (
    ("sixteenth", "шестнадцат", 16),
    ("seventeenth", "семнадцат", 17),
    ("eighteenth", "восемнадцат", 18),
    ("nineteenth", "девятнадцат", 19),
    ("twentieth", "двадцат", 20),
)
_SINGULAR_ORDINAL = "(?:ый|ого|ому|ым|ом)"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a word is worth in a number.

    :param value: the number it names.
    :param multiplies: it multiplies what stands before it, as "hundred" and "thousand".
    """

    value: Decimal
    multiplies: bool = False


@lru_cache(_CACHED_WORDS)
def number_word(word: str, language: str) -> NumberWord | None:
    """Return what a word is worth; None where it is no number word.

    :param word: folded, as :func:`fold` does it.
    :param language: ISO 639-1; a language without a list of its own has the English words.
    """
    for pattern, scale in _SCALES.get(language, _SCALES["en"]):
        ending = _KAZAKH_CASES.pattern if language == "kk" else ""
        if re.fullmatch(f"(?:{pattern}){ending}", word):
            return NumberWord(scale, multiplies=True)
    value = _table(language).get(word) or (_kazakh(word) if language == "kk" else None)
    if value is None:
        return None
    return NumberWord(Decimal(value), multiplies=value == 100 and language != "ru")


def vague_scale(word: str, language: str) -> Decimal | None:
    """Return the scale of a word such as "hundreds"; None where it is none."""
    for pattern, scale in _VAGUE.get(language, _VAGUE["en"]):
        if re.fullmatch(pattern, word):
            return Decimal(scale)
    return None


@lru_cache(_CACHED_WORDS)
def tens_of_years(word: str, language: str) -> int | None:
    """Return 90 for "nineties", "девяностых" and "тоқсаныншы"; None for other words."""
    for english, russian, kazakh, value in _TENS:
        forms = {"ru": russian + _RUSSIAN_ORDINAL, "kk": kazakh}
        if re.fullmatch(forms.get(language, english), word):
            return value
    return None


@lru_cache(_CACHED_WORDS)
def century_word(word: str, language: str) -> int | None:
    """Return 20 for "twentieth" and "двадцатого"; None for other words."""
    for english, russian, value in _CENTURIES:
        pattern = russian + _SINGULAR_ORDINAL if language == "ru" else english
        if language != "kk" and re.fullmatch(pattern, word):
            return value
    return None


def fold(word: str) -> str:
    """Return a word as the lists here have it."""
    return word.casefold().replace("ё", "е")


@cache
def _table(language: str) -> Mapping[str, int]:
    if language == "kk":
        return _KAZAKH
    if language != "ru":
        return _ENGLISH
    table = {}
    for forms, value in _RUSSIAN.items():
        stems = [forms + ending for ending in ("ь", "и", "ью")] if forms.endswith("ат") else ()
        table.update(dict.fromkeys(stems or forms.split(), value))
    return table


def _kazakh(word: str) -> int | None:
    for base, value in _KAZAKH.items():
        if word.startswith(base) and base != "он" and not word.startswith("алтын"):
            if _KAZAKH_CASES.fullmatch(word, len(base)):
                return value
    return None
