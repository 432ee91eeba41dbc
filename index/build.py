"""Documents folder + last generation -> next generation."""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import generation as generations
from index import manifest as manifests
from index.changes import Changes, find_changes
from index.checksums import list_files
from index.dense import APPROXIMATE, EXACT, EXACT_BELOW, DenseIndex
from index.embedder import DEFAULT_MODEL, open_embedder
from index.generation import Generation
from index.lexical import LexicalIndex, LexicalRow
from index.lock import build_lock
from index.models import Embedder, Failure, FileEntry, Manifest, Progress
from index.removals import forget, removed_so_far
from index.store import write_store
from ingest.chunking import CHUNKER_VERSION, ChunkSettings, chunk_document, contextual_text
from ingest.errors import IndexCorrupt, IndexFormatUnsupported, IndexingError, IndexNotFound
from ingest.library import Library
from ingest.models import Chunk, Document

logger = logging.getLogger(__name__)

OpenEmbedder = Callable[[str], Embedder]


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What decides how an index is built.

    :param chunks: where chunks are cut.
    :param exact_below: number of chunks below which the dense index is exact.
    """

    chunks: ChunkSettings = field(default_factory=ChunkSettings)
    exact_below: int = EXACT_BELOW

    def chunk_record(self) -> tuple[tuple[str, str], ...]:
        """Return the chunk settings as the manifest stores them."""
        return (
            ("chunker", str(CHUNKER_VERSION)),
            ("max_chars", str(self.chunks.max_chars)),
            ("overlap_chars", str(self.chunks.overlap_chars)),
        )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    :param generation: the generation that answers now.
    :param published: a new generation was written; False where nothing had changed.
    :param unchanged: documents taken over as they were.
    :param added: documents that were not held before.
    :param changed: documents held before and read anew.
    :param removed: documents no longer held.
    :param failed: documents left out, each with why.
    :param warnings: (document, what a person should know though it was read).
    :param notes: what a person should know of the build as a whole.
    :param embedded: number of texts that went through the model.
    :param reused: number of chunks whose vector was at hand.
    :param seconds: wall-clock time.
    """

    generation: str
    published: bool
    unchanged: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[Failure, ...]
    warnings: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    embedded: int
    reused: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Embedding:
    """The rows of the next generation; row i of each is chunk i."""

    chunks: tuple[Chunk, ...]
    keys: tuple[str, ...]
    vectors: NDArray[np.float16]
    embedded: int


def build_index(
    documents: Path,
    index: Path,
    *,
    model: str | None = None,
    full: bool = False,
    settings: BuildSettings | None = None,
    progress: Progress | None = None,
    open_embedder: OpenEmbedder = open_embedder,
) -> BuildReport:
    """Bring an index up to date with a documents folder.

    Only documents that changed are read again, and only texts without a vector are embedded. The
    last generation goes on serving until the new one is complete. What had been removed from the
    folder when the build began is then deleted for good.

    :param documents: the documents folder.
    :param index: the index's folder; made when it is missing.
    :param model: a model's name or path; None for the one the index was built with.
    :param full: read and embed everything anew.
    :param settings: None for the defaults.
    :param progress: told how far each phase is.
    :param open_embedder: turns a model's name into an embedder.
    :raises IndexLocked: when another build is at work.
    :raises IndexingError: when there is no documents folder, or nothing of it could be read.
    :raises EmbedderError: when the model cannot be used.
    """
    started = time.perf_counter()
    settings = settings or BuildSettings()
    report_progress = progress or _silent
    if not documents.is_dir():
        raise IndexingError(
            f"there is no documents folder {documents}: make it, or give another with --documents."
        )
    with build_lock(index):
        last, damage = _open_last_good(index)
        embedder = open_embedder(model or _recorded_model(index) or DEFAULT_MODEL)
        comparable = last is not None and embedder.matches(last.manifest.model)
        notes = damage
        if last and not comparable:
            notes += (
                f"another model than {last.manifest.model.name}: everything is embedded anew",
            )
        library = Library(documents)
        removed = removed_so_far(library)
        changes = find_changes(library, last, report_progress, reread=full)
        base = last if comparable and not full else None
        if base and not damage and _is_current(base.manifest, changes, settings):
            notes += forget(library, removed)
            return _report(base.name, False, changes, notes, 0, 0, started)
        embedding = _embed(changes, base, embedder, settings, report_progress)
        published = _write(index, changes, embedding, embedder, settings, report_progress)
        keep = {published, last.name} if last and _can_serve(last) else {published}
        generations.collect(index, keep=keep)
        notes += forget(library, removed)
        reused = len(embedding.chunks) - embedding.embedded
        return _report(published, True, changes, notes, embedding.embedded, reused, started)


