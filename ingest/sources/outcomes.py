"""What came of fetching one entry of a reference list, and how that is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.bibliography.labels import label
from ingest.models import Reference
from ingest.names import printable

Result = Literal["fetched", "unchanged", "held", "not fetched", "failed", "nothing to fetch"]
LEFT_OUT: frozenset[Result] = frozenset({"not fetched", "failed", "nothing to fetch"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one entry of a reference list.

    :param reference: the entry.
    :param result: what was done.
    :param doc_id: the document that it is now or was before; empty where none is held.
    :param problem: why it was not fetched; empty where it was.
    :param archived: when the Wayback Machine took the copy; empty for a live page.
    :param notes: what a person should know though it was fetched.
    """

    reference: Reference
    result: Result
    doc_id: str = ""
    problem: str = ""
    archived: str = ""
    notes: tuple[str, ...] = ()


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what came of one entry."""
    number, name = outcome.reference.number, printable(outcome.doc_id)
    said = printable(label(outcome.reference))
    if outcome.result in LEFT_OUT:
        yield f"[{number}] {outcome.result}: {printable(outcome.problem)} ({said})"
        if name:
            yield f"    the copy that is held stays: {name}"
    else:
        copied = f", an archived copy of {outcome.archived[:10]}" if outcome.archived else ""
        yield f"[{number}] {outcome.result}{copied}: {name} ({said})"
    yield from (f"    note: {printable(note)}" for note in outcome.notes)
