"""What the Documents tab shows and does, as values; knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.page.chat import Opener, Texts
from assistant.page.shelf_sources import NOTHING_CITED, Cites, cites_of
from index.models import Failure, FileEntry, Manifest
from ingest.errors import DocumentError, IndexNotFound
from ingest.models import Document
from ingest.readers import CURRENT_READERS

if TYPE_CHECKING:
    from ingest.fetching.models import Fetcher
    from ingest.library import Library, LibraryFile

INDEXED, NEW, CHANGED = "indexed", "new", "changed"
GONE, FAILED = "removed", "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """One document, as the folder and the index have it.

    :param doc_id: the document.
    :param state: one of ``INDEXED``, ``NEW``, ``CHANGED``, ``GONE``, ``FAILED``.
    :param document: as it was indexed; None where it was not.
    :param chunks: how many the index holds of it.
    :param problem: why it failed; empty otherwise.
    :param cites: what it cites, as it was indexed.
    :param key: of its removal, by which it can be restored; empty where it was not removed here.
    """

    doc_id: str
    state: str
    document: Document | None = None
    chunks: int = 0
    problem: str = ""
    cites: Cites = NOTHING_CITED
    key: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents folder held against the index.

    :param rows: by document id.
    :param manifest: of the current generation; None where nothing was built yet.
    """

    rows: tuple[Row, ...]
    manifest: Manifest | None

    @property
    def outdated(self) -> bool:
        """Tell whether a rebuild would change the index."""
        return self.manifest is None or any(
            row.state in (NEW, CHANGED, GONE) or (row.state == FAILED and row.chunks > 0)
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person sent.

    :param path: where the server keeps it for now.
    :param name: the name it is to have, without a folder.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document.

    :param name: as the person knows it.
    :param problem: why it was not taken; empty where it was.
    """

    name: str
    problem: str = ""


def look(library: Library, texts: Opener) -> Shelf:
    """Hold the documents folder against the current generation.

    :raises IndexingError: when the index cannot be read.
    """
    try:
        generation: Texts | None = texts()
    except IndexNotFound:
        generation = None
    manifest = generation.manifest if generation else None
    documents = (
        {document.doc_id: document for document in generation.listed()} if generation else {}
    )
    entries = {entry.doc_id: entry for entry in manifest.documents} if manifest else {}
    failures = {failure.doc_id: failure for failure in manifest.failures} if manifest else {}
    scan = library.scan()
    rows = {
        file.doc_id: _row(file, entries.get(file.doc_id), documents, failures.get(file.doc_id))
        for file in scan.files
    }
    for error in scan.problems:
        held = entries.get(error.name)
        chunks = held.chunks if held else 0
        rows[error.name] = Row(error.name, FAILED, chunks=chunks, problem=error.problem)
    for doc_id, entry in entries.items():
        if doc_id not in rows:
            rows[doc_id] = Row(doc_id, GONE, documents.get(doc_id), entry.chunks)
    found = [*rows.values(), *_restorable(library, rows)]
    sources = [_with_cites(row, generation) for row in found if row.key or row.state != GONE]
    gone = [row for row in found if row.state == GONE and not row.key and not _is_aside(row, found)]
    shown = sorted([*sources, *gone], key=lambda row: (row.doc_id, row.key))
    return Shelf(tuple(shown), manifest)


def _restorable(library: Library, rows: Mapping[str, Row]) -> list[Row]:
    """Return a row for each document that was removed and can be restored."""
    found = []
    for removed in library.removed():
        held = rows.get(removed.doc_id)
        indexed = held if held is not None and held.state == GONE else None
        document, chunks = (indexed.document, indexed.chunks) if indexed else (None, 0)
        found.append(Row(removed.doc_id, GONE, document, chunks, key=removed.key))
    return found


def _is_aside(row: Row, rows: Sequence[Row]) -> bool:
    return any(other.key and other.doc_id == row.doc_id for other in rows)


def _with_cites(row: Row, generation: Texts | None) -> Row:
    if row.document is None or generation is None:
        return row
    return replace(row, cites=cites_of(row.document, generation))


def _row(
    file: LibraryFile,
    entry: FileEntry | None,
    documents: dict[str, Document],
    failure: Failure | None,
) -> Row:
    if entry is None:
        # A file that was mended since it failed is as good as new.
        if failure is not None and failure.fingerprint == file.fingerprint:
            return Row(file.doc_id, FAILED, problem=failure.problem)
        return Row(file.doc_id, NEW)
    same = entry.fingerprint == file.fingerprint and entry.reader in CURRENT_READERS
    state = INDEXED if same else CHANGED
    return Row(file.doc_id, state, documents.get(file.doc_id), entry.chunks)


def add_file(
    library: Library,
    upload: Upload,
    *,
    replace: bool = False,
    password: str = "",
    encoding: str = "",
) -> Outcome:
    """Put an uploaded file into the documents folder.

    :param library: the documents folder.
    :param upload: what was sent.
    :param replace: take the place of a document of the same name.
    :param password: for an encrypted file; empty for none.
    :param encoding: of a text file that is not UTF-8; empty for UTF-8.
    """
    try:
        held = library.add(
            upload.path,
            name=upload.name,
            password=password or None,
            encoding=encoding or None,
            replace=replace,
        )
    except DocumentError as exc:
        return Outcome(upload.name, exc.problem)
    return Outcome(held.doc_id)


def add_address(library: Library, url: str, fetcher: Fetcher, *, replace: bool = False) -> Outcome:
    """Fetch a page into the documents folder.

    :param url: http or https.
    :param fetcher: what gets it.
    :param replace: take the place of a document of the same name.
    """
    from ingest.sources.fetch import add_address as fetch_into

    try:
        return Outcome(fetch_into(library, url, fetcher, replace_held=replace).doc_id)
    except DocumentError as exc:
        return Outcome(url, exc.problem)


def remove(library: Library, doc_id: str) -> Outcome:
    """Take a document out of the documents folder; it can be restored until the next rebuild."""
    try:
        return Outcome(library.remove(doc_id).doc_id)
    except DocumentError as exc:
        return Outcome(doc_id, exc.problem)


def restore(library: Library, doc_id: str, key: str) -> Outcome:
    """Put a document back that was removed.

    :param key: of its removal.
    """
    try:
        return Outcome(library.restore(doc_id, key=key).doc_id)
    except DocumentError as exc:
        return Outcome(doc_id, exc.problem)
