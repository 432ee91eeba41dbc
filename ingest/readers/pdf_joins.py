"""How one line of print goes on in the next: with a space, a hyphen less, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.readers.pdf_lines import SOFT_HYPHEN

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BEFORE = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_AFTER = re.compile(r"[^\W_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|и|или|және|немесе)\b")
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/._=?&-]$")
_LEAST_COMPOUND_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words that stand whole within a document's lines, with and without hyphens."""

    counts: Counter[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        """Count the words of a document's lines, but for those cut in two at their ends."""
        counts: Counter[str] = Counter()
        is_cut = False
        for line in lines:
            words = _WORD.findall(line.casefold())
            whole = words[1:] if is_cut else words
            is_cut = line.endswith(("-", SOFT_HYPHEN))
            for word in whole[:-1] if is_cut else whole:
                counts[word] += 1
                if "-" in word:
                    counts.update(word.split("-"))
        return cls(counts)

    def is_compound(self, first: str, second: str) -> bool:
        """Tell whether ``first-second`` is written with its hyphen."""
        first, second = first.casefold(), second.casefold()
        joined, hyphened = self.counts[first + second], self.counts[f"{first}-{second}"]
        if joined or hyphened:
            return hyphened > joined
        long_enough = min(len(first), len(second)) >= _LEAST_COMPOUND_LETTERS
        return long_enough and bool(self.counts[first] and self.counts[second])


def joined(before: str, after: str, words: Words) -> str:
    """Return ``before`` as it stands in front of ``after``: hyphen dropped, or a space added."""
    if before.endswith(SOFT_HYPHEN):
        return before[:-1]
    if _BROKEN_ADDRESS.search(before):
        return before
    first, second = _BEFORE.search(before), _AFTER.match(after)
    if first is None or second is None:
        return before + " "
    if _SUSPENDED.match(after):
        return before + " "
    if not (first[1][-1].islower() and after[0].islower()):
        return before
    return before if words.is_compound(first[1], second[0]) else before[:-1]
