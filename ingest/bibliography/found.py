"""A marker that was found in a text, before it is known what it supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.bibliography.entries import Entry
from ingest.models import Cited


@dataclass(frozen=True, slots=True)
class Found:
    """A marker.

    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param cited: the entries that it points to; empty for "ibid.", which points to those before.
    :param in_sentence: it is a part of its sentence, as "Nye (2004)" is.
    :param pages: of an "ibid.".
    """

    start: int
    end: int
    cited: tuple[Cited, ...] = ()
    in_sentence: bool = False
    pages: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """One of a document's lists: where it begins, and what its printed numbers stand for."""

    start: int
    numbers: dict[int, int]


class PrintedNumbers:
    """Says which entry a number in the text means.

    Where each chapter has a list of its own, numbered from 1, a marker means the list that comes
    next.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._lists: list[_List] = []
        for entry in entries:
            if entry.group >= len(self._lists):
                self._lists.append(_List(entry.start, {}))
            printed = entry.printed if entry.printed is not None else entry.number
            self._lists[-1].numbers.setdefault(printed, entry.number)
        self._is_one = all(entry.printed in (None, entry.number) for entry in entries)
        self.is_printed = any(entry.printed is not None for entry in entries)

    def entry(self, printed: int, offset: int) -> int | None:
        """Return which entry a number at an offset means; None where the lists have none."""
        following = [each for each in self._lists if each.start > offset]
        nearest = (following or self._lists[-1:])[:1]
        for each in [*nearest, *(self._lists if self._is_one else [])]:
            if printed in each.numbers:
                return each.numbers[printed]
        return None
