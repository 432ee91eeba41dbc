"""Answers and documents that the tests of the page share."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from assistant.models import Answer, Citation, Passage, Statement
from ingest.models import Document, Span

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
    highlights: tuple[Span, ...] = (),
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
        highlights=highlights,
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
    nearest: tuple[Citation, ...] = (),
    note: str = "",
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
        note=note,
        nearest=nearest,
    )


def span_of(words: str, text: str = TEXT) -> Span:
    """Where words stand in a text for the first time."""
    return Span(text.index(words), text.index(words) + len(words))


def bold_answer(words: str = "in Tashkent") -> Answer:
    """An answer whose quotation has words that answer."""
    return answer(cited=citation(highlights=(span_of(words),)))


SENTENCES = (
    "The notion of soft power was coined by Joseph Nye in 1990.",
    QUOTE,
    "Today there are 13 of them in the region, as the table shows.",
)


def listing(*sentences: str, note: str = "") -> Answer:
    """An answer of several quotations, under a line of our own."""
    cited = tuple(
        citation(sentence, max(0, TEXT.find(sentence)), marker=marker)
        for marker, sentence in enumerate(sentences or SENTENCES, start=1)
    )
    statements = tuple(Statement(each.quote, (each.marker,)) for each in cited)
    return replace(answer(), statements=statements, citations=cited, way="list", note=note)


def greeting(reply: str = "Hello! Ask me about the documents.", question: str = "Hi") -> Answer:
    """A word of ours that rests on nothing."""
    return replace(
        answer(question), statements=(), citations=(), passages=(), way="greeting", reply=reply
    )


def answers_of(a: str, b: str, c: str) -> list[Answer]:
    """One answer of every sort, with given texts in every place that takes one."""
    marked = (Span(START, START + 3), Span(-9, START + 1), Span(START + 2, START + 10**9))
    cited = citation(a or "x", doc_id=b, title=c, heading=a, page_label=b, highlights=marked)
    near = tuple(replace(cited, marker=marker) for marker in (1, 2, 3, 4))
    quoted = " ".join(cited.quote.split())
    return [
        replace(answer(c, text=quoted, searched=b, cited=cited), note=b),
        replace(answer(c, text=b, cited=cited), note=a),
        replace(listing(a or "x", b or "x", note=c), question=b),
        replace(refusal(a, reason=b, missing=(c, a, b), passage=c, note=c), searched_question=c),
        refusal(a, reason=f"{a} {b} {c}", missing=(b, c), nearest=near),
        greeting(a or "x", b),
    ]
