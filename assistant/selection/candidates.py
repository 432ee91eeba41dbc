"""Hits -> the sentences that might answer, in the stretches of text they stand in.

A sentence is quoted whole also where a chunk cuts it, and each stands once, in the best passage
that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.models import Hit
from index.search import Searcher
from ingest.models import Chunk, Document, Span
from ingest.sentences import sentence_spans

# How far before and after a chunk the borders of its paragraph are looked for, in characters.
PARAGRAPH_REACH = 4_000
# "[3]", "[1-4]", "[3, p. 45; 7]", "[3, с. 45]", "[3, 45 б.]".
_PAGES = r"(?:(?:pp?|[сСcC]|стр|[бБ]{1,2})\.?\s*)?\d{1,4}(?:\s*[бБ]{1,2}\.?)?"
_MARK_AT_END = re.compile(rf"(?<=\S)\s*\[\d{{1,3}}(?:\s*[-–,;:]\s*{_PAGES}){{0,12}}\]$")
_LONGEST_MARK = 100  # characters
_BULLET = re.compile(r"[•◦▪·–—*-]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might answer.

    :param doc_id: its document.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param text: ``document.text[start:end]``.
    :param language: of its document, ISO 639-1 or ``und``.
    :param hit: the best passage that holds it.
    :param rank: of that passage, from 0.
    """

    doc_id: str
    start: int
    end: int
    text: str
    language: str
    hit: Hit
    rank: int


def find_candidates(hits: Sequence[Hit], searcher: Searcher) -> list[Candidate]:
    """Return the sentences of some passages, headings and questions left out.

    :param hits: the passages, best first.
    :param searcher: where they were found.
    :return: passage by passage, within one in the order of the text.
    """
    seen: set[tuple[str, int]] = set()
    sentences: list[Candidate] = []
    for rank, hit in enumerate(hits):
        document = searcher.generation.document(hit.chunk.doc_id)
        for span in quotable_sentences(hit.chunk, document):
            if (document.doc_id, span.start) in seen:
                continue
            seen.add((document.doc_id, span.start))
            text = document.text[span.start : span.end]
            place = (document.doc_id, span.start, span.end)
            sentences.append(Candidate(*place, text, document.language, hit, rank))
    return sentences


def stretches(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return the positions of the sentences of each passage: those that stand together."""
    found: dict[int, list[int]] = {}
    for position, candidate in enumerate(candidates):
        found.setdefault(candidate.rank, []).append(position)
    return list(found.values())


def neighbours(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return, for each sentence, the positions of those before and after it in its passage."""
    found: list[list[int]] = [[] for _ in candidates]
    for run in stretches(candidates):
        for left, right in pairwise(run):
            found[left].append(right)
            found[right].append(left)
    return found


def quotable_sentences(chunk: Chunk, document: Document) -> list[Span]:
    """Return a chunk's sentences that can be quoted, without bullets and marks such as "[3]".

    A heading announces an answer and a question asks for one: neither can.
    """
    headings = {(heading.start, heading.end) for heading in document.headings}
    found = []
    for span in sentences_of(chunk, document):
        said = _said(document.text[span.start : span.end])
        start, end = span.start + said.start, span.start + said.end
        if start < end and (start, end) not in headings and document.text[end - 1] != "?":
            found.append(Span(start, end))
    return found


def sentences_of(chunk: Chunk, document: Document) -> list[Span]:
    """Return the document's sentences that a chunk holds, whole also where the chunk cuts one."""
    text = document.text
    before = text.rfind("\n\n", max(0, chunk.start - PARAGRAPH_REACH), chunk.start)
    after = text.find("\n\n", chunk.end, chunk.end + PARAGRAPH_REACH)
    # Without a border in reach only the text's own start and end are sure to cut no sentence.
    start = before if before >= 0 else 0 if chunk.start <= PARAGRAPH_REACH else chunk.start
    near_end = chunk.end + PARAGRAPH_REACH >= len(text)
    end = after if after >= 0 else len(text) if near_end else chunk.end
    around = sentence_spans(text[start:end], document.language)
    spans = (Span(start + span.start, start + span.end) for span in around)
    return [span for span in spans if span.overlaps(Span(chunk.start, chunk.end))]


def _said(sentence: str) -> Span:
    """Return where a sentence's own words stand, without its bullet and its reference marks.

    Marks of the text, "[3]", would stand beside ours; a bullet says nothing outside its list.
    """
    bullet = _BULLET.match(sentence)
    end = len(sentence)
    while mark := _MARK_AT_END.search(sentence, max(0, end - _LONGEST_MARK), end):
        end = mark.start()
    return Span(bullet.end() if bullet else 0, end)
