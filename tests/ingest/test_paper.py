"""The paper itself, through the real reader, its sidecar, the sentences and the chunks."""

from __future__ import annotations

import pytest

from ingest.chunking import ChunkSettings, chunk_document
from ingest.library import DEFAULT_DOCUMENTS, Library
from ingest.models import Document
from ingest.sentences import sentence_spans

PAPER = "soft-power-of-china-in-central-asia.md"


@pytest.fixture(scope="module")
def paper() -> Document:
    return Library(DEFAULT_DOCUMENTS).read(PAPER)


def test_it_is_described_by_its_sidecar(paper: Document) -> None:
    assert paper.title == "Soft Power of China in Central Asia"
    assert paper.authors == ("Eskermesova Nuraiym Nurlybekovna",)
    assert paper.language == "en"
    facts = dict(paper.metadata)
    assert facts["university"] == "L.N. Gumilyov Eurasian National University, Nur-Sultan"
    assert "permission" in facts["rights"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bachelor Student of L.N. Gumilyov Eurasian National University,",
        "Supervisor – Bolysbekova M.K.",
        "But what about China's soft power resources and strategies?",
        'The term "soft power" was introduced into scientific circulation by Joseph Nye, an '
        "American political scientist, professor at Harvard University, who held a position in "
        "the 90s of the XX century. high government posts.",
        "Indeed, China's first policy in this region was negotiations on the demarcation of the "
        "border with Russia.",
        "Kazakhstan, Kyrgyzstan and Tajikistan through bilateral and multilateral discussions.",
        "Corruption benefits China.for Asians to be assimilated, we paid attention to this "
        "issue.[4]",
        "These problems and difficulties are future problems.",
        "Central Asia Oil and Gas Industry The External Powers' Energy Interests in Kazakhstan, "
        "Turkmenistan and Uzbekistan (date of the application: Mar. 1, 2022). pp 8-9",
        "Қытайдың «жұмсақ күш» саясатының Қазақстанға әсері қандай?",
    ],
)
def test_its_sentences_are_whole(paper: Document, sentence: str) -> None:
    spans = sentence_spans(paper.text, paper.language)
    assert sentence in {paper.text[span.start : span.end] for span in spans}


def test_its_chunks_are_whole_sentences_and_keep_the_references_apart(paper: Document) -> None:
    spans = sentence_spans(paper.text, paper.language)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    chunks = chunk_document(paper, ChunkSettings(), lambda text: len(text.split()), 256)
    assert all(chunk.start in starts and chunk.end in ends for chunk in chunks)
    assert all(len(chunk.text) <= 600 for chunk in chunks)
    references = [chunk for chunk in chunks if chunk.is_reference]
    assert references[0].text.startswith("References:")
    assert references == chunks[-len(references) :]
