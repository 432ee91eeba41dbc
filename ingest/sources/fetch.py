"""Fetches the sources of a paper, and single pages, into the documents folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from ingest.errors import DocumentError, DuplicateDocument, FetchError, NoNetwork, NotAFile
from ingest.fetching.models import Fetched, Fetcher, NotModified, Origin
from ingest.library import DEFAULT_MAX_BYTES, Library, LibraryFile
from ingest.models import DocumentRole, Reference, SourceOf
from ingest.sidecar import Sidecar
from ingest.sources.attempts import Attempt, read_attempts, write_attempts
from ingest.sources.naming import address_name, source_id
from ingest.sources.states import addresses
from ingest.sources.ties import bibliography, held_by_number, missing, sidecars

Result = Literal["fetched", "unchanged", "held", "not fetched", "failed", "nothing to fetch"]
LEFT_OUT: frozenset[Result] = frozenset({"not fetched", "failed", "nothing to fetch"})
NO_NETWORK = "no network"


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


def fetch_sources(
    library: Library,
    doc_id: str,
    fetcher: Fetcher,
    *,
    only: Collection[int] = (),
    again: bool = False,
) -> Iterator[Outcome]:
    """Fetch what a document cites, one after the other; each is yielded when it is done.

    What was fetched before a stop stays, and what failed is remembered, unless there was no
    network: then nothing changes.

    :param library: the documents folder.
    :param doc_id: the document that cites.
    :param fetcher: gets what an address gives.
    :param only: numbers of the entries to fetch; all where none are given.
    :param again: ask for what is held already once more, and take what has changed.
    :raises ReferenceNotFound: when ``only`` names an entry that the list has not.
    :raises DocumentError: when the document that cites cannot be read.
    """
    found = bibliography(library, doc_id)
    if lacking := set(only) - {each.number for each in found.references}:
        raise missing(doc_id, lacking, found)
    for reference in found.references:
        if not only or reference.number in only:
            yield _one(library, SourceOf(doc_id, reference.number), reference, fetcher, again)


def _one(
    library: Library, tie: SourceOf, reference: Reference, fetcher: Fetcher, again: bool
) -> Outcome:
    known = sidecars(library)
    held = held_by_number(tie.doc_id, known).get(tie.number, [])
    if held and not again:
        return Outcome(reference, "held", held[0])
    if not addresses(reference):
        return Outcome(reference, "nothing to fetch", problem="it names no address and no DOI")
    before = next((each for each in held if known[each].fetched is not None), "")
    origin = known[before].fetched if before else None
    try:
        got = _get(reference, fetcher, origin)
        if isinstance(got, NotModified) or (origin and got.origin.sha256 == origin.sha256):
            return Outcome(reference, "unchanged", before)
        outcome = _keep(library, tie, reference, got, before)
    except NoNetwork:
        return Outcome(reference, "not fetched", before, NO_NETWORK)
    except DocumentError as exc:
        _remember(library, tie, addresses(reference)[0], exc.problem)
        return Outcome(reference, "failed", before, exc.problem)
    _remember(library, tie, "", "")
    return outcome


def _get(reference: Reference, fetcher: Fetcher, known: Origin | None) -> Fetched | NotModified:
    """Get an entry from its address, or where that gives nothing from its DOI."""
    first: FetchError | None = None
    for place in addresses(reference):
        try:
            return fetcher.fetch(place, known=known, when=reference.accessed)
        except NoNetwork:
            raise
        except FetchError as exc:
            first = first or exc
    raise first or FetchError(reference.text, "it names no address and no DOI")


def _keep(
    library: Library, tie: SourceOf, reference: Reference, got: Fetched, before: str
) -> Outcome:
    """Store what came, tied to its entry; what is held under another name is tied there."""
    doc_id = before or source_id(tie, reference, got)
    sidecar = _sidecar_of(got, library.sidecar(before) if before else Sidecar()).tied_to([tie])
    try:
        file = library.put(doc_id, got.data, sidecar)
    except DuplicateDocument:
        holder = library.holder_of(got.data)
        if holder is None:
            raise
        library.note(holder, library.sidecar(holder).tied_to([tie]))
        return Outcome(
            reference, "fetched", holder, notes=("it was held already, and is tied now",)
        )
    return Outcome(
        reference, "fetched", file.doc_id, archived=got.origin.archived, notes=file.warnings
    )


def _sidecar_of(got: Fetched, before: Sidecar) -> Sidecar:
    large = len(got.data) > DEFAULT_MAX_BYTES
    return replace(
        before.for_another_file(),
        encoding=got.charset,
        fetched=got.origin,
        max_bytes=len(got.data) if large else None,
    )


def _remember(library: Library, tie: SourceOf, url: str, problem: str) -> None:
    """Write down that a try failed; an empty problem, that the last one did not."""
    attempts = read_attempts(library.root)
    before = dict(attempts)
    if problem:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        attempts[tie] = Attempt(url, now, problem)
    else:
        attempts.pop(tie, None)
    if attempts != before:
        write_attempts(library.root, attempts)


def add_address(
    library: Library,
    url: str,
    fetcher: Fetcher,
    *,
    name: str | None = None,
    role: DocumentRole | None = None,
    ties: Sequence[SourceOf] = (),
    encoding: str | None = None,
    replace_held: bool = False,
) -> LibraryFile:
    """Fetch any page into the documents folder.

    :param url: http or https.
    :param name: the name to keep it under; made from the address where none is given.
    :param role: what it is said to be.
    :param ties: entries of reference lists that it is.
    :param encoding: of the text, where what the server says of it is wrong.
    :param replace_held: take the place of a document of this name.
    :raises FetchError: when the address gives nothing.
    :raises DocumentError: when it cannot be taken.
    """
    got = fetcher.fetch(url)
    if isinstance(got, NotModified):
        raise NotAFile(url, "the server sent nothing, as if a copy were held; try again later.")
    doc_id = name or address_name(got)
    library.refuse_name(doc_id, replace=replace_held)
    sidecar = replace(_sidecar_of(got, Sidecar()), role=role).tied_to(ties)
    if encoding:
        sidecar = replace(sidecar, encoding=encoding)
    return library.put(doc_id, got.data, sidecar)
