"""Questions to fit on, asked of a real index: what was measured, and which sentences answer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.conversation import standalone
from assistant.extractive import PASSAGES
from assistant.selection.asked import encode, understand
from assistant.selection.candidates import Candidate, find_candidates
from assistant.selection.measured import BoolArray, Measured, measure
from assistant.selection.read import Reads
from assistant.selection.tokens import Encoder
from eval.fit_data import FitCorpus, Place, Sort
from eval.locate import Locator
from eval.models import Question
from index.build import build_index
from index.models import Embedder, Hit, Progress
from index.search import Index, Searcher
from ingest.models import Span

OWN = "own"  # the set of our own questions
_OVERLAP = 0.5  # of an answer's characters; a sentence that holds less of it does not answer


@dataclass(frozen=True, slots=True)
class Case:
    """A question, measured.

    :param source: the set it is of.
    :param corpus: its corpus's name; cases of one corpus are never on both sides of a fold.
    :param question: as it was asked.
    :param sort: answerable, or in which way it is not.
    :param measured: its candidates.
    :param gold: (n,) the candidates that answer.
    """

    source: str
    corpus: str
    question: str
    sort: Sort
    measured: Measured
    gold: BoolArray


def public_cases(
    corpora: Sequence[FitCorpus],
    embedder: Embedder,
    reader: Reads,
    progress: Progress | None = None,
) -> Iterator[Case]:
    """Yield the cases of public corpora, each indexed by itself.

    :param corpora: texts and questions.
    :param embedder: the model that is fitted for.
    :param reader: reads the candidates where it has not learnt from the texts.
    :param progress: told of corpora done.
    """
    for done, corpus in enumerate(corpora, start=1):
        with tempfile.TemporaryDirectory(prefix="footnote-fit-") as folder:
            searcher = _indexed(corpus, Path(folder), embedder)
            yield from _cases(corpus, searcher, None if corpus.learnt else reader)
        if progress:
            progress("fitting", done, len(corpora))


def own_cases(questions: Sequence[Question], searcher: Searcher, reader: Reads) -> Iterator[Case]:
    """Yield the cases of our own questions.

    :param questions: of the split to tune on.
    :param searcher: over the documents they are asked of.
    :param reader: reads the candidates.
    """
    encoder = Encoder(searcher.embedder, reader=reader)
    locator = Locator(searcher.generation.documents())
    for question in questions:
        text = standalone(question.question, question.history)
        places = [p for e in question.evidence for p in locator.gold(e).occurrences]
        gold = [(place.document, Span(place.start, place.end)) for place in places]
        sort: Sort = "answerable" if question.answerable else "adversarial"
        case = _case((OWN, question.id, sort), text, gold, searcher, encoder)
        if case is not None:
            yield case


def _indexed(corpus: FitCorpus, folder: Path, embedder: Embedder) -> Searcher:
    documents = folder / "documents"
    documents.mkdir()
    for number, text in enumerate(corpus.texts):
        (documents / _name(number)).write_text(text, encoding="utf-8")
    build_index(documents, folder / "index", open_embedder=lambda _: embedder)
    return Index(folder / "index", lambda _: embedder).current()


def _name(number: int) -> str:
    return f"{number:04}.txt"


def _cases(corpus: FitCorpus, searcher: Searcher, reader: Reads | None) -> Iterator[Case]:
    encoder = Encoder(searcher.embedder, reader=reader)
    for question in corpus.questions:
        places = [_stands(place, corpus, searcher) for place in question.gold]
        gold = [place for place in places if place is not None]
        if question.gold and not gold:
            continue
        keep = _without(gold) if question.sort == "removed" else None
        about = (corpus.source, corpus.name, question.sort)
        case = _case(about, question.text, gold, searcher, encoder, keep)
        if case is not None:
            yield case


def _stands(place: Place, corpus: FitCorpus, searcher: Searcher) -> tuple[str, Span] | None:
    """Return an answer's document and stretch; None where the reader moved the text."""
    document = searcher.generation.document(_name(place.text))
    span = place.span
    same = document.text[span.start : span.end] == corpus.texts[place.text][span.start : span.end]
    return (document.doc_id, span) if same else None


def _without(gold: Sequence[tuple[str, Span]]) -> Callable[[Hit], bool]:
    def keep(hit: Hit) -> bool:
        chunk = Span(hit.chunk.start, hit.chunk.end)
        return not any(hit.chunk.doc_id == doc_id and chunk.overlaps(span) for doc_id, span in gold)

    return keep


def _case(
    about: tuple[str, str, Sort],
    text: str,
    gold: Sequence[tuple[str, Span]],
    searcher: Searcher,
    encoder: Encoder,
    keep: Callable[[Hit], bool] | None = None,
) -> Case | None:
    asked = understand(text, searcher.generation)
    vectors = encode(asked, searcher.embedder)
    hits = searcher.search(asked.text, query=vectors.whole)
    kept = [hit for hit in hits if keep is None or keep(hit)]
    candidates = find_candidates(kept[:PASSAGES], searcher)
    if not candidates:
        return None
    measured = measure(asked, vectors, candidates, encoder)
    answers = np.asarray([_answers(candidate, gold) for candidate in candidates])
    source, corpus, sort = about
    return Case(source, corpus, text, sort, measured, answers)


def _answers(candidate: Candidate, gold: Sequence[tuple[str, Span]]) -> bool:
    return any(
        candidate.doc_id == doc_id
        and min(candidate.end, span.end) - max(candidate.start, span.start)
        > _OVERLAP * (span.end - span.start)
        for doc_id, span in gold
    )
