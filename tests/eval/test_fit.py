from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.optimize

from assistant.selection.clues import CLUES, clue_names
from assistant.selection.signals import READ_SIGNALS, SIGNALS, signal_names, signals
from assistant.selection.weights import Weights
from eval.fit import FitSettings, MeasuredCase, fit, fit_chance, fit_sentence, measured_cases
from eval.fit_cases import OWN
from tests.eval.fit_samples import made_up

Loss = Callable[[np.ndarray[Any, Any]], tuple[float, np.ndarray[Any, Any]]]
SETTINGS = FitSettings()


def confidences(cases: list[MeasuredCase], weights: Weights) -> list[float]:
    scores = [(item.signals @ weights.sentence).astype(np.float32) for item in cases]
    return [
        weights.confidence(item.case.measured, each)
        for item, each in zip(cases, scores, strict=True)
    ]


def sort_of(cases: list[MeasuredCase], sort: str) -> list[MeasuredCase]:
    return [item for item in cases if item.case.sort == sort]


@pytest.fixture
def losses(monkeypatch: pytest.MonkeyPatch) -> list[Loss]:
    """Collect what is minimised."""
    found: list[Loss] = []
    minimize = scipy.optimize.minimize

    def spy(fun: Loss, *arguments: object, **named: object) -> object:
        found.append(fun)
        return minimize(fun, *arguments, **named)

    monkeypatch.setattr(scipy.optimize, "minimize", spy)
    return found


@pytest.mark.parametrize("signal", SIGNALS[::3])
def test_signal_that_tells_gets_the_greatest_weight(signal: str) -> None:
    weights = fit(made_up(signal=signal), SETTINGS)
    assert SIGNALS[int(np.argmax(weights.sentence))] == signal
    assert weights.sentence.dtype == np.float32


def test_best_sentence_answers_where_a_signal_tells() -> None:
    cases = made_up()
    weights = fit(cases, SETTINGS)
    asked = sort_of(cases, "answerable")
    right = [item.case.gold[int(np.argmax(item.signals @ weights.sentence))] for item in asked]
    assert np.mean(right) > 0.9


@pytest.mark.parametrize("seed", range(5))
def test_no_clue_counts_against_an_answer(seed: int) -> None:
    weights = fit(made_up(seed=seed), SETTINGS)
    assert (weights.chance >= 0).all()
    assert weights.chance[CLUES.index("sentence")] > 0
    assert weights.chance.dtype == np.float32


def test_clue_that_points_the_wrong_way_weighs_nothing() -> None:
    cases = made_up()
    truth = np.asarray([item.case.sort == "answerable" for item in cases], dtype=np.float64)
    values = np.random.default_rng(1).normal(0, 1, (len(cases), len(CLUES)))
    values[:, 0] += 2 * truth
    values[:, 1] -= 2 * truth
    weights, _ = fit_chance(cases, values, SETTINGS)
    assert np.argmax(weights) == 0
    assert weights[1] == 0
    assert (weights >= 0).all()


def test_confidence_parts_what_has_an_answer_from_what_has_none() -> None:
    cases = made_up()
    weights = fit(cases, SETTINGS)
    answered = confidences(sort_of(cases, "answerable"), weights)
    others = confidences(sort_of(cases, "adversarial"), weights)
    assert np.mean(answered) > 0.5 > np.mean(others)
    assert np.median(answered) > max(others) - 0.2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3])
def test_threshold_refuses_the_share_of_our_own_that_it_may(share: float) -> None:
    own = made_up(OWN, count=80, seed=3)
    settings = replace(SETTINGS, false_refusals=share)
    weights = fit([*made_up(), *own], settings)
    answered = confidences(sort_of(own, "answerable"), weights)
    refused = np.mean([chance < weights.threshold - 1e-6 for chance in answered])
    assert refused == pytest.approx(share, abs=1.5 / len(answered))
    assert 0 < weights.threshold < 1


@pytest.mark.parametrize("name", ["words", "sentence"])
def test_signal_that_is_left_out_weighs_nothing(name: str) -> None:
    settings = replace(SETTINGS, without=frozenset({f"signal {name}"}))
    weights = fit(made_up(), settings)
    assert weights.sentence[SIGNALS.index(name)] == 0
    assert weights.sentence.any()
    assert weights.chance[CLUES.index("sentence")] > 0


def test_clue_that_is_left_out_weighs_nothing() -> None:
    settings = replace(SETTINGS, without=frozenset({"clue sentence"}))
    weights = fit(made_up(), settings)
    assert weights.chance[CLUES.index("sentence")] == 0
    assert weights.sentence[SIGNALS.index("sentence")] != 0


def test_more_ridge_gives_smaller_weights() -> None:
    cases = made_up()
    loose = fit_sentence(cases, replace(SETTINGS, ridge=0.1))
    tight = fit_sentence(cases, replace(SETTINGS, ridge=100.0))
    assert np.linalg.norm(tight) < np.linalg.norm(loose)


def test_every_set_has_the_same_say() -> None:
    many = made_up("squad", count=200, signal="words")
    few = made_up("selqa", count=40, seed=5, signal=SIGNALS[-1])
    weights = fit_sentence([*many, *few], SETTINGS)
    left, right = (weights[SIGNALS.index(name)] for name in ("words", SIGNALS[-1]))
    assert left / 2 < right < 2 * left


