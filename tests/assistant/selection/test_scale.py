from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.scale import Ends, Scale, rescaled, scale_of
from assistant.selection.tokens import Encoder
from index.embedder import SentenceEmbedder
from tests.fakes import FakeEmbedder

OWN, FITTED = Ends(0.7, 0.9), Ends(0.05, 0.75)


def test_ends_of_one_scale_become_those_of_the_other() -> None:
    moved = rescaled(np.asarray([0.7, 0.8, 0.9], dtype=np.float32), OWN, FITTED)
    assert moved == pytest.approx([0.05, 0.4, 0.75], abs=1e-5)
    assert moved.dtype == np.float32


def test_same_scale_leaves_similarities_as_they_are() -> None:
    values = np.asarray([[0.1, 0.2]], dtype=np.float32)
    assert rescaled(values, OWN, OWN) is values
    assert Encoder(FakeEmbedder()).on_scale(values, "plain") is values


@given(st.lists(st.floats(-1, 1, width=32), min_size=2, max_size=6))
def test_order_is_kept(values: list[float]) -> None:
    before = np.sort(np.asarray(values, dtype=np.float32))
    assert (np.diff(rescaled(before, OWN, FITTED)) >= 0).all()


def test_model_that_tells_nothing_apart_gives_finite_values() -> None:
    moved = rescaled(np.asarray([0.5], dtype=np.float32), Ends(0.5, 0.5), FITTED)
    assert np.isfinite(moved).all()


def test_encoder_brings_a_model_to_the_scale_that_is_wanted() -> None:
    model = FakeEmbedder()
    own = scale_of(model)
    wanted = Scale(FITTED, FITTED, FITTED)
    ends = np.asarray([own.sentence.unrelated, own.sentence.related], dtype=np.float32)
    assert Encoder(model, wanted).on_scale(ends, "sentence") == pytest.approx(
        [0.05, 0.75], abs=1e-3
    )


def test_related_is_nearer_than_unrelated_to_the_real_model(
    real_embedder: SentenceEmbedder,
) -> None:
    scale = scale_of(real_embedder)
    for ends in (scale.sentence, scale.plain, scale.context):
        assert -1 <= ends.unrelated < ends.related <= 1


@pytest.mark.parametrize("asked", ["en", "ru", "kk"])
@pytest.mark.parametrize("said", ["en", "ru", "kk"])
def test_the_default_model_tells_answers_apart_between_all_languages(
    real_embedder: SentenceEmbedder, asked: str, said: str
) -> None:
    for ends in asdict(scale_of(real_embedder, asked, said)).values():
        assert ends["related"] > ends["unrelated"] + 0.1


def test_a_language_that_the_model_does_not_know_is_measured_as_english() -> None:
    model = FakeEmbedder(languages=frozenset({"en"}))
    assert scale_of(model, "ru", "kk") == scale_of(model, "en", "en")
    assert scale_of(FakeEmbedder(), "ru", "ru") != scale_of(FakeEmbedder(), "en", "en")


def test_sentences_of_each_language_are_brought_to_the_scale_by_their_own_ends() -> None:
    model = FakeEmbedder()
    encoder = Encoder(model, Scale(FITTED, FITTED, FITTED))
    russian = scale_of(model, "en", "ru").sentence
    english = scale_of(model, "en", "en").sentence
    values = np.asarray([english.related, russian.related, english.unrelated], dtype=np.float32)
    moved = encoder.on_scale(values, "sentence", "en", ["en", "ru", "en"])
    assert moved == pytest.approx([0.75, 0.75, 0.05], abs=1e-3)
