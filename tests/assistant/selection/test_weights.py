from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.clues import CLUES
from assistant.selection.signals import SIGNALS
from assistant.selection.weights import WEIGHTS_FILE, fitted_weights
from ingest.errors import FittedWeightsInvalid
from tests.assistant.selection.samples import asked, by_words, candidate, measured, weights, word


@pytest.fixture
def fresh() -> Iterator[None]:
    """Have the weights read anew, and again after the test."""
    fitted_weights.cache_clear()
    yield
    fitted_weights.cache_clear()


def test_shipped_file_has_every_name_and_no_other() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert set(fitted["sentence"]) == set(SIGNALS)
    assert set(fitted["chance"]["weights"]) == set(CLUES)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"sentence": {}}'])
def test_damaged_file_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    with pytest.raises(FittedWeightsInvalid, match=r"weights\.json.*python -m eval fit"):
        fitted_weights()


def test_shipped_weights_are_of_their_form() -> None:
    fitted = fitted_weights()
    assert fitted.sentence.shape == (len(SIGNALS),)
    assert fitted.chance.shape == (len(CLUES),)
    assert np.isfinite([*fitted.sentence, *fitted.chance, fitted.intercept]).all()
    assert (fitted.chance >= 0).all()
    assert 0 < fitted.threshold < 1


def test_shipped_file_says_what_it_was_fitted_on() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert fitted["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert fitted["fitted_on"]
    assert all(each["set"] for each in fitted["fitted_on"])


@pytest.mark.usefixtures("fresh")
def test_weights_are_read_by_name_whatever_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.json"
    chance = {name: float(i) for i, name in enumerate(CLUES)}
    sentence = {name: -float(i) for i, name in enumerate(SIGNALS)}
    content = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")) | {
        "sentence": dict(reversed(sentence.items())),
        "chance": {"weights": dict(reversed(chance.items())), "intercept": -1.5},
        "threshold": 0.25,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    read = fitted_weights()
    assert read.sentence.tolist() == [-float(i) for i in range(len(SIGNALS))]
    assert read.chance.tolist() == [float(i) for i in range(len(CLUES))]
    assert (read.intercept, read.threshold) == (-1.5, 0.25)
    assert fitted_weights() is read


def test_scores_are_the_weighted_signals() -> None:
    question = asked("Which cat sleeps?", word("cat"), word("sleeps"))
    sentences = [candidate("A."), candidate("B.", start=5), candidate("C.", start=9)]
    covered = [[True, False], [True, True], [False, False]]
    of = measured(question, sentences, covered=covered, cosine=[0.0, 0.0, 1.0])
    scores = weights({"covered_nearby": 2.0, "sentence": 0.5}, {}).scores(of)
    assert scores.dtype == np.float32
    assert scores == pytest.approx([1.0, 2.0, 0.5])


def test_confidence_is_a_logistic_of_the_clues() -> None:
    of = measured(asked("cat", word("cat")), [candidate("A.")], cosine=[0.5])
    scores = np.ones(1, dtype=np.float32)
    read = weights({}, {"sentence": 4.0}, intercept=-2.0)
    assert read.confidence(of, scores) == pytest.approx(0.5)
    assert weights({}, {}, intercept=-2.0).confidence(of, scores) == pytest.approx(
        1 / (1 + np.exp(2))
    )


@given(st.floats(-20, 20), st.floats(0, 1, width=32))
def test_confidence_is_a_chance(intercept: float, cosine: float) -> None:
    of = measured(asked("cat", word("cat")), [candidate("A.")], cosine=[cosine])
    read = weights({}, {"sentence": 3.0}, intercept=intercept)
    assert 0 <= read.confidence(of, np.zeros(1, dtype=np.float32)) <= 1


def test_hand_made_weights_choose_by_the_words() -> None:
    of = measured(
        asked("cat dog", word("cat"), word("dog")),
        [candidate("A."), candidate("B.", start=5)],
        covered=[[False, False], [True, True]],
    )
    scores = by_words().scores(of)
    assert scores[1] > scores[0]
    assert by_words().confidence(of, scores) > 0.9
