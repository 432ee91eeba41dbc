"""Documents, chunks and their words <-> one SQLite file, written once and then only read."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from index.location import command, mending
from index.vocabulary import Alias, Contents, Phrase, Vocabulary, Word, gather
from ingest.errors import DocumentNotFound, IndexCorrupt
from ingest.models import Chunk, Document, Heading, SourceOf, Span

SCHEMA = """
CREATE TABLE documents (
    position INTEGER PRIMARY KEY,
    doc_id TEXT NOT NULL UNIQUE,
    -- Before the text, which SQLite would read through to get at them.
    facts TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE chunks (
    chunk_row INTEGER PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES documents (doc_id),
    chunk_start INTEGER NOT NULL,
    chunk_end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT,
    vector_key TEXT NOT NULL
) STRICT;
CREATE INDEX chunks_by_document ON chunks (doc_id, chunk_start);
CREATE TABLE words (
    word TEXT PRIMARY KEY,
    chunks INTEGER NOT NULL,
    capitals INTEGER NOT NULL,
    written TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE aliases (
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    taught TEXT NOT NULL,
    chunks INTEGER NOT NULL
) STRICT;
CREATE TABLE phrases (
    phrase TEXT PRIMARY KEY,
    chunks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
CHUNK_COLUMNS = "chunk_row, doc_id, chunk_start, chunk_end, page, heading"
# How many documents' texts are kept in memory at once.
CACHED_DOCUMENTS = 256


def write_store(
    path: Path,
    documents: Iterable[Document],
    chunks: Iterable[Chunk],
    vector_keys: Iterable[str],
) -> None:
    """Write the documents, their chunks and the words of these to a new file.

    :param path: a file that does not exist yet.
    :param documents: in the order to list them.
    :param chunks: in row order; none of a reference list.
    :param vector_keys: hash of what was embedded, one a chunk.
    """
    documents, chunks = list(documents), list(chunks)
    contents = gather(chunks, {document.doc_id: document.language for document in documents})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO documents (doc_id, text, facts) VALUES (?, ?, ?)",
            ((document.doc_id, document.text, _facts(document)) for document in documents),
        )
        connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (row, c.doc_id, c.start, c.end, c.page, c.heading, key)
                for row, (c, key) in enumerate(zip(chunks, vector_keys, strict=True))
            ),
        )
        _write_words(connection, contents)


def _write_words(connection: sqlite3.Connection, contents: Contents) -> None:
    tables: dict[str, Iterable[Word | Alias | Phrase]] = {
        "words": contents.words,
        "aliases": contents.aliases,
        "phrases": contents.phrases,
    }
    for table, rows in tables.items():
        values = [astuple(row) for row in rows]
        if values:
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


class Store:
    """Reads the documents and chunks of one generation; safe to share between threads.

    :param path: a file that ``write_store`` wrote.
    :raises IndexCorrupt: when it is no such file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._documents: dict[str, Document] = {}
        try:
            # Immutable: SQLite takes no lock and writes nothing beside the file.
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self.doc_ids = tuple(
                row[0] for row in self._query("SELECT doc_id FROM documents ORDER BY position")
            )
            self.chunk_count = int(self._query("SELECT count(*) FROM chunks")[0][0])
        except sqlite3.DatabaseError as exc:
            raise IndexCorrupt(f"{path}: {exc}; {mending(path.parent.parent)}") from exc

    def document(self, doc_id: str) -> Document:
        """Return a document with its text.

        :raises DocumentNotFound: when the generation does not hold it.
        """
        cached = self._documents.get(doc_id)
        if cached is not None:
            return cached
        rows = self._query("SELECT text, facts FROM documents WHERE doc_id = ?", (doc_id,))
        if not rows:
            raise DocumentNotFound(
                doc_id,
                "the index holds no such document; "
                f"{command('status', self._path.parent.parent)} lists them.",
            )
        document = _document(doc_id, *rows[0])
        if len(self._documents) >= CACHED_DOCUMENTS:
            self._documents.clear()
        self._documents[doc_id] = document
        return document

    def listed(self) -> tuple[Document, ...]:
        """Return every document without its text and headings, in the order of their ids.

        The texts of ten thousand documents fill a memory; what is said of them does not.
        """
        rows = self._query(
            "SELECT doc_id, json_set(facts, '$.headings', json('[]')) FROM documents "
            "ORDER BY position"
        )
        return tuple(_document(doc_id, "", facts) for doc_id, facts in rows)

    def row_ranges(self) -> dict[str, range]:
        """Return the rows of each document's chunks; one without chunks has none.

        :raises IndexCorrupt: when the rows of a document do not follow each other.
        """
        rows = self._query(
            "SELECT doc_id, min(chunk_row), max(chunk_row), count(*) FROM chunks GROUP BY doc_id"
        )
        for doc_id, first, last, count in rows:
            if last - first + 1 != count:
                raise IndexCorrupt(
                    f"{self._path}: the {count} chunks of {doc_id} lie scattered over rows {first} "
                    f"to {last}; {mending(self._path.parent.parent)}"
                )
        return {doc_id: range(first, last + 1) for doc_id, first, last, _ in rows}

    def chunk(self, row: int) -> Chunk:
        """Return the chunk of a row, its text read from its document."""
        return self._chunk(
            self._query(f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE chunk_row = ?", (row,))[0]
        )

    def chunks_of(self, doc_id: str) -> list[tuple[int, Chunk]]:
        """Return a document's chunks with their rows, in the order of its text."""
        rows = self._query(
            f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE doc_id = ? ORDER BY chunk_row", (doc_id,)
        )
        return [(row[0], self._chunk(row)) for row in rows]

    def vector_rows(self) -> dict[str, int]:
        """Return, for the hash of each text that was embedded, a row that holds its vector."""
        return dict(self._query("SELECT vector_key, chunk_row FROM chunks"))

    def vocabulary(self) -> Vocabulary:
        """Return the words of the chunks, read anew."""
        return Vocabulary(
            Contents(
                tuple(Word(*row) for row in self._query("SELECT * FROM words")),
                tuple(Alias(*row) for row in self._query("SELECT * FROM aliases")),
                tuple(Phrase(*row) for row in self._query("SELECT * FROM phrases")),
            )
        )

    def _chunk(self, row: Sequence[Any]) -> Chunk:
        _, doc_id, start, end, page, heading = row
        text = self.document(doc_id).text[start:end]
        return Chunk(doc_id, start, end, page, heading, text)

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


def _facts(document: Document) -> str:
    facts = asdict(document)
    del facts["doc_id"], facts["text"]
    return json.dumps(facts, ensure_ascii=False)


def _document(doc_id: str, text: str, facts_json: str) -> Document:
    facts = json.loads(facts_json)
    return Document(
        doc_id=doc_id,
        text=text,
        title=facts["title"],
        authors=tuple(facts["authors"]),
        language=facts["language"],
        sha256=facts["sha256"],
        media_type=facts["media_type"],
        reader=facts["reader"],
        page_starts=tuple(facts["page_starts"]),
        page_labels=tuple(facts["page_labels"]),
        headings=tuple(Heading(**heading) for heading in facts["headings"]),
        references=tuple(Span(**span) for span in facts["references"]),
        metadata=tuple((name, value) for name, value in facts["metadata"]),
        origin=facts["origin"],
        warnings=tuple(facts["warnings"]),
        # An index that was built before these were known has neither.
        declared_role=facts.get("declared_role"),
        source_of=tuple(SourceOf(**each) for each in facts.get("source_of", ())),
    )
