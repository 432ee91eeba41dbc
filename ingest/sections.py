"""The stretches of a document that no chunk reaches beyond.

A new one begins at each heading and at each border of a reference list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.models import Document, Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading.

    :param start: offset of its first character, the heading's where it begins with one.
    :param body_start: offset after the heading; ``start`` where it does not begin with one.
    :param end: offset after its last character.
    :param heading: the heading it stands under, if any.
    :param is_reference: it lies in a reference list.
    """

    start: int
    body_start: int
    end: int
    heading: str | None
    is_reference: bool


def sections(document: Document) -> Iterator[Section]:
    """Yield the sections that hold text, in order.

    A heading with nothing but white space under it joins the section that follows, for it says
    nothing by itself; only a last one, or one before a reference list's border, stands alone.
    """
    text, waiting = document.text, None
    for section in _bare_sections(document):
        if waiting is not None and waiting.is_reference != section.is_reference:
            yield waiting
            waiting = None
        if waiting is not None:
            section = replace(section, start=waiting.start)
            waiting = None
        if text[section.body_start : section.end].strip():
            yield section
        elif text[section.start : section.end].strip():
            waiting = section
    if waiting is not None:
        yield waiting


def _bare_sections(document: Document) -> Iterator[Section]:
    """Yield a section from each cut to the next, white space and lone headings included."""
    length = len(document.text)
    headings: dict[int, Heading] = {heading.start: heading for heading in document.headings}
    cuts = {0, length, *headings}
    for reference in document.references:
        cuts |= {reference.start, reference.end}
    current: str | None = None
    for start, end in pairwise(sorted(cut for cut in cuts if 0 <= cut <= length)):
        heading = headings.get(start)
        current = heading.text if heading else current
        body_start = min(heading.end, end) if heading else start
        yield Section(start, body_start, end, current, document.in_references(start, end))
