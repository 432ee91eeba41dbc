"""The in-text markers of a document, linked to its reference list and to what they support."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ingest.bibliography.entries import Entry
from ingest.bibliography.found import Found, PrintedNumbers
from ingest.bibliography.named_marks import named_marks
from ingest.bibliography.numbered_marks import numbered_marks
from ingest.bibliography.pages import locator_of
from ingest.bibliography.supports import supports_of
from ingest.bibliography.works import Works
from ingest.models import CitationMark, Cited, Document, Reference, Span

_IBID = re.compile(
    r"[(\[]\s*(?:ibid(?:em)?\.?|там же\.?|сонда\.?|сол жерде\.?)([^()\[\]]{0,40})[)\]]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\[([^\[\]\n]{2,80})\]")


def marks_of(
    document: Document, entries: Sequence[Entry], references: Sequence[Reference]
) -> tuple[CitationMark, ...]:
    """Return the markers of a document, in the order of the text.

    Only what points to an entry of the list is a marker; none stands in a heading or in the list
    itself.

    :param entries: of its reference lists.
    :param references: read from them.
    """
    if not references:
        return ()
    found = _linked(_apart(_outside_lists(document, _all(document.text, entries, references))))
    return tuple(
        CitationMark(mark.start, mark.end, mark.cited, supported)
        for mark, supported in zip(found, supports_of(document, found), strict=True)
    )


def _all(text: str, entries: Sequence[Entry], references: Sequence[Reference]) -> list[Found]:
    named = list(named_marks(text, Works(references)))
    found = [*named, *_labelled(text, entries), *_ibid(text)]
    numbers = PrintedNumbers(entries)
    # A list without numbers is cited by number only where nobody is cited by name.
    if numbers.is_printed or not named:
        found += numbered_marks(text, numbers)
    return found


def _labelled(text: str, entries: Sequence[Entry]) -> Iterator[Found]:
    """Yield the markers of a list with labels: ``[Nye04, Smi10]``."""
    labels = {entry.label: entry.number for entry in entries if entry.label}
    for match in _LABEL.finditer(text) if labels else ():
        parts = [part.strip() for part in re.split("[,;]", match[1])]
        cited = tuple(Cited(labels[part]) for part in parts if part in labels)
        if cited:
            yield Found(match.start(), match.end(), cited)


def _ibid(text: str) -> Iterator[Found]:
    for match in _IBID.finditer(text):
        yield Found(match.start(), match.end(), pages=locator_of(match[1]))


def _outside_lists(document: Document, found: Iterable[Found]) -> Iterator[Found]:
    """Yield the markers that stand neither in a heading nor in a reference list."""
    stretches = [Span(heading.start, heading.end) for heading in document.headings]
    stretches += document.references
    stretches.sort(key=lambda span: span.start)
    starts = [span.start for span in stretches]
    latest = 0
    ends = [latest := max(latest, span.end) for span in stretches]
    for mark in found:
        index = bisect_right(starts, mark.start) - 1
        if index < 0 or ends[index] <= mark.start:
            yield mark


def _apart(found: Iterable[Found]) -> list[Found]:
    """Return markers in order, of two that share characters the longer."""
    kept: list[Found] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _linked(found: Iterable[Found]) -> list[Found]:
    """Give each "ibid." what the marker before it points to last; without one it is no marker."""
    linked: list[Found] = []
    for mark in found:
        if mark.cited:
            linked.append(mark)
        elif linked:
            last = linked[-1].cited[-1]
            cited = (Cited(last.number, mark.pages or last.pages),)
            linked.append(Found(mark.start, mark.end, cited))
    return linked
