"""Chunks to BM25 and back, over tantivy.

One field holds the terms of every language, so that a chunk has one length and one score: with a
field a language, a Russian chunk with one Latin word is a document of one word to the English
field, and outranks the English ones. Terms that could be mistaken for another language's carry a
mark instead (see ``_key``).

The text is analysed in Python (``index.terms``), for the index and the question alike, and joined
by spaces for tantivy's own whitespace tokenizer: nothing has to be registered again after opening,
and the two can never disagree. Queries are built of term queries only: the query parser takes
``"``, ``(``, ``AND`` or ``[1]`` in a question for syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index.location import mending
from index.models import RowRange, Scored
from index.terms import KAZAKH, analyze, content_terms, is_cyrillic
from ingest.errors import IndexCorrupt, IndexingError

_TERMS = "terms"
_ROW = "row"
# Enough that a million chunks stay one segment; it is a limit, not an allocation.
_HEAP_BYTES = 1 << 30
_FOOTER_MAGIC = (1337).to_bytes(4, "little")  # the last bytes of each of tantivy's files
_KAZAKH_MARK = "kk:"
_CYRILLIC_LANGUAGES = ("ru", KAZAKH)


@dataclass(frozen=True, slots=True)
class LexicalRow:
    """What is indexed of one chunk; its row number is its position.

    :param text: what can be found.
    :param language: ISO 639-1 code, or ``und``.
    """

    text: str
    language: str


class LexicalIndex:
    """A BM25 index on disk, open for reading; safe to search from several threads."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def build(cls, path: Path, rows: Iterable[LexicalRow]) -> int:
        """Write an index into the empty or missing folder ``path``.

        Every file is complete and closed on return, and the folder holds nothing but the index.

        :param path: the folder.
        :param rows: the rows, in the order of their numbers.
        :return: the number of rows written.
        :raises IndexingError: if the folder is not empty or cannot be written.
        """
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise IndexingError(f"{path}: the lexical index needs an empty folder, and this is not")
        try:
            count = _write(path, rows)
        except (ValueError, OSError) as exc:
            raise IndexingError(
                f"{path}: the lexical index could not be written ({exc}). "
                "Check that the disk has room and the folder can be written to"
            ) from exc
        # Tantivy leaves its lock files behind; they are no part of what is indexed.
        for lock in path.glob(".tantivy-*.lock"):
            lock.unlink()
        return count

    @classmethod
    def open(cls, path: Path) -> LexicalIndex:
        """Open the index in ``path``.

        :param path: a folder that ``build`` wrote.
        :raises IndexCorrupt: if there is no whole index of this form in it.
        """
        try:
            _check_footers(path)
            index = tantivy.Index.open(str(path))
            opened = cls(index)
            opened.search("probe", 1)
        except (ValueError, OSError) as exc:
            raise IndexCorrupt(
                f"{path}: expected the lexical index, but it cannot be opened ({exc}). "
                f"To mend it, {mending(path.parent.parent)}"
            ) from exc
        return opened

    @property
    def size(self) -> int:
        """The number of rows."""
        return int(self._searcher.num_docs)

    def search(
        self, question: str, k: int, within: Sequence[RowRange] | None = None
    ) -> list[Scored]:
        """Return the ``k`` best rows by BM25, best first, equal scores by row.

        :param question: any text; each language's analyser reads it.
        :param k: how many rows at most.
        :param within: the rows that are searched, as ranges; None for all. How rare a term is
            counts over all rows all the same.
        :return: rows with a term of the question; none where it has no word, or no row has one.
        """
        keys = _question_keys(question)
        if not keys or k < 1 or not self.size:
            return []
        limit = min(k, self.size)
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term_query(key)) for key in keys]
        )
        if within is not None:
            query = self._restricted(query, within)
        found = self._searcher.search(query, limit, count=False).hits
        values = self._searcher.fast_field_values(_ROW, [address for _, address in found])
        numbers = [int(value) for value in values if value is not None]
        scored = [
            Scored(number, float(score)) for number, (score, _) in zip(numbers, found, strict=True)
        ]
        return sorted(scored, key=lambda item: (-item.score, item.row))

    def document_frequency(self, term: str, language: str) -> int:
        """Return how many rows hold a term.

        :param term: as ``analyze(text, language)`` gives it.
        :param language: the language it was analysed in.
        """
        return int(self._searcher.doc_freq(_TERMS, _key(term, language)))

    def _restricted(self, query: tantivy.Query, within: Sequence[RowRange]) -> tantivy.Query:
        """Return a query for the same rows as far as they lie in some range, scored the same."""
        ranges = [
            (
                tantivy.Occur.Should,
                tantivy.Query.range_query(
                    self._schema,
                    _ROW,
                    tantivy.FieldType.Unsigned,
                    each.start,
                    each.stop,
                    include_upper=False,
                ),
            )
            for each in within
        ]
        inside = tantivy.Query.const_score_query(tantivy.Query.boolean_query(ranges), 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, inside)]
        )

    def _term_query(self, key: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, _TERMS, key, index_option="freq")


def _write(path: Path, rows: Iterable[LexicalRow]) -> int:
    """Write and commit every row with one thread: one segment, the same at each build."""
    writer = tantivy.Index(_schema(), str(path), reuse=False).writer(_HEAP_BYTES, num_threads=1)
    count = 0
    for row in rows:
        document = tantivy.Document()
        document.add_unsigned(_ROW, count)
        document.add_text(_TERMS, " ".join(_row_keys(row)))
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def _check_footers(path: Path) -> None:
    """Raise ValueError for a file cut short, on which tantivy panics past every ``except``."""
    for file in path.iterdir():
        if file.name == "meta.json" or file.name.startswith("."):
            continue
        with file.open("rb") as stream:
            stream.seek(max(0, file.stat().st_size - len(_FOOTER_MAGIC)))
            if stream.read() != _FOOTER_MAGIC:
                raise ValueError(f"{file.name} is cut short")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TERMS, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(_ROW, fast=True)
    return builder.build()


def _row_keys(row: LexicalRow) -> list[str]:
    return [_key(term, row.language) for term in analyze(row.text, row.language)]


def _question_keys(question: str) -> list[str]:
    """Return the keys a question asks for, each once, in its order.

    A Cyrillic question is read as Russian and as Kazakh: a short one does not tell which it is.
    """
    keys = (
        _key(term.text, language)
        for language in _CYRILLIC_LANGUAGES
        for term in content_terms(question, language)
    )
    return list(dict.fromkeys(keys))


def _key(term: str, language: str) -> str:
    """Return a term as the index holds it: a Kazakh prefix is kept apart from a Russian stem."""
    return _KAZAKH_MARK + term if language == KAZAKH and is_cyrillic(term) else term
