"""Holds claims against held sources, with every text that needs it embedded in two batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.claims.models import Basis
from assistant.claims.nearest import Vectors, basis_of, candidates
from assistant.claims.reading import Read, Source
from assistant.claims.settings import FULL, ClaimSettings
from assistant.claims.verdict import Judged, judge
from index.models import Embedder, FloatArray, Hit, Role, Scope

SEARCHED = 3  # chunks that the index's search adds to the candidates of a claim
Pair = tuple[Read, str]
"""A claim and the id of a source."""


class Search(Protocol):
    """Finds chunks; ``index.search.Searcher`` is the real one."""

    @property
    def embedder(self) -> Embedder:
        """The model that the index was built with."""
        ...

    def search(
        self, question: str, k: int = ..., query: FloatArray | None = ..., scope: Scope = ...
    ) -> list[Hit]:
        """Return the best chunks of the documents in scope."""
        ...


class Matcher:
    """Judges claims that are known beforehand.

    :param pairs: each claim with each source that it is to be held against.
    :param sources: by their ids.
    :param searcher: its model is asked only where it knows the languages of both sides.
    :param settings: weights and thresholds.
    """

    def __init__(
        self,
        pairs: Sequence[Pair],
        sources: Mapping[str, Source],
        searcher: Search,
        settings: ClaimSettings,
    ) -> None:
        self.sources = sources
        self._settings = settings
        self._searcher = searcher
        self._languages = searcher.embedder.languages if pairs else None
        full = [pair for pair in pairs if self._basis(pair) == FULL]
        asked = self._embedded([claim.text for claim, _ in full], "query")
        self._positions: dict[tuple[int, str], list[int]] = {}
        for claim, doc_id in pairs:
            found = self._found(claim, doc_id, asked.get(claim.text))
            self._positions[claim.start, doc_id] = candidates(claim, sources[doc_id], found)
        texts = [
            sources[doc_id].sentences[at].text
            for claim, doc_id in full
            for at in self._positions[claim.start, doc_id]
        ]
        self._vectors: Vectors = self._embedded(texts, "passage") | asked

    def judge(self, claim: Read, doc_id: str) -> Judged:
        """Hold a claim against a source; the two must be one of the pairs."""
        return judge(
            claim,
            self.sources[doc_id],
            self._positions[claim.start, doc_id],
            self._basis((claim, doc_id)),
            self._vectors,
            self._settings,
        )

    def _basis(self, pair: Pair) -> Basis:
        claim, doc_id = pair
        return basis_of(claim, self.sources[doc_id], self._languages)

    def _embedded(self, texts: Sequence[str], role: Role) -> dict[str, FloatArray]:
        """Return the vector of each text; the model is left alone where there is none."""
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return {}
        return dict(zip(distinct, self._searcher.embedder.encode(distinct, role), strict=True))

    def _found(self, claim: Read, doc_id: str, query: FloatArray | None) -> list[int]:
        """Return the positions of the sentences in the chunks that a search finds."""
        if query is None:
            return []
        scope = Scope(documents=frozenset({doc_id}))
        hits = self._searcher.search(claim.text, SEARCHED, query, scope=scope)
        source = self.sources[doc_id]
        return [at for hit in hits for at in source.within(hit.chunk.start, hit.chunk.end)]
