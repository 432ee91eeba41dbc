"""Which paragraphs are headings, by the file's outline, by size, by weight and by number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from ingest.readers.pdf_measure import Measure
from ingest.readers.pdf_paragraphs import Paragraph, is_row
from ingest.readers.references import is_references_title

LARGER = 1.12  # than the body's size: print that stands out
_LONGEST_HEADING = 120
_LONGEST_TITLE = 250
_MOST_LINES = 3
_MOST_IN_A_ROW = 3  # more lines of large or bold print than that are a list or a diagram
_NUMBERING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_ANY_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])\.?\s+")
_PAGE_NUMBER = re.compile(r"\s+\d{1,4}$")
_NO_ENDING = re.compile(r"(?<!\d)[.,;]$|-$")
_CAPTION = re.compile(
    r"^(?:figure|fig\.|table|abbildung|tabelle|tableau|рис\.|рисунок|таблица|сурет|кесте)\s?\S*\d",
    re.IGNORECASE,
)
_CONTENTS = frozenset(
    ("contents", "table of contents", "inhaltsverzeichnis", "оглавление", "содержание", "мазмұны")
)
_LETTER = re.compile(r"[^\W\d_]")


def heading_levels(
    paragraphs: Sequence[Paragraph],
    shown: Sequence[str],
    usual: Measure,
    outline: Mapping[str, int],
) -> list[int]:
    """Return each paragraph's level as a heading, from 1; 0 for what is none.

    :param shown: each paragraph's text.
    :param outline: level, from 1, by the key of each entry of the file's outline.
    """
    levels = [
        _level(paragraph, text, usual, outline)
        for paragraph, text in zip(paragraphs, shown, strict=True)
    ]
    keys = {text for text, level in zip(shown, levels, strict=True) if level}
    levels = [
        0 if _is_contents_entry(text, keys, outline) else level
        for text, level in zip(shown, levels, strict=True)
    ]
    return _without_runs(levels, [_is_certain(text, outline) for text in shown])


def may_be_title(paragraph: Paragraph, shown: str) -> bool:
    """Tell whether a paragraph can be a document's title, whatever its size."""
    return (
        len(_LETTER.findall(shown)) >= 4
        and len(shown) <= _LONGEST_TITLE
        and not paragraph.first.line.turned
        and not is_row(paragraph.first.line)
        and not is_contents_title(shown)
    )


def is_contents_title(shown: str) -> bool:
    """Tell whether a heading stands over a table of contents."""
    return shown.casefold().strip(" :.") in _CONTENTS


def outline_key(title: str) -> str:
    """Return what an outline's entry and a heading are compared by: letters, without numbering."""
    bare = _ANY_NUMBERING.sub("", " ".join(title.split()))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def _level(paragraph: Paragraph, shown: str, usual: Measure, outline: Mapping[str, int]) -> int:
    line = paragraph.first.line
    if len(paragraph.lines) > _MOST_LINES or line.turned or not _may_be_heading(shown):
        return 0
    if level := outline.get(outline_key(shown), 0):
        return level
    if is_references_title(shown):
        return 1
    larger = line.size > LARGER * usual.body
    if not larger and not (line.bold and line.size >= 0.95 * usual.body):
        return 0
    if numbering := _NUMBERING.match(shown):
        return numbering[1].count(".") + 1
    return 1 if larger else 2


def _may_be_heading(shown: str) -> bool:
    letters = len(_LETTER.findall(shown))
    return (
        letters >= 3
        and letters * 2 > len(shown)
        and len(shown) <= _LONGEST_HEADING
        and not shown[0].islower()
        and not _NO_ENDING.search(shown)
        and not _CAPTION.match(shown)
    )


def _is_contents_entry(text: str, headings: set[str], outline: Mapping[str, int]) -> bool:
    """Tell whether a line names another heading and the page it stands on."""
    bare = _PAGE_NUMBER.sub("", text)
    return bare != text and (bare in headings or outline_key(bare) in outline)


def _is_certain(text: str, outline: Mapping[str, int]) -> bool:
    return bool(outline_key(text) in outline or is_references_title(text) or _NUMBERING.match(text))


def _without_runs(levels: Sequence[int], certain: Sequence[bool]) -> list[int]:
    """Take the level from headings that stand in a long row with no text between them."""
    kept: list[int] = []
    pairs = zip(levels, certain, strict=True)
    for is_heading, run in groupby(pairs, key=lambda pair: pair[0] > 0):
        found = list(run)
        long = is_heading and len(found) > _MOST_IN_A_ROW
        kept += [level if is_certain or not long else 0 for level, is_certain in found]
    return kept
