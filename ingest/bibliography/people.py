"""A name as a reference list writes it, taken apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.bibliography.patterns import CAPITAL, INITIALS, PARTICLE

_INITIALS_LAST = re.compile(rf"(.+?)(?:,\s?|\s)({INITIALS}|{CAPITAL}{{1,3}})")
_INITIALS_FIRST = re.compile(rf"({INITIALS})\s*(.+)")
_PATRONYMIC = re.compile(r".{3,}(?:вич|вна|ична|ұлы|қызы|улы|кызы|оглы|vich|vna|uly|kyzy)", re.I)
_SHORT_FORM = re.compile(r"\s*\([\w.&-]{2,15}\)$")  # "World Trade Body (WTB)"
_PARTICLES = re.compile(rf"(?:{PARTICLE})+", re.IGNORECASE)
# Whole words, and stems of words that end in many ways.
_INSTITUTION = re.compile(
    r"\b(?:bank|ministry|department|university|institute|agency|commission|committee|council|"
    r"organi[sz]ation|association|center|centre|office|bureau|government|nations|union|group|"
    r"foundation|forum|company|corporation|press|news|service|society|academy|museum|network|"
    r"authority|secretariat|parliament|court|republic|inc|ltd|llc|"
    r"банк\w*|министерств\w+|комитет\w*|институт\w*|университет\w*|агентств\w+|организаци\w+|"
    r"комисси\w+|центр\w*|совет\w*|правительств\w+|служб\w+|фонд\w*|академи\w+|музе\w+|"
    r"ассоциаци\w+|департамент\w*|управлени\w+|республик\w+|парламент\w*|суд|"
    r"банк\w*|министрліг\w+|агенттіг\w+|ұйым\w*|орталы\w+|кеңес\w*|үкімет\w*|қор\w*|"
    r"республикас\w+|қоғам\w*|мұражай\w*)\b",
    re.IGNORECASE,
)
# Short for a country or a thing, so that what ends in it is nobody's initials: "Mistral AI".
_SHORT = re.compile(r"\s(?:AI|IT|TV|UK|US|USA|EU|UN|РК|РФ|КР|РУз|ҚР|США|КНР|ООН|БҰҰ|СССР)$")
_ACRONYM = re.compile(rf"{CAPITAL}[{CAPITAL[1:-1]}\d&./-]{{1,14}}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person or an institution.

    :param family: the surname; an institution's whole name.
    :param given: given names or initials; empty for an institution, or where none is given.
    """

    family: str
    given: str = ""


def is_institution(name: str) -> bool:
    """Tell whether a name is that of an institution, by its words or its capitals."""
    name = name.strip()
    return any((_INSTITUTION.search(name), _SHORT.search(name), _ACRONYM.fullmatch(name)))


def name_of(author: str) -> Name:
    """Take an author's name apart: "Nye, J. S.", "Най Дж. С.", "Joseph Nye", "World Bank".

    :param author: as it is written.
    """
    author = " ".join(author.split())
    if is_institution(author):
        return Name(_SHORT_FORM.sub("", author))
    family, comma, given = author.partition(",")
    if comma and given.strip():
        return Name(family.strip(), given.strip())
    if match := _INITIALS_LAST.fullmatch(author):
        return Name(match[1], match[2])
    if match := _INITIALS_FIRST.fullmatch(author):
        return _given_first(match[2], match[1])
    return _given_first(author, "")


def surname(author: str) -> str:
    """Return an author's surname, an institution's whole name."""
    return name_of(author).family


def folded(text: str) -> str:
    """Return a text as names are compared: no case, no accents of Latin letters, one dash."""
    plain = "".join(
        letter[0] if letter.isascii() or letter[0].isascii() else original
        for original in text.replace("ё", "е").replace("Ё", "Е")
        for letter in (unicodedata.normalize("NFD", original),)
    )
    return re.sub(r"[‐‑‒–]", "-", plain).replace("’", "'").casefold()


def _given_first(text: str, before: str) -> Name:
    """Take apart a name whose given names come first, unless a patronymic ends it.

    :param before: initials that stood before it.
    """
    words = text.split()
    if len(words) == 3 and not before and _PATRONYMIC.fullmatch(words[2]):
        return Name(words[0], " ".join(words[1:]))
    first = max(len(words) - 1, 0)
    while first > 0 and _PARTICLES.fullmatch(f"{words[first - 1]} "):
        first -= 1
    given = " ".join(filter(None, [before, *words[:first]]))
    return Name(" ".join(words[first:]), given)
