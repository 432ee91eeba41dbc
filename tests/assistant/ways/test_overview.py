"""Leads: whole sentences of a document that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.said.words import said_in
from assistant.ways.lead_sentences import MOST, body_start
from assistant.ways.overview import lead
from index.build import build_index
from index.models import FloatArray
from index.search import Index
from ingest.models import Chunk, Document
from tests.assistant.ways.samples import bare, lighthouses
from tests.fakes import FakeEmbedder

SENTENCES = (
    "The lighthouse guides every ship along the rocky coast at night.",
    "However, the lighthouse keeper sleeps when the ship is in harbour.",
    "Does the lighthouse shine for the ship in the fog of winter?",
    "The ship and the lighthouse exchange signals along the coast each night.",
    "a fragment of a sentence about the lighthouse and the ship at night.",
    "Potatoes grow in the garden behind the old wooden school house.",
    "See https://example.org for the lighthouse and the ship on the coast.",
)
FAKE = FakeEmbedder()
ENGLISH = said_in("en")
NOTE = "Sentences of the document that cover it best, word for word."
NOTE_OF_SEVERAL = "Sentences of the documents that cover them best, word for word."


def encode(texts: Sequence[str]) -> FloatArray:
    return FAKE.encode(texts, "passage")


class Held:
    """A generation whose chunks are its documents' paragraphs."""

    def __init__(self, *documents: Document) -> None:
        self._documents = list(documents)
        self._chunks = [chunk for document in documents for chunk in paragraphs(document)]
        self.vectors: NDArray[np.float16] = encode([c.text for c in self._chunks]).astype(
            np.float16
        )
        self.encoded: list[str] = []

    def documents(self) -> list[Document]:
        return self._documents

    def chunks_of(self, doc_id: str) -> list[tuple[int, Chunk]]:
        return [(row, chunk) for row, chunk in enumerate(self._chunks) if chunk.doc_id == doc_id]

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.encoded += texts
        return encode(texts)


def paragraphs(document: Document) -> list[Chunk]:
    chunks, start = [], 0
    for part in document.text.split("\n\n"):
        end = start + len(part)
        is_reference = document.in_references(start, end)
        heading = document.heading_at(start)
        if part.strip():
            chunks.append(Chunk(document.doc_id, start, end, None, heading, part, is_reference))
        start = end + 2
    return chunks


def story(name: str = "coast", sentences: Sequence[str] = SENTENCES) -> Document:
    return bare("\n\n".join(sentences), doc_id=f"{name}.md", title=f"The {name} at night")


def test_a_lead_is_whole_sentences_that_need_none_before_them() -> None:
    found = lead("What is it about?", Held(story()), encode, ENGLISH)
    texts = [sentence.text for sentence in found.sentences]
    assert texts == [SENTENCES[0], SENTENCES[3], SENTENCES[5]]
    assert found.note == NOTE
    assert found.confidence == 1.0


def test_what_is_said_twice_is_quoted_once() -> None:
    document = story(sentences=[SENTENCES[0], SENTENCES[0], SENTENCES[5]])
    texts = [each.text for each in lead("Summarise it", Held(document), encode, ENGLISH).sentences]
    assert texts == [SENTENCES[0], SENTENCES[5]]


def test_the_head_and_the_references_are_left_out() -> None:
    document = lighthouses()
    found = lead("What is this about?", Held(document), encode, ENGLISH)
    assert [sentence.start for sentence in found.sentences] == [body_start(document)]


def test_marks_of_references_are_left_out_of_the_quotation() -> None:
    document = bare("The lighthouse guides every ship along the rocky coast at night.[3]\n")
    (sentence,) = lead("summary", Held(document), encode, ENGLISH).sentences
    assert sentence.text.endswith("at night.")


def test_several_documents_give_a_few_sentences_each() -> None:
    documents = [story(name) for name in ("a-coast", "b-coast", "c-coast")]
    found = lead("What are the documents about?", Held(*documents), encode, ENGLISH)
    assert [sentence.doc_id for sentence in found.sentences] == [
        f"{name}-coast.md" for name in "aabbcc"
    ]
    assert found.note == NOTE_OF_SEVERAL


def test_many_documents_are_cut_and_counted() -> None:
    documents = [story(f"{name}-coast") for name in "abcdefgh"]
    found = lead("What are the documents about?", Held(*documents), encode, ENGLISH)
    assert len({sentence.doc_id for sentence in found.sentences}) == len(found.sentences) == 6
    assert found.note == f"{NOTE_OF_SEVERAL} The first 6 of 8 documents are shown."


def test_a_document_named_in_the_question_is_meant() -> None:
    held = Held(story("coast"), story("garden"))
    found = lead("What is garden.md about?", held, encode, ENGLISH)
    assert {sentence.doc_id for sentence in found.sentences} == {"garden.md"}
    assert found.note == NOTE


def test_conclusions_come_from_the_end() -> None:
    many = [f"The lighthouse number {number} guides ships along the coast." for number in range(60)]
    document = story(sentences=many)
    found = lead("What conclusions does the author draw?", Held(document), encode, ENGLISH)
    assert found.sentences
    assert all(sentence.start > 0.8 * len(document.text) for sentence in found.sentences)


def test_of_a_long_document_only_a_few_chunks_are_embedded() -> None:
    many = [
        f"The lighthouse number {number} guides ships along coast {number}."
        for number in range(500)
    ]
    held = Held(story(sentences=many))
    assert len(lead("Summarise it", held, held.encode, ENGLISH).sentences) == 4
    assert len(held.encoded) <= 8


@pytest.mark.parametrize("text", ["short", "", "a | b | c\n\n1. 2. 3."])
def test_no_whole_sentence_is_a_reason(text: str) -> None:
    held = Held(bare(text)) if text else Held(bare("x"))
    found = lead("What is this about?", held, encode, ENGLISH)
    assert found.sentences == ()
    assert found.reason


def test_nothing_held_is_a_reason() -> None:
    held = Held(bare("x"))
    held.documents = lambda: []  # type: ignore[method-assign]
    assert lead("What is this about?", held, encode, ENGLISH).reason


def test_over_a_real_index(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "coast.md").write_text("\n\n".join(SENTENCES), encoding="utf-8")
    build_index(folder, tmp_path / "index", open_embedder=lambda _: FAKE)
    generation = Index(tmp_path / "index", lambda _: FAKE).current().generation
    assert SENTENCES[0] in [
        each.text for each in lead("summary", generation, encode, ENGLISH).sentences
    ]


def test_the_paper(paper_assistant: Assistant, paper_document: Document) -> None:
    searcher = paper_assistant.index.current()
    found = lead(
        "What is this paper about?",
        searcher.generation,
        lambda texts: searcher.embedder.encode(texts, "passage"),
        ENGLISH,
    )
    starts = [sentence.start for sentence in found.sentences]
    assert starts == sorted(starts)
    assert len(starts) == 4
    assert starts[0] == body_start(paper_document)
    for sentence in found.sentences:
        assert sentence.text == paper_document.text[sentence.start : sentence.end]
        assert len(sentence.text) <= MOST
        assert sentence.text.endswith(".")
        assert not paper_document.in_references(sentence.start, sentence.end)