def _open_last_good(index: Path) -> tuple[Generation | None, tuple[str, ...]]:
    """Open the current generation, or where it is damaged the newest that is whole.

    :return: it, or None where there is none, and what a person should know of the damage.
    """
    try:
        return generations.open_current(index), ()
    except IndexNotFound:
        return None, ()
    except IndexFormatUnsupported as exc:
        older = _open_older(index)
        if older:
            return older, (f"{older.name} is of an older format: it is written anew",)
        damage = f"the current index could not be used: {exc}"
    except IndexCorrupt as exc:
        damage = f"the current index could not be used: {exc}"
    for name in reversed(generations.names(index)):
        try:
            return Generation(index / name), (f"{damage}; {name} was taken for the last one",)
        except (IndexCorrupt, IndexFormatUnsupported) as exc:
            logger.warning("not usable either: %s", exc)
    model = _recorded_model(index) or f"{DEFAULT_MODEL}, for no other is recorded"
    return None, (f"{damage}; everything was built anew, with the model {model}",)


def _open_older(index: Path) -> Generation | None:
    """Open the current generation where an older format is all that is wrong with it."""
    try:
        return Generation(index / generations.current_name(index), older=True)
    except (IndexCorrupt, IndexFormatUnsupported) as exc:
        logger.info("no older format: %s", exc)
        return None


def _recorded_model(index: Path) -> str | None:
    """Return the name of the model that the newest readable manifest records."""
    existing = generations.names(index)
    try:
        existing.append(generations.current_name(index))  # after a rollback not the newest
    except (IndexNotFound, IndexCorrupt) as exc:
        logger.info("no pointer to go by: %s", exc)
    for name in reversed(existing):
        try:
            return manifests.read_manifest(index / name, older=True).model.name
        except (IndexCorrupt, IndexFormatUnsupported) as exc:
            logger.info("no model to be read: %s", exc)
    return None


def _can_serve(generation: Generation) -> bool:
    """Tell whether a rollback could go to a generation."""
    return generation.manifest.format_version == manifests.FORMAT_VERSION


def _is_current(manifest: Manifest, changes: Changes, settings: BuildSettings) -> bool:
    return (
        not changes.any
        and manifest.failures == changes.failed
        and manifest.chunk_settings == settings.chunk_record()
        and manifest.exact_below == settings.exact_below
    )


