"""Sentences that a footnote, a figure or a margin note cuts in two are put together again."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf_lines import SOFT_HYPHEN
from ingest.readers.pdf_measure import Placed, same_size
from ingest.readers.pdf_paragraphs import Paragraph, ends_sentence, is_item, is_mid_sentence, is_row

_MOST_BETWEEN = 40  # paragraphs
_FULL = 0.7
_NOTE = 0.95  # of the body's size


def healed(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Move what stands inside a sentence before or after its paragraph, never to another page.

    :param found: paragraphs in the order of the file.
    """
    done: list[Paragraph] = []
    todo = list(found)
    while todo:
        first = todo.pop(0)
        end = _continuation(first, todo)
        if end is None:
            done.append(first)
            continue
        between, rest = todo[:end], todo[end]
        early = [one for one in between if one.last.page == first.first.page]
        late = [one for one in between if one.last.page != first.first.page]
        done += early
        # What was joined may be cut once more further on.
        todo[: end + 1] = [Paragraph(first.lines + rest.lines), *late]
    return done


def _continuation(first: Paragraph, following: Sequence[Paragraph]) -> int | None:
    """Return where the rest of a paragraph's last sentence stands; None where it is whole."""
    last = first.last
    if last.line.turned or last.line.bold or is_row(last.line) or last.share < _FULL:
        return None
    if ends_sentence(last.line):
        return None
    for position, other in enumerate(following[:_MOST_BETWEEN]):
        start = other.first
        if start.page > last.page + 1:
            return None
        if not same_size(last.line, start.line) or start.line.bold or start.line.turned:
            continue
        between = following[:position]
        if _is_elsewhere(last, start) and _runs_on(first, between, other):
            return position if between and _keeps_pages(first, between, other) else None
        if len(other.lines) > 1:
            return None
    return None


def _is_elsewhere(last: Placed, start: Placed) -> bool:
    """Tell whether a line stands in another column or on another page."""
    return start.page > last.page or start.line.y > last.line.y + last.line.size


def _runs_on(first: Paragraph, between: Sequence[Paragraph], other: Paragraph) -> bool:
    before, after = first.last.line, other.first.line
    if is_item(after) or is_row(after):
        return False
    if is_mid_sentence(before, after):
        return True
    if before.text.endswith(("-", SOFT_HYPHEN)):
        return after.text[:1].isalpha()
    # A name may go on in capitals; over a footnote the text surely goes on where it left off.
    only_notes = all(one.first.line.size < _NOTE * before.size for one in between)
    return only_notes and other.first.share >= _FULL and len(first.lines) > 1


def _keeps_pages(first: Paragraph, between: Sequence[Paragraph], other: Paragraph) -> bool:
    """Tell whether moving what stands between leaves each page's text together, in order."""
    start, end = first.first.page, other.last.page
    return all(one.first.page == one.last.page == start or one.first.page >= end for one in between)
