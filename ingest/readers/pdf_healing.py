"""Sentences that a footnote, a figure or a margin note cuts in two are put together again."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf_lines import SOFT_HYPHEN
from ingest.readers.pdf_measure import same_size
from ingest.readers.pdf_paragraphs import Paragraph, is_item, is_mid_sentence, is_row

_MOST_BETWEEN = 40  # paragraphs
_FULL = 0.7
_LEAST_BODY_LINES = 3


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
    for position, other in enumerate(following[:_MOST_BETWEEN]):
        start = other.first
        if start.page > last.page + 1:
            return None
        alike = same_size(last.line, start.line) and not start.line.bold
        if position and alike and _runs_on(first, other):
            return position if _keeps_pages(first, following[:position], other) else None
        if alike and len(other.lines) >= _LEAST_BODY_LINES:
            return None
    return None


def _runs_on(first: Paragraph, other: Paragraph) -> bool:
    before, after = first.last.line, other.first.line
    cut = before.text.endswith(("-", SOFT_HYPHEN)) and after.text[:1].isalpha()
    return (cut or is_mid_sentence(before, after)) and not is_item(after) and not is_row(after)


def _keeps_pages(first: Paragraph, between: Sequence[Paragraph], other: Paragraph) -> bool:
    """Tell whether moving what stands between leaves each page's text together, in order."""
    start, end = first.first.page, other.last.page
    return all(one.first.page == one.last.page == start or one.first.page >= end for one in between)
