"""Markers that are names and years: ``(Nye, 2018)``, ``Nye (2018)``, ``[Най, 2018, с. 45]``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bibliography.found import Found
from ingest.bibliography.pages import locator_of
from ingest.bibliography.patterns import CAPITAL, INITIALS, NO_DATE, PARTICLE, YEAR_LETTER
from ingest.bibliography.people import folded
from ingest.bibliography.works import NO_YEAR, Named, Works, says
from ingest.models import Cited

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{4,400})[)\]]")
_YEAR = re.compile(
    rf"(?<![\w/–-])(?P<year>{YEAR_LETTER}|{NO_DATE})"
    r"(?P<letters>(?:\s?[,&]\s?[b-eб-е](?!\w)){0,4})(?![\w/])",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"\s*(?:{YEAR_LETTER}|{NO_DATE})(?!\w|\s?[–—-]\s?\d)", re.IGNORECASE)
_PREFIX = re.compile(
    r"^[\s,;:]*(?:(?:see|see also|e\.g\.|cf\.|for example|as cited in|cited in|in|and|&|but|"
    r"см\.|см\. также|напр(?:имер|\.)|ср\.|цит\. по|и|қар(?:аңыз|\.)|мыс(?:алы|\.)|және)[\s:,]+)*",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[,;]?\s*(?:(?:and|&)\s+(?:colleagues|others)|et\s+al\.?|и\s+др\.?|(?:және\s+)?т\.\s?б\.?)"
    r"(?:['’]s)?\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,\s*(?:and\s|&|и\s)?\s*|\s*;\s*|\s(?:&|and|и|және|мен|пен|бен)\s\s*")
# The one or two names, or the institution, that a narrative marker's year follows.
_NAME = rf"(?:{PARTICLE})*{CAPITAL}[\w'’-]+"
_NAMES_BEFORE = re.compile(
    rf"(?:{INITIALS}\s?)?{_NAME}(?:\s{_NAME}){{0,3}}"
    r"(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&|и|және|мен|пен|бен)\s)"
    rf"(?:{INITIALS}\s?)?{_NAME}(?:\s{_NAME})?){{0,3}}$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGES = " ,.:;“”\"«»'"
_REACH = 90
_LONGEST_NAMES = 200


def named_marks(text: str, works: Works) -> Iterator[Found]:
    """Yield the markers that point to works of a list by name and year."""
    for match in _BRACKETS.finditer(text):
        content = match[1]
        if not _YEAR.search(content):
            continue
        if _YEAR_FIRST.match(content):
            found = _narrative(text, match, works)
        else:
            found = _parenthetical(match, works)
        if found is not None:
            yield found


def _parenthetical(match: re.Match[str], works: Works) -> Found | None:
    """Read names and years within brackets; names that stand before several years hold for all."""
    content = match[1]
    cited: list[Cited] = []
    names, position = "", 0
    years = list(_YEAR.finditer(content))
    for place, year in enumerate(years):
        before = content[position : year.start()].rpartition(";")[2]
        names = before if any(map(str.isalpha, _PREFIX.sub("", before))) else names
        position = year.end()
        following = years[place + 1].start() if place + 1 < len(years) else len(content)
        locator = content[position:following].split(";")[0]
        pages = locator_of(locator)
        if pages and ";" not in content[position:following]:
            position = following if following == len(content) else position
        if named := _named(names):
            cited += [Cited(number, pages) for number in _numbers(works, named, year)]
    return Found(match.start(), match.end(), tuple(dict.fromkeys(cited))) if cited else None


def _narrative(text: str, match: re.Match[str], works: Works) -> Found | None:
    """Read names that stand before a bracketed year: "Nye and Keohane (1998, p. 5)"."""
    window_start = max(0, match.start() - _REACH)
    before = text[window_start : match.start()].rstrip()
    if "\n\n" in text[window_start : match.start()][len(before) :]:
        return None
    bare = _POSSESSIVE.sub("", _OTHERS.sub("", before))
    said = _NAMES_BEFORE.search(bare)
    year = _YEAR.search(match[1])
    if said is None or year is None:
        return None
    has_others = len(bare) < len(_POSSESSIVE.sub("", before))
    pages = locator_of(match[1][year.end() :])
    for start in _name_starts(said[0]):
        named = _named(said[0][start:], others=has_others)
        numbers = _numbers(works, named, year) if named else []
        if named and numbers:
            begin = window_start + said.start() + start
            cited = tuple(Cited(number, pages) for number in numbers)
            return Found(begin, match.end(), cited, in_sentence=True)
    return None


def _name_starts(names: str) -> Iterator[int]:
    """Yield where names may begin: "In Ports Nye" can be "Ports Nye" or "Nye"."""
    for word in re.finditer(rf"(?<!\S)(?=[{CAPITAL[1:-1]}dvlaфд])", names):
        yield word.start()


def _named(names: str, *, others: bool = False) -> Named | None:
    """Read names; None where there are none, or far too many letters for names."""
    names = _PREFIX.sub("", names[-_LONGEST_NAMES:]).strip(_EDGES)
    bare = _OTHERS.sub("", names)
    # "Nye, J. S." is one name: what has only initials goes with the name before it.
    parts = [folded(part.strip(_EDGES)) for part in _AND.split(bare) if _LETTERS.search(part)]
    if not parts:
        return None
    return Named(tuple(parts), others or len(bare) < len(names))


def _numbers(works: Works, named: Named, year: re.Match[str]) -> list[int]:
    """Return the entries of the names and the years: "2018a, b" are two."""
    written = year["year"].lower()
    if not written[0].isdigit():
        return works.find(named, NO_YEAR)
    found = works.find(named, written)
    for letter in re.findall(r"[^\W\d_]", year["letters"]):
        found = found + works.find(named, written[:4] + letter.lower())
    return found or _as_whole(works, named, written)


def _as_whole(works: Works, named: Named, year: str) -> list[int]:
    """Try names that have an "and" or a comma of their own, as institutions and titles do."""
    if len(named.names) < 2:
        return []
    joined = " ".join(named.names)
    return [
        work.number
        for work in works.of_year(year)
        if says(joined, " ".join(re.findall(r"[\w'-]+", (work.names or (work.title,))[0])))
    ]
