"""What a PDF says of itself: kept where a person wrote it, dropped where a program did."""

from __future__ import annotations

import re

from ingest.readers.pdf_lines import fold

_LEAST_LETTERS = 3
_LONGEST_TITLE = 300
_NO_TITLE = re.compile(
    r"untitled.*|без имени.*|безымянный.*|microsoft (?:word|powerpoint|excel)\b.*|adobe .*"
    r"|powerpoint presentation|презентация powerpoint|(?:new )?document\s?\d*|документ\s?\d*"
    r"|unknown|\(?anonymous\)?|title|paper|layout \d+|binder ?\d*|scan.*\d|print"
    r"|.*\S\.[a-z]{2,5}\d?"
    r"|(?:doi|arxiv|pii)\b.*|\S*\d{4,}\S*",
    re.IGNORECASE | re.DOTALL,
)
_NO_AUTHOR = re.compile(
    r"administrator|admin|user|owner|unknown|author|\(?anonymous\)?|microsoft.*|windows.*|"
    r"пользователь.*|админ.*",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*;\s*|\s+(?:and|und|и|және)\s+|\s*&\s*")
_LETTER = re.compile(r"[^\W\d_]")


def sensible_title(title: str) -> str:
    """Return a title on one line; empty where a program, not a person, gave it."""
    shown = fold(title)
    if _NO_TITLE.fullmatch(shown) or len(shown) > _LONGEST_TITLE:
        return ""
    return shown if len(_LETTER.findall(shown)) >= _LEAST_LETTERS else ""


def sensible_authors(authors: str) -> tuple[str, ...]:
    """Return the names; a user's or a program's name is nobody's."""
    names: list[str] = []
    for part in _SEPARATORS.split(fold(authors)):
        by_comma = [name.strip() for name in part.split(",")]
        # "Nye, Joseph" is one name, "Joseph Nye, Li Eryong" are two.
        names += by_comma if all(" " in name for name in by_comma) else [part.strip(" ,")]
    return tuple(name for name in names if _is_name(name))


def _is_name(name: str) -> bool:
    return " " in name and bool(_LETTER.search(name)) and not _NO_AUTHOR.fullmatch(name)
