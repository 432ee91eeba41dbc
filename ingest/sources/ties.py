"""Ties between documents and the entries of reference lists that they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.bibliography.bibliography import bibliography_of
from ingest.errors import DocumentError, ReferenceNotFound
from ingest.library import Library, LibraryFile
from ingest.models import Bibliography, Reference, SourceOf
from ingest.sidecar import Sidecar

_NUMBERS_SHOWN = 40


def sidecars(library: Library) -> dict[str, Sidecar]:
    """Return what is known of each document beside its content; damaged sidecars are left out.

    A build names those; that one document's is damaged does not hide the others' ties.
    """
    found: dict[str, Sidecar] = {}
    for doc_id in library.doc_ids():
        try:
            found[doc_id] = library.sidecar(doc_id)
        except DocumentError:
            continue
    return found


def held_by_number(doc_id: str, known: Mapping[str, Sidecar]) -> dict[int, list[str]]:
    """Return the documents that are the entries of a document's reference list, by number.

    :param doc_id: the document that cites.
    :param known: what :func:`sidecars` gave.
    """
    held: defaultdict[int, list[str]] = defaultdict(list)
    for holder, sidecar in known.items():
        for tie in sidecar.source_of:
            if tie.doc_id == doc_id:
                held[tie.number].append(holder)
    return dict(held)


def untie(library: Library, doc_id: str, ties: Collection[SourceOf]) -> None:
    """Say of a document that it is these entries no more; it stays a document.

    :raises DocumentNotFound: when the folder holds no such document.
    :raises ReferenceNotFound: when it is not tied to one of them, naming what it is tied to.
    """
    sidecar = library.sidecar(doc_id)
    if lacking := [each for each in ties if each not in sidecar.source_of]:
        tied = ", ".join(map(str, sidecar.source_of)) or "nothing"
        raise ReferenceNotFound(doc_id, f"it is not tied to {lacking[0]}; it is tied to {tied}.")
    kept = tuple(each for each in sidecar.source_of if each not in ties)
    library.note(doc_id, replace(sidecar, source_of=kept))


def strays(
    doc_id: str, numbers: Collection[int], known: dict[str, Sidecar]
) -> dict[int, list[str]]:
    """Return the documents that are tied to numbers which a document's reference list has not.

    :param numbers: that it has.
    :param known: what :func:`sidecars` gave.
    """
    held = held_by_number(doc_id, known)
    return {number: held[number] for number in sorted(held) if number not in numbers}


def bibliography(library: Library, doc_id: str) -> Bibliography:
    """Return what a document of the folder cites.

    :raises DocumentError: when there is no such document, or it cannot be read.
    """
    return bibliography_of(library.read(doc_id))


def checked(library: Library, tie: SourceOf) -> Reference:
    """Return the entry that a tie names.

    :raises DocumentNotFound: when the folder holds no such document, naming near ones.
    :raises ReferenceNotFound: when its reference list has no such entry.
    """
    found = bibliography(library, tie.doc_id)
    reference = found.reference(tie.number)
    if reference is None:
        raise missing(tie.doc_id, [tie.number], found)
    return reference


def name_after(library: Library, file: LibraryFile, reference: Reference) -> None:
    """Give a document without a title of its own the one that the reference list knows.

    :param file: that was just added, and is the entry.
    :param reference: the entry.
    :raises DocumentError: when the document's sidecar cannot be read or written.
    """
    document, path = file.document, PurePosixPath(file.doc_id)
    if document and reference.title and document.title in (path.stem, path.name):
        said = replace(library.sidecar(file.doc_id), title=reference.title)
        if not document.authors:
            said = replace(said, authors=reference.authors)
        library.note(file.doc_id, said)


def missing(doc_id: str, numbers: Collection[int], found: Bibliography) -> ReferenceNotFound:
    """Return the error that a document's reference list has no such entries.

    :param numbers: that were asked for and are not there.
    """
    asked = ", ".join(f"[{number}]" for number in sorted(numbers))
    known = [each.number for each in found.references]
    if not known:
        return ReferenceNotFound(
            doc_id,
            f"it has no reference list that could be found, so no {asked}; "
            f"python -m ingest references {doc_id} shows what was read.",
        )
    shown = ", ".join(map(str, known[:_NUMBERS_SHOWN]))
    more = ", …" if len(known) > _NUMBERS_SHOWN else ""
    return ReferenceNotFound(doc_id, f"its reference list has no {asked}; it has {shown}{more}.")
