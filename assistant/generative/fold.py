"""A text folded for comparison, with the way back to where each character of it stands.

Models copy words but not characters: dashes, quotation marks, spaces and composed letters come back
in other forms, and reference marks such as "[3]" not at all. Folded, these are one, and what is
found is a slice of the true text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.transcript.folding import folded
from ingest.models import Span

# Omissions at the ends of a quotation; "…" is folded to three dots by then.
_ELLIPSIS = re.compile(r"^(?:\.{3}|\[\.{3}\])+|(?:\.{3}|\[\.{3}\])+$")
# Reference marks: "[3]", "[1, 4-6]", "[12, p. 8]".
_MARKS = re.compile(r"\[\d{1,3}(?:\s*[-–,;:]\s*[^\[\]\n]{1,12}){0,12}\]")
_AT_END = "\"'.,;:!? "


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what differs between two copies of it.

    :param source: the true text.
    :param text: folded: no white space, one sort of dash and quotation mark, small letters.
    :param starts: for each folded character, the offset in the true text at which its own begins.
    :param ends: for each folded character, the offset after it.
    """

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def spans(self, words: str) -> Iterator[Span]:
        """Yield where folded words stand in the true text, whole words only.

        :param words: as :func:`fold_words` gives them.
        """
        at = self.text.find(words) if words else -1
        while at >= 0:
            last = at + len(words) - 1
            if not self._cuts(at) and not self._cuts(last + 1):
                yield Span(self.starts[at], self.ends[last])
            at = self.text.find(words, at + 1)

    def _cuts(self, at: int) -> bool:
        """Tell whether a character, a word or a number would be cut before a folded character."""
        if not 0 < at < len(self.text):
            return False
        if self.starts[at] < self.ends[at - 1]:
            return True
        between = self.source[self.ends[at - 1] : self.starts[at]]
        apart = any(each.isspace() or each == "[" for each in between)
        return not apart and self.text[at - 1].isalnum() and self.text[at].isalnum()


def fold(text: str) -> Folded:
    """Fold a text.

    :param text: of a document.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in folded(text[start:end]).casefold():
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return Folded(text, "".join(characters), tuple(starts), tuple(ends))


def fold_words(words: str) -> str:
    """Return quoted words as they are looked up: the marks at their ends are the quoter's own."""
    plain = folded(_MARKS.sub(" ", words)).casefold()
    before = None
    while plain != before:
        before = plain
        plain = _ELLIPSIS.sub("", plain).strip(_AT_END)
    return plain


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield each character with the marks that combine with it, which may be one letter apart.

    Reference marks are left out.
    """
    marks = [match.span() for match in _MARKS.finditer(text)]
    at = 0
    for mark_start, mark_end in (*marks, (len(text), len(text))):
        start = at
        for here in range(at + 1, mark_start + 1):
            if here == mark_start or not unicodedata.combining(text[here]):
                yield start, here
                start = here
        at = mark_end
