"""References as BibTeX, out and in; the one place that knows bibtexparser."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ingest.bibliography.kinds import Kind, kind_of
from ingest.bibliography.people import is_institution, name_of
from ingest.errors import WrongFormat
from ingest.models import UNDETERMINED, Reference

if TYPE_CHECKING:
    from bibtexparser.model import Entry

_TYPES: Mapping[Kind, str] = {
    "article": "article",
    "paper": "inproceedings",
    "chapter": "incollection",
    "page": "misc",
    "report": "techreport",
    "thesis": "phdthesis",
    "book": "book",
    "other": "misc",
}
_CONTAINERS: Mapping[Kind, str] = {"article": "journal", "page": "howpublished"}
# Styles print these as they are, so that no sign in them is escaped.
_VERBATIM = frozenset(("url", "doi", "urldate", "year", "pages", "langid"))
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
# TeX makes one sign of such pairs.
_PAIRS = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[!?])(?=`)")
_ODD_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
# What the decoder of the library does not know, as it does.
_UNKNOWN = {r"\textbraceleft{}": r"\{", r"\textbraceright{}": r"\}"}
_ACCENT_ALONE = "\u02c6"  # what it makes of a circumflex that stands alone
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_KEY = re.compile(r"(?:ref)?(\d{1,6})")


def to_bibtex(references: Sequence[Reference]) -> str:
    """Return references as BibTeX in UTF-8, keys ``ref1``, ``ref2`` by their numbers.

    Letters of every script are kept; signs that TeX reads are escaped. The entry's own text goes
    into ``annote``, which styles do not print.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    entries: list[Block] = [
        Entry(
            _TYPES[kind_of(reference)],
            f"ref{reference.number}",
            [Field(name, value) for name, value in _fields(reference)],
        )
        for reference in references
    ]
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.block_separator = "\n"
    form.indent = "  "
    return write_string(Library(entries), bibtex_format=form).rstrip("\n")


def to_entry(key: str, authors: Sequence[str], fields: Mapping[str, str]) -> str:
    """Return one ``@misc`` entry as BibTeX in UTF-8, escaped as :func:`to_bibtex` does.

    :param key: ASCII letters, digits and hyphens.
    :param authors: names as they are written.
    :param fields: by name, in the order to write them; those without a value are left out.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    values = {
        "author": " and ".join(map(_author, authors)),
        **{
            name: _address(value) if name in _VERBATIM else _encoded(value)
            for name, value in fields.items()
        },
    }
    written = [Field(name, value) for name, value in values.items() if value]
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent = "  "
    library = Library([Entry("misc", key, written)])
    return write_string(library, bibtex_format=form).rstrip("\n")


def from_bibtex(text: str, name: str = "BibTeX") -> tuple[Reference, ...]:
    """Read references from BibTeX.

    :param text: the file's text.
    :param name: what the file is called in an error.
    :return: with offsets into their own texts; those whose keys hold no number are counted.
    :raises WrongFormat: when an entry cannot be read, saying in which line.
    """
    from bibtexparser.entrypoint import parse_string

    log = logging.getLogger("bibtexparser")
    level = log.level
    log.setLevel(logging.CRITICAL)  # it logs each block that it cannot read, which is said below
    try:
        library = parse_string(text)
    finally:
        log.setLevel(level)
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        raise WrongFormat(
            name, f"the entry at line {line} is no BibTeX that can be read: {block.error}; mend it"
        )
    return tuple(_reference(entry, place) for place, entry in enumerate(library.entries, 1))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield an entry's fields, encoded; what is not known is left out."""
    kind = kind_of(reference)
    values = {
        "author": " and ".join(map(_author, reference.authors)),
        "title": _encoded(reference.title),
        _CONTAINERS.get(kind, "booktitle"): _encoded(reference.container),
        "year": reference.year or "",
        "pages": reference.pages.replace("-", "--"),
        "doi": _address(reference.doi or ""),
        "url": _address(reference.url or ""),
        "urldate": _address(reference.accessed, space=" "),
        "langid": "" if reference.language == UNDETERMINED else reference.language,
        "annote": _encoded(" ".join(reference.text.split())),
    }
    yield from ((name, value) for name, value in values.items() if value)


def _author(author: str) -> str:
    """Return a name as BibTeX parts it; an institution's in braces, which keep it whole."""
    name = name_of(author)
    if is_institution(author) or not name.given:
        return f"{{{_encoded(author)}}}"
    family, given = _encoded(name.family), _encoded(name.given)
    if any(_AND.search(f" {part} ") or "," in part for part in (name.family, name.given)):
        return f"{{{family}}}, {{{given}}}"
    return f"{family}, {given}"


def _encoded(text: str) -> str:
    return "{}".join(part.translate(_ESCAPES) for part in _PAIRS.split(text))


def _address(text: str, space: str = "%20") -> str:
    return "".join(space if sign == " " else _ODD_IN_ADDRESS.get(sign, sign) for sign in text)


def _reference(entry: Entry, place: int) -> Reference:
    key = _KEY.fullmatch(entry.key)
    raw = {field.key.lower(): str(field.value) for field in entry.fields}
    values = {**_decoded(raw), **{name: raw[name] for name in _VERBATIM & raw.keys()}}
    text = values.get("annote", "")
    containers = (values.get(name, "") for name in ("journal", "booktitle", "howpublished"))
    return Reference(
        number=int(key[1]) if key else place,
        start=0,
        end=len(text),
        text=text,
        authors=tuple(_names(raw.get("author", ""))),
        title=values.get("title", ""),
        year=values.get("year") or None,
        url=values.get("url") or None,
        doi=values.get("doi", "").lower() or None,
        pages=values.get("pages", "").replace("--", "-"),
        accessed=values.get("urldate", ""),
        container=next(filter(None, containers), ""),
        language=values.get("langid", "") or UNDETERMINED,
    )


def _names(field: str) -> Iterator[str]:
    """Yield the names of an ``author`` field; an "and" within braces parts none."""
    depth, start = 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and\s+", field):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif not depth and not match[0].startswith("\\"):
            yield _decoded({"": field[start : match.start()]})[""]
            start = match.end()
    if field[start:].strip():
        yield _decoded({"": field[start:]})[""]


def _decoded(values: Mapping[str, str]) -> dict[str, str]:
    """Return values without TeX's escapes and braces."""
    from bibtexparser.library import Library
    from bibtexparser.middlewares.latex_encoding import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    fields = []
    for name, value in values.items():
        for unknown, known in _UNKNOWN.items():
            value = value.replace(unknown, known)
        fields.append(Field(name, value))
    library = LatexDecodingMiddleware().transform(Library([Entry("misc", "key", fields)]))
    return {
        field.key: str(field.value).replace(_ACCENT_ALONE, "^")
        for entry in library.entries
        for field in entry.fields
    } or dict(values)
