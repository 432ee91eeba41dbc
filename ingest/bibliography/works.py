"""The entries of a list as markers with names and years point to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.alphabets import is_cyrillic
from ingest.bibliography.dates import any_year
from ingest.bibliography.people import folded, is_institution, surname
from ingest.models import Reference

NO_YEAR = "n.d."
_SHORT_FORM = re.compile(r"\(([\w.&-]{2,15})\)$")
_WORDS = re.compile(r"[\w'-]+")
_LONGEST_ENDING = 7  # letters that Russian and Kazakh put behind a name
# What takes the place of the last letter of some Russian names.
_ENDINGS = {
    "а": ("ы", "и", "е", "у", "ой", "ою", "ей"),
    "я": ("и", "е", "ю", "ей", "ёй", "ею"),
    "й": ("я", "ю", "ем", "е", "ого", "ому", "им", "ым", "ом"),
    "ь": ("я", "ю", "ем", "е", "и"),
}
_LEAST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Work:
    """An entry as a marker knows it.

    :param number: of the entry.
    :param year: with its letter; that of the access, or ``n.d.``, where none is known.
    :param names: surnames of its authors, folded.
    :param title: folded; what stands for the names where there are none.
    :param short: of an institution, as in "World Trade Body (WTB)"; folded, empty without one.
    """

    number: int
    year: str
    names: tuple[str, ...]
    title: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Names as a marker gives them.

    :param names: folded, each with or without given names.
    :param others: "et al." follows them.
    """

    names: tuple[str, ...]
    others: bool = False


class Works:
    """The entries of a document's lists, found by name and year."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._by_year: dict[str, list[Work]] = {}
        for reference in references:
            work = _work(reference)
            self._by_year.setdefault(work.year[:4], []).append(work)

    def of_year(self, year: str) -> list[Work]:
        """Return the works of a year; one without a letter means all of that year.

        Where the list itself has no letters, "2018b" means the second of its works of that year.
        """
        works = self._by_year.get(year[:4], [])
        if len(year) == 4 or year == NO_YEAR:
            return works
        return [work for work in works if work.year == year] or [
            work for work in works if len(work.year) == 4
        ]

    def find(self, named: Named, year: str) -> list[int]:
        """Return the numbers of the entries that names and a year point to, the likeliest only."""
        scored = [(_likeness(work, named), work) for work in self.of_year(year)]
        best = max((score for score, _ in scored), default=0)
        found = [work for score, work in scored if score == best > 0]
        return _by_letter(found, year)


def says(word: str, name: str) -> bool:
    """Tell whether a word of a text is a name, with the endings of Russian or Kazakh allowed.

    :param word: folded.
    :param name: folded; a part before a hyphen is not enough.
    """
    if word == name:
        return True
    if len(name) < 3 or not is_cyrillic(name):
        return word == f"{name}'s"
    if (endings := _ENDINGS.get(name[-1])) and word[: len(name) - 1] == name[:-1]:
        return word[len(name) - 1 :] in endings
    return word.startswith(name) and len(word) - len(name) <= _LONGEST_ENDING


def _work(reference: Reference) -> Work:
    names = tuple(folded(surname(author)) for author in reference.authors)
    year = reference.year or any_year(reference.accessed) or NO_YEAR
    short = _SHORT_FORM.search(reference.authors[0]) if reference.authors else None
    title = folded(reference.title)
    return Work(reference.number, year, names, title, folded(short[1]) if short else "")


def _by_letter(found: list[Work], year: str) -> list[int]:
    """Pick by the letter of a year that the list prints without one."""
    place = ord(year[4]) - ord("a" if year[4].isascii() else "а") if len(year) == 5 else -1
    bare = [work.number for work in found if len(work.year) == 4]
    if 0 <= place < len(bare) and len(bare) == len(found) > 1:
        return [bare[place]]
    return [work.number for work in found]


def _likeness(work: Work, named: Named) -> int:
    """Say how well names fit a work: 0 not at all, more where the number of names fits too."""
    if not work.names:
        title = _bare(named.names[0])
        return int(len(title) >= _LEAST_TITLE and _bare(work.title).startswith(title))
    if named.names[0] != work.short and not _is_named(named.names[0], work.names[0]):
        return 0
    if len(named.names) > 1:
        others = zip(named.names[1:], work.names[1:], strict=False)
        return 3 if len(work.names) > 1 and all(_is_named(*pair) for pair in others) else 0
    if named.others:
        return 3 if len(work.names) > 2 else 2 if len(work.names) == 2 else 1
    return 3 if len(work.names) == 1 else 1


def _is_named(words: str, name: str) -> bool:
    """Tell whether words hold a name, whole: "j. nye" and "nye j." hold "nye"."""
    if words == name:
        return True
    if is_institution(name) or " " in name:
        return f" {name} " in f" {' '.join(_WORDS.findall(words))} "
    return any(says(word, name) for word in _WORDS.findall(words))


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text))
