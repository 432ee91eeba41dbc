"""Our own words, in one dictionary a language: ``<folder>/<language>.toml``, the same keys in each.

A key names where its words stand, ``ask.placeholder``. What is counted has a key for each of the
language's plural categories: ``pages.one``, ``pages.few``, ``pages.many``, ``pages.other``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal

ENGLISH = "en"
LANGUAGES = ("en", "ru", "kk")
"""Languages (ISO 639-1) that every dictionary is written in, the first one where none is known."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one dictionary in one language.

    :param language: ISO 639-1.
    :param entries: every key with its words; names in braces are put in at run time.
    """

    language: str
    entries: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return the words of a key; not escaped, for values may come from anywhere.

        :param key: as the dictionary has it.
        :param values: put in place of the names in braces.
        :raises KeyError: when the dictionary has no such key.
        """
        words = self.entries[key]
        return words.format(**values) if values else words

    def say_count(self, key: str, count: int, **values: object) -> str:
        """Return the words of a key for a number of things, the number put in for ``{n}``.

        :param key: what stands before the plural category.
        :param count: how many; it chooses the category by CLDR's rules.
        """
        form = Locale(self.language).plural_form(count)
        return self.say(f"{key}.{form}", n=self.number(count), **values)

    def number(self, count: int) -> str:
        """Return a number as the language groups its digits: "12,345"."""
        return str(format_decimal(count, locale=self.language))


@cache
def words_of(folder: Path, language: str) -> Words:
    """Return a folder's words in a language, in English where it has none in that language."""
    file = folder / f"{language if language in LANGUAGES else ENGLISH}.toml"
    return Words(file.stem, dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")))))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def plural_categories(language: str) -> frozenset[str]:
    """Return CLDR's plural categories of a language: "one" and "other" in English.

    :param language: one of ``LANGUAGES``.
    """
    return frozenset(Locale(language).plural_form.tags) | {"other"}


def language_name(code: str, language: str = ENGLISH) -> str:
    """Return what a language is called in another, as CLDR has it; the code where it has no name.

    :param code: of the language named, ISO 639-1.
    :param language: one of ``LANGUAGES``, in which the name is.
    """
    return str(Locale(language).languages.get(code, code))
