"""What a reference is called in a line of text: "Raimondi (2022)", "[3] Raimondi (2022), p. 8"."""

from __future__ import annotations

import re

from ingest.bibliography.dates import any_year
from ingest.bibliography.people import surname
from ingest.models import Reference

_TITLE_WIDTH = 60
_CLOSERS = " .,:;–—-"


def label(reference: Reference) -> str:
    """Return a short name: the first author's surname, or the title, and the year.

    Where no year of publication is known, that of the access is given and said to be so; where
    that is not known either, there is none.

    :param reference: any entry; its text stands in where neither author nor title is known.
    """
    year = reference.year or ""
    if not year and (seen := any_year(reference.accessed)):
        year = f"accessed {seen}"
    name = _names(reference) or _title(reference)
    return f"{name} ({year})" if year else name


def cited_as(reference: Reference, pages: str = "") -> str:
    """Return what a citation of an entry says: number, label and pages.

    :param reference: the entry.
    :param pages: that the marker gives; the entry's own where it gives none.
    """
    pages = pages or reference.pages
    return ", ".join(filter(None, (f"[{reference.number}] {label(reference)}", page_words(pages))))


def page_words(pages: str) -> str:
    """Return pages with their sign: "p. 8", "pp. 8-9"; empty without any."""
    sign = "pp." if re.search(r"[-–,]", pages) else "p."
    return f"{sign} {pages}" if pages else ""


def shortened(text: str, width: int) -> str:
    """Return a text on one line, cut between words where it is longer than ``width`` characters."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[width // 2 :] else cut}".rstrip(_CLOSERS) + "…"


def _names(reference: Reference) -> str:
    names = [shortened(surname(author), _TITLE_WIDTH) for author in reference.authors[:2]]
    if len(reference.authors) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _title(reference: Reference) -> str:
    return f"“{shortened(reference.title or reference.text, _TITLE_WIDTH)}”"
