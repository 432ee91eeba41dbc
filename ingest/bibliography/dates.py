"""The dates of an entry: when its address was looked at, and when the work came out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.bibliography.patterns import YEAR, YEAR_LETTER
from ingest.models import Span
from ingest.months import ENGLISH, KAZAKH, RUSSIAN

# The first letters of the months, and of "мая", as they stand in dates.
_MONTHS = {
    name[:3]: number for names in (ENGLISH, RUSSIAN, KAZAKH) for number, name in enumerate(names, 1)
} | {"мая": 5}
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[^\W\d_]{{0,9}})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_NOT_MORE = r"(?![\d/-]|\.\d)"
_FORMS = tuple(
    re.compile(form + _NOT_MORE, re.IGNORECASE)
    for form in (
        rf"{_Y}[-./](?P<month>\d{{1,2}})[-./]{_DAY}",
        r"(?P<day>\d{1,2})[-./]\s?(?P<month>\d{1,2})[-./]\s?(?P<year>(?:19|20)?\d\d)",
        rf"«?{_DAY}»?\s+(?:of\s+)?{_MONTH},?\s+{_Y}",
        rf"{_MONTH}\s+{_DAY},?\s+{_Y}",
        rf"{_Y}\s*(?:ж(?:\.|ыл\w*|ылғы)?,?)?\s*{_DAY}[\s-]+{_MONTH}",
        rf"{_Y},?\s+{_MONTH}(?:\s+{_DAY})?",
        rf"{_MONTH},?\s+{_Y}",
        rf"{_Y}",
    )
)
_ACCESS = re.compile(
    r"[\[(]?\s*\b(?:date of (?:the )?(?:application|access(?:ing)?|appeal|request|treatment|"
    r"circulation|visit|retrieval|reference)|(?:last |date )?access(?:ed)?(?: date| on)?|"
    r"(?:last )?(?:retrieved|visited|viewed|checked|consulted)(?: on)?|cited|"
    r"дата (?:обращения|доступа|просмотра|посещения|запроса|последнего обращения)|"
    r"дата обр(?:ащ)?\.|(?:последнее )?обращение|просмотрено|проверено|"
    r"қара(?:лған|ған|лды)(?: күні| уақыты| мерзімі)?|жүгін(?:у|ген) (?:күні|уақыты)|"
    r"қол жеткізілген күні|кірген күні|өтініш (?:берілген )?күні|пайдаланылған күні|"
    r"сілтеме (?:жасалған )?күні)(?![^\W\d_])[\s.:–—-]{0,4}",
    re.IGNORECASE,
)
# Kazakh says it after the date too: "(20.03.2018 қаралды)".
_ACCESS_AFTER = re.compile(
    r"[\[(]\s*(?P<date>[^()\[\]]{4,30}?)\s+(?:күні\s+)?(?:қаралды|қаралған|алынды)\s*[\])]",
    re.IGNORECASE,
)
_RAW_END = re.compile(r"[)\];\n]|\.\s|,?\s(?:from|at)\b|https?:|$", re.IGNORECASE)
_DATE_FIRST = re.compile(rf"\d|{_MONTH}", re.IGNORECASE)
_MOST_RAW = 60
_AFTER_DATE = re.compile(
    r"\s*(?:г\.|год[а-я]?\b|ж\.)?[^()\[\].;\d]{0,20}?[)\]]|\s*(?:г\.|ж\.)?[.,]?"
)

_SET_APART = re.compile(
    rf"(?:^|[(\[,.;:–—-]|№\s?\d{{1,4}}\.?|(?<!\w){_MONTH})\s*"
    rf"(?P<whole>(?<!\d[–—-])(?<!\d/)(?P<only>{YEAR_LETTER}))(?![\d–—-]|\w)"
    rf"(?=\s*(?:г\.|год|ж\.|жыл|[)\],.;:/–—-]|\(|$|(?:{'|'.join(_MONTHS)})[^;\n]{{0,12}};))",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(rf"(?<![\d.]){YEAR}(?!\d)")


@dataclass(frozen=True, slots=True)
class Accessed:
    """When an address was looked at.

    :param date: ISO 8601 as far as it is given; as it is written where it is no date.
    :param span: the words of the entry that say so.
    """

    date: str
    span: Span


def accessed_of(text: str) -> Accessed | None:
    """Find the date of access of an entry; None without one."""
    for match in _ACCESS.finditer(text):
        if found := _dated(text, match):
            return found
    if (after := _ACCESS_AFTER.search(text)) and (iso := iso_date(after["date"])):
        return Accessed(iso, Span(*after.span()))
    return None


def iso_date(text: str) -> str:
    """Return a date as ISO 8601, a month or a year where no more is given; the day comes first.

    :return: empty where the text is no date, or names a day that no calendar has.
    """
    found = _date_at(text.strip(" \t\n.,«»"), 0)
    return found[0] if found else ""


def year_in(text: str) -> str | None:
    """Find a year that stands apart, as that of publication does, and neither a range nor a number.

    :param text: an entry without its address, its date of access and its pages.
    :return: the last such year, with its letter; None without one.
    """
    years = [match["only"] for match in _SET_APART.finditer(text)]
    return years[-1].lower() if years else None


def any_year(text: str) -> str:
    """Return the first year of a date that is kept as it is written; empty without one."""
    match = _ANY_YEAR.search(text) or re.search(rf"{YEAR}(?!\d)", text)
    return match[0] if match else ""


def _dated(text: str, match: re.Match[str]) -> Accessed | None:
    """Read the date after a word of access."""
    start = match.end()
    if found := _date_at(text, start):
        after = _AFTER_DATE.match(text, found[1])
        end = after.end() if after and match[0][0] in "[(" else found[1]
        return Accessed(found[0], Span(match.start(), end))
    stop = _RAW_END.search(text, start, start + _MOST_RAW)
    end = stop.start() if stop else min(len(text), start + _MOST_RAW)
    raw = " ".join(text[start:end].split()).strip(" ,.")
    is_said = match[0].rstrip().endswith(":") or _DATE_FIRST.match(raw)
    if not any_year(raw) or not is_said:
        return None
    closes = match[0][0] in "[(" and text[end : end + 1] in (")", "]")
    return Accessed(raw, Span(match.start(), end + closes))


def _date_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the date that stands at an offset, and the offset after it."""
    for form in _FORMS:
        if match := form.match(text, start):
            parts = match.groupdict()
            iso = _iso(parts["year"], parts.get("month"), parts.get("day"))
            return (iso, match.end()) if iso else None
    return None


def _iso(year: str, month: str | None, day: str | None) -> str:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if month is None:
        return f"{full:04}"
    number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
    if day is None:
        return f"{full:04}-{number:02}"
    try:
        # "03/20/2018" can only be the month first.
        swapped = number > 12 >= int(day)
        return (
            date(full, int(day), number) if swapped else date(full, number, int(day))
        ).isoformat()
    except ValueError:
        return ""
