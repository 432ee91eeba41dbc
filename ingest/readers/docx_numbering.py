"""The numbers that Word shows before list items, which stand nowhere in the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.readers.docx_body import MOST_DIGITS, Element, W

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Beyond these, and for formats not known here, plain figures do.
_LARGEST_ROMAN = 399
_LARGEST_LETTER = 26 * 5
_LONGEST_PATTERN = 40  # it is written before each item: a long one would be a bomb


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered.

    :param style: Word's name of the figures, for instance ``decimal``, ``lowerRoman``, ``bullet``.
    :param pattern: with ``%1`` for the number of the first level, and so on.
    :param start: the first number.
    """

    style: str
    pattern: str
    start: int


class Numbering:
    """Counts the items of a document's lists.

    :param lists: levels by number of list.
    :param abstracts: which lists count on where another stopped, by number of list: those with the
        same value.
    """

    def __init__(
        self, lists: dict[str, dict[int, Level]], abstracts: dict[str, str] | None = None
    ) -> None:
        self._lists = lists
        self._abstracts = abstracts or {}
        self._counts: dict[str, list[int | None]] = {}

    def label(self, number: str, level: int) -> str:
        """Count one more item of a list.

        :param number: of the list.
        :param level: of the item, 0 for the outermost.
        :return: what is shown before the item; empty for a bullet or an unknown list.
        """
        levels = self._lists.get(number, {})
        shown = levels.get(level)
        if shown is None or level >= _LEVELS or shown.style in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._abstracts.get(number, number), [None] * _LEVELS)
        before = counts[level]
        counts[level] = shown.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        figures = [_figure(levels.get(place), count) for place, count in enumerate(counts)]
        return _PLACEHOLDER.sub(lambda match: figures[int(match[1]) - 1], shown.pattern)


def read_numbering(numbering: Element) -> Numbering:
    """Read the numbering part of a document."""
    abstracts = {}
    for abstract in numbering.iter(f"{W}abstractNum"):
        levels = (_level(level) for level in abstract.iter(f"{W}lvl"))
        abstracts[abstract.get(f"{W}abstractNumId")] = dict(levels)
    lists, shared = {}, {}
    for number in numbering.iter(f"{W}num"):
        identifier, abstract_id = number.get(f"{W}numId"), _value(number, "abstractNumId", "")
        if identifier is None:
            continue
        overrides = dict(_level(level) for level in number.iter(f"{W}lvl"))
        lists[identifier] = abstracts.get(abstract_id, {}) | overrides
        restarts = number.find(f"{W}lvlOverride") is not None
        shared[identifier] = f"own {identifier}" if restarts else f"shared {abstract_id}"
    return Numbering(lists, shared)


def _level(level: Element) -> tuple[int, Level]:
    start = _value(level, "start", "1")
    return _whole(level.get(f"{W}ilvl") or "0"), Level(
        _value(level, "numFmt", "decimal"),
        _value(level, "lvlText", "")[:_LONGEST_PATTERN],
        _whole(start),
    )


def _figure(level: Level | None, count: int | None) -> str:
    if level is None:
        return "" if count is None else str(count)
    return _written(level.start if count is None else count, level.style)


def _written(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter") and 0 < count <= _LARGEST_LETTER:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST_ROMAN:
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val") or default


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= MOST_DIGITS else 0
