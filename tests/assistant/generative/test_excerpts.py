"""What a model is shown: whole sentences, the answering ones first, as many as fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.generative.excerpts import MOST_EXCERPTS, about_tokens, excerpts_of
from assistant.models import Sentence
from index.models import Hit
from index.search import Searcher
from ingest.models import Chunk
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, ready_index


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    texts = {"harbour.md": HARBOUR, "lighthouse.txt": LIGHTHOUSE}
    return ready_index(tmp_path, texts).current()


def hit(searcher: Searcher, doc_id: str, start: int, end: int) -> Hit:
    text = searcher.generation.document(doc_id).text
    return Hit(Chunk(doc_id, start, end, None, None, text[start:end]), 1.0, 1.0, 1.0)


def test_an_excerpt_is_the_slice_it_says_and_cuts_no_sentence(searcher: Searcher) -> None:
    document = searcher.generation.document("harbour.md")
    cut = document.text.index("counted"), document.text.index("because")
    (found,) = excerpts_of([hit(searcher, "harbour.md", *cut)], (), searcher, 1_000)
    assert found.text == document.text[found.start : found.end]
    assert found.text.startswith("In 1987") and found.text.endswith("steep.")
    assert (found.number, found.title, found.language) == (1, document.title, "en")
    said = [document.text[span.start : span.end] for span in found.sentences]
    assert said[0] == "In 1987 the harbour master counted 13.2 thousand cats."
    assert not any(each.endswith("?") for each in said)


def test_the_passages_that_answer_come_first(searcher: Searcher) -> None:
    text = searcher.generation.document("lighthouse.txt").text
    hits = [hit(searcher, "harbour.md", 0, 60), hit(searcher, "lighthouse.txt", 0, len(text))]
    start = text.index("Four")
    answering = Sentence("lighthouse.txt", start, len(text), text[start:])
    found = excerpts_of(hits, [answering], searcher, 1_000)
    assert [each.doc_id for each in found] == ["lighthouse.txt", "harbour.md"]
    assert [each.number for each in found] == [1, 2]


def test_a_sentence_that_no_passage_holds_is_an_excerpt_of_its_own(searcher: Searcher) -> None:
    text = searcher.generation.document("lighthouse.txt").text
    start = text.index("Four")
    answering = Sentence("lighthouse.txt", start, len(text), text[start:])
    (found,) = excerpts_of([], [answering], searcher, 1_000)
    assert found.text == "Four keepers live there."


def test_what_is_shown_already_is_not_shown_again(searcher: Searcher) -> None:
    hits = [hit(searcher, "lighthouse.txt", 0, 90), hit(searcher, "lighthouse.txt", 5, 40)]
    assert len(excerpts_of(hits, (), searcher, 1_000)) == 1


def test_as_many_are_shown_as_fit_and_one_at_least(searcher: Searcher) -> None:
    hits = [hit(searcher, "lighthouse.txt", 0, 10), hit(searcher, "harbour.md", 20, 60)]
    assert len(excerpts_of(hits, (), searcher, 1_000)) == 2
    assert len(excerpts_of(hits, (), searcher, -50)) == 1
    text = searcher.generation.document("lighthouse.txt").text
    many = [hit(searcher, "lighthouse.txt", at, at + 1) for at in range(len(text))] * 2
    assert len(excerpts_of(many, (), searcher, 10**6)) <= MOST_EXCERPTS


def test_other_letters_are_more_tokens() -> None:
    assert about_tokens("") == 0
    assert about_tokens("мягкая сила") > about_tokens("soft powers")
