"""Which documents a question names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ways.naming import named
from tests.assistant.ways.samples import bare, lighthouses

PAPER = lighthouses()
NOTES = bare(doc_id="notes.txt", title="Notes of a keeper")
SOURCE = replace(bare(doc_id="lamps.txt", title="Lamps"), declared_role="source")
HELD = (NOTES, PAPER, SOURCE)


@pytest.mark.parametrize(
    "question",
    [
        "What is the paper about?",
        "Who wrote this article?",
        "О чём статья?",
        "Кто написал эту статью?",
        "Мақала не туралы?",
        "Мақаланың авторы кім?",
    ],
)
def test_the_paper_is_a_paper(question: str) -> None:
    assert named(question, HELD) == [PAPER]
    assert named(question, [NOTES, SOURCE]) == [NOTES, SOURCE]


@pytest.mark.parametrize(
    "question", ["What are the papers about?", "What is it about?", "Мақалалар не туралы?"]
)
def test_where_no_one_paper_is_meant_all_are(question: str) -> None:
    assert named(question, HELD) == list(HELD)


def test_a_document_that_is_named_comes_before_the_paper() -> None:
    assert named("What does the paper “Notes of a keeper” say?", HELD) == [NOTES]
    assert named("Is lamps.txt the paper?", HELD) == [SOURCE]
