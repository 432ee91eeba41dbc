from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from assistant.reader.corpora import Asked, Passage
from assistant.reader.measure import Figures, Found, auroc, measure, table, token_f1
from ingest.models import Span
from ingest.sentences import sentence_spans
from tests.assistant.reader.tiny import passage, span_of

TEXT = "Anna Holm built the tower. Boris burnt it in 1811."
ASKED = passage(
    TEXT,
    ("Who built the tower?", "Anna Holm"),
    ("When was it burnt?", "1811"),
    ("Who burnt it?", "Boris"),
    ("What colour is it?", None),
)
SCORES = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=12)


def found(said: str, sentence: int, answerable: float) -> Found:
    return Found(span_of(TEXT, said), sentence, answerable)


def reading(*answers: Found) -> Sequence[Found]:
    return answers


@pytest.mark.parametrize(
    ("said", "wanted", "expected"),
    [
        ("Anna Holm", "Anna Holm", 1.0),
        ("anna HOLM,", "the Anna Holm", 1.0),
        ("Anna", "Anna Holm", 2 / 3),
        ("Anna Anna", "Anna", 2 / 3),
        ("Boris", "Anna", 0.0),
        ("", "", 1.0),
        ("the", "", 1.0),
        ("", "Anna", 0.0),
        ("a b c d", "b c", 2 * (2 / 3) / (2 / 3 + 1)),
        ("қала үлкен", "үлкен қала", 1.0),
    ],
)
def test_f1_by_hand(said: str, wanted: str, expected: float) -> None:
    assert token_f1(said, wanted) == pytest.approx(expected)


@given(st.text(), st.text())
def test_f1_is_the_same_both_ways_and_within_bounds(said: str, wanted: str) -> None:
    assert 0 <= token_f1(said, wanted) <= 1
    assert token_f1(said, wanted) == token_f1(wanted, said)
    assert token_f1(said, said) == 1


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([2.0], [1.0], 1.0),
        ([1.0], [2.0], 0.0),
        ([1.0], [1.0], 0.5),
        ([3.0, 1.0], [2.0, 0.0], 0.75),
    ],
)
def test_auroc_by_hand(positive: list[float], negative: list[float], expected: float) -> None:
    assert auroc(np.asarray(positive), np.asarray(negative)) == expected


@given(SCORES, SCORES)
def test_auroc_is_that_of_a_library(positive: list[float], negative: list[float]) -> None:
    ours = auroc(np.asarray(positive), np.asarray(negative))
    labels = [1] * len(positive) + [0] * len(negative)
    assert ours == pytest.approx(roc_auc_score(labels, positive + negative))
    assert 0 <= ours <= 1
    assert ours + auroc(np.asarray(negative), np.asarray(positive)) == pytest.approx(1)


def test_auroc_of_one_kind_is_not_known() -> None:
    some, none = np.asarray([1.0]), np.asarray([])
    assert np.isnan(auroc(some, none))
    assert np.isnan(auroc(none, some))


def test_figures_of_a_reader_by_hand() -> None:
    told = reading(
        found("Anna", 0, 2.0), found("1811", 0, 1.0), found("Boris", 1, -1.0), found("it", 0, 0.0)
    )  # fmt: skip
    figures = measure("squad", [ASKED], lambda _: told)
    assert figures == Figures(
        "squad",
        answerable=3,
        unanswerable=1,
        f1=pytest.approx((2 / 3 + 1 + 1) / 3),  # type: ignore[arg-type]
        exact=pytest.approx(2 / 3),  # type: ignore[arg-type]
        sentence=pytest.approx(2 / 3),  # type: ignore[arg-type]
        auroc=pytest.approx(2 / 3),  # type: ignore[arg-type]
    )


def test_the_reader_is_asked_each_question_of_its_own_passage() -> None:
    other = passage("Clara came.", ("Who came?", "Clara"))
    told: list[tuple[str, str]] = []

    def read(pairs: Sequence[tuple[str, Passage]]) -> list[Found]:
        told.extend((text, each.text) for text, each in pairs)
        return [Found(Span(0, 5), 0, 0.0) for _ in pairs]

    figures = measure("x", [ASKED, other], read)
    assert told == [*((asked.text, TEXT) for asked in ASKED.questions), ("Who came?", other.text)]
    assert (figures.answerable, figures.unanswerable) == (4, 1)


def test_the_best_of_several_answers_counts() -> None:
    answers = (span_of(TEXT, "Anna Holm built"), span_of(TEXT, "Anna"))
    one = Passage(
        "squad", "t", TEXT, "en", tuple(sentence_spans(TEXT, "en")), (Asked("?", answers),)
    )
    figures = measure("squad", [one], lambda _: reading(found("Anna", 0, 0.0)))
    assert (figures.f1, figures.exact, figures.sentence) == (1, 1, 1)


def test_of_whole_answers_only_the_sentence_is_measured() -> None:
    asked = (Asked("?", (span_of(TEXT, "Boris burnt it in 1811."),)),)
    sentences = tuple(sentence_spans(TEXT, "en"))
    whole = Passage("selqa", "t", TEXT, "en", sentences, asked, whole=True)
    figures = measure("selqa", [whole], lambda _: reading(found("Anna", 1, 0.0)))
    assert np.isnan([figures.f1, figures.exact, figures.auroc]).all()
    assert figures.sentence == 1


def test_a_set_without_a_question_has_no_figures() -> None:
    for passages in ([], [passage("Nobody asks.")]):
        figures = measure("x", passages, lambda _: [])
        assert (figures.answerable, figures.unanswerable) == (0, 0)
        assert np.isnan([figures.f1, figures.exact, figures.sentence, figures.auroc]).all()


def test_a_reader_that_answers_too_little_is_no_reader() -> None:
    with pytest.raises(ValueError, match="shorter"):
        measure("x", [ASKED], lambda _: [])


def test_the_table_has_a_line_a_set_and_a_dash_for_what_is_not_known() -> None:
    nan = float("nan")
    shown = table(
        [Figures("squad", 3, 1, 0.5, 0.25, 1.0, 0.75), Figures("selqa", 2, 0, nan, nan, 0.5, nan)]
    )
    assert shown.split("\n") == [
        "| set | answerable | not | F1 | exact | sentence | AUROC |",
        "|---|---|---|---|---|---|---|",
        "| squad | 3 | 1 | 0.500 | 0.250 | 1.000 | 0.750 |",
        "| selqa | 2 | 0 | – | – | 0.500 | – |",
    ]
