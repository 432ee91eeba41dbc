"""The XML of a Word document -> blocks, in the order of the document.

Tracked insertions are kept and deletions dropped: the text is what the document says if all its
changes are accepted. Tables of contents are left out, for they only repeat the headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ingest.readers.assembly import Block

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SKIPPED = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "txbxContent", "rt")}
    | {f"{_COMPATIBILITY}Fallback"}  # the same once more, for older programs
)
_CHARACTERS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_OUTLINE_LEVELS = 9
MOST_DIGITS = 6  # of a number in the XML; Python refuses to read thousands of them
_HEADING_NAME = re.compile(
    r"(?:heading|заголовок|тақырып|überschrift|titre|título|titolo|nagłówek|başlık)\s*([1-9])",
    re.IGNORECASE,
)
_TITLE_NAMES = frozenset({"title", "название", "заголовок"})
_CONTENTS_NAME = re.compile(r"(?:toc|оглавление)\s*(?:[1-9]|heading)", re.IGNORECASE)


class Element(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def find(self, path: str) -> Element | None:
        """Return the first child at a path."""

    def iterchildren(self) -> Iterator[Element]:
        """Yield the children."""

    def iter(self, tag: str) -> Iterator[Element]:
        """Yield this element and those below it, in the order of the document."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    :param name: as Word shows it in an English edition.
    :param based_on: id of the style it takes over; None without one.
    :param outline: its outline level, 0 for the outermost, 9 for body text; None where unsaid.
    :param numbering: number of the list it makes, and the level in it; None where it makes none.
    """

    name: str
    based_on: str | None
    outline: int | None
    numbering: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Body:
    """What a Word document holds.

    :param blocks: in the order of the document.
    :param title: the paragraph styled as title; empty without one.
    """

    blocks: tuple[Block, ...]
    title: str


class BodyReader:
    """Turns paragraphs and tables into blocks.

    :param styles: the paragraph styles by id.
    :param label: gives the next number of a list, by its number and level; empty for a bullet.
    """

    def __init__(self, styles: dict[str, Style], label: Callable[[str, int], str]) -> None:
        self._styles = styles
        self._label = label

    def read(self, parent: Element) -> Body:
        """Return what stands below an element.

        :param parent: a body, a note or the content of a text box.
        """
        blocks: list[Block] = []
        title = ""
        for element in _flow(parent):
            if element.tag == f"{W}tbl":
                blocks += _rows(element)
                continue
            chain = self._chain(element)
            if any(_CONTENTS_NAME.fullmatch(style.name) for style in chain[:1]):
                continue
            text = paragraph_text(element)
            is_title = any(style.name.casefold() in _TITLE_NAMES for style in chain[:1])
            title = title or (" ".join(text.split()) if is_title else "")
            blocks.append(self._block(element, chain, text, is_title))
            for box in _nearest(element, f"{W}txbxContent"):
                blocks += (
                    Block("paragraph", paragraph_text(inner)) for inner in _nearest(box, f"{W}p")
                )
        return Body(tuple(blocks), title)

    def _block(self, paragraph: Element, chain: list[Style], text: str, is_title: bool) -> Block:
        level = 1 if is_title else _heading_level(paragraph, chain)
        if level:
            return Block("heading", text, level)
        numbering = _numbering(paragraph) or next(
            (style.numbering for style in chain if style.numbering), None
        )
        if numbering is None or numbering[0] == "0" or not text.strip():
            return Block("paragraph", text)
        return Block("item", f"{self._label(*numbering)} {text}".lstrip())

    def _chain(self, paragraph: Element) -> list[Style]:
        """Return the paragraph's style and those it is based on, nearest first."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        name = named.get(f"{W}val") if named is not None else None
        chain: list[Style] = []
        while name in self._styles and len(chain) < len(self._styles):
            chain.append(self._styles[name])
            name = chain[-1].based_on
        return chain


def read_styles(styles: Element) -> dict[str, Style]:
    """Return the paragraph styles by id."""
    found = {}
    for style in styles.iter(f"{W}style"):
        identifier = style.get(f"{W}styleId")
        if identifier and style.get(f"{W}type") in (None, "paragraph"):
            found[identifier] = Style(
                name=_value(style, "name") or "",
                based_on=_value(style, "basedOn"),
                outline=_number(_value(style, f"pPr/{W}outlineLvl")),
                numbering=_numbering(style),
            )
    return found


def paragraph_text(paragraph: Element) -> str:
    """Return a paragraph's text, hyperlinks, fields' results and tracked insertions included."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:  # no recursion: how deep a file nests is for its maker to say
        element = waiting.pop()
        if element.tag in (f"{W}t", f"{_MATH}t"):
            pieces.append(element.text or "")
        elif element.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[element.tag])
        elif element.tag not in _SKIPPED and not _is_hidden(element):
            waiting += reversed(list(element.iterchildren()))
    return "".join(pieces)


def _flow(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables below an element, out of whatever they are wrapped in."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag not in _SKIPPED:
            waiting += reversed(list(element.iterchildren()))


def _rows(table: Element) -> Iterator[Block]:
    for row in _nearest(table, f"{W}tr"):
        cells = [_cell_text(cell) for cell in _nearest(row, f"{W}tc")]
        if any(cells):
            yield Block("row", " | ".join(cells))


def _nearest(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag, not those inside one another."""
    waiting = list(reversed(list(parent.iterchildren())))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED:
            waiting += reversed(list(element.iterchildren()))


def _cell_text(cell: Element) -> str:
    texts = (" ".join(paragraph_text(paragraph).split()) for paragraph in _nearest(cell, f"{W}p"))
    return " ".join(text for text in texts if text)


def _heading_level(paragraph: Element, chain: list[Style]) -> int:
    """Return a heading's level, 1 for the outermost; 0 for what is none."""
    own = _number(_value(paragraph, f"pPr/{W}outlineLvl"))
    if own is not None:
        return own + 1 if own < _OUTLINE_LEVELS else 0
    for style in chain:
        if style.outline is not None:
            return style.outline + 1 if style.outline < _OUTLINE_LEVELS else 0
        if match := _HEADING_NAME.fullmatch(style.name):
            return int(match[1])
    return 0


def _numbering(element: Element) -> tuple[str, int] | None:
    number = _value(element, f"pPr/{W}numPr/{W}numId")
    if number is None:
        return None
    return number, _number(_value(element, f"pPr/{W}numPr/{W}ilvl")) or 0


def _is_hidden(element: Element) -> bool:
    if element.tag != f"{W}r":
        return False
    vanish = element.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _value(element: Element, path: str) -> str | None:
    found = element.find(f"{W}{path}")
    return None if found is None else found.get(f"{W}val")


def _number(value: str | None) -> int | None:
    if value is None or not value.isdecimal() or len(value) > MOST_DIGITS:
        return None
    return int(value)
