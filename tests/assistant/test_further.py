"""The paper's sources beside the paper: which further documents an answer quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from assistant.extractive import selection
from assistant.further import (
    MOST_FURTHER,
    Reading,
    further,
    is_further,
    own_chances,
    with_further,
)
from assistant.ranked import ONE_FACT, Ranked
from assistant.roles import Roles
from assistant.selection.candidates import Candidate
from index.models import Hit
from ingest.models import Chunk
from tests.assistant.selection.samples import (
    asked,
    by_words,
    candidate,
    measured,
    read_as,
    weights,
    word,
)

ROLES: Roles = {
    "paper.md": "paper",
    "second.md": "paper",
    "level.html": "source",
    "shore.html": "source",
    "fish.html": "source",
    "seals.html": "source",
    "notes.txt": "other",
    "more.txt": "other",
}
QUESTION = asked("How far does the level fall?", word("level"))


def said(doc_id: str, text: str = "") -> Candidate:
    return candidate(text or f"What {doc_id} says of the level.", doc_id=doc_id)


def ranked(
    *found: tuple[Candidate, float],
    roles: Roles = ROLES,
    own: Mapping[str, float] | None = None,
    confidence: float = 0.9,
) -> Ranked:
    """Candidates with their odds, the best one's being 1."""
    scores = np.log(np.asarray([odds for _, odds in found], dtype=np.float32))
    return Ranked(
        QUESTION, tuple(c for c, _ in found), scores, scores, confidence, 0.3, (), roles, own or {}
    )


def quoted(from_: Ranked) -> list[str]:
    return [sentence.doc_id for sentence in selection(from_, ONE_FACT).sentences]


@pytest.mark.parametrize(
    ("doc_id", "beside", "expected"),
    [
        ("level.html", "paper.md", True),
        ("paper.md", "level.html", True),
        ("level.html", "shore.html", True),
        ("notes.txt", "paper.md", True),
        ("paper.md", "second.md", False),
        ("notes.txt", "more.txt", False),
        ("level.html", "level.html", False),
        ("unknown", "notes.txt", False),
    ],
)
def test_documents_of_another_role_and_sources_speak_for_themselves(
    doc_id: str, beside: str, expected: bool
) -> None:
    assert is_further(doc_id, beside, ROLES) is expected


def test_a_source_that_is_nearly_as_good_is_quoted_beside_the_paper() -> None:
    found = ranked(
        (said("paper.md"), 1.0), (said("paper.md", "The rest."), 0.9), (said("level.html"), 0.35)
    )
    assert quoted(found) == ["paper.md", "paper.md", "level.html"]


def test_a_source_that_is_far_behind_is_not() -> None:
    assert quoted(ranked((said("paper.md"), 1.0), (said("level.html"), 0.2))) == ["paper.md"]


def test_a_source_that_answers_by_itself_is_quoted_however_far_behind() -> None:
    pair = ((said("paper.md"), 1.0), (said("level.html"), 0.001))
    assert quoted(ranked(*pair, own={"level.html": 0.8})) == ["paper.md", "level.html"]
    assert quoted(ranked(*pair, own={"level.html": 0.5})) == ["paper.md"]


def test_only_the_best_sentence_of_each_further_document_is_quoted() -> None:
    own = dict.fromkeys(ROLES, 0.9)
    first, second = said("level.html", "It falls."), said("level.html", "It falls by seven.")
    found = ranked((said("paper.md"), 1.0), (first, 0.02), (second, 0.01), own=own)
    assert [c.text for c in further(found, found.chosen(ONE_FACT))] == ["It falls."]


def test_few_further_documents_are_quoted() -> None:
    names = [name for name, role in ROLES.items() if role == "source"]
    sources = [(said(name, f"{name} says: {i}."), 0.01) for i, name in enumerate(names)]
    found = ranked((said("paper.md"), 1.0), *sources, own=dict.fromkeys(ROLES, 0.9))
    assert len(quoted(found)) == 1 + MOST_FURTHER < 1 + len(sources)


