"""The text of an entry -> Reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bibliography.addresses import Addresses, addresses_of, without_escapes
from ingest.bibliography.authors import Authors, authors_of, names_in
from ingest.bibliography.dates import accessed_of, year_in
from ingest.bibliography.entries import Entry
from ingest.bibliography.pages import pages_of
from ingest.bibliography.titles import (
    Titled,
    container_after_slashes,
    container_in,
    quoted_title,
    responsible,
    title_of,
)
from ingest.language import detect_language
from ingest.models import Reference, Span

# "[Electronic resource]" and its like in brackets: the medium, no part of the title.
_MEDIUM = re.compile(
    r"\s*[\[(]\s*(?:(?:electronic|internet|online|digital) (?:resource|source)|"
    r"online|internet|text|"
    r"(?:электронный|интернет)[\s-]?(?:ресурс|источник)|текст|"
    r"(?:электронды[қк]|интернет)[\s-]?(?:ресурс|дереккөз|қор)\w*|мәтін|"
    r"in (?:russian|kazakh|english|chinese|russ|kaz|eng)\.?|"
    r"на (?:рус|каз|англ)[^\])]{0,12})\s*[\])]",
    re.IGNORECASE,
)
# The Chinese standard's letters for a journal, a book, a page: "[J]", "[EB/OL]".
_KIND = re.compile(r"\s*\[(?:[JMCDRNZ]|EB)(?:/OL)?\]")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_\n]{1,300})(?<=\S)\1(?![\w*_])")
# What GOST says of access beside an address: "свободный".
_FREELY = re.compile(r"[,;.]?\s*(?:свободн(?:ый|о)|для зарегистрированных \w+)\b\.?", re.IGNORECASE)
_EMPTY = re.compile(r"\s*[(\[]\s*[)\]]")  # brackets whose content was taken out
_PAGES = "p. 0"
_SLASHES = re.compile(r"\s*//\s*")
_LONGEST = 5_000  # characters of an entry that are read: what is longer is no entry
_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[a-zа-яё])")


@dataclass(frozen=True, slots=True)
class _Described:
    """The words of an entry, its addresses, dates of access and pages taken out."""

    authors: tuple[str, ...]
    title: str
    year: str | None
    container: str


def reference_of(entry: Entry, text: str) -> Reference:
    """Read an entry.

    :param entry: where it stands.
    :param text: the whole document's.
    """
    written = text[entry.body : entry.end]
    read = written[:_LONGEST]
    addresses = addresses_of(read)
    rest = _without(read, addresses)
    accessed = accessed_of(rest)
    if accessed:
        rest = _cut(rest, accessed.span)
    if addresses.url:
        rest = _FREELY.sub("", rest)
    rest = without_escapes(_EMPHASIS.sub(r"\2", _MEDIUM.sub(" ", _KIND.sub("", rest))))
    pages = pages_of(rest)
    if pages:
        # Before more words they end a name, as "In Ports, pp. 8-9, London" has it.
        mark = _PAGES if re.search(r"[^\W\d_]{2}", rest[pages.span.end :]) else ""
        rest = _cut(rest, pages.span, mark)
    described = _described(_EMPTY.sub("", rest), is_online=addresses.url is not None)
    return Reference(
        number=entry.number,
        start=entry.body,
        end=entry.end,
        text=written,
        authors=described.authors,
        title=described.title,
        year=described.year,
        url=addresses.url,
        doi=addresses.doi,
        pages=pages.pages if pages else "",
        accessed=accessed.date if accessed else "",
        container=described.container,
        language=detect_language(described.title or written),
    )


def _without(text: str, addresses: Addresses) -> str:
    """Return an entry on one line without its addresses."""
    for span in reversed(addresses.spans):
        text = _cut(text, span)
    return " ".join(_LINE_HYPHEN.sub("", text).split())


def _cut(text: str, span: Span, mark: str = "") -> str:
    """Take a stretch out of an entry, and leave a mark in its place."""
    before, after = text[: span.start].rstrip(" <"), text[span.end :].lstrip(" >")
    return f"{before} {mark} {after}".strip()


def _described(text: str, *, is_online: bool) -> _Described:
    text = " ".join(text.split())
    slashes = _SLASHES.search(text)
    left = text[: slashes.start()] if slashes else text
    right = text[slashes.end() :] if slashes else ""
    authors, titled = _parted(left)
    title, behind = responsible(titled.title)
    names = authors.names or names_in(behind)
    year = authors.year or year_in(right) or year_in(titled.rest)
    container = (
        container_after_slashes(right) if slashes else container_in(titled, is_online=is_online)
    )
    return _Described(names, title, year, container)


def _parted(text: str) -> tuple[Authors, Titled]:
    """Part the authors from the title."""
    found = authors_of(text)
    titled = title_of(text[found.end :])
    place = quoted_title(text) if not titled.quoted else None
    if place and (not found.names or found.year is None):
        before = text[: place[0]]
        if len(before.split()) <= 30:
            quoted = title_of(text[place[0] :])
            return Authors(names_in(before), None, place[0]), quoted
    if found.names and not titled.title:
        # What looked like a name is all there is: it is the title.
        return Authors(year=found.year), title_of(text)
    return found, titled
