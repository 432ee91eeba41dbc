"""Measures and currencies in one spelling for English, Russian and Kazakh."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

UnitSort = Literal["percent", "money", "measure", "people"]

_PERCENT = r"%|percent|процент\w{0,3}|пайыз\w{0,5}|п\.?п"
_MONEY = (
    ("dollar", r"\$|usd|dollars?|доллар\w{0,3}|долл|доллар\w{0,5}"),
    ("euro", r"€|eur|euros?|евро|еуро\w{0,3}"),
    ("pound", r"£|gbp|sterling|стерлинг\w{0,3}"),
    ("rouble", r"₽|rub|rou?bles?|руб|рубл\w{1,4}|рубль\w{0,4}"),
    ("tenge", r"₸|kzt|tenge|тенге|теңге\w{0,4}"),
    ("yuan", r"¥|cny|yuan|юан\w{0,4}"),
    ("som", r"kgs|soms?|сом(?:а|ов|у)?"),
)
_MEASURES = (
    ("km", r"km|kilomet(?:er|re)s?|км|километр\w{0,4}|шақырым\w{0,4}"),
    ("m", r"m|met(?:er|re)s?|м|метр\w{0,4}"),
    ("cm", r"cm|centimet(?:er|re)s?|см|сантиметр\w{0,4}"),
    ("mm", r"mm|millimet(?:er|re)s?|мм|миллиметр\w{0,4}"),
    ("mile", r"miles?|мил(?:я|и|ь|ю|ям|ями|ях)"),
    ("ha", r"ha|hectares?|га|гектар\w{0,4}"),
    ("acre", r"acres?|акр\w{0,3}"),
    ("kg", r"kg|kilograms?|kilogrammes?|кг|килограмм\w{0,4}"),
    ("g", r"g|grams?|grammes?|г|грамм\w{0,4}"),
    ("t", r"t|tons?|tonnes?|т|тонн\w{0,4}"),
    ("l", r"lit(?:er|re)s?|л|литр\w{0,4}"),
    ("MW", r"mw|megawatts?|мвт|мегаватт\w{0,4}"),
    ("kW", r"kw|kilowatts?|квт|киловатт\w{0,4}"),
    ("kWh", r"kwh"),
    ("year", r"years?|лет|года|жыл\w{0,4}"),
    ("month", r"months?|месяц\w{0,3}|ай|айға|айда|айдан"),
    ("week", r"weeks?|недел\w{1,4}|апта\w{0,4}"),
    ("day", r"days?|дн(?:я|ей|ям|ями|ях)|день|күн\w{0,4}"),
    ("hour", r"hours?|час(?:а|ов|у|ам|ами|ах)?|сағат\w{0,4}"),
    ("minute", r"minutes?|min|минут\w{0,3}|мин"),
    ("time", r"times|раз(?:а)?|рет|есе"),
)
_PEOPLE = (
    r"people|persons?|inhabitants|residents|человек\w{0,2}|люд(?:и|ей|ям)|жител\w{1,4}|адам\w{0,4}"
)
CURRENCY_SIGNS = "$€£₽₸¥"


@lru_cache(1 << 12)
def unit_of(word: str) -> tuple[str, UnitSort] | None:
    """Return a unit's one spelling and what sort it is; None where a word is no unit.

    :param word: in lower case, or a sign such as ``%`` or ``$``.
    """
    if re.fullmatch(_PERCENT, word):
        return "percent", "percent"
    for sort, units in (("money", _MONEY), ("measure", _MEASURES)):
        for name, pattern in units:
            if re.fullmatch(pattern, word):
                return name, "money" if sort == "money" else "measure"
    return ("people", "people") if re.fullmatch(_PEOPLE, word) else None
