"""The entries of a document's reference lists, each with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.bibliography.unnumbered import BULLET, begins_anew, is_aside, unnumbered_starts
from ingest.models import Document, Span
from ingest.readers.references import is_references_title

_NUMBER = re.compile(
    r"^[^\S\n]*(?:[-–—•*·▪][^\S\n]+)?(?:№[^\S\n]?)?"
    r"(?:\[(\d{1,3})\][.,:]?|\((\d{1,3})\)|(\d{1,3})[.)](?!\d))[^\S\n]*(?=\S)",
    re.MULTILINE,
)
# PDFs give a raised number so: "1 Nye J."; only a run of several is believed.
_BARE_NUMBER = re.compile(r"^[^\S\n]*(\d{1,3})[^\S\n]+(?=[^\W\d_a-z])", re.MULTILINE)
_LABEL = re.compile(r"^[^\S\n]*\[([^\W\d_][\w+&.-]{1,15})\][^\S\n]*(?=\S)", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LEAST_BARE = 3
_MOST_SKIPPED = 2  # numbers that a list may lack, because their line could not be read


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a reference list; offsets in characters of the document's text.

    :param number: of its own in the document: the printed one, else its place in the list, from 1;
        where a later list begins anew at 1, it is counted on from the lists before.
    :param start: of its first character, its printed number included.
    :param body: of the first character after its number.
    :param end: after its last character.
    :param printed: the number that stands before it; None without one.
    :param label: what stands before it in place of a number, as in ``[Nye04]``; empty without one.
    :param group: which of the document's lists it belongs to, from 0.
    """

    number: int
    start: int
    body: int
    end: int
    printed: int | None = None
    label: str = ""
    group: int = 0

    @property
    def span(self) -> Span:
        """The whole entry, its number included."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an entry begins, and its mark ends; offsets in the list's text."""

    start: int
    body: int
    printed: int | None = None
    label: str = ""


def entries_of(document: Document) -> list[Entry]:
    """Return each entry of a document's reference lists, trimmed, in the order of the text.

    Entries are told by their numbers where these count up, else by their labels or bullets, else
    by blank lines and by how lines begin. Text between two entries that belongs to neither, as a
    figure's caption, is left out.
    """
    found: list[Entry] = []
    group = 0
    for span in document.references:
        start = _after_title(document, span)
        for starts in _lists(document.text[start : span.end]):
            entries = _entries(document, start, span.end, starts, group)
            found += _numbered_on(entries, found)
            group += 1
    return found


def _after_title(document: Document, span: Span) -> int:
    heading = next((h for h in document.headings if h.start == span.start), None)
    if heading is not None:
        return heading.end
    end = document.text.find("\n", span.start, span.end)
    line = document.text[span.start : end] if end >= 0 else ""
    return end if is_references_title(line) else span.start


def _lists(text: str) -> list[list[_Start]]:
    """Return where the entries begin, a list for each run of numbers that begins anew at 1."""
    if runs := _runs(text, _NUMBER):
        return runs
    if (runs := _runs(text, _BARE_NUMBER)) and len(runs[0]) >= _LEAST_BARE:
        return runs
    labels = [_Start(m.start(), m.end(), label=m[1]) for m in _LABEL.finditer(text)]
    if len(labels) > 1:
        return [labels]
    bullets = [_Start(m.start(), m.end()) for m in BULLET.finditer(text)]
    if len(bullets) > 1:
        return [bullets]
    return [[_Start(start, start) for start in unnumbered_starts(text)]]


def _runs(text: str, pattern: re.Pattern[str]) -> list[list[_Start]]:
    """Return the runs of lines whose numbers count up; a year or a page that begins one is none.

    A run of one is believed only where the list begins with it.
    """
    lines = [
        _Start(match.start(), match.end(), int(next(filter(None, match.groups()))))
        for match in pattern.finditer(text)
    ]
    runs: list[list[_Start]] = []
    last_place = {line.printed: place for place, line in enumerate(lines)}
    for place, line in enumerate(lines):
        number = line.printed or 0
        run = runs[-1] if runs else []
        expected = (run[-1].printed or 0) + 1 if run else number
        skipped = range(expected, number)
        comes_later = any(last_place.get(each, -1) > place for each in skipped)
        if run and number in range(expected, expected + _MOST_SKIPPED + 1) and not comes_later:
            run.append(line)
        elif _begins_run(lines, place, run, last_place):
            runs.append([line])
    first_line = not text[: lines[0].start].strip() if lines else False
    return [run for run in runs if len(run) > 1 or (first_line and run[0] is lines[0])]


def _begins_run(
    lines: Sequence[_Start], place: int, run: Sequence[_Start], last_place: dict[int | None, int]
) -> bool:
    """Tell whether a numbered line begins a list: nothing goes on before it, and the next follows.

    :param run: the one before it.
    :param last_place: of each number, where it stands last.
    """
    number = lines[place].printed or 0
    has_next = last_place.get(number + 1, -1) > place
    if not run:
        return number == 1 or has_next or place == 0
    goes_on = last_place.get((run[-1].printed or 0) + 1, -1) > place
    return (number == 1 or len(run) == 1) and has_next and not goes_on


def _entries(
    document: Document, offset: int, end: int, starts: Sequence[_Start], group: int
) -> Iterator[Entry]:
    """Yield the entries that begin at some offsets of the list's text.

    :param offset: of the list's text.
    :param end: after it.
    """
    text = document.text
    bounds = [*(offset + start.start for start in starts), end]
    place = 0
    for start, (first, last) in zip(starts, pairwise(bounds), strict=True):
        stop = _end_of_entry(document, offset + start.body, last)
        body = stop - len(text[offset + start.body : stop].lstrip())
        if body >= stop or (start.printed is None and is_aside(text[body:stop])):
            continue
        place += 1
        begin = first + len(text[first:body]) - len(text[first:body].lstrip())
        yield Entry(start.printed or place, begin, body, stop, start.printed, start.label, group)


def _end_of_entry(document: Document, start: int, end: int) -> int:
    """Return where an entry ends: before a heading or a paragraph that begins something else."""
    text = document.text
    inside = (heading.start for heading in document.headings if start < heading.start < end)
    end = min(inside, default=end)
    for blank in _BLANK_LINE.finditer(text, start, end):
        if text[start : blank.start()].strip() and begins_anew(
            text[start : blank.start()], text[blank.end() : end]
        ):
            return start + len(text[start : blank.start()].rstrip())
    return start + len(text[start:end].rstrip())


def _numbered_on(entries: Iterator[Entry], before: Sequence[Entry]) -> list[Entry]:
    """Give entries numbers that none before them has, where their printed ones are taken."""
    found = list(entries)
    taken = {entry.number for entry in before}
    if not any(entry.number in taken for entry in found):
        return found
    most = max(taken)
    return [
        Entry(most + e.number, e.start, e.body, e.end, e.printed, e.label, e.group) for e in found
    ]
