from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.models import Answer
from eval.measures import WRITING_MEASURES
from eval.models import Row, Scores
from eval.summary import estimate
from eval.writing import lines_of, outcome_of, tally_json, tally_of
from tests.eval.samples import answer, question, reply, row, writing, written

NYE = "Nye coined the term in 1990."
TWO = written(
    ("He did.", (1,)),
    ("He did so.", (1,)),
    quotes=(NYE,),
    of=writing(kept=1, repaired=1, dropped=("number", "name", "number")),
)


def asked(given: Answer | None, seconds: float = 1.0) -> Row:
    """A question that was asked of the assistant that writes."""
    made = row(question(), Scores(latency_ms=seconds * 1000), given)
    return made if given is not None else replace(made, error="IndexCorrupt: no")


FELL = asked(replace(answer(NYE), writing=writing(dropped=("markup",), failure="unsupported")), 9)
LATE = asked(replace(answer(NYE), writing=writing(failure="timeout")), 60)
NO = asked(replace(answer(), writing=writing()))
ROWS = [asked(TWO, 2), asked(TWO, 4), FELL, LATE, LATE, NO, asked(answer()), asked(None)]


def measured(name: str, rows: list[Row]) -> tuple[float | None, int]:
    """A writing measure's figure, and of how many questions it is."""
    (measure,) = [each for each in WRITING_MEASURES if each.name == name]
    found = estimate(measure, rows)
    return found.value, found.count


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (asked(TWO), "written"),
        (FELL, "fell back"),
        (LATE, "fell back"),
        (NO, "refused by the model"),
        (asked(answer()), "not put to the model"),
        (asked(answer(NYE)), "not put to the model"),
        (asked(reply()), "not put to the model"),
        (asked(None), "failed"),
    ],
)
def test_what_became_of_a_question(given: Row, outcome: str) -> None:
    assert outcome_of(given) == outcome


def test_the_share_of_sentences_is_of_all_that_were_written() -> None:
    # 2 of 5 twice, and 0 of 1 in the one that fell back for it.
    assert measured("sentences_supported", ROWS) == (4 / 11, 3)
    assert measured("sentences_supported", [NO, LATE]) == (None, 0)
    tally = tally_of(ROWS)
    assert (tally.kept, tally.repaired, tally.sentences) == (2, 2, 11)
    assert tally.dropped_share == pytest.approx(1 - 4 / 11)


def test_seconds_are_those_of_written_answers() -> None:
    assert measured("written_median_seconds", ROWS) == (3, 2)
    assert measured("written_median_seconds", [LATE]) == (None, 0)


def test_no_measure_of_writing_is_gated() -> None:
    assert not any(measure.gated for measure in WRITING_MEASURES)
    assert {measure.family for measure in WRITING_MEASURES} == {"writing"}


def test_everything_is_counted_by_why_the_most_frequent_first() -> None:
    told = tally_json(tally_of(ROWS))
    assert (told["model"], told["prompts"]) == ("a-writer", {"answer": "ab" * 32})
    assert told["outcomes"] == {
        "written": 2,
        "refused by the model": 1,
        "fell back": 3,
        "not put to the model": 1,
        "failed": 1,
    }
    assert list(told["failures"].items()) == [("timeout", 2), ("unsupported", 1)]
    assert list(told["dropped"].items()) == [("number", 4), ("name", 2), ("markup", 1)]


def test_the_same_in_words() -> None:
    assert lines_of(tally_of(ROWS)) == [
        "model a-writer, prompt answer abababababab",
        "questions: 2 written, 1 refused by the model, 3 fell back (2 timeout, 1 unsupported), "
        "1 not put to the model, 1 failed",
        "sentences: 2 kept, 2 repaired, 7 dropped, a share of 0.636 (4 number, 2 name, 1 markup)",
    ]


def test_a_model_that_was_never_asked_has_no_name() -> None:
    tally = tally_of([asked(answer())])
    assert tally.dropped_share is None
    assert lines_of(tally) == [
        "no model asked",
        "questions: 1 not put to the model",
        "sentences: none",
    ]
