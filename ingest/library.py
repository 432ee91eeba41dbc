"""The documents folder: what it holds, and adding and removing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ingest import folder
from ingest.errors import (
    DocumentError,
    DocumentExists,
    DocumentNotFound,
    DuplicateDocument,
    UnsafeName,
)
from ingest.folder import Entry
from ingest.names import check_characters, did_you_mean, document_name, printable
from ingest.sidecar import (
    Sidecar,
    load_sidecar,
    save_sidecar,
    sidecar_bytes,
    sidecar_kept,
    sidecar_path,
)

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

    from ingest.models import Document, DocumentRole, SourceOf

DEFAULT_DOCUMENTS = Path(__file__).parent / "documents"
DEFAULT_MAX_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the documents folder.

    :param doc_id: its path relative to the folder, with ``/``.
    :param path: where it lies.
    :param size: in bytes.
    :param sha256: lower-case hex SHA-256 of its bytes.
    :param fingerprint: lower-case hex SHA-256 of its bytes and its sidecar's, which together
        decide what is read.
    :param document: what is read of it; known only of a file that was just added.
    :param stays: it lay in the folder before it was added, and only what is said of it is new.
    """

    doc_id: str
    path: Path
    size: int
    sha256: str
    fingerprint: str
    document: Document | None = field(default=None, compare=False, repr=False)
    stays: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader said of a file that was just added."""
        return self.document.warnings if self.document is not None else ()


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look into the documents folder found.

    :param files: the documents, sorted by id.
    :param problems: one for each file that cannot be taken, sorted by name.
    """

    files: tuple[LibraryFile, ...]
    problems: tuple[DocumentError, ...]


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
        files: list[LibraryFile] = []
        problems: list[DocumentError] = []
        holders: dict[str, str] = {}
        ids: set[str] = set()
        for found in folder.entries(self.root):
            try:
                file = self._look_at(found, ids)
            except DocumentError as exc:
                problems.append(exc)
                continue
            ids.add(file.doc_id)
            holder = holders.setdefault(file.sha256, file.doc_id)
            if holder == file.doc_id or not file.size:  # that it is empty is the better message
                files.append(file)
            else:
                problems.append(_duplicate(file.doc_id, holder, "remove one of the two"))
        return Scan(tuple(files), tuple(problems))

    def read(self, doc_id: str) -> Document:
        """Read a document, its sidecar's word put before the file's.

        :raises DocumentNotFound: when the folder holds no such document.
        :raises DocumentError: when it cannot be read, saying why and what to do.
        """
        entry = self._entry(doc_id)
        folder.check_inside(entry.path, doc_id, self.root)
        sidecar = load_sidecar(entry.path, entry.doc_id)
        data = folder.read_bytes(entry.path, doc_id, self._limit(sidecar))
        return sidecar.describe(self._parse(data, entry.doc_id, sidecar))

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
        holder = self.holder_of(data)
        entry = self._in_folder(source) if name is None else None
        if entry is None and ties and holder:
            entry = self._entry(holder)
        stays = entry is not None
        if entry is None:
            doc_id = document_name(source.name if name is None else name)
            entry = folder.find(self.root, doc_id) or Entry(doc_id, self.root / doc_id)
            said = password or encoding or replace or role
            stays = _holds(entry.path, data) and bool(said)
        if not stays:
            _refuse_what_is_held(entry, holder, replace=replace)
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
        _refuse_what_is_held(entry, holder, replace=replace)
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
        _refuse_tie_to_itself(entry.doc_id, sidecar)
        save_sidecar(entry.path, sidecar)

    def holder_of(self, data: bytes) -> str | None:
        """Return the id of the document that holds just these bytes; None where none does."""
        return next((each.doc_id for each in self._entries() if _holds(each.path, data)), None)

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
        _refuse_tie_to_itself(entry.doc_id, sidecar)
        document = self._parse(data, entry.doc_id, sidecar)
        with sidecar_kept(entry.path, entry.doc_id):
            if sidecar != before or new is not None:
                save_sidecar(entry.path, sidecar)
            if new is not None:
                folder.write_atomically(entry.path, new)
        file = _library_file(entry, hashlib.sha256(data), len(data))
        return replace_fields(file, document=sidecar.describe(document), stays=new is None)

    def _tie_held(self, entry: Entry, data: bytes, said: Sidecar) -> LibraryFile:
        """Record of a document that is held what is said of other bytes that are the same."""
        before = load_sidecar(entry.path, entry.doc_id)
        sidecar = replace_fields(before, role=said.role or before.role).tied_to(said.source_of)
        return self._store(entry, None, sidecar, before, data)

    def remove(self, doc_id: str) -> None:
        """Remove a document's file and its sidecar.

        :raises DocumentNotFound: when the folder holds no such document, naming near ones.
        :raises DocumentError: when the operating system does not let it be removed.
        """
        entry = self._entry(doc_id)
        folder.remove_file(entry.path, doc_id)
        folder.remove_file(sidecar_path(entry.path), doc_id)

    def _entry(self, doc_id: str) -> Entry:
        """Return where a document lies.

        :raises DocumentNotFound: when the folder holds no such document, naming near ones.
        """
        if entry := folder.find(self.root, doc_id):
            return entry
        meant = did_you_mean(doc_id, [printable(each) for each in self.doc_ids()])
        raise DocumentNotFound(printable(doc_id), f"{self.root} holds no such document{meant}")

    def _entries(self) -> list[Entry]:
        return [found for found in folder.entries(self.root) if isinstance(found, Entry)]

    def _in_folder(self, source: Path) -> Entry | None:
        """Return the entry of a file that lies in the folder already."""
        source, root = source.resolve(), self.root.resolve()
        if not source.is_relative_to(root):
            return None
        return folder.find(self.root, source.relative_to(root).as_posix())

    def _look_at(self, found: Entry | DocumentError, ids: set[str]) -> LibraryFile:
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
        folder.check_inside(found.path, shown, self.root)
        size = folder.check_file(found.path, shown, self._limit(load_sidecar(found.path, shown)))
        return _library_file(found, folder.hash_file(found.path, shown), size)

    def _limit(self, sidecar: Sidecar) -> int:
        """Return a file's size limit; one that was added over the usual limit stays readable."""
        return max(self.max_bytes, sidecar.max_bytes or 0)

    def _parse(self, data: bytes, doc_id: str, sidecar: Sidecar) -> Document:
        """Read a document's bytes as its sidecar says."""
        from ingest.readers import read
        from ingest.readers.options import ReadOptions

        return read(data, doc_id, ReadOptions(sidecar.password, sidecar.encoding))


