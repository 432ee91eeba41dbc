"""A generation of the index on disk: write, publish, open, verify, collect.

::

    index/data/
    ├── CURRENT                 the name of the generation that answers, one line
    └── gen-000007/
        ├── chunks.sqlite       documents with their text, chunks, words
        ├── vectors.npy         float16, row i is chunk i
        ├── vectors.faiss
        ├── lexical/
        └── manifest.json       what it is made of, with a SHA-256 of every file above

A generation never changes once it is published. Publishing renames a folder, then a pointer, so
that a crash at any moment leaves the last good generation in place.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.checksums import verify
from index.dense import DenseIndex
from index.holdings import Holdings
from index.lexical import LexicalIndex
from index.location import command, mending
from index.store import Store
from index.variants import Variants
from index.vocabulary import Vocabulary
from ingest.errors import IndexCorrupt, IndexNotFound, NothingToRollBack
from ingest.models import Bibliography, Chunk, Document

logger = logging.getLogger(__name__)

POINTER = "CURRENT"
STORE_FILE = "chunks.sqlite"
VECTORS_FILE = "vectors.npy"
DENSE_FILE = "vectors.faiss"
LEXICAL_FOLDER = "lexical"
# What is being written carries this ending and is never read.
UNFINISHED = ".tmp"
NAME = re.compile(r"gen-(\d{6,})")


class Generation:
    """A published generation, open for reading; safe to share between threads.

    :param folder: the generation's folder.
    :param older: take an older format version too; it has all that a build starts from, but no
        words.
    :raises IndexCorrupt: when a file is missing or differs from the manifest.
    :raises IndexFormatUnsupported: when another format version wrote it.
    """

    def __init__(self, folder: Path, *, older: bool = False) -> None:
        self.name = folder.name
        self.folder = folder
        self.manifest = verify(folder, older=older)
        self.vectors: NDArray[np.float16] = np.load(
            folder / VECTORS_FILE, mmap_mode="r", allow_pickle=False
        )
        self.dense = DenseIndex.open(folder / DENSE_FILE, self.vectors)
        self.lexical = LexicalIndex.open(folder / LEXICAL_FOLDER)
        self._store = Store(folder / STORE_FILE)
        if not len(self.vectors) == self._store.chunk_count == self.manifest.chunks:
            raise IndexCorrupt(
                f"{folder}: {len(self.vectors)} vectors, {self._store.chunk_count} chunks, "
                f"{self.manifest.chunks} in the manifest; {mending(folder.parent)}"
            )
        self._lock = threading.Lock()
        self._variants: Variants | None = None
        self._holdings: Holdings | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the documents, read when they are first asked for."""
        return self.variants.vocabulary

    @property
    def variants(self) -> Variants:
        """What reads a question against these words; one object a generation."""
        with self._lock:
            if self._variants is None:
                self._variants = Variants(self._store.vocabulary())
            return self._variants

    @property
    def holdings(self) -> Holdings:
        """What documents there are and what they cite; one object a generation."""
        with self._lock:
            if self._holdings is None:
                self._holdings = Holdings(self._store)
            return self._holdings

    @property
    def titles(self) -> tuple[str, ...]:
        """Every document's title, in the order of their ids."""
        return self.holdings.titles

    def listed(self) -> tuple[Document, ...]:
        """Return every document without its text and headings, in the order of their ids."""
        return self.holdings.documents

    def bibliography(self, doc_id: str) -> Bibliography:
        """Return what a document cites, and where.

        :raises DocumentNotFound: when the generation does not hold it.
        """
        return self.holdings.bibliography(doc_id)

    def sources_of(self, doc_id: str) -> Mapping[int, tuple[str, ...]]:
        """Return the documents that are the entries of a document's reference list, by number."""
        return self.holdings.sources_of(doc_id)

    def document(self, doc_id: str) -> Document:
        """Return a document with its text.

        :raises DocumentNotFound: when the generation does not hold it.
        """
        return self._store.document(doc_id)

    def documents(self) -> list[Document]:
        """Return every document, in the order of their ids."""
        return [self._store.document(doc_id) for doc_id in self._store.doc_ids]

    def chunk(self, row: int) -> Chunk:
        """Return the chunk of a row."""
        return self._store.chunk(row)

    def chunks_of(self, doc_id: str) -> list[tuple[int, Chunk]]:
        """Return a document's chunks with their rows, in the order of its text."""
        return self._store.chunks_of(doc_id)

    def vector_rows(self) -> dict[str, int]:
        """Return, for the hash of each text that was embedded, a row that holds its vector."""
        return self._store.vector_rows()


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which generation answers, and which file says so.

    :param name: the generation's name.
    :param inode: of the pointer's file; with ``modified_ns`` it tells an index that was deleted
        and built again, whose names begin anew.
    :param modified_ns: when it was written, in nanoseconds.
    """

    name: str
    inode: int
    modified_ns: int


def current_name(root: Path) -> str:
    """Return the name of the generation that answers.

    :param root: the index's folder.
    :raises IndexNotFound: when nothing was built yet.
    :raises IndexCorrupt: when the pointer holds no generation's name.
    """
    return read_pointer(root).name


def read_pointer(root: Path) -> Pointer:
    """Read the pointer to the generation that answers.

    :param root: the index's folder.
    :raises IndexNotFound: when nothing was built yet.
    :raises IndexCorrupt: when the pointer holds no generation's name.
    """
    try:
        with (root / POINTER).open("rb") as file:
            facts = os.fstat(file.fileno())
            name = file.read(1_000).decode("utf-8", "replace").strip()
    except FileNotFoundError as exc:
        raise IndexNotFound(
            f"there is no index in {root}: run {command('build', root)} first."
        ) from exc
    except OSError as exc:
        raise IndexCorrupt(
            f"{root / POINTER} cannot be read ({exc.strerror}): give the index's folder as --index."
        ) from exc
    if not NAME.fullmatch(name):
        raise IndexCorrupt(
            f"{root / POINTER} holds {name[:40]!r}, expected a name such as gen-000001: "
            f"{mending(root)}"
        )
    return Pointer(name, facts.st_ino, facts.st_mtime_ns)


def open_current(root: Path) -> Generation:
    """Open the generation that answers.

    :raises IndexNotFound: when nothing was built yet.
    :raises IndexCorrupt: when it is damaged.
    :raises IndexFormatUnsupported: when another format version wrote it.
    """
    return Generation(root / current_name(root))


def names(root: Path) -> list[str]:
    """Return the names of the finished generations, oldest first."""
    if not root.is_dir():
        return []
    return sorted((p.name for p in root.iterdir() if NAME.fullmatch(p.name)), key=number)


def number(name: str) -> int:
    """Return the number in a generation's name.

    :raises ValueError: when it is no generation's name.
    """
    match = NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is no generation's name")
    return int(match[1])


def next_name(root: Path) -> str:
    """Return the name of the generation to write next."""
    existing = names(root)
    return f"gen-{(number(existing[-1]) if existing else 0) + 1:06d}"


def create_unfinished(root: Path, name: str) -> Path:
    """Return a new empty folder in which to write a generation."""
    folder = root / (name + UNFINISHED)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def publish(root: Path, unfinished: Path) -> str:
    """Make a written generation the one that answers.

    :param root: the index's folder.
    :param unfinished: what ``create_unfinished`` returned, complete with its manifest.
    :return: the generation's name.
    """
    for path in (*unfinished.rglob("*"), unfinished):
        _sync(path)
    name = unfinished.name.removesuffix(UNFINISHED)
    unfinished.rename(root / name)
    point_to(root, name)
    return name


def point_to(root: Path, name: str) -> None:
    """Rename a temporary pointer over the old one, so that it is never half written."""
    temporary = root / (POINTER + UNFINISHED)
    temporary.write_text(name + "\n", encoding="utf-8")
    _sync(temporary)
    temporary.replace(root / POINTER)
    _sync(root)


def roll_back(root: Path) -> str:
    """Point to the generation before the current one.

    :return: its name.
    :raises IndexNotFound: when nothing was built yet.
    :raises NothingToRollBack: when there is none, or it is damaged.
    """
    existing = names(root)
    try:
        current = number(current_name(root))
    except IndexCorrupt:
        # A damaged pointer is what a rollback is for: the newest generation is the one before.
        current = number(existing[-1]) + 1 if existing else 0
    older = [name for name in existing if number(name) < current]
    if not older:
        raise NothingToRollBack(f"{root} holds no generation older than the current one.")
    try:
        verify(root / older[-1])
    except IndexCorrupt as exc:
        raise NothingToRollBack(f"the older generation is damaged: {exc}") from exc
    point_to(root, older[-1])
    return older[-1]


def collect(root: Path, keep: set[str]) -> None:
    """Remove every generation but those to keep, and what a killed build left behind."""
    for folder in root.iterdir():
        finished = NAME.fullmatch(folder.name) and folder.name not in keep
        if finished or (folder.is_dir() and folder.name.endswith(UNFINISHED)):
            try:
                shutil.rmtree(folder)
            except OSError as exc:
                # On Windows a chat may hold its files open: the next build removes them.
                logger.info("kept %s: %s", folder, exc)


def _sync(path: Path) -> None:
    if os.name == "nt":
        return  # Windows syncs neither a folder nor a file that is open for reading only
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
