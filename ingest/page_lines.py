"""Where a quotation stands among the characters of a page, and the lines that it covers.

A page's characters come one by one from the program that draws it; the quotation was read by
another one, and cleaned since. Both are folded to what they have in common; nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LEAST_CHARS = 3  # folded: a shorter rest of a quotation stands anywhere
_MOST_CONTEXT = 40  # folded characters on either side that tell repeated sentences apart
_LEFT_OUT = frozenset("\"'`´„‚′″ʼ−•●▪◦■□·‣➢✓^ˆˇ\ufffd")
# Dashes, opening and closing quotation marks; controls, invisible ones, surrogates, private use;
# and accents, which TeX draws apart from their letters, so that each reader puts them elsewhere.
_LEFT_OUT_KINDS = frozenset({"Pd", "Pi", "Pf", "Cc", "Cf", "Cs", "Co", "Mn"})
_SAME_LINE = 0.5  # of the lower box's height, that it shares with the line
_APART = 3  # heights of a line: what is farther away is another column's or cell's
# A high quotation mark need not share any height with the letters beside it: how far behind them,
# over them and above them it may stand, in heights of the line.
_BESIDE = 1
_TOUCH = 0.05
_NEAR = 0.25
_MARGIN = 0.12  # of a line's height, that its mark is larger on each side than its letters


@dataclass(frozen=True, slots=True)
class Sought:
    """A quotation, or the part of it that stands on one page, with the page's text around it.

    :param text: the quotation.
    :param before: all that the page holds before it, as the reader gave it.
    :param after: all that the page holds after it.
    """

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page as it is shown, each figure a fraction of the page, in 0..1.

    :param left: from the page's left edge.
    :param top: from the page's top edge.
    :param width: of the page's width.
    :param height: of the page's height.
    """

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A character's place on a page as it is shown, y growing downwards, in any one unit.

    :param left: its left edge.
    :param top: its upper edge.
    :param right: its right edge.
    :param bottom: its lower edge.
    :param upright: its line of writing runs across the page, not up or down.
    """

    left: float
    top: float
    right: float
    bottom: float
    upright: bool = True

    @property
    def turned(self) -> Box:
        """Return it with its axes exchanged."""
        return Box(self.top, self.left, self.bottom, self.right, not self.upright)

    @property
    def height(self) -> float:
        """Return its height."""
        return self.bottom - self.top

    def joined(self, other: Box) -> Box:
        """Return the box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.upright,
        )


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without all that two readers of a file may tell differently.

    :param text: lower case, decomposed (NFKD), without white space, hyphens, dashes, quotation
        marks, accents, bullets and what is invisible.
    :param origins: for each of its characters the position of the one that it comes from.
    """

    text: str
    origins: tuple[int, ...]


def fold(chars: Iterable[str]) -> Folded:
    """Return characters folded.

    :param chars: a text, or a text's characters one by one.
    """
    pieces: list[str] = []
    origins: list[int] = []
    for position, char in enumerate(chars):
        piece = _folded_char(char)
        pieces.append(piece)
        origins.extend([position] * len(piece))
    return Folded("".join(pieces), tuple(origins))


def find(drawn: Sequence[str], sought: Sought) -> range | None:
    """Return which of a page's characters are the quotation; None where it does not stand there.

    Of several places the one is chosen whose surroundings agree best with the text around the
    quotation, and of those alike the one that is as far down the page.

    :param drawn: the page's characters, in the order of the file.
    :param sought: what is looked for.
    """
    page, wanted = fold(drawn), fold(sought.text).text
    if len(wanted) < _LEAST_CHARS:
        return None
    before, after = fold(sought.before).text, fold(sought.after).text
    place = len(before) / (len(before) + len(wanted) + len(after))

    def fitness(start: int) -> tuple[int, float]:
        context = _common(reversed(before), reversed(page.text[:start][-_MOST_CONTEXT:]))
        end = start + len(wanted)
        context += _common(after, page.text[end : end + _MOST_CONTEXT])
        return context, -abs(start / len(page.text) - place)

    start = max(_places(page.text, wanted), key=fitness, default=None)
    if start is None:
        return None
    return range(page.origins[start], page.origins[start + len(wanted) - 1] + 1)


def marks(boxes: Iterable[Box], width: float, height: float) -> tuple[Mark, ...]:
    """Return one rectangle for each line that characters stand in.

    :param boxes: the characters', in the order of reading.
    :param width: the page's, in the boxes' unit.
    :param height: the page's.
    :return: what lies on the page of them.
    """
    shown = (_mark(line, width, height) for line in _lines(boxes))
    return tuple(mark for mark in shown if mark.width > 0 and mark.height > 0)


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    if _is_left_out(char):
        return ""
    # Twice, for a letter of lower case may be one that comes apart again.
    return _decomposed(_decomposed(char).casefold())


def _decomposed(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not _is_left_out(char))


def _is_left_out(char: str) -> bool:
    return char.isspace() or char in _LEFT_OUT or unicodedata.category(char) in _LEFT_OUT_KINDS


def _places(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many characters two texts begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _lines(boxes: Iterable[Box]) -> list[Box]:
    lines: list[Box] = []
    for box in boxes:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = lines[-1].joined(box)
        else:
            lines.append(box)
    return lines


def _goes_on(line: Box, box: Box) -> bool:
    """Tell whether a character goes on with a line."""
    if line.upright != box.upright:
        return False
    if not line.upright:
        line, box = line.turned, box.turned
    tallest = max(line.height, box.height)
    apart = max(box.left - line.right, line.left - box.right)
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    if shared >= _SAME_LINE * min(line.height, box.height):
        return apart <= _APART * tallest
    follows = -_TOUCH * tallest <= box.left - line.right <= _BESIDE * tallest
    return follows and shared > -_NEAR * tallest


def _mark(line: Box, width: float, height: float) -> Mark:
    margin = _MARGIN * (line.height if line.upright else line.turned.height)
    left, right = _within((line.left - margin) / width), _within((line.right + margin) / width)
    top, bottom = _within((line.top - margin) / height), _within((line.bottom + margin) / height)
    return Mark(left, top, right - left, bottom - top)


def _within(fraction: float) -> float:
    return min(max(fraction, 0.0), 1.0)
