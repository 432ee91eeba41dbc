from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.tokens import Encoder, Kept
from index.models import FloatArray, Progress, Role, TokenVectors
from tests.assistant.selection.samples import candidate
from tests.fakes import MAX_TOKENS, FakeEmbedder


@dataclass(frozen=True, eq=False)
class Value:
    """What was computed of a text; unlike a tuple it can be watched."""

    text: str


class Computing:
    """Computes values, remembers what was asked of it and watches which values live on."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.alive: weakref.WeakSet[Value] = weakref.WeakSet()

    def __call__(self, texts: Sequence[str]) -> list[Value]:
        self.asked.append(list(texts))
        values = [Value(text) for text in texts]
        self.alive.update(values)
        return values


class Counting(FakeEmbedder):
    """A fake embedder that remembers the texts it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[tuple[str, Role]] = []
        self.stretches: list[tuple[str, Role]] = []

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        self.encoded += [(text, role) for text in texts]
        return super().encode(texts, role, progress)

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        self.stretches += [(text, role) for text in texts]
        return super().encode_tokens(texts, role)


def test_each_text_is_computed_once() -> None:
    compute = Computing()
    kept = Kept(compute, 10)
    first = kept.of(["a", "b", "a"])
    assert [value.text for value in first] == ["a", "b", "a"]
    assert kept.of(["b", "c"])[0] is first[1]
    assert kept.of([]) == []
    assert compute.asked == [["a", "b"], ["c"]]


def test_least_recently_used_goes_first() -> None:
    compute = Computing()
    kept = Kept(compute, 2)
    for text in ("a", "b", "a", "c", "a", "b"):
        kept.of([text])
    assert compute.asked == [["a"], ["b"], ["c"], ["b"]]


def test_more_texts_than_are_kept_are_returned_all_the_same() -> None:
    compute = Computing()
    kept = Kept(compute, 2)
    assert [value.text for value in kept.of(list("abcd"))] == list("abcd")
    assert len(compute.alive) <= 2


@given(st.integers(0, 5), st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=20))
def test_never_more_than_most_are_held(most: int, calls: list[list[str]]) -> None:
    compute = Computing()
    kept = Kept(compute, most)
    held: OrderedDict[str, None] = OrderedDict()
    for texts in calls:
        before = len(compute.asked)
        assert [value.text for value in kept.of(texts)] == texts
        expected = [text for text in dict.fromkeys(texts) if text not in held]
        assert compute.asked[before:] == ([expected] if expected else [])
        for text in dict.fromkeys(texts):
            held[text] = None
            held.move_to_end(text)
        while len(held) > most:
            held.popitem(last=False)
        assert len(compute.alive) == len(held)


def test_threads_share_what_is_kept() -> None:
    compute = Computing()
    kept = Kept(compute, 3)
    together = threading.Barrier(4)
    wrong: list[list[str]] = []

    def work(seed: int) -> None:
        together.wait()
        for turn in range(200):
            texts = [f"text {(seed * 7 + turn * step) % 9}" for step in (1, 2, 5)]
            if [value.text for value in kept.of(texts)] != texts:
                wrong.append(texts)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(compute.alive) <= 3


def test_sentences_are_embedded_as_passages_and_once() -> None:
    model = Counting()
    encoder = Encoder(model)
    vectors = encoder.encode(["Cats sleep.", "Dogs bark.", "Cats sleep."])
    assert vectors.shape == (3, 64)
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors[0], vectors[2])
    assert np.array_equal(encoder.encode(["Dogs bark."])[0], vectors[1])
    assert model.encoded == [("Cats sleep.", "passage"), ("Dogs bark.", "passage")]


def test_tokens_are_those_of_each_sentence_of_its_stretch() -> None:
    model = Counting()
    sentences = [
        candidate("The cat sleeps.", start=0),
        candidate("It dreams.", start=16),
        candidate("Dogs bark.", rank=1, doc_id="b.txt"),
    ]
    found = Encoder(model).tokens(sentences)
    assert [each.offsets.tolist() for each in found] == [
        [[0, 3], [4, 7], [8, 14]],
        [[0, 2], [3, 9]],
        [[0, 4], [5, 9]],
    ]
    assert model.stretches == [
        ("The cat sleeps. It dreams.", "passage"),
        ("Dogs bark.", "passage"),
    ]
    for sentence, tokens in zip(sentences, found, strict=True):
        (alone,) = FakeEmbedder().encode_tokens([sentence.text], "passage")
        assert np.array_equal(tokens.plain, alone.plain)


def test_sentences_of_two_passages_keep_their_order() -> None:
    ranks = [0, 1, 0, 1]
    texts = ["One two.", "Three.", "Four five six.", "Seven eight."]
    sentences = [
        candidate(text, start=20 * i, rank=rank)
        for i, (text, rank) in enumerate(zip(texts, ranks, strict=True))
    ]
    assert [len(each.offsets) for each in Encoder(FakeEmbedder()).tokens(sentences)] == [2, 1, 3, 2]


def test_stretch_that_the_model_cannot_take_is_cut_between_sentences() -> None:
    model = Counting()
    texts = [f"{'word ' * (MAX_TOKENS // 2)}end {i}." for i in range(3)]
    sentences = [candidate(text, start=5_000 * i) for i, text in enumerate(texts)]
    found = Encoder(model).tokens(sentences)
    assert [text for text, _ in model.stretches] == texts
    assert [len(each.offsets) for each in found] == [MAX_TOKENS // 2 + 2] * 3


def test_sentence_that_is_too_long_alone_is_a_piece_of_its_own() -> None:
    model = Counting()
    texts = ["Short one.", "word " * (2 * MAX_TOKENS), "Short two."]
    sentences = [candidate(text, start=9_000 * i) for i, text in enumerate(texts)]
    assert len(Encoder(model).tokens(sentences)) == 3
    assert [text for text, _ in model.stretches] == texts


def test_no_sentence_has_no_tokens() -> None:
    assert Encoder(FakeEmbedder()).tokens([]) == []


@pytest.mark.parametrize("kept", [1, 50])
def test_how_much_is_kept_changes_no_result(kept: int) -> None:
    sentences = [candidate(f"Cat {i} sleeps.", start=20 * i, rank=i // 2) for i in range(8)]
    encoder = Encoder(FakeEmbedder(), sentences=kept, stretches=kept)
    for _ in range(2):
        assert [len(each.offsets) for each in encoder.tokens(sentences)] == [3] * 8
        assert encoder.encode([each.text for each in sentences]).shape == (8, 64)
