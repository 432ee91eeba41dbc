"""The documents folder: what it holds, and adding and removing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest import folder, removed
from ingest.errors import DocumentNotFound
from ingest.folder import Entry
from ingest.held import (
    duplicate,
    holds,
    library_file,
    refuse_tie_to_itself,
    refuse_what_is_held,
    size_limit,
)
from ingest.library_models import LibraryFile, Removed, Scan
from ingest.names import did_you_mean, document_name, printable
from ingest.scanning import scan_folder
from ingest.sidecar import Sidecar, load_sidecar, save_sidecar, sidecar_kept

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

    from ingest.models import Document, DocumentRole, SourceOf

__all__ = ["DEFAULT_DOCUMENTS", "DEFAULT_MAX_BYTES", "Library", "LibraryFile", "Removed", "Scan"]

DEFAULT_DOCUMENTS = Path(__file__).parent / "documents"
DEFAULT_MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Library:
    """The documents folder.

    :param root: the folder; one that does not exist holds nothing.
    :param max_bytes: size limit of a file.
    """

    root: Path
    max_bytes: int = DEFAULT_MAX_BYTES

    def scan(self) -> Scan:
        """Look at every file of the folder and its subfolders.

        Of several files with the same content the first by id is a document, the others problems.

        :raises NotAFile: when the documents folder is no folder.
        """
        return scan_folder(self.root, self.max_bytes)

    def read(self, doc_id: str) -> Document:
        """Read a document, its sidecar's word put before the file's.

        :raises DocumentNotFound: when the folder holds no such document.
        :raises DocumentError: when it cannot be read, saying why and what to do.
        """
        entry = self._entry(doc_id)
        sidecar = load_sidecar(entry.path, entry.doc_id)
        return sidecar.describe(self._parse(self.content(doc_id), entry.doc_id, sidecar))

    def content(self, doc_id: str) -> bytes:
        """Return a document's bytes as they lie in the folder.

        :raises DocumentNotFound: when the folder holds no such document.
        :raises DocumentError: when they cannot be read, saying why and what to do.
        """
        entry = self._entry(doc_id)
        folder.check_inside(entry.path, doc_id, self.root)
        sidecar = load_sidecar(entry.path, entry.doc_id)
        return folder.read_bytes(entry.path, doc_id, size_limit(self.max_bytes, sidecar))

    def add(
        self,
        source: Path,
        *,
        name: str | None = None,
        password: str | None = None,
        encoding: str | None = None,
        replace: bool = False,
        role: DocumentRole | None = None,
        ties: Sequence[SourceOf] = (),
    ) -> LibraryFile:
        """Copy a file into the folder, once it is sure that it can be read.

        A file that lies in the folder already stays where it is, and what is said of it is
        recorded beside it; so it is with one whose content is held under another name, where the
        file is given to be a source.

        :param name: the name to keep it under; the source's base name where none is given.
        :param password: opens an encrypted file; kept in clear text in the sidecar.
        :param encoding: of a text file that is not UTF-8; kept in the sidecar.
        :param replace: take the place of another file of this name.
        :param role: what the document is said to be; None leaves that as it is.
        :param ties: entries of other documents' reference lists that it is.
        :raises DocumentExists: when another file is held under this name.
        :raises DuplicateDocument: when the same content is held under any name.
        :raises DocumentError: when the file cannot be taken, read or written; the folder is then
            as it was before.
        """
        data = folder.read_bytes(source, str(source), self.max_bytes)
        content = hashlib.sha256(data)
        holder = self._holder(len(data), content)
        entry = self._in_folder(source) if name is None else None
        if entry is None and ties and holder:
            entry = self._entry(holder)
        stays = entry is not None
        if entry is None:
            doc_id = document_name(source.name if name is None else name)
            entry = folder.find(self.root, doc_id) or Entry(doc_id, self.root / doc_id)
            said = password or encoding or replace or role
            stays = holds(entry.path, len(data), content) and bool(said)
        if not stays:
            refuse_what_is_held(entry, holder, replace=replace)
        before = load_sidecar(entry.path, entry.doc_id) if entry.path.exists() else Sidecar()
        kept = before if stays else before.for_another_file()
        sidecar = replace_fields(
            kept,
            password=password or kept.password,
            encoding=encoding or kept.encoding,
            max_bytes=len(data) if len(data) > DEFAULT_MAX_BYTES else None,
            role=role or kept.role,
        ).tied_to(ties)
        return self._store(entry, None if stays else data, sidecar, before, data)

    def put(
        self, doc_id: str, data: bytes, sidecar: Sidecar, *, replace: bool = False
    ) -> LibraryFile:
        """Store bytes as a document, once it is sure that they can be read.

        Where their content is held under another name and the sidecar ties them to a reference,
        what is held is tied, and nothing is stored.

        :param doc_id: its path relative to the folder, each part a document's name.
        :param sidecar: what is known of it beside its content.
        :param replace: take the place of another document of this id.
        :raises DocumentExists: when another document has this id.
        :raises DuplicateDocument: when the same content is held, and nothing new is said of it.
        :raises DocumentError: when it cannot be taken, read or written; the folder is then as it
            was before.
        """
        doc_id = "/".join(map(document_name, doc_id.split("/")))
        holder = self.holder_of(data)
        if holder is not None and not (replace and holder == doc_id) and sidecar.source_of:
            return self._tie_held(self._entry(holder), data, sidecar)
        entry = folder.find(self.root, doc_id) or Entry(doc_id, self.root / doc_id)
        refuse_what_is_held(entry, holder, replace=replace)
        before = load_sidecar(entry.path, doc_id) if entry.path.exists() else Sidecar()
        return self._store(entry, data, sidecar, before, data)

    def free_id(self, doc_id: str) -> str:
        """Return an id that no document has: this one, or with a number before its ending."""
        path, number = PurePosixPath(doc_id), 1
        while (self.root / doc_id).exists() or folder.find(self.root, doc_id) is not None:
            number += 1
            doc_id = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        return doc_id

    def sidecar(self, doc_id: str) -> Sidecar:
        """Return what is known of a document beside its content.

        :raises DocumentNotFound: when the folder holds no such document.
        """
        entry = self._entry(doc_id)
        return load_sidecar(entry.path, entry.doc_id)

    def note(self, doc_id: str, sidecar: Sidecar) -> None:
        """Write down what is known of a document beside its content.

        :raises DocumentNotFound: when the folder holds no such document.
        :raises DocumentError: when it cannot be written, or says that it is a source of itself.
        """
        entry = self._entry(doc_id)
        refuse_tie_to_itself(entry.doc_id, sidecar)
        save_sidecar(entry.path, sidecar)

    def holder_of(self, data: bytes) -> str | None:
        """Return the id of the document that holds just these bytes; None where none does."""
        return self._holder(len(data), hashlib.sha256(data))

    def doc_ids(self) -> list[str]:
        """Return the ids of all that is meant as a document, unread, sorted."""
        return [entry.doc_id for entry in self._entries()]

    def _store(
        self, entry: Entry, new: bytes | None, sidecar: Sidecar, before: Sidecar, data: bytes
    ) -> LibraryFile:
        """Write a document and its sidecar, both or neither.

        :param new: what to write; None where the file stays as it is.
        :param before: the sidecar so far.
        :param data: the document's bytes, written or held.
        """
        refuse_tie_to_itself(entry.doc_id, sidecar)
        document = self._parse(data, entry.doc_id, sidecar)
        with sidecar_kept(entry.path, entry.doc_id):
            if sidecar != before or new is not None:
                save_sidecar(entry.path, sidecar)
            if new is not None:
                folder.write_atomically(entry.path, new)
        file = library_file(entry, hashlib.sha256(data), len(data))
        return replace_fields(file, document=sidecar.describe(document), stays=new is None)

    def _tie_held(self, entry: Entry, data: bytes, said: Sidecar) -> LibraryFile:
        """Record of a document that is held what is said of other bytes that are the same."""
        before = load_sidecar(entry.path, entry.doc_id)
        sidecar = replace_fields(before, role=said.role or before.role).tied_to(said.source_of)
        return self._store(entry, None, sidecar, before, data)

    def remove(self, doc_id: str) -> Removed:
        """Put a document's file and its sidecar aside, from where they can be restored.

        :return: what was removed, as :meth:`removed` lists it.
        :raises DocumentNotFound: when the folder holds no such document, naming near ones.
        :raises DocumentError: when the operating system does not let it be removed.
        """
        return removed.set_aside(self.root, self._entry(doc_id))

    def removed(self) -> tuple[Removed, ...]:
        """Return what was removed and can be restored, what was removed last first.

        :raises DocumentError: when the operating system does not let it be looked at.
        """
        return removed.listed(self.root)

    def restore(self, doc_id: str, *, key: str | None = None) -> Removed:
        """Put a removed document back, and its sidecar.

        :param key: which one of several that were removed under this id, as :meth:`removed` lists
            them; None for the one that was removed last.
        :return: what was restored, and where it lies.
        :raises DocumentNotFound: when nothing of this name was removed, naming near ones.
        :raises DuplicateDocument: when the same content is held by now, under any name.
        :raises DocumentExists: when its name is taken by now.
        :raises DocumentError: when the operating system does not let it be restored.
        """
        found = removed.find(self.root, doc_id, key)
        shown = printable(found.doc_id)
        if found.path.is_file() and not found.path.is_symlink():  # a link has no content of its own
            holder = self._holder(found.size, folder.hash_file(found.path, shown))
            if holder is not None:
                raise duplicate(shown, printable(holder), "it is not restored beside it")
        return removed.put_back(self.root, found)

    def forget_removed(self, these: Iterable[Removed]) -> None:
        """Delete removed documents for good; what was restored meanwhile is left alone.

        :param these: as :meth:`removed` listed them.
        :raises DocumentError: when the operating system does not let some be deleted.
        """
        removed.forget(self.root, these)

    def _entry(self, doc_id: str) -> Entry:
        """Return where a document lies.

        :raises DocumentNotFound: when the folder holds no such document, naming near ones.
        """
        if entry := folder.find(self.root, doc_id):
            return entry
        meant = did_you_mean(doc_id, [printable(each) for each in self.doc_ids()])
        raise DocumentNotFound(printable(doc_id), f"{self.root} holds no such document{meant}")

    def _holder(self, size: int, content: Hash) -> str | None:
        """Return the id of the document of this size and content; None where there is none."""
        held = (each.doc_id for each in self._entries() if holds(each.path, size, content))
        return next(held, None)

    def _entries(self) -> list[Entry]:
        return [found for found in folder.entries(self.root) if isinstance(found, Entry)]

    def _in_folder(self, source: Path) -> Entry | None:
        """Return the entry of a file that lies in the folder already."""
        source, root = source.resolve(), self.root.resolve()
        if not source.is_relative_to(root):
            return None
        return folder.find(self.root, source.relative_to(root).as_posix())

    def _parse(self, data: bytes, doc_id: str, sidecar: Sidecar) -> Document:
        """Read a document's bytes as its sidecar says."""
        from ingest.readers import read
        from ingest.readers.options import ReadOptions

        return read(data, doc_id, ReadOptions(sidecar.password, sidecar.encoding))
