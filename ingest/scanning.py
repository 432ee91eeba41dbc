"""A look at every file of the documents folder."""

from __future__ import annotations

from pathlib import Path

from ingest import folder
from ingest.errors import DocumentError, UnsafeName
from ingest.folder import Entry
from ingest.held import duplicate, library_file, size_limit
from ingest.library_models import LibraryFile, Scan
from ingest.names import check_characters, printable
from ingest.sidecar import load_sidecar


def scan_folder(root: Path, max_bytes: int) -> Scan:
    """Look at every file of the folder and its subfolders.

    Of several files with the same content the first by id is a document, the others problems.

    :param root: the documents folder; one that does not exist holds nothing.
    :param max_bytes: size limit of a file.
    :raises NotAFile: when the documents folder is no folder.
    """
    files: list[LibraryFile] = []
    problems: list[DocumentError] = []
    holders: dict[str, str] = {}
    ids: set[str] = set()
    for found in folder.entries(root):
        try:
            file = _look_at(root, found, ids, max_bytes)
        except DocumentError as exc:
            problems.append(exc)
            continue
        ids.add(file.doc_id)
        holder = holders.setdefault(file.sha256, file.doc_id)
        if holder == file.doc_id or not file.size:  # that it is empty is the better message
            files.append(file)
        else:
            problems.append(duplicate(file.doc_id, holder, "remove one of the two"))
    return Scan(tuple(files), tuple(problems))


def _look_at(
    root: Path, found: Entry | DocumentError, ids: set[str], max_bytes: int
) -> LibraryFile:
    """Return the file that an entry is.

    :param ids: of the files before it.
    :raises DocumentError: when it is none.
    """
    if isinstance(found, DocumentError):
        raise found
    shown = printable(found.doc_id)
    for part in found.doc_id.split("/"):
        check_characters(part, shown)
    if found.doc_id in ids:
        raise UnsafeName(shown, "another file's name differs only in how accents are stored")
    folder.check_inside(found.path, shown, root)
    limit = size_limit(max_bytes, load_sidecar(found.path, shown))
    size = folder.check_file(found.path, shown, limit)
    return library_file(found, folder.hash_file(found.path, shown), size)
