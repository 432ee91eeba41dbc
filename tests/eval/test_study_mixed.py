"""What languages cost one another, over real lexical indexes and vectors made here."""

from __future__ import annotations

import numpy as np
import pytest

from eval.study_data import Corpus, StudyQuestion, StudySet, StudySettings
from eval.study_mixed import MIXED_MEASURES, measure_mixed
from eval.study_report import ALL, FEW, MixedLine
from index.lexical import LexicalRow
from index.models import FloatArray

ISLANDS = [f"Island{n}" for n in range(40)]
OSTROVA = [f"Остров{n}" for n in range(20)]
SETTINGS = StudySettings(resamples=40, few=5, samples=3)


def corpus(names: list[str], form: str, question: str, language: str) -> Corpus:
    return Corpus(
        tuple(LexicalRow(form.format(name), language) for name in names),
        tuple(
            StudyQuestion(question.format(name), frozenset({row})) for row, name in enumerate(names)
        ),
    )


ENGLISH = StudySet(
    "english", "en", (corpus(ISLANDS, "{} has one lamp.", "Who lit the lamp of {}?", "en"),)
)
RUSSIAN = StudySet(
    "russian", "ru", (corpus(OSTROVA, "{} имеет маяк.", "Какой маяк имеет {}?", "ru"),)
)
SEVERAL = StudySet("cut", "kk", (ENGLISH.corpora[0], ENGLISH.corpora[0]))


def vectors(*sets: StudySet) -> dict[str, FloatArray]:
    """Give every text the same vector, so that words alone decide."""
    same = np.ones(1, dtype=np.float32)
    corpora = [each for study in sets for each in study.corpora]
    texts = [row.text for each in corpora for row in each.passages]
    return dict.fromkeys([*texts, *(q.text for each in corpora for q in each.questions)], same)


def lines(*sets: StudySet, settings: StudySettings = SETTINGS) -> list[MixedLine]:
    return list(measure_mixed(sets, vectors(*sets), frozenset({"en"}), settings))


def value(line: MixedLine, measure: str, mixed: bool = True) -> float:
    found = (line.mixed if mixed else line.alone)[MIXED_MEASURES.index(measure)].value
    assert found is not None
    return found


def test_each_language_is_asked_alone_and_among_all() -> None:
    found = lines(ENGLISH, RUSSIAN, SEVERAL)
    assert [(line.language, line.corpus, line.own, line.passages) for line in found] == [
        ("en", ALL, 40, 60),
        ("ru", ALL, 20, 60),
        ("en", FEW, 5, 25),
        ("ru", FEW, 5, 45),
    ]
    for line in found:
        assert 0 < line.questions < 40
        for alone, mixed, loss in zip(line.alone, line.mixed, line.loss, strict=True):
            assert alone.count == line.questions
            assert alone.value is not None
            assert mixed.value is not None
            assert loss.value == pytest.approx(alone.value - mixed.value)


def test_what_its_own_words_tell_is_not_lost_among_others() -> None:
    for line in lines(ENGLISH, RUSSIAN):
        assert value(line, "recall@1", mixed=False) == 1.0
        assert value(line, "recall@1") == 1.0


def test_a_passage_that_others_hide_is_a_loss() -> None:
    # The same words in the other language's passages, which stand first where scores are equal.
    copies = Corpus(tuple(LexicalRow(row.text, "ru") for row in ENGLISH.corpora[0].passages), ())
    hidden = StudySet("copies", "ru", (copies,))
    line = lines(ENGLISH, hidden)[0]
    assert value(line, "recall@1", mixed=False) == 1.0
    assert value(line, "recall@1") == 0.0
    assert value(line, "recall@5") == 1.0
    assert line.loss[0].value == 1.0


def test_one_language_has_nothing_to_be_mixed_with() -> None:
    assert lines(ENGLISH, StudySet("more", "en", ENGLISH.corpora)) == []


def test_sets_of_one_language_are_searched_together() -> None:
    more = corpus(["Skerry"], "{} has two lamps.", "How many lamps has {}?", "en")
    line = lines(ENGLISH, StudySet("more", "en", (more,)), RUSSIAN)[0]
    assert (line.own, line.passages) == (41, 61)
    assert value(line, "recall@1") == 1.0
