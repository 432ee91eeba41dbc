"""A conversation as JSON: how it travels with the page, and how it is kept in a file.

What is read may have been written by anyone: nothing of it is taken for granted, and what it says
of the documents is only its word until :mod:`assistant.transcript.verify` has held it against them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer_parts import NEAREST_SHOWN
from assistant.models import Answer, Citation, Passage
from assistant.transcript.fields import Shape, invalid, read, record, shown
from assistant.transcript.models import Conversation, Excerpt, Exchange
from ingest.models import Span

FORMAT = "footnote-conversation/1"
MOST_EXCHANGES = 500
MOST_CITATIONS = 100  # of an exchange
LONGEST_TEXT = 100_000
PASSAGE_CHARS = 700
_ID = re.compile(r"[A-Za-z0-9_-]{0,64}")
_HASH = re.compile(r"[0-9a-f]{0,64}")
# An excerpt has its citation, so that the answer's own need not be said twice, nor can differ.
_SHAPE = Shape(
    longest=LONGEST_TEXT,
    most_named={
        "exchanges": MOST_EXCHANGES,
        "excerpts": MOST_CITATIONS,
        "nearest": MOST_CITATIONS,
    },
    left_out={Answer: {"citations": (), "nearest": ()}},
)


def to_json(conversation: Conversation) -> dict[str, object]:
    """Return a conversation as an object of JSON.

    Everything that is shown of it is kept. What was retrieved is left out, but for a refusal that
    has nothing nearer: then the first passages are kept, cut short.

    :return: for :func:`from_json`; an answer's citations stand in its ``excerpts`` alone.
    """
    exchanges = tuple(map(_shortened, conversation.exchanges))
    return {"format": FORMAT} | record(replace(conversation, exchanges=exchanges), _SHAPE)


def from_json(value: object) -> Conversation:
    """Read a conversation from an object of JSON.

    :param value: what :func:`to_json` gave, after a way through anybody's hands; fields that are
        not known are passed over.
    :raises TranscriptInvalid: naming the field, what was expected and what was found.
    """
    if not isinstance(value, dict):
        raise invalid("the conversation", "an object", shown(value))
    if value.get("format") != FORMAT:
        raise invalid("format", f"“{FORMAT}”", shown(value.get("format")))
    conversation = read(Conversation, value, "", _SHAPE)
    if not _ID.fullmatch(conversation.id):
        raise invalid("id", "at most 64 letters and digits", shown(conversation.id))
    for number, exchange in enumerate(conversation.exchanges, start=1):
        _check_exchange(exchange, number)
    return replace(conversation, exchanges=tuple(map(_completed, conversation.exchanges)))


def _shortened(exchange: Exchange) -> Exchange:
    if exchange.evidence is None:
        return exchange
    evidence, answer = exchange.evidence, exchange.evidence.answer
    kept = answer.passages[:NEAREST_SHOWN] if answer.abstained and not answer.nearest else ()
    return replace(
        exchange,
        evidence=replace(
            evidence,
            answer=replace(answer, passages=tuple(map(_cut, kept))),
            excerpts=_of(evidence.excerpts, answer.citations),
            nearest=_of(evidence.nearest, answer.nearest),
        ),
    )


def _cut(passage: Passage) -> Passage:
    if len(passage.text) <= PASSAGE_CHARS:
        return passage
    end = passage.start + PASSAGE_CHARS
    return replace(passage, text=passage.text[:PASSAGE_CHARS], end=end)


def _of(excerpts: Sequence[Excerpt], citations: Sequence[Citation]) -> tuple[Excerpt, ...]:
    """Return an excerpt for each citation, without surroundings where it has none."""
    around = {excerpt.citation.marker: excerpt for excerpt in excerpts}
    return tuple(
        replace(around.get(each.marker, Excerpt(each)), citation=_clipped(each))
        for each in citations
    )


def _clipped(citation: Citation) -> Citation:
    """Return a citation with what its quotation has of its highlights, as it is shown."""
    within = (
        Span(max(span.start, citation.start), min(span.end, citation.end))
        for span in citation.highlights
    )
    return replace(citation, highlights=tuple(s for s in within if s.start < s.end))


def _completed(exchange: Exchange) -> Exchange:
    evidence = exchange.evidence
    if evidence is None:
        return exchange
    answer = replace(
        evidence.answer,
        citations=tuple(excerpt.citation for excerpt in evidence.excerpts),
        nearest=tuple(excerpt.citation for excerpt in evidence.nearest),
    )
    return replace(exchange, evidence=replace(evidence, answer=answer))


def _check_exchange(exchange: Exchange, number: int) -> None:
    path = f"exchanges[{number - 1}]"
    _check_number(f"{path}.number", exchange.number, number)
    evidence = exchange.evidence
    if evidence is None:
        return
    path += ".evidence"
    _check_number(f"{path}.number", evidence.number, number)
    _check_excerpts(f"{path}.excerpts", evidence.excerpts)
    _check_excerpts(f"{path}.nearest", evidence.nearest)
    for place, passage in enumerate(evidence.answer.passages):
        _check_span(f"{path}.answer.passages[{place}]", passage, least=0)


def _check_number(path: str, found: int, expected: int) -> None:
    if found != expected:
        raise invalid(path, f"{expected}, its place in the conversation", shown(found))


def _check_excerpts(path: str, excerpts: Sequence[Excerpt]) -> None:
    last = 0
    for place, excerpt in enumerate(excerpts):
        citation, where = excerpt.citation, f"{path}[{place}].citation"
        if citation.marker <= last:
            raise invalid(f"{where}.marker", f"a number above {last}", shown(citation.marker))
        if citation.page == 0:
            raise invalid(f"{where}.page", "a page from 1", "0")
        if not _HASH.fullmatch(excerpt.sha256):
            expected = "at most 64 hexadecimal digits, lower case"
            raise invalid(f"{path}[{place}].sha256", expected, shown(excerpt.sha256))
        _check_span(where, citation)
        for index, span in enumerate(citation.highlights):
            _check_span(f"{where}.highlights[{index}]", span)
        last = citation.marker


def _check_span(path: str, span: Citation | Passage | Span, least: int = 1) -> None:
    if span.end - span.start < least:
        expected = f"an offset of {span.start + least} or above, its start being {span.start}"
        raise invalid(f"{path}.end", expected, shown(span.end))