def test_a_source_that_says_it_word_for_word_is_quoted_once() -> None:
    text = "The level falls by seven centimetres a year."
    found = ranked((said("paper.md", text), 1.0), (said("level.html", text), 0.9))
    assert quoted(found) == ["paper.md"]


def test_without_an_answer_nothing_is_put_beside_it() -> None:
    found = ranked((said("paper.md"), 1.0), (said("level.html"), 0.9), confidence=0.1)
    assert quoted(found) == []


def test_where_one_role_is_held_the_choice_is_as_it_was() -> None:
    pair = ((said("a.txt"), 1.0), (said("b.txt"), 0.2))
    assert quoted(ranked(*pair, roles={}, own={"b.txt": 0.9})) == ["a.txt"]


def hit(doc_id: str, row: int) -> Hit:
    return Hit(Chunk(doc_id, row, row + 1, None, None, "x"), 1.0, 0.5, 1.0)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [each.chunk.doc_id for each in hits]


def test_the_best_passage_of_each_further_document_is_read_too() -> None:
    names = ["paper.md", "paper.md", "paper.md", "level.html", "level.html", "notes.txt"]
    hits = [hit(name, row) for row, name in enumerate(names)]
    found, reading = with_further(hits, Reading(2, ROLES))
    assert ids(found[: reading.passages]) == ["paper.md", "paper.md", "level.html", "notes.txt"]
    assert sorted(each.chunk.start for each in found) == list(range(len(hits)))


@pytest.mark.parametrize("roles", [{}, dict.fromkeys(ROLES, "other")])
def test_passages_of_documents_of_one_role_are_left_as_they_are(roles: Roles) -> None:
    hits = [hit(name, row) for row, name in enumerate(("paper.md", "level.html", "notes.txt"))]
    found, reading = with_further(hits, Reading(1, roles))
    assert (found, reading.passages) == (hits, 1)


def test_nothing_found_is_nothing_to_read() -> None:
    assert with_further([], Reading(8, ROLES)) == ([], Reading(8, ROLES))


def test_the_chance_of_a_document_is_that_of_its_own_sentences() -> None:
    candidates = [said("paper.md"), said("level.html"), said("notes.txt"), said("level.html", "B.")]
    found = measured(
        QUESTION,
        candidates,
        near=[[], [3], [], [1]],
        covered=[[True], [False], [False], [True]],
    )
    scores = np.asarray([3.0, 2.0, 1.0, 0.0], dtype=np.float32)
    chances = own_chances(found, scores, by_words())
    assert set(chances) == {"level.html", "notes.txt"}
    # The neighbour has the word; in the notes nothing has it.
    assert chances["level.html"] > 0.9 > 0.1 > chances["notes.txt"]


def test_what_was_read_of_a_document_counts_for_its_own_chance_alone() -> None:
    names = ("paper.md", "level.html", "notes.txt", "level.html")
    found = measured(
        QUESTION,
        [candidate(f"Sentence {i}.", start=20 * i, doc_id=name) for i, name in enumerate(names)],
        covered=[[True]] * 4,
        read=read_as([7.0, -2.0, 0.5, 3.0], [-8.0, 1.0, 0.0, -1.0]),
    )
    scores = np.asarray([3.0, 0.0, 1.0, 2.0], dtype=np.float32)
    by_reading = weights({}, {"read": 1.0, "read_any": 2.0}, reads=True)
    chances = own_chances(found, scores, by_reading)
    # The better of the two has 3, and what is said of both of them is 2 and -1 at most.
    assert chances["level.html"] == pytest.approx(1 / (1 + np.exp(-(3.0 + 2.0))))
    assert chances["notes.txt"] == pytest.approx(1 / (1 + np.exp(-(0.5 + 0.5))))
