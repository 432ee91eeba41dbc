"""The state of each entry of a document's reference list: held, not fetched, failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote

from rapidfuzz import fuzz, utils

from ingest.library import Library
from ingest.models import Reference, SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import Attempt, read_attempts
from ingest.sources.ties import bibliography, held_by_number, sidecars

State = Literal["held", "not fetched", "failed", "nothing to fetch"]
DOI_RESOLVER = "https://doi.org/"
_ALIKE = 90.0  # of 100: two titles that differ in a word or two of a dozen
_SHORTEST_TITLE = 12  # characters; shorter ones are alike by chance


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A document that is an entry of a reference list.

    :param doc_id: the document.
    :param fetched: when it was downloaded, UTC, ISO 8601; empty for a file that a person gave.
    :param archived: when the Wayback Machine took it; empty for a live page.
    """

    doc_id: str
    fetched: str = ""
    archived: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """One entry of a reference list, and whether it is held.

    :param reference: the entry.
    :param state: where nothing is held, whether a try failed, or none was made, or none can be.
    :param held: the documents that it is.
    :param failure: the last try, where that failed.
    :param perhaps: documents that look like it and are tied to nothing.
    """

    reference: Reference
    state: State
    held: tuple[HeldSource, ...] = ()
    failure: Attempt | None = None
    perhaps: tuple[str, ...] = ()


def source_states(library: Library, doc_id: str) -> list[SourceState]:
    """Return the state of each entry of a document's reference list, in its order.

    :raises DocumentError: when there is no such document, or it cannot be read, or the record of
        earlier tries is damaged.
    """
    found = bibliography(library, doc_id)
    known = sidecars(library)
    held = held_by_number(doc_id, known)
    attempts = read_attempts(library.root)
    return [
        _state(
            reference,
            tuple(_held(each, known[each]) for each in held.get(reference.number, [])),
            attempts.get(SourceOf(doc_id, reference.number)),
            tuple(_alike(reference, doc_id, known)),
        )
        for reference in found.references
    ]


def addresses(reference: Reference) -> list[str]:
    """Return where an entry can be fetched, the likeliest first; none where it says no place."""
    doi = DOI_RESOLVER + quote(reference.doi, safe="/") if reference.doi else None
    return list(dict.fromkeys(each for each in (reference.url, doi) if each))


def _state(
    reference: Reference,
    held: tuple[HeldSource, ...],
    failure: Attempt | None,
    perhaps: tuple[str, ...],
) -> SourceState:
    if held:
        return SourceState(reference, "held", held)
    if failure is not None:
        return SourceState(reference, "failed", failure=failure, perhaps=perhaps)
    state: State = "not fetched" if addresses(reference) else "nothing to fetch"
    return SourceState(reference, state, perhaps=perhaps)


def _held(doc_id: str, sidecar: Sidecar) -> HeldSource:
    origin = sidecar.fetched
    return HeldSource(doc_id, origin.fetched, origin.archived) if origin else HeldSource(doc_id)


def _alike(reference: Reference, citing: str, known: dict[str, Sidecar]) -> Iterator[str]:
    """Yield documents that have the entry's address, or a title or file name like its title."""
    places = set(addresses(reference))
    for doc_id, sidecar in known.items():
        if doc_id == citing or sidecar.source_of:
            continue
        origin = sidecar.fetched
        own = {sidecar.origin, origin.url if origin else None, origin.final_url if origin else None}
        names = (sidecar.title or "", PurePosixPath(doc_id).stem)
        if places & own or any(_is_alike(name, reference.title) for name in names):
            yield doc_id


def _is_alike(name: str, title: str) -> bool:
    if min(len(name), len(title)) < _SHORTEST_TITLE:
        return False
    return fuzz.ratio(name, title, processor=utils.default_process) >= _ALIKE
