"""References as CSL-JSON (the items of the Citation Style Language 1.0.2), out and in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.bibliography.kinds import Kind, kind_of
from ingest.bibliography.people import is_institution, name_of
from ingest.errors import WrongFormat
from ingest.models import UNDETERMINED, Reference

_TYPES: Mapping[Kind, str] = {
    "article": "article-journal",
    "paper": "paper-conference",
    "chapter": "chapter",
    "page": "webpage",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "other": "document",
}
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEAR = re.compile(r"(\d{4})([^\W\d_]?)")
_KEY = re.compile(r"(?:ref)?(\d{1,6})")
_EXPECTED = "CSL-JSON was expected: a list of objects, each with at least a title or an id"


def to_csl(references: Sequence[Reference]) -> str:
    """Return references as a CSL-JSON array, letters of every script as they are.

    :param references: the entry's own text goes into ``note``.
    """
    items = [_item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2)


def from_csl(text: str, name: str = "CSL-JSON") -> tuple[Reference, ...]:
    """Read references from a CSL-JSON array.

    :param text: the file's text.
    :param name: what the file is called in an error.
    :return: with offsets into their own texts; those without a number are counted.
    :raises WrongFormat: when it is no CSL-JSON.
    """
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise WrongFormat(name, f"{_EXPECTED}; {exc}") from exc
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise WrongFormat(name, f"{_EXPECTED}.")
    return tuple(_reference(item, place) for place, item in enumerate(items, 1))


def _item(reference: Reference) -> dict[str, Any]:
    year = _YEAR.fullmatch(reference.year or "")
    fields: dict[str, Any] = {
        "id": f"ref{reference.number}",
        "type": _TYPES[kind_of(reference)],
        "title": reference.title,
        "author": [_name(author) for author in reference.authors],
        "issued": {"date-parts": [[int(year[1])]]} if year else None,
        "year-suffix": year[2] if year else "",
        "container-title": reference.container,
        "page": reference.pages,
        "URL": reference.url,
        "DOI": reference.doi,
        "accessed": _date(reference.accessed),
        "language": "" if reference.language == UNDETERMINED else reference.language,
        "note": " ".join(reference.text.split()),
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: str) -> dict[str, str]:
    name = name_of(author)
    if is_institution(author) or not name.given:
        return {"literal": author}
    return {"family": name.family, "given": name.given}


def _date(written: str) -> dict[str, Any] | None:
    """Return a date in parts, as a literal where it is none."""
    if not written:
        return None
    if not _ISO.fullmatch(written):
        return {"literal": written}
    return {"date-parts": [[int(part) for part in written.split("-")]]}


def _reference(item: Mapping[str, Any], place: int) -> Reference:
    key = _KEY.fullmatch(str(item.get("id", "")))
    text = _text(item, "note")
    issued = _written(item.get("issued"))[:4]
    return Reference(
        number=int(key[1]) if key else place,
        start=0,
        end=len(text),
        text=text,
        authors=tuple(filter(None, map(_author, _list(item.get("author"))))),
        title=_text(item, "title"),
        year=issued + _text(item, "year-suffix") if issued else None,
        url=_text(item, "URL") or None,
        doi=_text(item, "DOI").lower() or None,
        pages=_text(item, "page"),
        accessed=_written(item.get("accessed")),
        container=_text(item, "container-title"),
        language=_text(item, "language") or UNDETERMINED,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "")
    return str(value) if isinstance(value, str | int) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _author(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    parts = [_text(value, part) for part in ("non-dropping-particle", "family")]
    family, given = " ".join(filter(None, parts)), _text(value, "given")
    return _text(value, "literal") or ", ".join(filter(None, [family, given]))


def _written(value: object) -> str:
    """Return a CSL date as ISO 8601, as it is written where it has no parts."""
    if not isinstance(value, dict):
        return ""
    parts = next(iter(_list(value.get("date-parts"))), None)
    numbers = [str(part) for part in _list(parts)[:3] if str(part).isdecimal()]
    if numbers:
        return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])])
    return _text(value, "literal") or _text(value, "raw")
