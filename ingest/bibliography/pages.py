"""The pages that an entry or a marker gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.models import Span

_DASH = r"\s?[-–—‒−]\s?"
_ONE = r"[A-Za-z]?\d{1,5}"
_RANGE = rf"{_ONE}(?:{_DASH}{_ONE})?"
_SEVERAL = rf"{_RANGE}(?:,\s?{_RANGE}(?![\w(]))*"
_ROMAN = rf"[ivxlc]{{1,8}}(?:{_DASH}[ivxlc]{{1,8}})?"
# The letter before a number: p., pp., С., стр., б., бет; Latin C and P stand for Cyrillic ones.
_BEFORE = re.compile(
    r"(?<![\w.])(?:pp?\.?|pages?|S\.|[PРр]{1,2}\.|[СсC]{1,2}\.|стр\.|страниц[аы]|"
    r"[Бб]{1,2}\.|бет(?:тер)?і?\.?)"
    rf"\s?(?P<pages>{_SEVERAL}|{_ROMAN}(?!\w))(?![\w/])"
)
# Kazakh puts it after: "8-9 бб.", "45-бет"; Russian too: "45–50 с.".
_AFTER_RANGE = re.compile(
    rf"(?<![\w.])(?P<pages>\d{{1,5}}{_DASH}\d{{1,5}})[\s-]?"
    r"(?:бб?|бет(?:тер)?(?:і|те)?|с|стр|pp?)\b\.?"
)
_AFTER_ONE = re.compile(r"(?<![\w.–-])(?P<pages>\d{1,5})[\s-]?(?:бб?|бет(?:і|те|інде)?)\b\.?")
# "80(3), 153–171", "13:784–808", "2018;12(3):45-50".
_AFTER_VOLUME = re.compile(
    r"(?<![\w.])\d{1,4}\s?(?:\(\d[^()\n]{0,20}\)\s?[:,]\s?|:\s?)"
    rf"(?P<pages>[A-Za-z]?\d{{1,6}}{_DASH}[A-Za-z]?\d{{1,6}})(?!\w)"
)
# "Notes of Ports, 33, 1877-1901", "edited by B. Park, 45–67.", "(London: Routledge, 2009), 45.".
_AFTER_COMMA = re.compile(
    rf"(?:[^\W\d_],\s\d{{1,4}},\s|[^\W\d_],\s(?!(?:1[5-9]|20)\d\d))"
    rf"(?P<pages>\d{{1,5}}{_DASH}\d{{1,5}})\.?(?=\s|$)"
    rf"|\d{{4}}\),\s(?P<noted>{_SEVERAL})\.?$"
)
# "– 2005. – 208 б.": how many pages a book has.
_COUNT_OF_BOOK = re.compile(r"(?:19|20)\d\d(?:\s?[гж]\.)?[.,]?\s*[–—-]?\s*$")
_BEHIND_OTHERS = (_AFTER_VOLUME, _AFTER_COMMA)  # which begin with what is not the pages
_ANY_DASH = re.compile(_DASH)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that are given, and where.

    :param pages: for instance ``8-9``, or ``8-9, 12``.
    :param span: of the words that give them.
    """

    pages: str
    span: Span


def pages_of(text: str) -> Pages | None:
    """Find the pages cited in an entry; how many pages a book has is something else.

    :param text: the entry without its addresses.
    :return: None without any.
    """
    for pattern in (_BEFORE, _AFTER_RANGE, _AFTER_VOLUME, _AFTER_ONE, _AFTER_COMMA):
        for match in pattern.finditer(text):
            if pattern is _AFTER_ONE and _is_count(text, match.start()):
                continue
            group = "noted" if pattern is _AFTER_COMMA and match["noted"] else "pages"
            start = match.start(group) if pattern in _BEHIND_OTHERS else match.start()
            return Pages(normalised(match[group]), Span(start, match.end()))
    return None


def locator_of(text: str) -> str:
    """Return the pages that a marker gives beside a work: ``с. 45``, ``p. 5``, ``: 45``.

    :param text: what follows the number or the year in the marker.
    :return: empty without any.
    """
    for pattern in (_BEFORE, _AFTER_RANGE, _AFTER_ONE):
        if match := pattern.search(text):
            return normalised(match["pages"])
    bare = re.fullmatch(rf"\s*[:,]\s*(?P<pages>{_SEVERAL})\s*", text)
    return normalised(bare["pages"]) if bare else ""


def normalised(pages: str) -> str:
    """Return pages with plain hyphens and no white space around them."""
    return ", ".join(_ANY_DASH.sub("-", part).strip() for part in pages.split(","))


def _is_count(text: str, start: int) -> bool:
    """Tell whether a number of pages stands right behind a book's year."""
    before = text[max(0, start - 30) : start]
    return "//" not in text[:start] and bool(_COUNT_OF_BOOK.search(before))
