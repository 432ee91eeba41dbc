"""The entries of a document's reference lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.models import Document, Span
from ingest.readers.references import is_references_title

_NUMBERED = re.compile(r"^[^\S\n]*\[?(\d{1,3})[\].)][^\S\n]*(?=\S)", re.MULTILINE)
_BULLETED = re.compile(r"^[^\S\n]*[-–—•*·][^\S\n]+(?=\S)", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LEAST_ENTRIES = 2  # one number or bullet alone does not make a list


def entries_of(document: Document) -> list[Span]:
    """Return each entry of a document's reference lists, trimmed, in the order of the text.

    Entries are told by their numbers where these count up from 1, else by bullets, else by blank
    lines, else by line ends.
    """
    return [entry for span in document.references for entry in _entries(document, span)]


def _entries(document: Document, span: Span) -> Iterator[Span]:
    start = _after_title(document, span)
    text = document.text[start : span.end]
    for first, last in pairwise([*_starts(text), len(text)]):
        content = text[first:last]
        if stripped := content.strip():
            begin = start + first + len(content) - len(content.lstrip())
            yield Span(begin, begin + len(stripped))


def _after_title(document: Document, span: Span) -> int:
    heading = next((h for h in document.headings if h.start == span.start), None)
    if heading is not None:
        return heading.end
    end = document.text.find("\n", span.start, span.end)
    line = document.text[span.start : end] if end >= 0 else ""
    return end if is_references_title(line) else span.start


def _starts(text: str) -> list[int]:
    """Return where the entries begin."""
    for starts in (_numbered(text), [match.start() for match in _BULLETED.finditer(text)]):
        if len(starts) >= _LEAST_ENTRIES:
            return starts
    blocks = [0, *(match.end() for match in _BLANK_LINE.finditer(text.rstrip()) if match.start())]
    if len(blocks) >= _LEAST_ENTRIES:
        return blocks
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _numbered(text: str) -> list[int]:
    """Return the starts of lines numbered 1, 2, 3: a year or a page that begins a line is none."""
    starts: list[int] = []
    for match in _NUMBERED.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts
