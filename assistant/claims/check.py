"""Each cited claim of a paper held against the source that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from assistant import evidence
from assistant.claims.matcher import Matcher, Search
from assistant.claims.models import VERDICTS, ClaimRow, ClaimsReport, Passage
from assistant.claims.names import capitalised_within
from assistant.claims.reading import Read, Source, read, sentences_within
from assistant.claims.settings import DEFAULT_SETTINGS, ClaimSettings
from assistant.claims.verdict import Judged
from assistant.models import Sentence
from index.models import Manifest
from ingest.bibliography.labels import label
from ingest.models import Bibliography, CitationMark, Cited, Document, Reference


class Shelf(Protocol):
    """The documents and what they cite; ``index.generation.Generation`` is the real one."""

    @property
    def manifest(self) -> Manifest:
        """What the generation is made of."""
        ...

    def document(self, doc_id: str) -> Document:
        """Return a document with its text."""
        ...

    def bibliography(self, doc_id: str) -> Bibliography:
        """Return what a document cites, and where."""
        ...

    def sources_of(self, doc_id: str) -> Mapping[int, tuple[str, ...]]:
        """Return the held documents that are the entries of a document's reference list."""
        ...


@dataclass(frozen=True, slots=True)
class _Cited:
    """A claim with one entry that its marker cites."""

    claim: Read
    mark: CitationMark
    cited: Cited
    reference: Reference
    held: tuple[str, ...]


def check(
    paper: Document,
    generation: Shelf,
    searcher: Search,
    settings: ClaimSettings = DEFAULT_SETTINGS,
) -> ClaimsReport:
    """Hold every cited claim of a paper against its source.

    A marker's paragraph is cut into sentences, each a claim of its own. The model is asked only
    where it knows the languages of both sides, and then for all claims at once.

    :param paper: the document whose claims are checked.
    :param generation: that holds it.
    :param searcher: over the same generation.
    :param settings: weights and thresholds of the verdicts.
    :return: a row for each sentence and entry, in the order of the paper.
    :raises EmbedderError: when the index's model cannot be had here.
    :raises EvidenceError: when a passage does not stand in its source.
    """
    claims = list(_claims(paper, generation))
    sources = {
        doc_id: Source(generation.document(doc_id))
        for doc_id in sorted({doc_id for each in claims for doc_id in each.held})
    }
    pairs = [(each.claim, doc_id) for each in claims for doc_id in each.held]
    matcher = Matcher(pairs, sources, searcher, settings)
    manifest = generation.manifest
    return ClaimsReport(
        paper=paper.doc_id,
        title=paper.title,
        index=manifest.generation,
        model=manifest.model.name,
        rows=tuple(_row(each, paper, matcher) for each in claims),
    )


def _claims(paper: Document, generation: Shelf) -> Iterator[_Cited]:
    bibliography = generation.bibliography(paper.doc_id)
    held = generation.sources_of(paper.doc_id)
    sure = capitalised_within(paper.text) if bibliography.marks else frozenset[str]()
    seen: set[tuple[int, int]] = set()
    for mark in bibliography.marks:
        for span in sentences_within(paper, mark.supports):
            claim = read(paper.text[span.start : span.end], paper.language, span.start, sure)
            for cited in mark.cited:
                reference = bibliography.reference(cited.number)
                if reference is not None and (span.start, cited.number) not in seen:
                    seen.add((span.start, cited.number))
                    documents = tuple(sorted(held.get(cited.number, ())))
                    yield _Cited(claim, mark, cited, reference, documents)


def _row(cited: _Cited, paper: Document, matcher: Matcher) -> ClaimRow:
    best = _best(cited, matcher)
    claim, mark = cited.claim, cited.mark
    bare = ClaimRow(
        claim=claim.text,
        start=claim.start,
        end=claim.end,
        page=paper.page_at(claim.start),
        heading=paper.heading_at(claim.start),
        marker=paper.text[mark.start : mark.end],
        marker_start=mark.start,
        number=cited.reference.number,
        label=label(cited.reference),
        cited_pages=cited.cited.pages or cited.reference.pages,
        held=cited.held,
        passage=None,
        score=0.0,
        verdict="source not held",
    )
    if best is None:
        return bare
    doc_id, judged = best
    return replace(
        bare,
        passage=_passage(matcher.sources[doc_id], judged, cited.reference.number),
        score=round(judged.score, 4),
        verdict=judged.verdict,
        compared=judged.compared,
        basis=judged.basis,
    )


def _best(cited: _Cited, matcher: Matcher) -> tuple[str, Judged] | None:
    """Return the held document that speaks best for a claim, and what came of it."""
    judged = [(doc_id, matcher.judge(cited.claim, doc_id)) for doc_id in cited.held]
    return min(
        judged,
        key=lambda each: (VERDICTS.index(each[1].verdict), -each[1].score, each[0]),
        default=None,
    )


def _passage(source: Source, judged: Judged, number: int) -> Passage | None:
    """Return the nearest passage, cut from its document and checked against it."""
    if judged.near is None:
        return None
    inside = source.sentences[judged.near.first : judged.near.last]
    document, start, end = source.document, inside[0].start, inside[-1].end
    sentence = Sentence(document.doc_id, start, end, document.text[start:end])
    citation = evidence.cite(document, sentence, number)
    evidence.check(citation, document)
    return Passage(
        document=citation.document,
        title=citation.title,
        language=citation.language,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        page=citation.page,
        page_label=citation.page_label,
        heading=citation.heading,
        role=citation.role,
    )
