"""A tree of HTML elements -> blocks, as a person sees the page.

The names that trafilatura gives its elements are understood beside those of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from ingest.readers.assembly import Block, Kind

_UNSEEN = frozenset(
    "script style noscript template head title meta link svg math object embed iframe canvas "
    "audio video select option button input textarea graphic img".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label mark q ref s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_BREAKS = ("br", "lb")
_LIST_ITEMS = ("li", "item")
_ITEMS = (*_LIST_ITEMS, "dt", "dd")
_ROWS = ("tr", "row")
_CELLS = ("td", "th", "cell")
_PREFORMATTED = ("pre", "listing")
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"\s+")
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Node(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def __iter__(self) -> Iterator[Node]:
        """Yield the children."""


def blocks_of(root: Node) -> list[Block]:
    """Return the blocks of a page.

    :param root: its body, or trafilatura's; no deeper than Python may recurse.
    """
    page = _Page()
    page.add(root)
    page.end_block()
    return page.blocks


class _Page:
    """Collects running text and cuts it where a block starts or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._text = ""
        self._kind: Kind = "paragraph"
        self._prefix = ""

    def end_block(self) -> None:
        """Make a block of the text that has come since the last."""
        text = "\n".join(" ".join(line.split()) for line in self._text.split("\n")).strip()
        if text:
            self.blocks.append(Block(self._kind, self._prefix + text))
            self._prefix = ""
        self._text = ""

    def add(self, node: Node) -> None:
        """Add what an element shows, without what follows it."""
        level = _heading_level(node)
        if not level and not _is_seen(node):
            return
        if node.tag in _BREAKS:
            self._text += "\n"
        elif node.tag in _INLINE and not _is_preformatted(node):
            self._add_children(node)
        else:
            self.end_block()
            self._add_block(node, level)
            self.end_block()

    def _add_block(self, node: Node, level: int) -> None:
        if level:
            self.blocks.append(Block("heading", _line(node), level))
        elif node.tag in _ROWS:
            self._add_row(node)
        elif node.tag in _ITEMS:
            around, self._kind = self._kind, "item"
            self._add_children(node)
            self.end_block()
            self._kind, self._prefix = around, ""
        elif _is_preformatted(node):
            self.blocks.append(Block("code", "".join(_texts(node))))
        else:
            self._add_children(node)

    def _add_children(self, node: Node) -> None:
        self._add_text(node.text)
        number = 0
        for child in node:
            if child.tag in _LIST_ITEMS and _is_ordered(node):
                number += 1
                self.end_block()
                self._prefix = f"{number}. "
            self.add(child)
            self._add_text(child.tail)

    def _add_text(self, text: str | None) -> None:
        self._text += _SPACE.sub(" ", text or "")

    def _add_row(self, row: Node) -> None:
        cells = [cell for cell in row if cell.tag in _CELLS]
        filled = [cell for cell in cells if _line(cell)]
        if len(filled) == 1:  # a table that only lays out the page
            self._add_children(filled[0])
        elif filled:
            self.blocks.append(Block("row", " | ".join(_line(cell) for cell in cells)))


def _is_seen(node: Node) -> bool:
    if not isinstance(node.tag, str) or node.tag in _UNSEEN or node.get("hidden") is not None:
        return False
    return _NOT_DISPLAYED.search(node.get("style") or "") is None


def _heading_level(node: Node) -> int:
    """Return a heading's level, 1 for the outermost; 0 for what is none."""
    if not isinstance(node.tag, str):
        return 0
    name = (node.get("rend") or "") if node.tag == "head" else node.tag
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


def _is_ordered(node: Node) -> bool:
    return node.tag == "ol" or (node.tag == "list" and node.get("rend") == "ol")


def _is_preformatted(node: Node) -> bool:
    """Tell whether line ends count: trafilatura makes quotations and code of such blocks."""
    if node.tag in _PREFORMATTED:
        return True
    leaf = node.tag == "code" or (node.tag == "quote" and not list(node))
    return leaf and "\n" in "".join(_texts(node)).strip()


def _line(node: Node) -> str:
    return " ".join("".join(_texts(node)).split())


def _texts(node: Node) -> Iterator[str]:
    """Yield the pieces of text in an element, blocks in it parted by a space."""
    yield node.text or ""
    for child in node:
        if _is_seen(child):
            yield "\n" if child.tag in _BREAKS else "" if child.tag in _INLINE else " "
            yield from _texts(child)
            yield "" if child.tag in _INLINE or child.tag in _BREAKS else " "
        yield child.tail or ""
