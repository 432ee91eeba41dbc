"""Question -> hits: dense and lexical candidates, fused; always over the current generation."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index import generation as generations
from index.build import OpenEmbedder
from index.embedder import open_embedder
from index.fusion import FusionSettings, fuse
from index.generation import Generation
from index.location import command
from index.models import EVERYTHING, Embedder, FloatArray, Hit, Scope, Scored
from ingest.errors import EmbedderError, IndexingError, WeightsMismatch
from ingest.language import question_language
from ingest.models import UNDETERMINED

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What decides which hits a question gets.

    :param candidates: how many each side, dense and lexical, puts forward.
    :param fusion: how the two are made one ranking; chosen by `python -m eval study`.
    """

    candidates: int = 100
    fusion: FusionSettings = field(default_factory=FusionSettings)


class Searcher:
    """Searches one generation; safe to share between threads.

    :param generation: what is searched.
    :param embedder: the model that the generation was built with.
    :param settings: None for the defaults.
    """

    def __init__(
        self, generation: Generation, embedder: Embedder, settings: SearchSettings | None = None
    ) -> None:
        self.generation = generation
        self.embedder = embedder
        self._settings = settings or SearchSettings()

    def embed(self, question: str) -> FloatArray:
        """Return a question's vector, (dim,) float32, unit length."""
        vector: FloatArray = self.embedder.encode([question], "query")[0]
        return vector

    def search(
        self,
        question: str,
        k: int = 50,
        query: FloatArray | None = None,
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        """Return the best chunks, best first.

        :param question: in any language.
        :param k: how many at the most.
        :param query: what ``embed`` gave for the question, where that is at hand.
        :param scope: which documents are searched; as many of their chunks are found as if there
            were no others.
        """
        within = self.generation.holdings.rows(scope)
        if k < 1 or (within is not None and not len(within.rows)):
            return []
        if query is None:
            query = self.embed(question)
        count = self._settings.candidates
        lexical = self.generation.lexical.search(question, count, within)
        dense = self.generation.dense.search(query, count, within)
        similarity = self._similarities(query, dense, lexical)
        bm25 = {scored.row: scored.score for scored in lexical}
        candidates = [Scored(row, score) for row, score in similarity.items()]
        foreign = not self.knows_language_of(question)
        fused = fuse(candidates, lexical, self._settings.fusion, foreign=foreign)
        return [
            Hit(
                self.generation.chunk(row := scored.row),
                scored.score,
                similarity[row],
                bm25.get(row, 0.0),
            )
            for scored in fused[:k]
        ]

    def knows_language_of(self, question: str) -> bool:
        """Tell whether the model was trained for the question's language, as far as is known."""
        languages = self.embedder.languages
        language = question_language(question)
        return languages is None or language in languages or language == UNDETERMINED

    def _similarities(
        self, query: FloatArray, dense: list[Scored], lexical: list[Scored]
    ) -> dict[int, float]:
        found = {scored.row: scored.score for scored in dense}
        rows = np.asarray([s.row for s in lexical if s.row not in found], dtype=np.int64)
        cosines = self.generation.dense.similarities(query, rows)
        return found | dict(zip(rows.tolist(), cosines.tolist(), strict=True))


class Index:
    """An index folder as those who ask see it: always its current generation.

    A question that comes after a build is answered from the new generation, without a restart. If
    that generation cannot be opened, the one in hand goes on serving.

    :param root: the index's folder.
    :param open_embedder: turns a model's name into an embedder.
    """

    def __init__(self, root: Path, open_embedder: OpenEmbedder = open_embedder) -> None:
        self.root = root
        self._open_embedder = open_embedder
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._opened: generations.Pointer | None = None

    def current(self) -> Searcher:
        """Return a searcher over the current generation.

        :raises IndexNotFound: when nothing was built yet.
        :raises IndexCorrupt: when the generation is damaged and none is in hand.
        :raises EmbedderError: when its model cannot be had here.
        """
        with self._lock:
            if self._searcher is None:
                pointer = generations.read_pointer(self.root)
                self._searcher, self._opened = self._open(pointer.name), pointer
                return self._searcher
            try:
                pointer = generations.read_pointer(self.root)
                if pointer != self._opened:
                    self._searcher, self._opened = self._open(pointer.name), pointer
            except (IndexingError, EmbedderError) as exc:
                logger.error("going on with %s: %s", self._searcher.generation.name, exc)
            return self._searcher

    def _open(self, name: str) -> Searcher:
        generation = Generation(self.root / name)
        model = generation.manifest.model
        held = self._searcher
        if held is not None and held.embedder.matches(model):
            return Searcher(generation, held.embedder)
        embedder = self._open_embedder(model.name)
        if not embedder.matches(model):
            raise WeightsMismatch(
                f"{name} was built with other weights of {model.name} than are here now: run "
                f"{command('build --full', self.root)}."
            )
        return Searcher(generation, embedder)
