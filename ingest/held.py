"""What the documents folder holds already, and what it refuses for that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest import folder
from ingest.errors import DocumentError, DocumentExists, DuplicateDocument
from ingest.folder import Entry
from ingest.library_models import LibraryFile
from ingest.names import printable
from ingest.sidecar import Sidecar, sidecar_bytes

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


def holds(path: Path, size: int, content: Hash) -> bool:
    """Tell whether a file holds just these bytes; one that cannot be looked at does not.

    :param size: of the bytes.
    :param content: their running hash.
    """
    try:
        if folder.check_file(path, path.name, size) != size:
            return False
        return folder.hash_file(path, path.name).digest() == content.digest()
    except DocumentError:
        return False


def library_file(entry: Entry, content: Hash, size: int) -> LibraryFile:
    """Return a file's record.

    :param content: the running hash of its bytes.
    :raises DocumentError: when its sidecar cannot be read.
    """
    fingerprint = content.copy()
    if beside := sidecar_bytes(entry.path, entry.doc_id):
        fingerprint.update(b"\0" + beside)
    return LibraryFile(entry.doc_id, entry.path, size, content.hexdigest(), fingerprint.hexdigest())


def size_limit(max_bytes: int, sidecar: Sidecar) -> int:
    """Return a file's size limit; one that was added over the usual limit stays readable."""
    return max(max_bytes, sidecar.max_bytes or 0)


def refuse_what_is_held(entry: Entry, holder: str | None, *, replace: bool) -> None:
    """Refuse content that is held already, and a name that is taken.

    :param holder: the id of the document that holds the content; None where none does.
    :param replace: the entry may be replaced.
    :raises DuplicateDocument: naming the document that holds the content.
    :raises DocumentExists: naming the ways out.
    """
    if holder is not None and not (replace and holder == entry.doc_id):
        shown = printable(holder)
        raise duplicate(entry.doc_id, shown, "it is not added a second time")
    if entry.path.is_dir():
        raise DocumentExists(
            entry.doc_id, "a folder of this name lies there; --name gives the file another"
        )
    if entry.path.exists() and not replace:
        raise DocumentExists(
            entry.doc_id,
            "another file is held under this name; --replace takes its place, "
            "--name gives the new one another",
        )


def refuse_tie_to_itself(doc_id: str, sidecar: Sidecar) -> None:
    """Refuse a document that is said to be a source of itself.

    :raises DocumentError: naming the tie.
    """
    for tie in sidecar.source_of:
        if tie.doc_id == doc_id:
            raise DocumentError(
                printable(doc_id),
                f"it cannot be a source of itself, as {tie} says; name the document that cites it",
            )


def duplicate(name: str, holder: str, advice: str) -> DuplicateDocument:
    """Return the error that names the document by which some content is held."""
    return DuplicateDocument(name, f"the same content is held already, as {holder}; {advice}")
