"""One question's answer, scored against its gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.models import Answer, Citation, Passage
from eval import metrics
from eval.locate import Locator
from eval.metrics import Cited, Stretch, Supports
from eval.models import Gold, Question, Scores


def score_answer(
    question: Question,
    gold: Sequence[Gold],
    answer: Answer | None,
    locator: Locator,
    latency_ms: float,
) -> Scores:
    """Score an answer; a failed one has the worst score in everything that applies.

    A question that expects a reply is scored on that alone: it asks nothing of the documents.

    :param gold: the question's quotations, located.
    :param answer: None where asking failed.
    :param locator: of the documents that were indexed.
    :param latency_ms: how long asking took, in milliseconds.
    :return: the scores.
    """
    scores = Scores(latency_ms=latency_ms)
    if question.expects == "reply":
        return replace(scores, replied=_replied(answer))
    said = () if answer is None else (*answer.missing, answer.note)
    scores = replace(scores, missing_named=metrics.named_share(question.missing, said))
    if answer is not None:
        exact = _exact(answer.citations, locator)
        scores = replace(scores, confidence=answer.confidence, exact_quotes=exact)
    if not question.answerable:
        answered = answer is None or not answer.abstained
        return replace(scores, false_answer=float(answered))
    scores = _with_retrieval(scores, question, gold, answer)
    scores = _with_citations(scores, question, gold, answer)
    refused = answer is None or answer.abstained
    text = "" if answer is None or refused else metrics.plain(answer.text)
    return replace(
        scores,
        contains_answer=metrics.contains_answer(text, question.answers),
        token_f1=metrics.token_f1(text, question.answers),
        false_refusal=float(refused),
    )


def score_writing(scores: Scores, answer: Answer | None, supports: Supports) -> Scores:
    """Add how the language model did to the scores of the assistant that has it write.

    :param scores: the answer's, as of any other.
    :param answer: None where asking failed; one that was not put to the model gets no score.
    :param supports: tells whether quotations support a sentence.
    """
    if answer is None:
        return replace(scores, written=0.0)
    writing = answer.writing
    if writing is None:
        return scores
    scores = replace(
        scores,
        written=float(not writing.failure),
        prompt_tokens=writing.prompt_tokens,
        completion_tokens=writing.completion_tokens,
    )
    if not answer.is_written:
        return scores
    said = cited_of(answer)
    return replace(
        scores,
        sentence_citation_recall=metrics.sentence_citation_recall(said, supports),
        sentence_citation_precision=metrics.sentence_citation_precision(said, supports),
    )


def cited_of(answer: Answer) -> list[Cited]:
    """Return each sentence of an answer with the quotations that it cites."""
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    return [
        Cited(each.text, tuple(quotes[marker] for marker in each.markers))
        for each in answer.statements
    ]


def _replied(answer: Answer | None) -> float:
    if answer is None or answer.abstained or answer.citations:
        return 0.0
    return float(bool(answer.text.strip()))


def _with_retrieval(
    scores: Scores, question: Question, gold: Sequence[Gold], answer: Answer | None
) -> Scores:
    passages = [_stretch(passage) for passage in answer.passages] if answer else []
    every = question.all_needed
    return replace(
        scores,
        recall_at_1=metrics.recall_at_k(gold, passages, 1, all_needed=every),
        recall_at_3=metrics.recall_at_k(gold, passages, 3, all_needed=every),
        recall_at_5=metrics.recall_at_k(gold, passages, 5, all_needed=every),
        reciprocal_rank=metrics.reciprocal_rank(metrics.relevance(gold, passages)),
        ndcg_at_10=metrics.ndcg_at_k(gold, passages, all_needed=every),
        evidence_in_600=metrics.evidence_within(gold, passages, 600, all_needed=every),
        evidence_in_1500=metrics.evidence_within(gold, passages, 1500, all_needed=every),
        evidence_in_3000=metrics.evidence_within(gold, passages, 3000, all_needed=every),
    )


def _with_citations(
    scores: Scores, question: Question, gold: Sequence[Gold], answer: Answer | None
) -> Scores:
    citations = [_stretch(citation) for citation in answer.own_citations] if answer else []
    every = question.all_needed
    return replace(
        scores,
        evidence_first=metrics.evidence_among_first(gold, citations, 1),
        evidence_in_three=metrics.evidence_among_first(gold, citations, 3),
        citation_precision=metrics.citation_precision(gold, citations),
        citation_recall=metrics.citation_recall(gold, citations, all_needed=every),
        correct=metrics.evidence_among_first(gold, citations, len(citations)),
    )


def _stretch(found: Passage | Citation) -> Stretch:
    return Stretch(found.document, found.start, found.end)


def _exact(citations: Sequence[Citation], locator: Locator) -> float | None:
    if not citations:
        return None
    return sum(_stands(citation, locator) for citation in citations) / len(citations)


def _stands(citation: Citation, locator: Locator) -> bool:
    text = locator.text(citation.document)
    # Slices forgive offsets out of range, and an empty quotation would equal an empty slice.
    return (
        text is not None
        and 0 <= citation.start < citation.end <= len(text)
        and text[citation.start : citation.end] == citation.quote
    )
