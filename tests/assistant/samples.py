"""Answers and documents that the tests of the page share."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from assistant.models import (
    Answer,
    Backing,
    Citation,
    Dropped,
    Passage,
    RoleCounts,
    Statement,
    Tie,
    Writing,
    WritingFailure,
)
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


def written(*dropped: Dropped, model: str = "qwen3:4b", failure: WritingFailure = "") -> Answer:
    """One that a language model wrote, or else failed to."""
    writing = Writing(model, "answer", "5e" * 32, 1, 0, dropped, failure)
    said = replace(answer(), statements=(Statement("It opened in Tashkent, in 2004.", (1,)),))
    return replace(answer() if failure else said, writing=writing)


def broken_off(*said: str) -> Answer:
    """One that is quoted, for the reply of a language model broke off after some sentences."""
    quoted = written(failure="lost")
    assert quoted.writing is not None
    unfinished = tuple(Statement(text, (1,)) for text in said)
    return replace(quoted, writing=replace(quoted.writing, kept=0, unfinished=unfinished))


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


BACKED = Backing(
    number=3,
    label="[3] Orlova (2019), pp. 8-9",
    pages="8-9",
    url="https://tides.example/lamps",
)
HELD = Backing(number=5, label="[5] Серікұлы (2020)", held=("sources/tide.html",))
TIE = Tie("paper.md", "The paper", 5, "Серікұлы (2020)")
MIXED = RoleCounts(papers=1, sources=2, others=1)


def of_the_paper(*backing: Backing, marker: int = 1) -> Citation:
    """A quotation of the paper, backed by entries of its reference list."""
    return replace(citation(marker=marker), role="paper", backing=backing)


def of_its_source(
    quote: str = "Алғашқы институт 2004 жылы ашылды.", *ties: Tie, marker: int = 2
) -> Citation:
    """A quotation of a Kazakh source of the paper."""
    cited = citation(quote, 0, marker=marker, doc_id="sources/tide.html", title="Толқын", page=None)
    return replace(cited, role="source", source_of=ties or (TIE,), language="kk", heading=None)


def of_another(quote: str = "The harbour has a tide gauge.", marker: int = 3) -> Citation:
    """A quotation of a document that is neither a paper nor a source."""
    return citation(quote, 0, marker=marker, doc_id="notes.txt", title="Notes", heading=None)


def mixed(*citations: Citation, role_counts: RoleCounts = MIXED) -> Answer:
    """An English answer of several documents' quotations."""
    cited = citations or (of_the_paper(BACKED, HELD), of_its_source(), of_another())
    return replace(
        answer(),
        statements=tuple(Statement(" ".join(c.quote.split()), (c.marker,)) for c in cited),
        citations=cited,
        question_language="en",
        role_counts=role_counts,
    )


def hostile_mixed(a: str, b: str, c: str) -> Answer:
    """The same with given texts in every place that tells where a quotation comes from."""
    backing = (Backing(1, a, b, url=c, doi=a, held=(b, c)), Backing(2, b, url=a), Backing(3, c))
    ties = (Tie(a, b, 5, c), Tie(b, c, 6, a))
    cited = (
        replace(of_the_paper(*backing * 3), title=b),
        replace(of_its_source("x", *ties), document=a, title=c, language=b),
        replace(of_another("y"), document=c, title=a),
    )
    shown = mixed(*cited, role_counts=RoleCounts(2, 1, 1))
    return replace(shown, scope_name=a, question_language=c)


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
        hostile_mixed(a, b, c),
        written(Dropped(a, "number", b), Dropped(c, "markup"), model=b or "x"),
        replace(written(Dropped(b, "name", a), model=c, failure="unsupported"), note=a),
        replace(broken_off(a, b), note=c),
    ]
