from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.selection.clues import clue_names
from assistant.selection.scale import Ends, Scale
from assistant.selection.signals import SIGNALS, signal_names
from assistant.selection.weights import (
    ALONE,
    READING,
    WEIGHTS_FILE,
    Weights,
    fitted_weights,
)
from eval.fit import FitSettings, MeasuredCase, fit, measured_cases
from eval.fit_cases import OWN
from eval.fit_report import (
    AblationLine,
    FitLine,
    Fitted,
    FittedPart,
    Outcome,
    ablation,
    cross_validated,
    lines,
    outcome,
    render,
    write_weights,
)
from index.sampling import stable_order
from tests.assistant.selection.samples import weights
from tests.eval.fit_samples import made_up

SETTINGS = FitSettings()
SCALE = Scale(Ends(0.1, 0.7), Ends(0.2, 0.6), Ends(0.15, 0.65))


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


def written_of(
    alone: Weights,
    reading: Weights,
    alone_on: Sequence[MeasuredCase] = (),
    reading_on: Sequence[MeasuredCase] = (),
) -> Fitted:
    """Return weights as they are written, with what they were fitted on."""
    return Fitted(FittedPart(alone, alone_on), FittedPart(reading, reading_on), "a model", SCALE)


@pytest.mark.usefixtures("fresh")
def test_both_parts_that_are_written_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [*made_up(signal="read", reads=True), *made_up(OWN, seed=3, signal="read", reads=True)]
    # What the reader's columns say is left out of the first part.
    alone = [
        replace(item, signals=made.signals[:, : len(SIGNALS)])
        for item, made in zip(
            measured_cases([c.case for c in cases], reads=False), cases, strict=True
        )
    ]
    fitted = written_of(fit(alone, SETTINGS), fit(cases, SETTINGS))
    path = tmp_path / "weights.json"
    write_weights(path, fitted, SETTINGS)
    monkeypatch.setattr("assistant.selection.weights.WEIGHTS_FILE", path)
    for reads, own in ((False, fitted.alone.weights), (True, fitted.reading.weights)):
        read = fitted_weights(reads=reads)
        assert len(read.sentence) == len(signal_names(reads=reads))
        assert read.sentence == pytest.approx(own.sentence, abs=1e-5)
        assert read.chance == pytest.approx(own.chance, abs=1e-5)
        assert read.intercept == pytest.approx(own.intercept, abs=1e-5)
        assert read.threshold == pytest.approx(own.threshold, abs=1e-5)
        assert (read.model, read.scale) == ("a model", SCALE)


def test_part_with_the_weights_of_the_other_is_not_written(tmp_path: Path) -> None:
    swapped = written_of(weights({}, {}, reads=True), weights({}, {}))
    with pytest.raises(ValueError, match="zip"):
        write_weights(tmp_path / "weights.json", swapped, SETTINGS)
    assert list(tmp_path.iterdir()) == []


def test_weights_file_says_what_it_was_fitted_on(tmp_path: Path) -> None:
    own = made_up(OWN, count=4)
    path = tmp_path / "weights.json"
    fitted = written_of(
        weights({}, {}), weights({}, {}, reads=True), [*made_up(count=10), *own], own
    )
    write_weights(path, fitted, SETTINGS)
    written = json.loads(path.read_text(encoding="utf-8"))
    ours = {"set": "our own questions, split tune, English", "answerable": 2, "adversarial": 2}
    squad = {"set": "SQuAD 2.0, CC BY-SA 4.0", "answerable": 5, "adversarial": 5}
    assert written[ALONE]["fitted_on"] == [squad, ours]
    assert written[READING]["fitted_on"] == [ours]
    for part, reads in ((ALONE, False), (READING, True)):
        assert list(written[part]["sentence"]) == list(signal_names(reads=reads))
        assert list(written[part]["chance"]["weights"]) == list(clue_names(reads=reads))


def test_shipped_file_is_of_the_form_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    write_weights(path, written_of(weights({}, {}), weights({}, {}, reads=True)), SETTINGS)
    written = json.loads(path.read_text(encoding="utf-8"))
    shipped = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert list(written) == list(shipped)
    for part in (ALONE, READING):
        assert list(written[part]) == list(shipped[part])
    assert written["format"] == shipped["format"]


@pytest.mark.parametrize("reads", [False, True])
def test_ablation_leaves_out_every_signal_and_clue_there_is(
    monkeypatch: pytest.MonkeyPatch, reads: bool
) -> None:
    cases = made_up(count=4, reads=reads)
    left_out: list[str] = []

    def spy(items: list[MeasuredCase], settings: FitSettings) -> list[Outcome]:
        left_out.append("".join(settings.without))
        return [told(item, 0, confidence=0.9) for item in items]

    monkeypatch.setattr("eval.fit_report.cross_validated", spy)
    found = [line.without for line in ablation(cases, SETTINGS)]
    signals = [f"signal {name}" for name in signal_names(reads=reads)]
    assert found == left_out
    assert found == ["", *signals, *(f"clue {name}" for name in clue_names(reads=reads))]


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
