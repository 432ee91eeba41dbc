from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.candidates import Candidate
from assistant.selection.read import PIECE_CHARS, SUREST, Read, read_candidates
from ingest.models import Span
from tests.assistant.selection.samples import FakeReader, Told, candidate, read_as

QUESTION = "Who built the tower?"


def sentences(*texts: str, rank: int = 0) -> list[Candidate]:
    """Return sentences of one passage."""
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist()
    return [
        candidate(text, start=start, rank=rank) for text, start in zip(texts, starts, strict=False)
    ]


def passages_read(candidates: Sequence[Candidate]) -> list[str]:
    reader = FakeReader()
    read_candidates(QUESTION, candidates, reader)
    return [passage for _, passage, _ in reader.pairs]


def answers(candidates: Sequence[Candidate], read: Read) -> list[str]:
    return [c.text[s.start : s.end] for c, s in zip(candidates, read.spans, strict=True)]


def long(words: int, name: str) -> str:
    return " ".join([name] * words)


def test_every_passage_is_read_whole_with_the_question() -> None:
    candidates = [
        *sentences("Anna built the tower.", "It is high."),
        *sentences("Boris left.", rank=1),
    ]
    reader = FakeReader()
    read_candidates(QUESTION, candidates, reader)
    assert [(question, passage) for question, passage, _ in reader.pairs] == [
        (QUESTION, "Anna built the tower. It is high."),
        (QUESTION, "Boris left."),
    ]
    assert [passage[s.start : s.end] for _, passage, spans in reader.pairs for s in spans] == [
        candidate.text for candidate in candidates
    ]


def test_what_is_said_of_each_sentence_stands_in_its_row_whatever_their_order() -> None:
    first, second = sentences("Anna built the tower.", "It is high.")
    (other,) = sentences("Boris built it.", rank=1)
    candidates = [first, other, second]
    read = read_candidates(QUESTION, candidates, FakeReader())
    assert read.sentence.tolist() == [5.0, 1.0, -1.0]
    assert read.stretch.tolist() == [2.5, 0.5, -0.5]
    assert answers(candidates, read) == ["tower", "it", "high"]
    assert read.sentence.dtype == read.stretch.dtype == np.float32


def test_answer_is_told_by_offsets_in_its_own_sentence() -> None:
    read = read_candidates(QUESTION, sentences("Anna built it.", "He left."), FakeReader())
    assert read.spans == (Span(11, 13), Span(3, 7))


