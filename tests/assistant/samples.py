"""Answers and documents that the tests of the page share."""

from __future__ import annotations

import hashlib

from assistant.models import Answer, Citation, Passage, Statement
from ingest.models import Document

TEXT = (
    "Soft power\n\nThe notion of soft power was coined by Joseph Nye in 1990. "
    "China opened its first Confucius Institute in Tashkent in 2004. "
    "Today there are 13 of them in the region, as the table shows.\n"
)
QUOTE = "China opened its first Confucius Institute in Tashkent in 2004."
START = TEXT.index(QUOTE)


def document(text: str = TEXT, doc_id: str = "paper.md", title: str = "The paper") -> Document:
    return Document(
        doc_id=doc_id,
        title=title,
        authors=("A. Author",),
        language="en",
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/markdown",
        reader="markdown/1",
    )


def citation(
    quote: str = QUOTE,
    start: int = START,
    *,
    marker: int = 1,
    doc_id: str = "paper.md",
    title: str = "The paper",
    heading: str | None = "Soft power",
    page: int | None = 8,
    page_label: str | None = None,
) -> Citation:
    return Citation(
        marker=marker,
        document=doc_id,
        title=title,
        language="en",
        page=page,
        page_label=page_label,
        heading=heading,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def answer(
    question: str = "When did the first one open?",
    *,
    text: str = QUOTE,
    searched: str | None = None,
    cited: Citation | None = None,
) -> Answer:
    return Answer(
        question=question,
        searched_question=question if searched is None else searched,
        statements=(Statement(text, (1,)),),
        abstained=False,
        reason=None,
        citations=(cited or citation(),),
        passages=(Passage("paper.md", 0, len(TEXT), TEXT, 1.0),),
        missing=(),
        confidence=0.9,
        index="gen-000001",
        model="test",
    )


def refusal(
    question: str = "What is the GDP of Chile?",
    *,
    reason: str = "No document mentions “Chile”.",
    missing: tuple[str, ...] = ("Chile",),
    passage: str = TEXT,
) -> Answer:
    return Answer(
        question=question,
        searched_question=question,
        statements=(),
        abstained=True,
        reason=reason,
        citations=(),
        passages=(Passage("paper.md", 0, len(passage), passage, 0.3),),
        missing=missing,
        confidence=0.1,
        index="gen-000001",
        model="test",
    )
