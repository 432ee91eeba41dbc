"""Documents folder against the last generation: what is new, what changed, what is gone."""

from __future__ import annotations

from dataclasses import dataclass

from index.generation import Generation
from index.models import Failure, FileEntry, Progress
from ingest.errors import DocumentError, IndexingError
from ingest.library import Library, LibraryFile
from ingest.models import Document
from ingest.readers import CURRENT_READERS


@dataclass(frozen=True, slots=True)
class Changes:
    """The documents of the next generation, and how they differ from the last one's.

    :param documents: in the order of their ids.
    :param files: each document's file, by document id.
    :param unchanged: documents taken over as they were.
    :param added: documents that were not held before.
    :param changed: documents held before and read anew.
    :param removed: documents no longer held.
    :param failed: documents left out, in the order of their ids.
    """

    documents: tuple[Document, ...]
    files: dict[str, LibraryFile]
    unchanged: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[Failure, ...]

    @property
    def any(self) -> bool:
        """Some document is not as it was."""
        return bool(self.added or self.changed or self.removed)


def find_changes(
    library: Library, last: Generation | None, progress: Progress, *, reread: bool = False
) -> Changes:
    """Read what is new or changed; take the rest over. What failed before is tried again.

    :param library: the documents folder.
    :param last: the last generation, if there is one.
    :param progress: told after each document, in the phase "read".
    :param reread: read what is unchanged too.
    :raises IndexingError: when nothing could be read and a document would be lost by it.
    """
    scan = library.scan()
    held = {entry.doc_id: entry for entry in last.manifest.documents} if last else {}
    documents: list[Document] = []
    failed = [Failure(problem.name, problem.problem) for problem in scan.problems]
    unchanged: list[str] = []
    added: list[str] = []
    changed: list[str] = []
    for done, file in enumerate(scan.files, start=1):
        entry = held.get(file.doc_id)
        same = entry is not None and _same(entry, file)
        try:
            if last and same and not reread:
                documents.append(last.document(file.doc_id))
            else:
                documents.append(library.read(file.doc_id))
            (unchanged if same else changed if entry else added).append(file.doc_id)
        except DocumentError as exc:
            failed.append(Failure(file.doc_id, exc.problem, file.fingerprint))
        progress("read", done, len(scan.files))
    lost = not held or any(failure.doc_id in held for failure in failed)
    if failed and not documents and lost:
        problems = "\n".join(f"  {failure.doc_id}: {failure.problem}" for failure in failed)
        raise IndexingError(
            f"no document of {library.root} could be read; the index stays as it is:\n{problems}"
        )
    kept = {document.doc_id for document in documents}
    return Changes(
        documents=tuple(documents),
        files={file.doc_id: file for file in scan.files},
        unchanged=tuple(unchanged),
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(doc_id for doc_id in held if doc_id not in kept),
        failed=tuple(sorted(failed, key=lambda failure: failure.doc_id)),
    )


def _same(entry: FileEntry, file: LibraryFile) -> bool:
    return entry.fingerprint == file.fingerprint and entry.reader in CURRENT_READERS