def _refuse_what_is_held(entry: Entry, holder: str | None, *, replace: bool) -> None:
    """Refuse content that is held already, and a name that is taken.

    :param holder: the id of the document that holds the content; None where none does.
    :param replace: the entry may be replaced.
    :raises DuplicateDocument: naming the document that holds the content.
    :raises DocumentExists: naming the ways out.
    """
    if holder is not None and not (replace and holder == entry.doc_id):
        shown = printable(holder)
        raise _duplicate(entry.doc_id, shown, "it is not added a second time")
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


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds just these bytes; one that cannot be looked at does not."""
    try:
        if folder.check_file(path, path.name, len(data)) != len(data):
            return False
        return folder.hash_file(path, path.name).digest() == hashlib.sha256(data).digest()
    except DocumentError:
        return False


def _library_file(entry: Entry, content: Hash, size: int) -> LibraryFile:
    """Return a file's record.

    :param content: the running hash of its bytes.
    :raises DocumentError: when its sidecar cannot be read.
    """
    fingerprint = content.copy()
    if beside := sidecar_bytes(entry.path, entry.doc_id):
        fingerprint.update(b"\0" + beside)
    return LibraryFile(entry.doc_id, entry.path, size, content.hexdigest(), fingerprint.hexdigest())


def _refuse_tie_to_itself(doc_id: str, sidecar: Sidecar) -> None:
    """Refuse a document that is said to be a source of itself.

    :raises DocumentError: naming the tie.
    """
    for tie in sidecar.source_of:
        if tie.doc_id == doc_id:
            raise DocumentError(
                printable(doc_id),
                f"it cannot be a source of itself, as {tie} says; name the document that cites it",
            )


def _duplicate(name: str, holder: str, advice: str) -> DuplicateDocument:
    return DuplicateDocument(name, f"the same content is held already, as {holder}; {advice}")