def test_question_whose_answer_was_not_found_says_nothing_of_the_score() -> None:
    cases = made_up()
    unfound = [
        replace(item, case=replace(item.case, gold=np.zeros_like(item.case.gold)))
        for item in made_up(seed=11)
    ]
    found = fit_sentence(cases, SETTINGS)
    assert fit_sentence([*cases, *unfound], SETTINGS) == pytest.approx(found)


def test_same_cases_give_the_same_weights() -> None:
    first, second = fit(made_up(), SETTINGS), fit(made_up(), SETTINGS)
    assert first.sentence.tolist() == second.sentence.tolist()
    assert first.chance.tolist() == second.chance.tolist()
    assert (first.intercept, first.threshold) == (second.intercept, second.threshold)


def test_signal_that_never_varies_does_no_harm() -> None:
    cases = made_up()
    for item in cases:
        item.signals[:, -1] = 1.0
    weights = fit(cases, SETTINGS)
    assert np.isfinite(weights.sentence).all()
    assert SIGNALS[int(np.argmax(weights.sentence))] == "words"


def test_gradient_of_the_score_is_the_numeric_one(losses: list[Loss]) -> None:
    fit_sentence(made_up(count=20), SETTINGS)
    (loss,) = losses
    chance = np.random.default_rng(1)
    for _ in range(3):
        assert _error(loss, chance.normal(0, 0.5, len(SIGNALS))) < 1e-3


def test_gradient_of_the_chance_is_the_numeric_one(losses: list[Loss]) -> None:
    cases = made_up(count=20)
    chance = np.random.default_rng(2)
    fit_chance(cases, chance.uniform(0, 1, (len(cases), len(CLUES))), SETTINGS)
    (loss,) = losses
    for _ in range(3):
        assert _error(loss, chance.normal(0, 0.5, len(CLUES) + 1)) < 1e-3


def test_chance_is_least_at_what_is_found(losses: list[Loss]) -> None:
    cases = made_up(count=30)
    values = np.random.default_rng(3).uniform(0, 1, (len(cases), len(CLUES)))
    weights, intercept = fit_chance(cases, values, SETTINGS)
    (loss,) = losses
    spread = values.std(axis=0) + 1e-9
    at = np.append(weights * spread, intercept + weights @ values.mean(axis=0))
    best = loss(at)[0]
    for step in np.random.default_rng(4).normal(0, 0.05, (20, len(at))):
        moved = at + step
        moved[:-1] = np.maximum(moved[:-1], 0)
        assert loss(moved)[0] >= best - 1e-6


def test_cases_are_taken_with_their_signals() -> None:
    cases = [item.case for item in made_up(count=3)]
    for case, item in zip(cases, measured_cases(cases, reads=False), strict=True):
        assert item.case == case
        assert item.signals.dtype == np.float64
        assert item.signals == pytest.approx(signals(case.measured))


def test_cases_that_were_read_are_taken_with_what_the_reader_says() -> None:
    cases = [item.case for item in made_up(count=3, reads=True)]
    for case, item in zip(cases, measured_cases(cases, reads=True), strict=True):
        assert item.case is case
        assert item.signals.shape[1] == len(signal_names(reads=True))
        assert item.signals == pytest.approx(signals(case.measured))


def test_cases_that_were_read_are_taken_as_if_they_were_not() -> None:
    cases = [item.case for item in made_up(count=3, reads=True)]
    for case, item in zip(cases, measured_cases(cases, reads=False), strict=True):
        assert item.case.measured.read is None
        assert (item.case.question, item.case.gold.tolist()) == (case.question, case.gold.tolist())
        assert item.signals == pytest.approx(signals(case.measured)[:, : len(SIGNALS)])
        assert case.measured.read is not None


@pytest.mark.parametrize("signal", READ_SIGNALS)
def test_reader_that_tells_gets_the_greatest_weight(signal: str) -> None:
    names, clues = signal_names(reads=True), clue_names(reads=True)
    weights = fit(made_up(signal=signal, reads=True), SETTINGS)
    assert weights.sentence.shape == (len(names),)
    assert weights.chance.shape == (len(clues),)
    assert names[int(np.argmax(weights.sentence))] == signal
    # The clue of the same name tells whether there is an answer.
    assert weights.chance[clues.index(signal)] > 0
    assert (weights.chance >= 0).all()


def test_reader_that_does_not_tell_weighs_little() -> None:
    weights = fit(made_up(signal="words", reads=True), SETTINGS)
    of = dict(zip(signal_names(reads=True), weights.sentence.tolist(), strict=True))
    assert max(abs(of[name]) for name in READ_SIGNALS) < of["words"] / 4


@pytest.mark.parametrize("left_out", ["signal read", "clue read"])
def test_reader_may_be_left_out(left_out: str) -> None:
    settings = replace(SETTINGS, without=frozenset({left_out}))
    weights = fit(made_up(signal="read", reads=True), settings)
    signal = weights.sentence[signal_names(reads=True).index("read")]
    clue = weights.chance[clue_names(reads=True).index("read")]
    assert (signal == 0, clue == 0) == (left_out == "signal read", left_out == "clue read")


def test_confidence_after_reading_parts_what_has_an_answer_from_what_has_none() -> None:
    cases = made_up(signal="read", reads=True)
    weights = fit(cases, SETTINGS)
    answered = confidences(sort_of(cases, "answerable"), weights)
    others = confidences(sort_of(cases, "adversarial"), weights)
    assert np.mean(answered) > 0.5 > np.mean(others)


def _error(loss: Loss, at: np.ndarray[Any, Any]) -> float:
    found: float = scipy.optimize.check_grad(lambda x: loss(x)[0], lambda x: loss(x)[1], at)
    return found
