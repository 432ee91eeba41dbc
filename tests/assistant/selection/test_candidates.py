from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.selection.candidates import (
    Candidate,
    find_candidates,
    neighbours,
    sentences_of,
    stretches,
)
from index.search import Searcher
from ingest.models import Chunk, Document
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, candidate, ready_index

PIECES = (
    "The cat sleeps.", "Minnows swim, herons dive.", "Where do they swim?", "• A bullet [3].",
    "Кошки спят днём.", "Балықтар жүзеді.", "In 1987 he counted 13.2 thousand [4, 7-9].",
    "\n\n", "\n", "- [3]", "# A heading\n\n", "An emoji 🐈 ends it", "e.g. Dr. No left.",
)  # fmt: skip


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return ready_index(tmp_path, {"harbour.md": HARBOUR, "light.txt": LIGHTHOUSE}).current()


def texts(candidates: list[Candidate]) -> list[str]:
    return [each.text for each in candidates]


def test_sentences_come_without_headings_and_questions(searcher: Searcher) -> None:
    hits = [hit for hit in searcher.search("harbour cats") if hit.chunk.doc_id == "harbour.md"]
    assert sorted(texts(find_candidates(hits, searcher))) == [
        "He was tired because the stairs are steep.",
        "In 1987 the harbour master counted 13.2 thousand cats.",
        "The tortoiseshell cat Marmalade sleeps on the windowsill of the customs house.",
    ]


def test_candidate_knows_its_passage_and_its_document(searcher: Searcher) -> None:
    hits = searcher.search("lighthouse harbour")
    found = find_candidates(hits, searcher)
    for each in found:
        document = searcher.generation.document(each.doc_id)
        assert hits[each.rank] == each.hit
        assert each.hit.chunk.doc_id == each.doc_id
        assert each.language == document.language
        assert each.text == document.text[each.start : each.end]
    assert [each.rank for each in found] == sorted(each.rank for each in found)


def test_sentence_of_two_passages_stands_once_in_the_better_one(searcher: Searcher) -> None:
    (hit,) = [hit for hit in searcher.search("lighthouse") if hit.chunk.doc_id == "light.txt"]
    found = find_candidates([hit, hit], searcher)
    assert len(found) == 3
    assert {each.rank for each in found} == {0}


def test_no_passage_has_no_sentence(searcher: Searcher) -> None:
    assert find_candidates([], searcher) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("• Kingfishers dive for minnows.[3] [4, 7-9]", "Kingfishers dive for minnows."),
        ("Kingfishers dive for minnows.[4, p. 2]", "Kingfishers dive for minnows."),
        ("Herons wait. [3, pp. 45-46; 7]", "Herons wait."),
        ("Herons wait until [2018]", "Herons wait until [2018]"),
        ("- Kingfishers dive.", "Kingfishers dive."),
        ("Kingfishers – birds – dive [in 3 rivers].", "Kingfishers – birds – dive [in 3 rivers]."),
        ("Kingfishers dive [1234].", "Kingfishers dive [1234]."),
        ("-5 degrees were measured.", "-5 degrees were measured."),
    ],
)
def test_bullet_and_reference_marks_are_left_out(tmp_path: Path, text: str, quoted: str) -> None:
    searcher = ready_index(tmp_path, {"a.txt": f"{text}\n\nMore."}).current()
    found = find_candidates(searcher.search("kingfishers degrees"), searcher)
    assert quoted in texts(found)


def test_line_of_marks_alone_is_no_sentence(tmp_path: Path) -> None:
    searcher = ready_index(tmp_path, {"a.txt": "Minnows swim.\n\n- \n\n• •\n\nMore."}).current()
    found = find_candidates(searcher.search("minnows"), searcher)
    assert all(each.text.strip() for each in found)


def test_sentence_that_a_chunk_cuts_is_whole() -> None:
    text = "First. The heron counted seven minnows in the northern pond. Last."
    document = Document("a.txt", "a", (), "en", text, "", "text/plain", "text/1")
    start, end = text.index("counted"), text.index(" in the")
    chunk = Chunk("a.txt", start, end, None, None, text[start:end])
    (span,) = sentences_of(chunk, document)
    whole = "The heron counted seven minnows in the northern pond."
    assert text[span.start : span.end] == whole


def test_sentence_of_the_next_paragraph_is_no_part_of_the_chunk() -> None:
    text = "One stands here.\n\nTwo stands there.\n\nThree stands last."
    document = Document("a.txt", "a", (), "en", text, "", "text/plain", "text/1")
    start = text.index("Two")
    chunk = Chunk("a.txt", start, start + 17, None, None, text[start : start + 17])
    spans = sentences_of(chunk, document)
    assert [text[span.start : span.end] for span in spans] == ["Two stands there."]


@settings(max_examples=12)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_every_candidate_is_the_slice_it_claims_to_be(pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        searcher = ready_index(Path(folder), {"a.txt": " ".join(("Minnows.", *pieces))}).current()
        hits = searcher.search("cat minnows heading")
        found = find_candidates(hits, searcher)
        places = [(each.doc_id, each.start) for each in found]
        assert len(set(places)) == len(places)
        for each in found:
            document = searcher.generation.document(each.doc_id)
            assert each.text == document.text[each.start : each.end] == each.text.strip()
            assert each.text
            assert not each.text.endswith("?")


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join),
    st.integers(0, 400),
    st.integers(1, 400),
)
def test_sentences_of_a_chunk_touch_it_and_cover_what_it_says(
    text: str, start: int, length: int
) -> None:
    document = Document("a.txt", "a", (), "en", text, "", "text/plain", "text/1")
    start = min(start, max(0, len(text) - 1))
    end = min(len(text), start + length)
    chunk = Chunk("a.txt", start, end, None, None, text[start:end])
    spans = sentences_of(chunk, document)
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(span.start < end and start < span.end for span in spans)
    assert {i for i in range(start, end) if not text[i].isspace()} <= covered


def test_stretches_are_the_sentences_of_each_passage() -> None:
    sentences = [
        candidate(f"S{i}.", start=10 * i, rank=rank) for i, rank in enumerate((0, 0, 1, 2, 1))
    ]
    assert stretches(sentences) == [[0, 1], [2, 4], [3]]
    assert stretches([]) == []


def test_neighbours_stand_before_and_after_in_the_same_passage() -> None:
    ranks = [0, 0, 0, 1]
    sentences = [candidate(f"S{i}.", start=10 * i, rank=rank) for i, rank in enumerate(ranks)]
    assert neighbours(sentences) == [[1], [0, 2], [1], []]
