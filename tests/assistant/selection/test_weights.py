from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.clues import clue_names
from assistant.selection.signals import signal_names
from assistant.selection.weights import ALONE, READING, WEIGHTS_FILE, Weights, fitted_weights
from ingest.errors import FittedWeightsInvalid
from tests.assistant.selection.samples import (
    FakeReader,
    asked,
    by_words,
    candidate,
    measured,
    read_as,
    weights,
    word,
)
from tests.fakes import FakeEmbedder


@pytest.fixture
def fresh() -> Iterator[None]:
    """Have the weights read anew, and again after the test."""
    fitted_weights.cache_clear()
    yield
    fitted_weights.cache_clear()


PARTS = [(ALONE, False), (READING, True)]


def part(*, reads: bool) -> dict[str, object]:
    """Return a part of the file in which each weight is told by its name's place."""
    signals = {name: -float(i) for i, name in enumerate(signal_names(reads=reads))}
    clues = {name: float(i) for i, name in enumerate(clue_names(reads=reads))}
    return {
        "sentence": dict(reversed(signals.items())),
        "chance": {"weights": dict(reversed(clues.items())), "intercept": -1.5 - reads},
        "threshold": 0.25 + reads / 4,
    }


def write(path: Path, parts: dict[str, object]) -> None:
    """Write a file of weights with some parts and no others."""
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    content = {key: value for key, value in shipped.items() if key not in (ALONE, READING)}
    path.write_text(json.dumps(content | parts), encoding="utf-8")


@pytest.mark.parametrize(("name", "reads"), PARTS)
def test_shipped_file_has_every_name_and_no_other(name: str, reads: bool) -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert name in fitted
    assert set(fitted[name]["sentence"]) == set(signal_names(reads=reads))
    assert set(fitted[name]["chance"]["weights"]) == set(clue_names(reads=reads))


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("reads", [False, True])
@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", '{"sentence": {}}', '{"alone": {}, "reading": {}}', '{"alone": 1}'],
)
def test_damaged_file_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, reads: bool
) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    with pytest.raises(FittedWeightsInvalid, match=r"weights\.json.*python -m eval fit"):
        fitted_weights(reads=reads)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("lacking", "reads"), PARTS)
def test_file_without_a_part_is_refused_where_that_part_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str, reads: bool
) -> None:
    path = tmp_path / "weights.json"
    write(path, {name: part(reads=of) for name, of in PARTS if name != lacking})
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    with pytest.raises(FittedWeightsInvalid, match=rf"KeyError: '{lacking}'.*python -m eval fit"):
        fitted_weights(reads=reads)
    assert fitted_weights(reads=not reads).threshold == 0.25 + (not reads) / 4


@pytest.mark.usefixtures("fresh")
def test_part_without_the_readers_signals_is_none_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.json"
    write(path, {READING: part(reads=False)})
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    with pytest.raises(FittedWeightsInvalid, match="KeyError: 'read'"):
        fitted_weights(reads=True)


@pytest.mark.parametrize("reads", [False, True])
def test_shipped_weights_are_of_their_form(reads: bool) -> None:
    fitted = fitted_weights(reads=reads)
    assert fitted.sentence.shape == (len(signal_names(reads=reads)),)
    assert fitted.chance.shape == (len(clue_names(reads=reads)),)
    assert np.isfinite([*fitted.sentence, *fitted.chance, fitted.intercept]).all()
    assert (fitted.chance >= 0).all()
    assert 0 < fitted.threshold < 1


def test_shipped_file_says_what_it_was_fitted_on() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert fitted["model"] == "all-minilm-l6-v2+cyrillic"
    for part in (ALONE, READING):
        assert fitted[part]["fitted_on"]
        assert all(each["set"] for each in fitted[part]["fitted_on"])


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("reads", [False, True])
def test_weights_are_read_by_name_whatever_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: bool
) -> None:
    path = tmp_path / "weights.json"
    write(path, {name: part(reads=of) for name, of in PARTS})
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    read = fitted_weights(reads=reads)
    assert read.sentence.tolist() == [-float(i) for i in range(len(signal_names(reads=reads)))]
    assert read.chance.tolist() == [float(i) for i in range(len(clue_names(reads=reads)))]
    assert (read.intercept, read.threshold) == (-1.5 - reads, 0.25 + reads / 4)
    assert fitted_weights(reads=reads) is read


def test_encoder_has_the_reader_that_it_is_given() -> None:
    model, reader = FakeEmbedder(), FakeReader()
    assert by_words().encoder(model).reader is None
    encoder = reading({"read": 1.0}, {"read": 1.0}).encoder(model, reader)
    assert (encoder.reader, encoder.embedder) == (reader, model)


def test_weights_of_one_kind_take_no_candidates_of_the_other() -> None:
    with pytest.raises(ValueError, match="than those with a reader"):
        by_words().encoder(FakeEmbedder(), FakeReader())
    with pytest.raises(ValueError, match="than those without a reader"):
        reading({"read": 1.0}, {"read": 1.0}).encoder(FakeEmbedder())


def reading(sentence: dict[str, float], chance: dict[str, float]) -> Weights:
    return weights(sentence, chance, intercept=-1.0, reads=True)


def test_what_a_reader_says_is_weighed() -> None:
    question = asked("Which cat sleeps?", word("cat"), word("sleeps"))
    sentences = [candidate("A."), candidate("B.", start=5)]
    read = read_as([-2.0, 3.0], [1.0, -1.0])
    of = measured(question, sentences, covered=[[True, True], [True, False]], read=read)
    own = reading({"covered_nearby": 2.0, "read": 0.5, "read_stretch": 1.0}, {"read": 0.5})
    scores = own.scores(of)
    assert scores == pytest.approx([2.0, 1.5])
    assert own.confidence(of, scores) == pytest.approx(1 / (1 + np.exp(2)))
    assert own.confidence(of, scores[::-1]) == pytest.approx(1 / (1 + np.exp(-0.5)))


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
