"""Conversations that the tests of transcripts share, and strategies that make them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from assistant.models import Answer, Backing, Citation, Passage, RoleCounts, Statement, Tie, Way
from assistant.transcript.models import (
    Conversation,
    Evidence,
    Excerpt,
    Exchange,
    Work,
    excerpt_of,
)
from index.models import Scope
from ingest.errors import DocumentNotFound
from ingest.models import Document, DocumentRole, Span
from tests.assistant.samples import answer, citation, document, greeting, refusal

ASKED_AT = "2026-11-25T10:37:14Z"
QUESTION = "Who introduced the term?"


@dataclass(frozen=True, slots=True)
class Held:
    """Documents that are held now."""

    documents: tuple[Document, ...]

    def document(self, doc_id: str) -> Document:
        for each in self.documents:
            if each.doc_id == doc_id:
                return each
        raise DocumentNotFound(doc_id, "is not in the index.")


def answered(number: int = 1, cited: Citation | None = None, question: str = QUESTION) -> Exchange:
    """A question that was answered with one quotation of the paper."""
    given = answer(question, cited=cited)
    excerpts = tuple(excerpt_of(each, document()) for each in given.citations)
    return Exchange(number, question, Evidence(number, given, excerpts), asked_at=ASKED_AT)


def refused(number: int = 1, nearest: tuple[Citation, ...] = ()) -> Exchange:
    """A question that the documents do not answer."""
    given = refusal(nearest=nearest)
    near = tuple(excerpt_of(each, document()) for each in nearest)
    return Exchange(number, given.question, Evidence(number, given, (), near))


def of(*excerpts: Excerpt) -> Conversation:
    """A conversation of one answer that rests on given excerpts."""
    exchange = answered()
    assert exchange.evidence is not None
    cited = tuple(each.citation for each in excerpts)
    answer = replace(exchange.evidence.answer, citations=cited)
    evidence = replace(exchange.evidence, answer=answer, excerpts=excerpts)
    return Conversation("", (replace(exchange, evidence=evidence),))


def everything() -> Conversation:
    """A conversation with an exchange of every sort."""
    hello = greeting()
    return Conversation(
        "c0ffee",
        (
            answered(1),
            refused(2),
            refused(3, nearest=(citation(),)),
            Exchange(4, "And now?", problem="There is no index yet."),
            Exchange(5, hello.question, Evidence(5, hello, ())),
        ),
    )


def conversation_of(answers: list[Answer]) -> Conversation:
    """A conversation of given answers, the text around each quotation being the quotation."""
    exchanges = []
    for number, each in enumerate(answers, start=1):
        shown = replace(each, passages=each.passages if each.abstained else ())
        excerpts = tuple(map(around, each.citations))
        evidence = Evidence(number, shown, excerpts, tuple(map(around, each.nearest)))
        exchanges.append(Exchange(number, each.question, evidence, problem=each.note))
    return Conversation("c", tuple(exchanges))


def around(cited: Citation) -> Excerpt:
    """A quotation between itself, its work described by itself."""
    quote, name = cited.quote, cited.title
    work = Work((name, quote), date=name, address=name, media_type=quote)
    return Excerpt(cited, quote, name, True, True, "", work)


text = st.text(max_size=12)
number = st.integers(0, 2**53 - 1)
roles: st.SearchStrategy[DocumentRole] = st.sampled_from(("paper", "source", "other"))
ties = st.builds(Tie, text, text, number, text)
backings = st.builds(
    Backing,
    number,
    text,
    text,
    st.none() | text,
    st.none() | text,
    st.lists(text, max_size=2).map(tuple),
)
statements = st.builds(Statement, text, st.lists(number, max_size=3).map(tuple))
works = st.builds(Work, st.lists(text, max_size=2).map(tuple), text, text, number, text)
scopes = st.builds(
    Scope,
    st.none() | st.frozensets(roles, max_size=2),
    st.none() | st.frozensets(text, max_size=2),
)
ways: st.SearchStrategy[Way] = st.sampled_from(
    ("fact", "list", "compare", "yes_no", "overview", "documents", "greeting")
)


@st.composite
def citations(draw: st.DrawFn, marker: int) -> Citation:
    """A citation whose offsets agree with its quotation."""
    quote, start = draw(st.text(min_size=1, max_size=12)), draw(st.integers(0, 10**6))
    ends = st.integers(1, len(quote))
    highlights = tuple(Span(start, start + end) for end in draw(st.lists(ends, max_size=2)))
    return Citation(
        marker=marker,
        document=draw(text),
        title=draw(text),
        language=draw(text),
        page=draw(st.none() | st.integers(1, 999)),
        page_label=draw(st.none() | text),
        heading=draw(st.none() | text),
        start=start,
        end=start + len(quote),
        quote=quote,
        highlights=highlights,
        role=draw(roles),
        source_of=tuple(draw(st.lists(ties, max_size=1))),
        backing=tuple(draw(st.lists(backings, max_size=1))),
    )


@st.composite
def excerpts(draw: st.DrawFn, most: int = 2) -> tuple[Excerpt, ...]:
    """Excerpts, their markers ascending."""
    digest = st.sampled_from(("", "0" * 64, "beef"))
    return tuple(
        Excerpt(
            draw(citations(marker)),
            draw(text),
            draw(text),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(digest),
            draw(works),
        )
        for marker in range(1, draw(st.integers(0, most)) + 1)
    )


@st.composite
def evidences(draw: st.DrawFn, place: int) -> Evidence:
    """An answer, or a refusal with or without what is nearest, as a conversation keeps it."""
    abstained = draw(st.booleans())
    cited = () if abstained else draw(excerpts())
    near = draw(excerpts()) if abstained else ()
    passage = st.builds(
        lambda start, found: Passage("a.md", start, start + len(found), found, 0.5),
        st.integers(0, 10**6),
        st.text(min_size=1, max_size=9),
    )
    kept = draw(st.lists(passage, max_size=3)) if abstained and not near else []
    given = Answer(
        question=draw(text),
        searched_question=draw(text),
        statements=tuple(draw(st.lists(statements, max_size=2))),
        abstained=abstained,
        reason=draw(st.none() | text),
        citations=tuple(each.citation for each in cited),
        passages=tuple(kept),
        missing=tuple(draw(st.lists(text, max_size=2))),
        confidence=draw(st.floats(0, 1)),
        index=draw(text),
        model=draw(text),
        way=draw(ways),
        note=draw(text),
        reply=draw(text),
        nearest=tuple(each.citation for each in near),
        scope=draw(scopes),
        scope_name=draw(text),
        question_language=draw(text),
        role_counts=draw(st.builds(RoleCounts, number, number, number)),
    )
    return Evidence(place, given, cited, near)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """A whole conversation."""
    exchanges = tuple(
        Exchange(place, draw(text), draw(st.none() | evidences(place)), draw(text), draw(text))
        for place in range(1, draw(st.integers(0, 2)) + 1)
    )
    return Conversation(draw(st.text("abcXYZ019-_", max_size=8)), exchanges)
