"""What is embedded for a chunk: its document's title and its heading stand before its text."""

from __future__ import annotations

import re

from ingest.models import Chunk

_CONTEXT_CHARS = 240  # title and heading together
_SMALL_CONTEXT_CHARS = 80  # what even a short text is given
_NO_CONTEXT_CHARS = 16  # a text shorter than this is given no more context than its own length
_SPACE = re.compile(r"\s+")


def contextual_text(title: str, chunk: Chunk) -> str:
    """Return what is embedded for a chunk: its document's title, its heading, its text.

    Neither is said twice, and together they are cut so that the text keeps at least half, but
    for a short text, which says little without them.
    """
    room = min(_CONTEXT_CHARS, max(len(chunk.text), _SMALL_CONTEXT_CHARS))
    if len(chunk.text) < _NO_CONTEXT_CHARS:
        room = len(chunk.text)
    said = _folded(chunk.text)
    context: list[str] = []
    for part, share in ((chunk.heading, room // 2), (title, room)):
        line = _shortened(part or "", share - sum(map(len, context)))
        if line and not said.startswith(_folded(line)):
            context.insert(0, line)
            said = _folded(line)
    return "\n".join([*context, chunk.text])


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text[: 2 * _CONTEXT_CHARS]).strip().casefold()


def _shortened(text: str, room: int) -> str:
    """Return a text on one line, cut between words where it is longer than ``room``."""
    line = _SPACE.sub(" ", text).strip()
    if len(line) <= room:
        return line
    cut = line[: max(0, room)]
    return cut[: cut.rfind(" ")] if " " in cut else cut
