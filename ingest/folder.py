"""Reading and writing files of the documents folder, and walking it.

What the operating system says is translated here, once, into errors that name the document.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DocumentError, DocumentNotFound, DocumentTooLarge, NotAFile
from ingest.names import is_passed_over, printable

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the documents folder that is meant as a document.

    :param doc_id: its path relative to the folder, with ``/``, in NFC.
    :param path: where it lies.
    """

    doc_id: str
    path: Path


def entries(root: Path) -> list[Entry | DocumentError]:
    """Return what lies in the folder and its subfolders, sorted by id, folders left out.

    A subfolder that cannot be opened stands as an error. Links to folders are not followed; they
    are entries, for they are no files either.

    :raises NotAFile: when the documents folder itself is no folder.
    """
    if not root.exists():
        return []
    if not root.is_dir():
        raise NotAFile(str(root), "the documents folder must be a folder; pass another --documents")
    return sorted(_walk(root, root), key=_sort_key)


def _sort_key(found: Entry | DocumentError) -> str:
    return found.doc_id if isinstance(found, Entry) else found.name


def _walk(root: Path, folder: Path) -> Iterator[Entry | DocumentError]:
    """Yield the entries of one folder and its subfolders."""
    try:
        with os.scandir(folder) as listing:
            children = list(listing)
    except OSError as exc:
        yield translated(exc, _doc_id(root, folder))
        return
    for child in children:
        if is_passed_over(child.name, at_top=folder == root):
            continue
        path = folder / child.name
        if child.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            yield Entry(_doc_id(root, path), path)


def _doc_id(root: Path, path: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())


def find(root: Path, doc_id: str) -> Entry | None:
    """Return the entry of this id, None where there is none.

    Most are found where their id says, without a walk through the folder.
    """
    wanted = unicodedata.normalize("NFC", doc_id)
    if direct := _direct(root, wanted):
        return direct
    # Its name is stored in another form, or holds bytes that can only be shown otherwise.
    found = (each for each in entries(root) if isinstance(each, Entry))
    return next((each for each in found if printable(each.doc_id) == printable(wanted)), None)


def _direct(root: Path, doc_id: str) -> Entry | None:
    """Return the entry that lies where its id says."""
    path = root
    for part in doc_id.split("/"):
        if part in {"", ".", ".."} or is_passed_over(part, at_top=path == root):
            return None
        if path != root and path.is_symlink():
            return None
        path = path / part
    plain_folder = os.path.isdir(path) and not os.path.islink(path)
    return Entry(doc_id, path) if os.path.lexists(path) and not plain_folder else None


def check_file(path: Path, name: str, max_bytes: int) -> int:
    """Refuse what is no regular file, or too large a one, before any byte of it is read.

    :param name: what the file is called in messages.
    :return: its size in bytes.
    :raises DocumentNotFound: when nothing is there.
    :raises NotAFile: when it is a folder, a link to nothing, a device, a pipe or a socket.
    :raises DocumentTooLarge: when it is over ``max_bytes``.
    :raises DocumentError: when the operating system does not let it be looked at.
    """
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError) as exc:
        if path.is_symlink():
            target = printable(os.readlink(path))
            raise NotAFile(name, f"is a link to {target}, which is not there") from exc
        raise DocumentNotFound(name, "there is no such file") from exc
    except OSError as exc:
        raise translated(exc, name) from exc
    if stat.S_ISDIR(state.st_mode):
        raise NotAFile(name, "is a folder; name the files in it, for instance with a *")
    if not stat.S_ISREG(state.st_mode):
        raise NotAFile(name, "is a device, a pipe or a socket; a regular file was expected")
    if state.st_size > max_bytes:
        raise _too_large(name, state.st_size, max_bytes)
    return state.st_size


def check_inside(path: Path, name: str, root: Path) -> None:
    """Refuse a link that leads out of the documents folder.

    :raises NotAFile: naming where it leads.
    """
    if not path.is_symlink():
        return
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as exc:
        raise NotAFile(name, f"is a link to {printable(os.readlink(path))}, not a file") from exc
    if not target.is_relative_to(root.resolve()):
        raise NotAFile(
            name, f"is a link out of the documents folder, to {target}; add that file instead"
        )


def read_bytes(path: Path, name: str, max_bytes: int) -> bytes:
    """Return a file's bytes.

    :raises DocumentError: as :func:`check_file` does.
    """
    check_file(path, name, max_bytes)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as exc:
        raise translated(exc, name) from exc
    if len(data) > max_bytes:  # it grew since it was looked at
        raise _too_large(name, len(data), max_bytes)
    return data


def hash_file(path: Path, name: str) -> Hash:
    """Return the running SHA-256 of a file's bytes.

    :raises DocumentError: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256")
    except OSError as exc:
        raise translated(exc, name) from exc


def write_atomically(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file so that it is there whole or not at all.

    :param mode: its permissions, less the umask.
    :raises DocumentError: when it cannot be written; nothing is left behind then.
    """
    temporary = path.with_name(f".footnote-{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as exc:
        raise translated(exc, path.name) from exc


def remove_file(path: Path, name: str) -> None:
    """Remove a file, or the link itself; nothing there is no error.

    :raises DocumentError: when it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as exc:
        raise translated(exc, name) from exc


def _too_large(name: str, size: int, max_bytes: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        name,
        f"takes {size / _MIB:,.1f} MiB, the limit is {max_bytes / _MIB:,.1f} MiB; "
        "raise it with --max-size, for instance --max-size 500MB",
    )


def translated(exc: OSError, name: str) -> DocumentError:
    """Return what the operating system said of a file as an error that names the file."""
    reason = exc.strerror or str(exc)
    advice = "; check who may read and write it" if isinstance(exc, PermissionError) else ""
    return DocumentError(printable(name), f"the operating system refuses it: {reason}{advice}")
