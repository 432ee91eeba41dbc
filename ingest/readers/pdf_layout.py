"""Pages of lines -> one text, with each page's start and each heading's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.models import Heading, Span
from ingest.readers.pdf_headings import LARGER, heading_levels, is_contents_title, may_be_title
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
    :param title: the largest print of the first page that has any, or the first heading; empty
        where nothing stands out.
    """

    text: str
    page_starts: tuple[int, ...]
    headings: tuple[Heading, ...]
    title: str


@dataclass(frozen=True, slots=True)
class _Written:
    """Paragraphs as text.

    :param text: all of them.
    :param spans: where each stands.
    :param page_starts: offset of the first character of each page that has any, by page from 0.
    """

    text: str
    spans: tuple[Span, ...]
    page_starts: Mapping[int, int]


def lay_out(pages: Sequence[Sequence[Line]], outline: Mapping[str, int]) -> Laid:
    """Join the lines of all pages.

    :param pages: their lines, without running heads.
    :param outline: level, from 1, by the key of each entry of the file's outline.
    """
    usual = measure(pages)
    found = healed(paragraphs(placed(pages), usual))
    written = _write(found, Words.of(line.text for page in pages for line in page))
    shown = [written.text[span.start : span.end] for span in written.spans]
    levels = heading_levels(found, shown, usual, outline)
    headings = tuple(
        Heading(span.start, span.end, level, text)
        for span, level, text in zip(written.spans, levels, shown, strict=True)
        if level
    )
    first = next((one.text for one in headings if not is_contents_title(one.text)), "")
    title = _title(found, shown, usual) or first
    return Laid(written.text, _starts(written, len(pages)), headings, title)


def _write(found: Sequence[Paragraph], words: Words) -> _Written:
    text = ""
    starts: dict[int, int] = {}
    spans = []
    for position, paragraph in enumerate(found):
        text += _between(found[position - 1], paragraph) if position else ""
        start = len(text)
        for piece, page in _pieces(paragraph, words):
            starts.setdefault(page, len(text))
            text += piece
        spans.append(Span(start, len(text)))
    return _Written(text, tuple(spans), starts)


def _pieces(paragraph: Paragraph, words: Words) -> Iterator[tuple[str, int]]:
    """Yield each line as it stands in front of the next, and its page."""
    for one, following in pairwise(paragraph.lines):
        yield joined(one.line.text, following.line.text, words), one.page
    yield paragraph.last.line.text.removesuffix(SOFT_HYPHEN), paragraph.last.page


def _between(one: Paragraph, other: Paragraph) -> str:
    """Return what stands between two paragraphs: items and rows follow line by line."""
    first, second = one.first.line, other.first.line
    same_list = is_item(first) and is_item(second)
    return "\n" if same_list or (is_row(first) and is_row(second)) else "\n\n"


def _starts(written: _Written, pages: int) -> tuple[int, ...]:
    """Return where each page starts; one without text starts where the next one does."""
    starts = []
    end = len(written.text)
    for page in range(pages - 1, -1, -1):
        end = written.page_starts.get(page, end)
        starts.append(end)
    return tuple(reversed(starts))


def _title(found: Sequence[Paragraph], shown: Sequence[str], usual: Measure) -> str:
    """Return the largest print of the first page that has any, where it stands out."""
    sizes = [
        (paragraph.first.line.size, text)
        for paragraph, text in zip(found, shown, strict=True)
        if paragraph.first.page == found[0].first.page and may_be_title(paragraph, text)
    ]
    size, title = max(sizes, key=lambda pair: pair[0], default=(0.0, ""))
    return title if size > LARGER * usual.body else ""
