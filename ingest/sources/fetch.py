"""Fetches the sources of a paper, and single pages, into the documents folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ingest.errors import DocumentError, FetchError, NoNetwork, NotAFile
from ingest.fetching.models import Fetched, Fetcher, NotModified, Origin
from ingest.library import DEFAULT_MAX_BYTES, Library, LibraryFile
from ingest.models import DocumentRole, Reference, SourceOf
from ingest.names import document_name
from ingest.sidecar import Sidecar
from ingest.sources.attempts import Attempt, read_attempts, write_attempts
from ingest.sources.naming import address_name, source_id
from ingest.sources.outcomes import Outcome
from ingest.sources.states import addresses
from ingest.sources.ties import bibliography, held_by_number, missing, name_after, sidecars

NO_NETWORK = "no network"
Asking = Callable[[Reference, str], None]
"""Told before an address is asked: for which entry, and which address."""


def fetch_sources(
    library: Library,
    doc_id: str,
    fetcher: Fetcher,
    *,
    only: Collection[int] = (),
    again: bool = False,
    asking: Asking = lambda reference, address: None,
) -> Iterator[Outcome]:
    """Fetch what a document cites, one after the other; each is yielded when it is done.

    What was fetched before a stop stays, and what failed is remembered, unless there was no
    network: then nothing changes.

    :param library: the documents folder.
    :param doc_id: the document that cites.
    :param fetcher: gets what an address gives.
    :param only: numbers of the entries to fetch; all where none are given.
    :param again: ask once more for what was fetched before, and take what has changed.
    :param asking: told before each address is asked.
    :raises ReferenceNotFound: when ``only`` names an entry that the list has not.
    :raises DocumentError: when the document that cites cannot be read, or the record of earlier
        tries is damaged.
    """
    found = bibliography(library, doc_id)
    read_attempts(library.root)  # what could not be written down is said before anything is asked
    if lacking := set(only) - {each.number for each in found.references}:
        raise missing(doc_id, lacking, found)
    known = sidecars(library)
    for reference in found.references:
        if not only or reference.number in only:
            tie = SourceOf(doc_id, reference.number)
            outcome = _one(library, tie, reference, fetcher, again, asking, known)
            if outcome.result == "fetched":
                known = sidecars(library)
            yield outcome


def _one(
    library: Library,
    tie: SourceOf,
    reference: Reference,
    fetcher: Fetcher,
    again: bool,
    asking: Asking,
    known: Mapping[str, Sidecar],
) -> Outcome:
    held = held_by_number(tie.doc_id, known).get(tie.number, [])
    before = next((each for each in held if known[each].fetched is not None), "")
    if held and not (again and before and addresses(reference)):
        notes = ("it was added by hand, not fetched, and stays",) if again and not before else ()
        return Outcome(reference, "held", held[0], notes=notes)
    if not addresses(reference):
        return Outcome(reference, "nothing to fetch", problem="it names no address and no DOI")
    try:
        got = _get(reference, fetcher, known[before].fetched if before else None, asking)
        outcome = _taken(library, tie, reference, got, before)
    except NoNetwork:
        return Outcome(reference, "not fetched", before, NO_NETWORK)
    except DocumentError as exc:
        _remember(library, tie, addresses(reference)[0], exc.problem)
        return Outcome(reference, "failed", before, exc.problem)
    _remember(library, tie, "", "")
    return outcome


def _get(
    reference: Reference, fetcher: Fetcher, known: Origin | None, asking: Asking
) -> Fetched | NotModified:
    """Get an entry from its address, or where that gives nothing from its DOI."""
    first: FetchError | None = None
    for place in addresses(reference):
        asking(reference, place)
        try:
            return fetcher.fetch(place, known=known, when=reference.accessed)
        except NoNetwork:
            raise
        except FetchError as exc:
            first = first or exc
    raise first or FetchError(reference.text, "it names no address and no DOI")


def _taken(
    library: Library,
    tie: SourceOf,
    reference: Reference,
    got: Fetched | NotModified,
    before: str,
) -> Outcome:
    """Store what came, tied to its entry; what is held under another name is tied there.

    :param before: the copy that was fetched before; empty where there is none.
    """
    kept = library.sidecar(before) if before else Sidecar()
    held = kept.fetched
    if isinstance(got, NotModified) or (held and got.origin.sha256 == held.sha256):
        return Outcome(reference, "unchanged", before)
    if held and got.origin.archived and not held.archived:
        note = "the page is gone; the copy that was fetched from it is better than an archived one"
        return Outcome(reference, "unchanged", before, notes=(note,))
    doc_id = before or library.free_id(source_id(tie, reference, got))
    sidecar = _sidecar_of(got, kept).tied_to([tie])
    file = library.put(doc_id, got.data, sidecar, replace=bool(before))
    name_after(library, file, reference)
    notes = ("it was held already, and is tied now",) if file.stays else file.warnings
    archived = "" if file.stays else got.origin.archived
    return Outcome(reference, "fetched", file.doc_id, archived=archived, notes=notes)


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
    :raises DuplicateDocument: when its content is held, and it is tied to nothing.
    :raises DocumentError: when it cannot be taken.
    """
    if name is not None:
        name = document_name(name)
    got = fetcher.fetch(url)
    if isinstance(got, NotModified):
        raise NotAFile(url, "the server sent nothing, as if a copy were held; try again later.")
    doc_id = name or address_name(got)
    before = library.sidecar(doc_id) if doc_id in library.doc_ids() else Sidecar()
    kept = _sidecar_of(got, before)
    sidecar = replace(kept, role=role or kept.role, encoding=encoding or kept.encoding)
    return library.put(doc_id, got.data, sidecar.tied_to(ties), replace=replace_held)
