"""The months of dates, in three languages: "5 May", "в мае 2004", "2004 жылғы мамыр"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FORMS = (
    r"jan(?:uary)?|январ\w{1,3}|қаңтар\w{0,4}",
    r"feb(?:ruary)?|феврал\w{1,3}|ақпан\w{0,4}",
    r"mar(?:ch)?|март\w{0,3}|наурыз\w{0,4}",
    r"apr(?:il)?|апрел\w{1,3}|сәуір\w{0,4}",
    r"may|ма(?:й|я|ю|ем|е)|мамыр\w{0,4}",
    r"june?|июн\w{1,3}|маусым\w{0,4}",
    r"july?|июл\w{1,3}|шілде\w{0,4}",
    r"aug(?:ust)?|август\w{0,3}|тамыз\w{0,4}",
    r"sept?(?:ember)?|сентябр\w{1,3}|қыркүйек\w{0,4}",
    r"oct(?:ober)?|октябр\w{1,3}|қазан\w{0,4}",
    r"nov(?:ember)?|ноябр\w{1,3}|қараша\w{0,4}",
    r"dec(?:ember)?|декабр\w{1,3}|желтоқсан\w{0,4}",
)
_NUMBER = r"\d[\d\w-]{0,8}"
_BEFORE = rf"(?:{_NUMBER}[ \u00a0]+(?:(?:of|жылғы|жылы|жылдың)[ \u00a0]+)?)"
_AFTER = rf"(?:\.?,?[ \u00a0]+(?:of[ \u00a0]+)?{_NUMBER})"
_MONTHS = tuple(
    re.compile(rf"{_BEFORE}(?:{form})\b|\b(?:{form}){_AFTER}", re.IGNORECASE) for form in _FORMS
)
_NAMED = tuple(re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for form in _FORMS)
# Day or month first, or the year, as ISO 8601 has it.
_IN_FIGURES = re.compile(
    r"(?<!\d)(?:(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?:\d{4}|\d{2})"
    r"|\d{4}-(?P<iso>\d{2})(?:-\d{2})?)(?!\d)"
)


def dated_months(text: str) -> frozenset[int]:
    """Return the months, 1 to 12, that stand beside a number; "may" alone is a verb."""
    return frozenset(number for number, each in enumerate(_MONTHS, 1) if each.search(text))


def all_months(text: str) -> frozenset[int]:
    """Return every month, 1 to 12, that a text may name, in words or in figures."""
    named = {number for number, each in enumerate(_NAMED, 1) if each.search(text)}
    return frozenset(named.union(_in_figures(text)))


def _in_figures(text: str) -> Iterator[int]:
    for match in _IN_FIGURES.finditer(text):
        found = map(int, filter(None, match.groups()))
        yield from (number for number in found if 1 <= number <= len(_FORMS))
