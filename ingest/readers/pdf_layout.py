"""Pages of lines -> one text, with each page's start and each heading's place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.models import Heading
from ingest.readers.pdf_joins import Words, joined
from ingest.readers.pdf_lines import SOFT_HYPHEN, Line
from ingest.readers.pdf_paragraphs import (
    Measure,
    Paragraph,
    is_item,
    paragraphs,
)
from ingest.readers.references import is_references_title

_LARGER = 1.12  # than the body: a heading
_LONGEST_HEADING = 120
_MOST_HEADING_LINES = 3
_NUMBERING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S")
_LEADERS = re.compile(r"(?:\.\s?){5,}|\.{3,}")
_ENDS_NO_HEADING = re.compile(r"[.,;](?<!\d\.)$|-$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a document's pages.

    :param text: paragraphs, a blank line between them.
    :param page_starts: a page's first character, in order; a page without text starts where the
        next one does.
    :param headings: in the order of the text.
    :param title: the largest heading of the first page that has text; empty where none stands out.
    """

    text: str
    page_starts: tuple[int, ...]
    headings: tuple[Heading, ...]
    title: str


def lay_out(pages: Sequence[Sequence[Line]], outline: Mapping[str, int]) -> Laid:
    """Join the lines of all pages.

    :param pages: their lines, without running heads.
    :param outline: level, from 1, by the case-folded words of each entry of the file's outline.
    """
    measure = Measure.of(pages)
    words = Words.of(line.text for page in pages for line in page)
    text = ""
    first_on: dict[int, int] = {}
    headings: list[Heading] = []
    title: tuple[float, str] = (_LARGER * measure.body, "")
    before: Paragraph | None = None
    for paragraph in paragraphs(pages, measure):
        if before is not None:
            text += "\n" if is_item(before.first) and is_item(paragraph.first) else "\n\n"
        start = len(text)
        text = _with_lines(text, paragraph, words, first_on)
        shown = text[start:]
        if level := _level(paragraph, shown, measure, outline):
            headings.append(Heading(start, len(text), level, shown))
        if paragraph.lines[0].page == min(first_on) and _may_be_title(shown):
            title = max(title, (paragraph.first.size, shown), key=lambda found: found[0])
        before = paragraph
    return Laid(text, _starts(first_on, len(pages), len(text)), tuple(headings), title[1])


def _with_lines(text: str, paragraph: Paragraph, words: Words, first_on: dict[int, int]) -> str:
    """Return the text with a paragraph's lines added; note where a page begins in it."""
    for position, placed in enumerate(paragraph.lines):
        first_on.setdefault(placed.page, len(text))
        line = placed.line.text
        if position + 1 < len(paragraph.lines):
            text += joined(line, paragraph.lines[position + 1].line.text, words)
        else:
            text += line.removesuffix(SOFT_HYPHEN)
    return text


def _starts(first_on: Mapping[int, int], pages: int, end: int) -> tuple[int, ...]:
    starts = []
    for page in range(pages - 1, -1, -1):
        end = first_on.get(page, end)
        starts.append(end)
    return tuple(reversed(starts))


def _level(paragraph: Paragraph, shown: str, measure: Measure, outline: Mapping[str, int]) -> int:
    """Return a heading's level, from 1; 0 for what is none."""
    if len(paragraph.lines) > _MOST_HEADING_LINES or not _may_be_heading(shown):
        return 0
    numbering = _NUMBERING.match(shown)
    if level := outline.get(outline_key(shown), 0):
        return level
    if is_references_title(shown):
        return 1
    line = paragraph.first
    larger = line.size > _LARGER * measure.body
    bold = line.bold and line.size >= measure.body * 0.95
    if not larger and not bold:
        return 0
    if numbering:
        return numbering[1].count(".") + 1
    return 1 if larger else 2


def _may_be_heading(shown: str) -> bool:
    letters = len(_LETTER.findall(shown))
    return (
        letters >= 3
        and letters * 2 > len(shown)
        and len(shown) <= _LONGEST_HEADING
        and not _ENDS_NO_HEADING.search(shown)
        and not _LEADERS.search(shown)
        and not shown[0].islower()
    )


def _may_be_title(shown: str) -> bool:
    return len(_LETTER.findall(shown)) >= 4 and len(shown) <= 250 and not _LEADERS.search(shown)


def outline_key(title: str) -> str:
    """Return what an outline's entry and a heading are compared by: letters, without numbering."""
    bare = re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])\.?\s+", "", " ".join(title.split()))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))
