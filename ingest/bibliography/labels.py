"""What a reference is called in a line of text: "Raimondi (2022)", "[3] Raimondi (2022), p. 8"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bibliography.dates import any_year
from ingest.bibliography.people import surname
from ingest.models import Reference

_TITLE_WIDTH = 60
_CLOSERS = " .,:;–—-"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a name that are not the entry's own, in the language it is said in.

    :param two: puts two authors together.
    :param several: names the first of more.
    :param accessed: says that a year is that of an access.
    :param title: puts a title in quotation marks.
    :param page: names one page.
    :param pages: names several.
    """

    two: str = "{first} and {second}"
    several: str = "{first} et al."
    accessed: str = "accessed {year}"
    title: str = "“{title}”"
    page: str = "p. {pages}"
    pages: str = "pp. {pages}"


IN_ENGLISH = Terms()


def label(reference: Reference, terms: Terms = IN_ENGLISH) -> str:
    """Return a short name: the first author's surname, or the title, and the year.

    Where no year of publication is known, that of the access is given and said to be so; where
    that is not known either, there is none.

    :param reference: any entry; its text stands in where neither author nor title is known.
    :param terms: of the language to say it in.
    """
    year = reference.year or ""
    if not year and (seen := any_year(reference.accessed)):
        year = terms.accessed.format(year=seen)
    name = _names(reference, terms) or _title(reference, terms)
    return f"{name} ({year})" if year else name


def cited_as(reference: Reference, pages: str = "", terms: Terms = IN_ENGLISH) -> str:
    """Return what a citation of an entry says: number, label and pages.

    :param reference: the entry.
    :param pages: that the marker gives; the entry's own where it gives none.
    :param terms: of the language to say it in.
    """
    named = f"[{reference.number}] {label(reference, terms)}"
    return ", ".join(filter(None, (named, page_words(pages or reference.pages, terms))))


def page_words(pages: str, terms: Terms = IN_ENGLISH) -> str:
    """Return pages with their sign: "p. 8", "pp. 8-9"; empty without any."""
    several = re.search(r"[-–,]", pages) is not None
    return (terms.pages if several else terms.page).format(pages=pages) if pages else ""


def shortened(text: str, width: int) -> str:
    """Return a text on one line, cut between words where it is longer than ``width`` characters."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[width // 2 :] else cut}".rstrip(_CLOSERS) + "…"


def _names(reference: Reference, terms: Terms) -> str:
    names = [shortened(surname(author), _TITLE_WIDTH) for author in reference.authors[:2]]
    if len(reference.authors) > 2:
        return terms.several.format(first=names[0])
    if len(names) > 1:
        return terms.two.format(first=names[0], second=names[1])
    return "".join(names)


def _title(reference: Reference, terms: Terms) -> str:
    return terms.title.format(title=shortened(reference.title or reference.text, _TITLE_WIDTH))
