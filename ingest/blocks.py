"""Where a line end ends a sentence: at blank lines, headings, list items and table rows.

Elsewhere a line end is only where a line was wrapped, and the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.models import Span

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"[-•▪◦‣●○■□*·+][^\S\n]+\S")
_DASH = re.compile(r"[–—][^\S\n]+\S")
_NUMBER = re.compile(
    r"(?:\[\d{1,3}\]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[ivxIVX]{1,4})[.)])\s+\S"
)
_TABLE_ROW = re.compile(r"[^\n]*(?:\t|\|[^\n|]*\|)")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”»’')\]]*$")
_LINE_GOES_ON = re.compile(r"[-–—,(/&]$")
_SHORT_SHARE = 0.6  # a line shorter than this share of its paragraph's longest was not wrapped


def block_spans(text: str) -> Iterator[Span]:
    """Yield the stretches that no sentence reaches beyond, trimmed of white space, in order."""
    start = 0
    for match in _PARAGRAPH_BREAK.finditer(text):
        yield from _paragraph_blocks(text, start, match.start())
        start = match.end()
    yield from _paragraph_blocks(text, start, len(text))


def _paragraph_blocks(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the blocks of one paragraph."""
    lines = text[start:end].split("\n")
    longest = max(map(len, lines))
    block_start, position = start, start + len(lines[0])
    for previous, line in pairwise(lines):
        if _ends_block(previous.strip(), line.strip(), longest):
            yield from _trimmed(text, block_start, position)
            block_start = position
        position += 1 + len(line)
    yield from _trimmed(text, block_start, end)


def _ends_block(previous: str, line: str, longest: int) -> bool:
    """Tell whether the line end between two lines of a paragraph ends a sentence."""
    if _TABLE_ROW.match(previous) or _TABLE_ROW.match(line) or _BULLET.match(line):
        return True
    ended = bool(_SENTENCE_END.search(previous))
    if _DASH.match(line):
        return ended
    short = len(previous) < _SHORT_SHARE * longest and not _LINE_GOES_ON.search(previous)
    if _NUMBER.match(line):
        return ended or short or bool(_NUMBER.match(previous))
    return short and (line[:1].isupper() or line[:1].isdigit())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield ``[start, end)`` without the white space around it; nothing where that is all."""
    content = text[start:end]
    if stripped := content.strip():
        first = start + len(content) - len(content.lstrip())
        yield Span(first, first + len(stripped))
