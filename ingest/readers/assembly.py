"""Blocks of a document -> its text, with the headings' exact places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.models import Heading
from ingest.readers.cleaning import clean

Kind = Literal["heading", "paragraph", "item", "row", "code"]
# Blocks of these kinds follow one another line by line; all others stand apart.
_LINE_BY_LINE = ("item", "row")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row or code block.

    :param kind: which of them.
    :param text: as a reader sees it, without markup.
    :param level: a heading's level, 1 for the outermost; 0 for all else.
    """

    kind: Kind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document's text and headings.

    :param text: the cleaned blocks, a blank line between them; items and rows one a line.
    :param headings: in the order of the text.
    """

    text: str
    headings: tuple[Heading, ...]


def assemble(blocks: Sequence[Block]) -> Assembled:
    """Join blocks to a text; blocks that hold nothing are left out."""
    pieces: list[str] = []
    length = 0
    headings = []
    before: Block | None = None
    for block in blocks:
        cleaned = clean(block.text)
        if not cleaned:
            continue
        if block.kind == "heading":
            cleaned = " ".join(cleaned.split())
        if before is not None:
            same_list = before.kind == block.kind and block.kind in _LINE_BY_LINE
            pieces.append("\n" if same_list else "\n\n")
            length += len(pieces[-1])
        if block.kind == "heading":
            headings.append(Heading(length, length + len(cleaned), block.level, cleaned))
        pieces.append(cleaned)
        length += len(cleaned)
        before = block
    return Assembled("".join(pieces), tuple(headings))
