"""Small things that the evaluation's tests are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.models import (
    Answer,
    Citation,
    Dropped,
    DropReason,
    Passage,
    Statement,
    Writing,
    WritingFailure,
)
from eval.models import Question, Row, Scores
from ingest.models import Document

TEXT = (
    "Nye coined the term in 1990.\n\nFive institutes stand in the north, four in the south. "
    "Students learn the language – and the “history” – there.\n\nTrade grew by 13.2 thousand."
)
DOCUMENT = Document(
    doc_id="paper.md",
    title="A paper",
    authors=(),
    language="en",
    text=TEXT,
    sha256="0" * 64,
    media_type="text/markdown",
    reader="markdown/1",
)


def question(
    identifier: str = "q1",
    *,
    evidence: Sequence[str] = ("Nye coined the term",),
    answers: Sequence[str] = ("Nye",),
    language: str = "en",
    kind: str = "fact",
    split: str = "report",
    all_needed: bool = False,
) -> Question:
    return Question(
        id=identifier,
        question=f"Question {identifier}?",
        language=language,
        kind=kind,
        evidence=tuple(evidence),
        answers=tuple(answers),
        split=split,
        all_needed=all_needed,
    )


def unanswerable(identifier: str = "u1", split: str = "report") -> Question:
    return question(identifier, evidence=(), answers=(), kind="unanswerable_near", split=split)


def greeting(identifier: str = "g1", split: str = "report") -> Question:
    asked = question(identifier, evidence=(), answers=(), kind="greeting", split=split)
    return replace(asked, wants_reply=True)


def passage(start: int, end: int, document: str = "paper.md") -> Passage:
    return Passage(document, start, end, TEXT[start:end], 1.0)


def citation(quote: str, marker: int = 1, *, shift: int = 0) -> Citation:
    start = TEXT.index(quote) + shift
    end = start + len(quote)
    return Citation(marker, "paper.md", "A paper", "en", None, None, None, start, end, quote)


def answer(
    *quotes: str,
    passages: Sequence[Passage] = (),
    confidence: float = 0.8,
) -> Answer:
    """Answer with these quotations of the sample document; with none, a refusal."""
    citations = tuple(citation(quote, marker) for marker, quote in enumerate(quotes, 1))
    return Answer(
        question="Question?",
        searched_question="Question?",
        statements=tuple(Statement(c.quote, (c.marker,)) for c in citations),
        abstained=not quotes,
        reason=None if quotes else "the documents do not say",
        citations=citations,
        passages=tuple(passages),
        missing=(),
        confidence=confidence,
        index="gen-000001",
        model="a-model",
    )


def reply(text: str = "Hello! Ask me about the documents.") -> Answer:
    """Answer with a word that cites nothing."""
    return replace(answer(), abstained=False, reason=None, way="greeting", reply=text)


def writing(
    kept: int = 0,
    repaired: int = 0,
    dropped: Sequence[DropReason] = (),
    failure: WritingFailure = "",
    tokens: tuple[int | None, int | None] = (100, 10),
) -> Writing:
    """What a model was asked, by the prompt "answer"."""
    lost = tuple(Dropped(f"Lost for {reason}.", reason) for reason in dropped)
    return Writing(
        "a-writer", "answer", "ab" * 32, kept, repaired, lost, failure,
        prompt_tokens=tokens[0], completion_tokens=tokens[1],
    )  # fmt: skip


def written(
    *said: tuple[str, tuple[int, ...]], quotes: Sequence[str], of: Writing | None = None
) -> Answer:
    """Answer with sentences of a model, each with the markers of the quotations it cites."""
    statements = tuple(Statement(text, markers) for text, markers in said)
    of = of or writing(kept=len(statements))
    return replace(answer(*quotes), statements=statements, writing=of)


def row(asked: Question, scores: Scores, answered: Answer | None = None) -> Row:
    return Row(asked, answered, None, (), scores)