def _embed(
    changes: Changes,
    base: Generation | None,
    embedder: Embedder,
    settings: BuildSettings,
    progress: Progress,
) -> _Embedding:
    chunks: list[Chunk] = []
    texts: list[str] = []
    same_cuts = base is not None and base.manifest.chunk_settings == settings.chunk_record()
    unchanged = frozenset(changes.unchanged) if same_cuts else frozenset()
    for document in changes.documents:
        if base and document.doc_id in unchanged:
            cut = [chunk for _, chunk in base.chunks_of(document.doc_id)]
        else:
            cut = chunk_document(
                document, settings.chunks, embedder.count_tokens, max_tokens=embedder.max_tokens
            )
        # A list of titles answers nothing, though its words match as well as any.
        for chunk in (each for each in cut if not each.is_reference):
            chunks.append(chunk)
            texts.append(contextual_text(document.title, chunk))
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    at_hand = base.vector_rows() if base else {}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in at_hand}
    # The dimension is the model's also where there is nothing to embed.
    fresh = embedder.encode(list(new.values()), "passage", progress)
    vectors = np.zeros((len(chunks), fresh.shape[1]), dtype=np.float16)
    fresh_row = {key: row for row, key in enumerate(new)}
    for row, key in enumerate(keys):
        if base and key in at_hand:
            vectors[row] = base.vectors[at_hand[key]]
        else:
            vectors[row] = fresh[fresh_row[key]]
    return _Embedding(tuple(chunks), tuple(keys), vectors, embedded=len(new))


def _write(
    index: Path,
    changes: Changes,
    embedding: _Embedding,
    embedder: Embedder,
    settings: BuildSettings,
    progress: Progress,
) -> str:
    name = generations.next_name(index)
    folder = generations.create_unfinished(index, name)
    try:
        exact = len(embedding.chunks) < settings.exact_below
        factory = EXACT if exact else APPROXIMATE
        progress("write", 0, 3)
        write_store(
            folder / generations.STORE_FILE, changes.documents, embedding.chunks, embedding.keys
        )
        progress("write", 1, 3)
        np.save(folder / generations.VECTORS_FILE, embedding.vectors, allow_pickle=False)
        DenseIndex.build(embedding.vectors, factory).save(folder / generations.DENSE_FILE)
        progress("write", 2, 3)
        LexicalIndex.build(
            folder / generations.LEXICAL_FOLDER,
            _lexical_rows(changes.documents, embedding.chunks),
        )
        manifest = _manifest(name, folder, changes, embedding, embedder, settings, factory)
        manifests.write_manifest(folder, manifest)
        published = generations.publish(index, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    progress("write", 3, 3)
    return published


def _lexical_rows(documents: Sequence[Document], chunks: Sequence[Chunk]) -> Iterator[LexicalRow]:
    places = {document.doc_id: place for place, document in enumerate(documents)}
    for chunk in chunks:
        place = places[chunk.doc_id]
        yield LexicalRow(chunk.text, documents[place].language, place)


def _manifest(
    name: str,
    folder: Path,
    changes: Changes,
    embedding: _Embedding,
    embedder: Embedder,
    settings: BuildSettings,
    factory: str,
) -> Manifest:
    counts = {document.doc_id: 0 for document in changes.documents}
    for chunk in embedding.chunks:
        counts[chunk.doc_id] += 1
    return Manifest(
        format_version=manifests.FORMAT_VERSION,
        generation=name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=embedder.identity,
        chunk_settings=settings.chunk_record(),
        dense_index=factory,
        exact_below=settings.exact_below,
        chunks=len(embedding.chunks),
        documents=tuple(
            FileEntry(
                doc_id=document.doc_id,
                sha256=document.sha256,
                fingerprint=changes.files[document.doc_id].fingerprint,
                reader=document.reader,
                chunks=counts[document.doc_id],
            )
            for document in changes.documents
        ),
        failures=changes.failed,
        files=list_files(folder),
    )


def _report(
    generation: str,
    published: bool,
    changes: Changes,
    notes: tuple[str, ...],
    embedded: int,
    reused: int,
    started: float,
) -> BuildReport:
    return BuildReport(
        generation=generation,
        published=published,
        unchanged=changes.unchanged,
        added=changes.added,
        changed=changes.changed,
        removed=changes.removed,
        failed=changes.failed,
        warnings=tuple(
            (document.doc_id, warning)
            for document in changes.documents
            for warning in document.warnings
        ),
        notes=notes,
        embedded=embedded,
        reused=reused,
        seconds=time.perf_counter() - started,
    )


def _silent(phase: str, done: int, total: int) -> None:
    """Take a progress report and say nothing."""
