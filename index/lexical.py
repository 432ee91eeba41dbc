"""Chunks to BM25 and back, over tantivy.

One field holds the terms of every language, so that a chunk has one length and one score: with a
field a language, a Russian chunk with one Latin word is a document of one word to the English
field, and outranks the English ones. Each term is held with its document's language before it
instead, so that it can be weighed among the rows of that language (see ``index.rarity``).

The text is analysed in Python (``index.terms``), for the index and the question alike, and joined
by spaces for tantivy's own whitespace tokenizer: nothing has to be registered again after opening,
and the two can never disagree. Queries are built of term queries only: the query parser takes
``"``, ``(``, ``AND`` or ``[1]`` in a question for syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import tantivy

from index.location import mending
from index.models import IntArray, Scored, Within
from index.rarity import idf, weight
from index.terms import KAZAKH, analyze, content_terms
from ingest.alphabets import is_cyrillic
from ingest.errors import IndexCorrupt, IndexingError

_TERMS = "terms"
_ROW = "row"
_DOCUMENT = "document"
_LANGUAGE = "language"
# Enough that a million chunks stay one segment; it is a limit, not an allocation.
_HEAP_BYTES = 1 << 30
_FOOTER_MAGIC = (1337).to_bytes(4, "little")  # the last bytes of each of tantivy's files
_CYRILLIC_LANGUAGES = ("ru", KAZAKH)


@dataclass(frozen=True, slots=True)
class LexicalRow:
    """What is indexed of one chunk; its row number is its position.

    :param text: what can be found.
    :param language: ISO 639-1 code, or ``und``.
    :param document: place of its document in the order of the generation, from 0.
    """

    text: str
    language: str
    document: int = 0


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
            opened._probe()
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

    def search(self, question: str, k: int, within: Within | None = None) -> list[Scored]:
        """Return the ``k`` best rows by BM25, best first, equal scores by row.

        :param question: any text; each language's analyser reads it.
        :param k: how many rows at most.
        :param within: the documents that are searched; None for all. How rare a term is counts
            over all documents all the same.
        :return: rows with a term of the question; none where it has no word, or no row has one.
        """
        terms = [] if k < 1 else self._term_queries(question)
        if not terms:
            return []
        query = _any_of(terms)
        if within is not None:
            query = self._restricted(query, within.documents)
        found = self._searcher.search(query, min(k, self.size), count=False).hits
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
        return sum(self._held(term, language).values())

    @cached_property
    def _rows_of_languages(self) -> dict[str, int]:
        """How many rows there are of each language that the documents are in."""
        return dict(sorted(self._searcher.terms_with_prefix(_LANGUAGE, "")))

    def _held(self, term: str, language: str) -> dict[str, int]:
        """Return how many rows of each language hold a term; languages without one are left out."""
        shared = not is_cyrillic(term)
        counts = {
            spoken: int(self._searcher.doc_freq(_TERMS, _key(term, spoken)))
            for spoken in self._rows_of_languages
            # A Kazakh prefix is kept apart from a Russian stem.
            if shared or (spoken == KAZAKH) == (language == KAZAKH)
        }
        return {spoken: count for spoken, count in counts.items() if count}

    def _term_queries(self, question: str) -> list[tantivy.Query]:
        return [
            query
            for term, language in _question_terms(question)
            for query in self._weighed(self._held(term, language), term)
        ]

    def _weighed(self, held: dict[str, int], term: str) -> Iterator[tantivy.Query]:
        """Yield a query for a term in each language that holds it."""
        for spoken, count in held.items():
            query = self._term_query(_key(term, spoken))
            if len(self._rows_of_languages) > 1:
                rows_here = self._rows_of_languages[spoken]
                wanted = weight(count, rows_here, sum(held.values()), self.size)
                # tantivy multiplies by what the term weighs among all rows.
                query = tantivy.Query.boost_query(query, wanted / idf(count, self.size))
            yield query

    def _restricted(self, query: tantivy.Query, documents: IntArray) -> tantivy.Query:
        """Return a query for the same rows as far as they are of some documents, scored alike.

        A set of terms is looked up in one pass; as ranges of rows a hundred documents take a
        hundred times as long.
        """
        places = tantivy.Query.term_set_query(self._schema, _DOCUMENT, documents.tolist())
        inside = tantivy.Query.const_score_query(places, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, inside)]
        )

    def _term_query(self, key: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, _TERMS, key, index_option="freq")

    def _probe(self) -> None:
        """Search once, so that what is damaged is found now."""
        self._searcher.search(self._term_query("probe"), 1, count=False)


def _any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _write(path: Path, rows: Iterable[LexicalRow]) -> int:
    """Write and commit every row with one thread: one segment, the same at each build."""
    writer = tantivy.Index(_schema(), str(path), reuse=False).writer(_HEAP_BYTES, num_threads=1)
    count = 0
    for row in rows:
        document = tantivy.Document()
        document.add_unsigned(_ROW, count)
        document.add_unsigned(_DOCUMENT, row.document)
        document.add_text(_LANGUAGE, row.language)
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
    builder.add_unsigned_field(_DOCUMENT, indexed=True)
    builder.add_text_field(_LANGUAGE, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _row_keys(row: LexicalRow) -> list[str]:
    return [_key(term, row.language) for term in analyze(row.text, row.language)]


def _question_terms(question: str) -> list[tuple[str, str]]:
    """Return the terms a question asks for, each with the language it was read in, once.

    A Cyrillic question is read as Russian and as Kazakh: a short one does not tell which it is.
    """
    read = (
        (term.text, language if is_cyrillic(term.text) else "")
        for language in _CYRILLIC_LANGUAGES
        for term in content_terms(question, language)
    )
    return list(dict.fromkeys(read))


def _key(term: str, language: str) -> str:
    """Return a term as the index holds it for a document in a language."""
    return f"{language}:{term}"
