"""The state of each entry of a document's reference list: held, not fetched, failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from rapidfuzz import fuzz, utils

from ingest.bibliography.addresses import doi_address
from ingest.errors import DocumentError
from ingest.library import Library
from ingest.models import Reference, SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import Attempt, Attempts
from ingest.sources.ties import bibliography, held_by_number, sidecars

State = Literal["held", "not fetched", "failed", "nothing to fetch"]
_ALIKE = 90.0  # of 100: two titles that differ in a word or two of a dozen
_SHORTEST_TITLE = 12  # characters; shorter ones are alike by chance
_SAME_PLACE = re.compile(r"^https?://(?:www\.)?|/?(?:#.*)?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A document that is an entry of a reference list.

    :param doc_id: the document.
    :param fetched: when it was downloaded, UTC, ISO 8601; empty for a file that a person gave.
    :param archived: when the Wayback Machine took it; empty for a live page.
    :param elsewhere: the address that it came from, where the entry names another.
    """

    doc_id: str
    fetched: str = ""
    archived: str = ""
    elsewhere: str = ""


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


def source_states(library: Library, doc_id: str, attempts: Attempts) -> list[SourceState]:
    """Return the state of each entry of a document's reference list, in its order.

    Where one is not held, the documents that are tied to nothing are read for their titles.

    :param attempts: the earlier tries that failed.
    :raises DocumentError: when there is no such document, or it cannot be read.
    """
    references = bibliography(library, doc_id).references
    known = sidecars(library)
    held = held_by_number(doc_id, known)
    untied = [each for each, own in known.items() if each != doc_id and not own.source_of]
    lacking = any(each.number not in held for each in references)
    titles = _titles(library, untied, known) if lacking else {}
    return [
        _state(
            reference,
            tuple(_held(each, known[each], reference) for each in held.get(reference.number, [])),
            attempts.get(SourceOf(doc_id, reference.number)),
            tuple(_alike(reference, titles, known)),
        )
        for reference in references
    ]


def addresses(reference: Reference) -> list[str]:
    """Return where an entry can be fetched, the likeliest first; none where it says no place."""
    doi = doi_address(reference.doi) if reference.doi else None
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


def _held(doc_id: str, sidecar: Sidecar, reference: Reference) -> HeldSource:
    origin = sidecar.fetched
    if origin is None:
        return HeldSource(doc_id)
    is_named = _places(sidecar) & {_plain(each) for each in addresses(reference)}
    return HeldSource(doc_id, origin.fetched, origin.archived, "" if is_named else origin.url)


def _titles(library: Library, doc_ids: list[str], known: Mapping[str, Sidecar]) -> dict[str, str]:
    """Return what documents are called; one that cannot be read is called nothing."""
    titles: dict[str, str] = {}
    for doc_id in doc_ids:
        try:
            titles[doc_id] = known[doc_id].title or library.read(doc_id).title
        except DocumentError:
            titles[doc_id] = ""
    return titles


def _alike(
    reference: Reference, titles: Mapping[str, str], known: Mapping[str, Sidecar]
) -> Iterator[str]:
    """Yield documents that have the entry's address, or a title or file name like its title.

    :param titles: of the documents that are tied to nothing, by their ids.
    """
    places = {_plain(each) for each in addresses(reference)}
    for doc_id, title in titles.items():
        names = (title, PurePosixPath(doc_id).stem)
        if places & _places(known[doc_id]) or any(_is_alike(x, reference.title) for x in names):
            yield doc_id


def _places(sidecar: Sidecar) -> set[str]:
    """Return the addresses that a document came from, in their plain form."""
    origin = sidecar.fetched
    own = (sidecar.origin, origin.url if origin else None, origin.final_url if origin else None)
    return {_plain(each) for each in own if each}


def _plain(address: str) -> str:
    """Return an address without what two ways of writing the same one differ in."""
    return _SAME_PLACE.sub("", address)


def _is_alike(name: str, title: str) -> bool:
    if min(len(name), len(title)) < _SHORTEST_TITLE:
        return False
    return fuzz.ratio(name, title, processor=utils.default_process) >= _ALIKE
