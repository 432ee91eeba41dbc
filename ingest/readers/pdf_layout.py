"""Pages of lines -> one text, with each page's start and each heading's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.models import Heading
from ingest.readers.pdf_headings import LARGER, heading_levels, may_be_title
from ingest.readers.pdf_healing import healed
from ingest.readers.pdf_joins import Words, joined
from ingest.readers.pdf_lines import SOFT_HYPHEN, Line
from ingest.readers.pdf_measure import Measure, measure, placed
from ingest.readers.pdf_paragraphs import Paragraph, is_item, is_row, paragraphs


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
    :param outline: level, from 1, by the key of each entry of the file's outline.
    """
    usual = measure(pages)
    words = Words.of(line.text for page in pages for line in page)
    found = healed(paragraphs(placed(pages), usual))
    text = ""
    first_on: dict[int, int] = {}
    spans: list[tuple[int, int]] = []
    for before, paragraph in zip([None, *found], found, strict=False):
        text += _between(before, paragraph)
        start = len(text)
        text = _with_lines(text, paragraph, words, first_on)
        spans.append((start, len(text)))
    shown = [text[start:end] for start, end in spans]
    levels = heading_levels(found, shown, usual, outline)
    headings = tuple(
        Heading(start, end, level, one)
        for (start, end), level, one in zip(spans, levels, shown, strict=True)
        if level
    )
    return Laid(
        text, _starts(first_on, len(pages), len(text)), headings, _title(found, shown, usual)
    )


def _between(before: Paragraph | None, paragraph: Paragraph) -> str:
    """Return what stands in front of a paragraph: items and rows follow one another line by line."""
    if before is None:
        return ""
    one, other = before.first.line, paragraph.first.line
    return "\n" if (is_item(one) and is_item(other)) or (is_row(one) and is_row(other)) else "\n\n"


def _with_lines(text: str, paragraph: Paragraph, words: Words, first_on: dict[int, int]) -> str:
    """Return the text with a paragraph's lines added; note where a page begins in it."""
    lines = [one.line.text for one in paragraph.lines]
    for position, one in enumerate(paragraph.lines):
        first_on.setdefault(one.page, len(text))
        if position + 1 < len(lines):
            text += joined(lines[position], lines[position + 1], words)
        else:
            text += lines[position].removesuffix(SOFT_HYPHEN)
    return text


def _starts(first_on: Mapping[int, int], pages: int, end: int) -> tuple[int, ...]:
    starts = []
    for page in range(pages - 1, -1, -1):
        end = first_on.get(page, end)
        starts.append(end)
    return tuple(reversed(starts))


def _title(found: Sequence[Paragraph], shown: Sequence[str], usual: Measure) -> str:
    """Return the largest print of the first page that has any, where it stands out."""
    sizes = [
        (paragraph.first.line.size, one)
        for paragraph, one in zip(found, shown, strict=True)
        if paragraph.first.page == found[0].first.page and may_be_title(paragraph, one)
    ]
    size, title = max(sizes, key=lambda pair: pair[0], default=(0.0, ""))
    return title if size > LARGER * usual.body else ""
