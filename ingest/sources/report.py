"""The states of a paper's sources and what a fetch came to, in lines and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote
from typing import Any

from ingest.bibliography.labels import label
from ingest.library import Library
from ingest.names import printable
from ingest.sources.states import HeldSource, SourceState, addresses


def stray_lines(doc_id: str, strays: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Yield what is tied to entries that a document's reference list has not.

    :param strays: the documents by the number that they are tied to.
    """
    for number, holders in strays.items():
        for holder in map(printable, holders):
            tie = quote(f"{doc_id}:{number}")
            yield (
                f"{holder} is tied to [{number}], which the reference list does not have; "
                f"untie it: python -m ingest untie {quote(holder)} {tie}"
            )


def lines(library: Library, doc_id: str, states: Sequence[SourceState]) -> Iterator[str]:
    """Yield the state of each entry, then how many there are of each and what to do next."""
    for each in states:
        yield f"[{each.reference.number}] {each.state}: {printable(label(each.reference))}"
        yield from (f"    {detail}" for detail in _details(library, doc_id, each))
    counts = Counter(each.state for each in states)
    yield ""
    yield f"{len(states)} references: " + ", ".join(f"{n} {state}" for state, n in counts.items())
    if any(each.state in ("not fetched", "failed") for each in states):
        yield f"next: python -m ingest fetch {quote(doc_id)}"


def _details(library: Library, doc_id: str, each: SourceState) -> Iterator[str]:
    for held in each.held:
        yield f"as {_held(held)}"
        if held.elsewhere:
            yield f"fetched from another address than it names: {printable(held.elsewhere)}"
    if each.failure is not None:
        yield f"tried {each.failure.when}: {printable(each.failure.problem)}"
    if each.state in ("not fetched", "failed"):
        yield from map(printable, addresses(each.reference)[:1])
    tie = f"python -m ingest add --source-of {quote(f'{doc_id}:{each.reference.number}')}"
    for perhaps in each.perhaps:
        file = quote(printable(str(library.root / perhaps)))
        yield f"perhaps held as {printable(perhaps)}; tie it: {tie} {file}"
    if each.state in ("failed", "nothing to fetch") and not each.perhaps:
        yield f"if you have the file: {tie} FILE"


def _held(held: HeldSource) -> str:
    copied = f", an archived copy of {held.archived[:10]}" if held.archived else ""
    when = f" (fetched {held.fetched[:10]}{copied})" if held.fetched else ""
    return f"{printable(held.doc_id)}{when}"


def as_json(states: Iterable[SourceState]) -> str:
    """Return the states as a JSON array of objects."""
    return json.dumps([_object(each) for each in states], ensure_ascii=False, indent=2)


def _object(each: SourceState) -> dict[str, Any]:
    reference, failure = each.reference, each.failure
    return {
        "number": reference.number,
        "state": each.state,
        "label": label(reference),
        "title": reference.title,
        "url": reference.url,
        "doi": reference.doi,
        "held": [
            {
                "document": held.doc_id,
                "fetched": held.fetched,
                "archived": held.archived,
                "elsewhere": held.elsewhere,
            }
            for held in each.held
        ],
        "problem": failure.problem if failure else "",
        "tried": failure.when if failure else "",
        "perhaps": list(each.perhaps),
    }