class Pointing(FakeReader):
    """Takes the same stretch of every passage for the answer."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self._span = span

    def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> list[Told]:
        zero = np.zeros(1, dtype=np.float32)
        return [Told((self._span,), zero, zero) for _ in pairs]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("строе", "построен"),
        ("постр", "построен"),
        ("строен", "построен"),
        ("n 19", "in 1902"),
        ("02", "1902"),
        ("in 1902", "in 1902"),
        ("(", "("),
    ],
)
def test_answer_that_begins_or_ends_within_a_word_is_widened(said: str, expected: str) -> None:
    text = "Мост построен in 1902 (Anna)."
    start = text.index(said)
    reader = Pointing(Span(start, start + len(said)))
    assert answers([candidate(text)], read_candidates(QUESTION, [candidate(text)], reader)) == [
        expected
    ]


@given(st.text(alphabet="ab1 .ж-", min_size=1, max_size=20), st.data())
def test_answer_is_of_whole_words_and_no_more(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = read_candidates(QUESTION, [candidate(text)], Pointing(Span(start, end))).spans
    assert 0 <= found.start <= start < end <= found.end <= len(text)
    for edge in (found.start, found.end):
        assert not text[max(0, edge - 1) : edge + 1].isalnum() or edge in (0, len(text))
    # What was added is of the words that were cut.
    for added in (text[found.start : start], text[end : found.end]):
        assert not added or added.isalnum()


def test_sentence_that_was_not_seen_has_no_answer_in_it() -> None:
    read = read_candidates(QUESTION, sentences("Anna built it.", "…"), FakeReader())
    assert read.spans == (Span(11, 13), Span(0, 0))


@pytest.mark.parametrize(("worth", "expected"), [(900.0, SUREST), (-900.0, -SUREST), (4.0, 3.0)])
def test_nothing_is_surer_than_the_surest(worth: float, expected: float) -> None:
    reader = FakeReader(frozenset({"anna"}), worth)
    read = read_candidates(QUESTION, sentences("Anna built it."), reader)
    assert read.sentence.tolist() == [expected]
    assert read.stretch.tolist() == [expected / 2 if abs(expected) < SUREST else expected]


def test_stretch_is_clipped_by_itself() -> None:
    class Sides(FakeReader):
        def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> list[Told]:
            scores = [np.asarray([value], dtype=np.float32) for value in (-30.0, 7.5)]
            return [Told((Span(0, 1),), *scores)]

    read = read_candidates(QUESTION, sentences("Anna."), Sides())
    assert (read.stretch.tolist(), read.sentence.tolist()) == ([-SUREST], [7.5])


def test_long_passage_is_cut_between_sentences() -> None:
    texts = [long(80, name) for name in ("anna", "boris", "clara", "emil", "frida")]
    read = passages_read(sentences(*texts))
    assert read == [" ".join(texts[:2]), " ".join(texts[2:4]), texts[4]]
    assert all(len(passage) <= PIECE_CHARS for passage in read)


@pytest.mark.parametrize(("second", "pieces"), [(499, 1), (500, 2)])
def test_what_is_read_at_once_counts_the_space_between(second: int, pieces: int) -> None:
    texts = ("a" * 500, "b" * second)
    assert len(passages_read(sentences(*texts))) == pieces


def test_sentence_that_is_longer_than_is_read_at_once_is_read_alone() -> None:
    endless = "x" * (PIECE_CHARS + 1)
    assert passages_read(sentences("Anna.", endless, "Boris.")) == ["Anna.", endless, "Boris."]


def test_some_of_what_was_read() -> None:
    candidates = sentences("Anna built the tower.", "It is high.", "Boris built it.")
    read = read_candidates(QUESTION, candidates, FakeReader())
    some = read.only([2, 0])
    assert some.sentence.tolist() == [1.0, 5.0]
    assert some.stretch.tolist() == [0.5, 2.5]
    assert answers([candidates[2], candidates[0]], some) == ["it", "tower"]
    assert read.sentence.tolist() == [5.0, -1.0, 1.0]


def test_none_of_what_was_read() -> None:
    none = read_as([1.0, 2.0]).only([])
    assert (none.spans, none.sentence.shape, none.stretch.shape) == ((), (0,), (0,))


TEXTS = st.text(alphabet="ab .ж", min_size=1, max_size=400).filter(str.strip)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 2)), min_size=1, max_size=9))
def test_every_sentence_is_read_once_beside_those_of_its_passage(
    drawn: list[tuple[str, int]],
) -> None:
    candidates = [
        candidate(f"{text} n{number}", start=500 * number, rank=rank)
        for number, (text, rank) in enumerate(drawn)
    ]
    reader = FakeReader()
    read = read_candidates(QUESTION, candidates, reader)
    assert answers(candidates, read) == [f"n{number}" for number in range(len(drawn))]
    places = {each.text: each.rank for each in candidates}
    seen = [[p[span.start : span.end] for span in spans] for _, p, spans in reader.pairs]
    assert sorted(text for texts in seen for text in texts) == sorted(places)
    for (_, passage, _), texts in zip(reader.pairs, seen, strict=True):
        assert passage == " ".join(texts)
        assert len({places[text] for text in texts}) == 1
        assert len(passage) <= PIECE_CHARS or len(texts) == 1
