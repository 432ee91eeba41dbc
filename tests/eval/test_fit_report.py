from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.selection.clues import CLUES
from assistant.selection.signals import SIGNALS
from assistant.selection.weights import WEIGHTS_FILE, Weights, fitted_weights
from eval.fit import FitSettings, MeasuredCase, fit
from eval.fit_cases import OWN
from eval.fit_report import (
    AblationLine,
    FitLine,
    Outcome,
    cross_validated,
    lines,
    outcome,
    render,
    write_weights,
)
from eval.study_data import stable_order
from tests.assistant.selection.samples import weights
from tests.eval.fit_samples import made_up

SETTINGS = FitSettings()


@pytest.fixture
def fresh() -> Iterator[None]:
    """Have the weights read anew, and again after the test."""
    fitted_weights.cache_clear()
    yield
    fitted_weights.cache_clear()


def told(item: MeasuredCase, *ranks: int, confidence: float) -> Outcome:
    return Outcome(item, ranks, confidence, confidence >= 0.5)


def test_outcome_ranks_the_sentences_that_answer() -> None:
    item = made_up(count=1)[0]
    values = np.zeros((5, len(SIGNALS)))
    values[:, SIGNALS.index("words")] = [0.1, 0.9, 0.5, 0.5, 0.2]
    gold = np.asarray([True, False, False, True, False])
    item = MeasuredCase(replace(item.case, gold=gold), values)
    certain = weights({"words": 1.0}, {}, intercept=3.0)
    found = outcome(item, certain)
    assert found.ranks == (2, 4)
    assert found.confidence == pytest.approx(1 / (1 + np.exp(-3)))
    assert found.answered
    assert not outcome(item, replace(certain, threshold=0.99)).answered


def test_every_question_has_one_outcome() -> None:
    cases = [*made_up(), *made_up(OWN, seed=3, corpora=60)]
    outcomes = cross_validated(cases, SETTINGS)
    assert sorted(id(o.item) for o in outcomes) == sorted(map(id, cases))


def test_weights_of_a_fold_were_fitted_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = made_up(corpora=30)
    fitted: list[list[str]] = []

    def spy(others: list[MeasuredCase], settings: FitSettings) -> Weights:
        fitted.append([item.case.corpus for item in others])
        return weights({}, {}, threshold=len(fitted) / 100)

    monkeypatch.setattr("eval.fit_report.fit", spy)
    outcomes = cross_validated(cases, SETTINGS)
    assert len(outcomes) == len(cases)
    every = {item.case.corpus for item in cases}
    held = [every - set(corpora) for corpora in fitted]
    assert set().union(*held) == every
    assert sum(map(len, held)) == len(every)
    for corpora in held:
        assert len({stable_order(corpus) % len(fitted) for corpus in corpora}) <= 1


def test_line_of_a_set_by_hand() -> None:
    asked = [item for item in made_up(count=8) if item.case.sort == "answerable"]
    others = [item for item in made_up(count=8) if item.case.sort == "adversarial"]
    outcomes = [
        told(asked[0], 0, 3, confidence=0.9),
        told(asked[1], 2, confidence=0.8),
        told(asked[2], 3, confidence=0.6),
        told(asked[3], confidence=0.2),
        told(others[0], confidence=0.1),
        told(others[1], confidence=0.7),
    ]
    (line,) = lines(outcomes)
    assert (line.source, line.questions) == ("squad", 4)
    assert (line.first, line.in_three, line.refused) == (0.25, 0.5, 0.25)
    # Of eight pairs the answerable one is surer in six.
    assert line.auroc == (("adversarial", 0.75, 0.5),)


def test_each_set_has_its_line() -> None:
    cases = [*made_up(), *made_up("selqa", seed=5)]
    of_sets = list(lines(cross_validated(cases, SETTINGS)))
    assert [line.source for line in of_sets] == ["squad", "selqa"]
    for line in of_sets:
        assert 0 <= line.first <= line.in_three <= 1
        assert line.first > 0.8
        ((sort, area, refused),) = line.auroc
        assert (sort, area > 0.9) == ("adversarial", True)
        assert 0 <= refused <= 1


def test_set_without_an_answerable_question_has_no_line() -> None:
    others = [item for item in made_up(count=8) if item.case.sort == "adversarial"]
    assert list(lines([told(item, confidence=0.1) for item in others])) == []


def test_question_that_is_asked_twice_counts_twice() -> None:
    first, second = (made_up(count=1, seed=seed)[0] for seed in (1, 2))
    assert first.case.question == second.case.question
    (line,) = lines([told(first, 0, confidence=0.9), told(second, 1, confidence=0.4)])
    assert (line.questions, line.first, line.refused) == (2, 0.5, 0.5)


@pytest.mark.usefixtures("fresh")
def test_written_weights_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [*made_up(), *made_up(OWN, seed=3)]
    shipped = fitted_weights()
    fitted = replace(fit(cases, SETTINGS), model=shipped.model, scale=shipped.scale)
    path = tmp_path / "weights.json"
    write_weights(path, fitted, cases, SETTINGS)
    fitted_weights.cache_clear()
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    read = fitted_weights()
    assert read.sentence == pytest.approx(fitted.sentence, abs=1e-5)
    assert read.chance == pytest.approx(fitted.chance, abs=1e-5)
    assert read.intercept == pytest.approx(fitted.intercept, abs=1e-5)
    assert read.threshold == pytest.approx(fitted.threshold, abs=1e-5)
    assert (read.model, read.scale) == (shipped.model, shipped.scale)


def test_weights_file_says_what_it_was_fitted_on(tmp_path: Path) -> None:
    cases = [*made_up(count=10), *made_up(OWN, count=4)]
    path = tmp_path / "weights.json"
    write_weights(path, fitted_weights(), cases, SETTINGS)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["fitted_on"] == [
        {"set": "SQuAD 2.0, CC BY-SA 4.0", "answerable": 5, "adversarial": 5},
        {"set": "our own questions, split tune, English", "answerable": 2, "adversarial": 2},
    ]
    assert list(written["sentence"]) == list(SIGNALS)
    assert list(written["chance"]["weights"]) == list(CLUES)
    assert set(written) == set(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))


def test_table_has_a_line_a_set_and_a_line_a_signal_left_out() -> None:
    line = FitLine("squad", 40, 0.5, 0.75, 0.1, (("far", 0.99, 1.0), ("swapped", 0.8, 0.6)))
    table = render([line], [AblationLine("", 0.5, 0.75, 0.9), AblationLine("clue sort", 0, 0, 0.5)])
    head, of_set, without, nothing, clue = table.split("\n")
    assert of_set.split() == [
        "squad", "40", "0.500", "0.750", "0.100", "far", "0.990,", "1.000;", "swapped", "0.800,",
        "0.600",
    ]  # fmt: skip
    assert head.startswith("set")
    assert without.startswith("without")
    assert nothing.split() == ["nothing", "0.500", "0.750", "0.900"]
    assert clue.startswith("clue sort")
    assert len(render([line], []).split("\n")) == 2
