"""The same sentence held twice, as in a PDF and its Markdown, is cited once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

# Of 100; a hyphen at a line's end or a lost ligature costs a sentence of 100 characters two.
ALIKE = 94
# One text is a part of the other, as where one reader ran two sentences together.
_LEAST_PART = 30  # characters
_SPACES = re.compile(r"[\W_]+")


def is_duplicate(text: str, others: Sequence[str]) -> bool:
    """Tell whether a text says, word for word or nearly so, what one of some others says.

    :param text: a sentence.
    :param others: sentences that are cited already.
    """
    folded = _folded(text)
    return any(_same(folded, _folded(other)) for other in others)


def _same(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) >= _LEAST_PART and shorter in longer:
        return True
    # Of two short sentences one differing figure is all the difference there is.
    digits = [character for character in left if character.isdigit()]
    if digits != [character for character in right if character.isdigit()]:
        return False
    return fuzz.ratio(left, right, score_cutoff=ALIKE) > 0


def _folded(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).casefold())
