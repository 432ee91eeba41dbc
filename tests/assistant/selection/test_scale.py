from __future__ import annotations

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
