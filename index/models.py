"""What the index room hands on: hits, the manifest, and the slot an embedder fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.models import Chunk, Document, DocumentRole

FloatArray = NDArray[np.float32]
HalfArray = NDArray[np.float16]
IntArray = NDArray[np.int64]
Role = Literal["query", "passage"]
Progress = Callable[[str, int, int], None]
"""Called as ``progress(phase, done, total)``; phases are "read", "embed" and "write"."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What must agree for two vectors to be comparable.

    :param name: the model's name or path, as one would pass it to ``--model``.
    :param revision: the hub's commit, or the package version; empty for a local path.
    :param dimension: length of a vector.
    :param weights_sha256: lower-case hex SHA-256 of the weights file.
    :param extension_sha256: the same of what extends it to other letters; empty for nothing.
    :param query_prompt: put before a question.
    :param passage_prompt: put before a passage.
    """

    name: str
    revision: str
    dimension: int
    weights_sha256: str
    query_prompt: str = ""
    passage_prompt: str = ""
    extension_sha256: str = ""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text's tokens in their context; special tokens and the model's prompt are left out.

    :param offsets: (n, 2) int64, each token's first character and the one after its last.
    :param plain: (n, dim) float16, unit rows of the embedding layer: the token by itself.
    :param context: (n, dim) float16, unit rows of the last layer: the token as its text means it.
    """

    offsets: IntArray
    plain: HalfArray
    context: HalfArray

    def within(self, start: int, end: int) -> TokenVectors:
        """Return the tokens of a stretch of the text, their offsets counted from its start."""
        inside = (self.offsets[:, 0] >= start) & (self.offsets[:, 1] <= end)
        offsets = self.offsets[inside] - start
        return TokenVectors(offsets, self.plain[inside], self.context[inside])


class Embedder(Protocol):
    """Turns text into vectors; ``SentenceEmbedder`` is the real one, tests pass a small one."""

    @property
    def identity(self) -> ModelIdentity:
        """What the manifest records; reading it may load the model, never the network."""
        ...

    def matches(self, identity: ModelIdentity) -> bool:
        """Tell whether vectors under ``identity`` are this model's, without loading it."""
        ...

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens included."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages (ISO 639-1) the model was trained for; None when that is not known."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a passage takes, its prompt and special tokens included."""
        ...

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        """Return (n, dim) float32 with unit rows, row i for text i; (0, dim) for no text."""
        ...

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        """Return each text's tokens; what goes beyond ``max_tokens`` is cut."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are asked.

    :param roles: those of these roles; None for any.
    :param documents: those of these ids; None for any.
    """

    roles: frozenset[DocumentRole] | None = None
    documents: frozenset[str] | None = None

    @classmethod
    def of(cls, roles: Iterable[DocumentRole] | None, documents: Iterable[str] | None) -> Scope:
        """Return the scope that roles and documents' ids name; none of either stands for any."""
        return cls(frozenset(roles or ()) or None, frozenset(documents or ()) or None)

    @property
    def is_everything(self) -> bool:
        """No document is left out."""
        return self.roles is None and self.documents is None

    def holds(self, document: Document) -> bool:
        """Tell whether a document is asked."""
        return (self.roles is None or document.role in self.roles) and (
            self.documents is None or document.doc_id in self.documents
        )


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """What a scope leaves of a generation, as each side of a search looks it up.

    :param documents: (n,) int64, places of documents in the order of their ids, ascending.
    :param rows: (m,) int64, rows of their chunks, ascending.
    """

    documents: IntArray
    rows: IntArray


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk's row with a score.

    :param row: the chunk's row in the generation, from 0.
    :param score: higher is better.
    """

    row: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found.

    :param chunk: the chunk.
    :param score: the fused score, higher is better; comparable within one search only.
    :param similarity: cosine of question and chunk, -1 to 1.
    :param lexical_score: BM25, 0 where no term matched.
    """

    chunk: Chunk
    score: float
    similarity: float
    lexical_score: float


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One document's line in the manifest.

    :param doc_id: the document.
    :param sha256: of the file's bytes when it was read.
    :param fingerprint: of the file's bytes and of how it is to be read; another means reading anew.
    :param reader: name and version of the reader.
    :param chunks: how many chunks it gave.
    """

    doc_id: str
    sha256: str
    fingerprint: str
    reader: str
    chunks: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be indexed.

    :param doc_id: the document.
    :param problem: what was wrong and what to do next.
    :param fingerprint: of the file that failed, as in :class:`FileEntry`; empty where it could
        not be looked at.
    """

    doc_id: str
    problem: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; stored as ``manifest.json`` inside it.

    :param format_version: of the generation's layout.
    :param generation: its name, for instance ``gen-000007``.
    :param created: UTC, ISO 8601.
    :param model: the embedding model.
    :param chunk_settings: (name, value) of everything that decides where chunks are cut.
    :param dense_index: the FAISS factory string, for instance ``Flat``.
    :param exact_below: number of chunks below which the dense index is exact.
    :param chunks: number of chunks, which is the number of rows of ``vectors.npy``.
    :param documents: the documents held.
    :param failures: the documents left out.
    :param files: (name, bytes, SHA-256) of each file of the generation but the manifest.
    """

    format_version: int
    generation: str
    created: str
    model: ModelIdentity
    chunk_settings: tuple[tuple[str, str], ...]
    dense_index: str
    exact_below: int
    chunks: int
    documents: tuple[FileEntry, ...]
    failures: tuple[Failure, ...]
    files: tuple[tuple[str, int, str], ...]
