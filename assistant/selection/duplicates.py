"""The same sentence held twice, as in a PDF and its Markdown, is cited once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

# Of 100; a hyphen at a line's end or a lost ligature costs a sentence of 100 characters two.
ALIKE = 94
# One text is a part of the other, as where one reader ran two sentences together.
_LEAST_PART = 30  # characters
_SPACES = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LIGATURES = frozenset(("ff", "fi", "fl", "ffi", "ffl"))


@dataclass(frozen=True, slots=True)
class _Text:
    """A sentence as it is compared.

    :param letters: its letters and digits alone, folded.
    :param figures: its numbers, as they are written.
    """

    letters: str
    figures: Counter[str]


def is_duplicate(text: str, others: Sequence[str]) -> bool:
    """Tell whether a text says, word for word or nearly so, what one of some others says.

    :param text: a sentence.
    :param others: sentences that are cited already.
    """
    folded = _folded(text)
    return any(_same(folded, _folded(other)) for other in others)


def _same(left: _Text, right: _Text) -> bool:
    shorter, longer = sorted((left, right), key=lambda text: len(text.letters))
    # One differing figure, of two sentences, is all the difference there is.
    if not shorter.figures <= longer.figures:
        return False
    if len(shorter.letters) >= _LEAST_PART and shorter.letters in longer.letters:
        return True
    if left.figures != right.figures:
        return False
    if not fuzz.ratio(left.letters, right.letters, score_cutoff=ALIKE):
        return False
    return _lacks_ligatures_alone(left.letters, right.letters)


def _lacks_ligatures_alone(left: str, right: str) -> bool:
    """Tell whether all that one text has and the other has not are letters written as one."""
    changes = Indel.opcodes(left, right)
    parts = [
        left[c.src_start : c.src_end] or right[c.dest_start : c.dest_end]
        for c in changes
        if c.tag != "equal"
    ]
    return all(part in _LIGATURES for part in parts)


def _folded(text: str) -> _Text:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _Text(_SPACES.sub("", folded), Counter(_FIGURE.findall(folded)))
