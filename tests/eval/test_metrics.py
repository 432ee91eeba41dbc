from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics
from eval.locate import Locator
from eval.metrics import Cited, Stretch
from eval.models import Gold
from tests.eval.samples import DOCUMENT, TEXT

LOCATOR = Locator([DOCUMENT])


def gold(*quotations: str) -> list[Gold]:
    return [LOCATOR.gold(quotation) for quotation in quotations]


def holding(quotation: str, *, margin: int = 0) -> Stretch:
    start = TEXT.index(quotation)
    end = start + len(quotation) + margin
    return Stretch("paper.md", max(0, start - margin), min(len(TEXT), end))


ELSEWHERE = Stretch("other.md", 0, 10_000)
NYE, FIVE, FOUR = "Nye coined the term", "Five institutes", "four in the south"

stretches = st.lists(
    st.builds(
        lambda start, length: Stretch("paper.md", start, start + length),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, 80),
    ),
    max_size=12,
)


def test_recall_needs_one_quotation_or_all() -> None:
    passages = [ELSEWHERE, holding(FIVE)]
    assert metrics.recall_at_k(gold(FIVE, NYE), passages, 1, all_needed=False) == 0
    assert metrics.recall_at_k(gold(FIVE, NYE), passages, 2, all_needed=False) == 1
    assert metrics.recall_at_k(gold(FIVE, NYE), passages, 2, all_needed=True) == 0.5


def test_a_quotation_may_run_over_two_passages_and_white_space_between() -> None:
    (place,) = gold("in 1990. Five institutes")[0].occurrences
    first = Stretch("paper.md", 0, TEXT.index("\n\n"))
    second = Stretch("paper.md", TEXT.index("Five"), place.end)
    quotations = gold("in 1990. Five institutes")
    assert metrics.recall_at_k(quotations, [first], 1, all_needed=False) == 0
    assert metrics.recall_at_k(quotations, [first, second], 2, all_needed=False) == 1
    assert metrics.relevance(quotations, [first, second]) == [False, True]


def test_other_documents_hold_nothing() -> None:
    assert not metrics.covered(gold(NYE)[0], [ELSEWHERE])
    assert not metrics.touched(gold(NYE)[0], ELSEWHERE)


def test_the_passage_that_crosses_the_budget_is_cut_there() -> None:
    passages = [Stretch("other.md", 0, 100), holding(NYE)]
    exact = 100 + len(NYE)
    assert metrics.evidence_within(gold(NYE), passages, exact, all_needed=False) == 1
    assert metrics.evidence_within(gold(NYE), passages, exact - 1, all_needed=False) == 0


def test_missing_words_may_lack_their_ending_but_not_their_start() -> None:
    said = ["Нет ничего о Монголии", "the year 20201 and 1.5"]
    assert metrics.named_share(["монголи", "Peru"], said) == 0.5
    assert metrics.named_share(["голии"], said) == 0
    assert metrics.named_share(["2020"], said) == 0
    assert metrics.named_share(["Peru"], []) == 0
    assert metrics.named_share([], said) is None


@given(st.lists(st.text(min_size=1)), st.lists(st.text()))
def test_a_share_of_named_words_is_a_share(words: list[str], said: list[str]) -> None:
    share = metrics.named_share(words, said)
    assert share is None if not words else share is not None and 0 <= share <= 1


def test_ranking_metrics_by_hand() -> None:
    passages = [ELSEWHERE, ELSEWHERE, holding(NYE)]
    assert metrics.reciprocal_rank(metrics.relevance(gold(NYE), passages)) == pytest.approx(1 / 3)
    assert metrics.ndcg_at_k(gold(NYE), passages, all_needed=False) == pytest.approx(
        1 / math.log2(4)
    )
    found_one_of_two = metrics.ndcg_at_k(gold(NYE, FIVE), [holding(NYE)], all_needed=True)
    assert found_one_of_two == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert metrics.ndcg_at_k(gold(NYE), [], all_needed=False) == 0


def test_evidence_beyond_the_tenth_passage_has_no_ndcg() -> None:
    passages = [*[ELSEWHERE] * 10, holding(NYE)]
    assert metrics.ndcg_at_k(gold(NYE), passages, all_needed=False) == 0


def test_citations_are_held_against_the_gold() -> None:
    cited = [holding("Trade grew"), holding(NYE)]
    assert metrics.citation_precision(gold(NYE), cited) == 0.5
    assert metrics.citation_recall(gold(NYE, FIVE), cited, all_needed=False) == 1
    assert metrics.citation_recall(gold(NYE, FIVE), cited, all_needed=True) == 0.5
    assert metrics.evidence_among_first(gold(NYE), cited, 1) == 0
    assert metrics.evidence_among_first(gold(NYE), cited, 3) == 1
    assert metrics.citation_precision(gold(NYE), []) == 0


def test_a_quotation_that_stands_nowhere_is_never_found() -> None:
    absent = gold("never said")
    assert metrics.recall_at_k(absent, [holding(NYE)], 5, all_needed=False) == 0
    assert metrics.citation_precision(absent, [holding(NYE)]) == 0


@pytest.mark.parametrize(
    ("answer", "form", "contains"),
    [
        ("It reached 13.2 thousand.", "13.2 thousand", 1),
        ("It reached 13.2 thousand.", "2 thousand", 0),
        ("It reached 13.2 thousand.", "3.2 thousand", 0),
        ("In 19901 things", "1990", 0),
        ("Founded in 1990.", "1990", 1),
        ("the POLITICAL\nschool", "Political school", 1),
        ("в Узбекистане пять тысяч", "пять тысяч", 1),
        ("Қырғызстаннан", "Қырғызстан", 1),
        ("the so-called “school”", 'so–called "school"', 1),
        ("unfive", "five", 0),
        ("", "five", 0),
    ],
)
def test_an_answer_contains_a_short_form(answer: str, form: str, contains: float) -> None:
    assert metrics.contains_answer(answer, [form]) == contains


def test_without_short_forms_there_is_no_score() -> None:
    assert metrics.contains_answer("anything", []) is None
    assert metrics.token_f1("anything", []) is None


def test_token_f1_by_hand() -> None:
    assert metrics.token_f1("The term was coined by Nye.", ["Joseph Nye", "Nye"]) == pytest.approx(
        2 * 1 / (5 + 1)
    )
    assert metrics.token_f1("«Мягкая Сила»!", ["мягкая сила"]) == 1


def test_markers_are_no_part_of_an_answer() -> None:
    assert metrics.plain("So it is. [1][2] And so [3].") == "So it is. And so."


def test_auroc_counts_ties_half_and_needs_both_sorts() -> None:
    assert metrics.auroc([True, False], [0.9, 0.1]) == 1
    assert metrics.auroc([True, False], [0.5, 0.5]) == 0.5
    assert metrics.auroc([True, True], [0.5, 0.6]) is None


@given(st.lists(st.tuples(st.booleans(), st.floats(-5, 5)), min_size=2))
def test_auroc_is_the_one_of_scikit_learn(results: list[tuple[bool, float]]) -> None:
    from sklearn.metrics import roc_auc_score

    answerable = [is_one for is_one, _ in results]
    confidence = [value for _, value in results]
    if len(set(answerable)) == 2:
        expected = roc_auc_score(answerable, confidence)
        assert metrics.auroc(answerable, confidence) == pytest.approx(expected)


def test_risk_coverage_by_hand() -> None:
    points = metrics.risk_coverage([1, 0, 1, 0], [0.9, 0.8, 0.8, 0.1])
    assert points == [(0.9, 0.25, 0.0), (0.8, 0.75, pytest.approx(1 / 3)), (0.1, 1.0, 0.5)]
    area = 0.25 * 0 + 0.5 / 3 + 0.25 * 0.5
    assert metrics.area_under_risk_coverage(points) == pytest.approx(area)
    assert metrics.area_under_risk_coverage([]) is None


@given(stretches, st.booleans(), st.integers(1, 12))
def test_retrieval_metrics_stay_in_bounds_and_grow(
    passages: list[Stretch], all_needed: bool, k: int
) -> None:
    quotations = gold(NYE, FIVE, FOUR)
    recalls = [
        metrics.recall_at_k(quotations, passages, depth, all_needed=all_needed)
        for depth in range(k + 1)
    ]
    assert recalls == sorted(recalls)
    assert all(0 <= value <= 1 for value in recalls)
    assert 0 <= metrics.ndcg_at_k(quotations, passages, all_needed=all_needed) <= 1 + 1e-9
    assert 0 <= metrics.reciprocal_rank(metrics.relevance(quotations, passages)) <= 1
    within = [
        metrics.evidence_within(quotations, passages, budget, all_needed=all_needed)
        for budget in (0, 60, 600)
    ]
    assert within == sorted(within)


@given(stretches, st.booleans())
def test_citation_metrics_stay_in_bounds(cited: list[Stretch], all_needed: bool) -> None:
    quotations = gold(NYE, FIVE)
    assert 0 <= metrics.citation_precision(quotations, cited) <= 1
    recall = metrics.citation_recall(quotations, cited, all_needed=all_needed)
    assert 0 <= recall <= 1
    assert (recall > 0) == (metrics.citation_precision(quotations, cited) > 0)


@given(st.text(), st.lists(st.text(min_size=1), min_size=1))
def test_answer_scores_stay_in_bounds_and_an_answer_contains_itself(
    answer: str, forms: list[str]
) -> None:
    found = metrics.token_f1(answer, forms)
    assert found is not None
    assert 0 <= found <= 1
    assert metrics.token_f1(answer, [answer]) == 1


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.floats(0, 1)), min_size=1))
def test_risk_coverage_ends_at_full_coverage(results: list[tuple[float, float]]) -> None:
    correct = [is_right for is_right, _ in results]
    points = metrics.risk_coverage(correct, [confidence for _, confidence in results])
    assert points[-1][1] == 1
    assert points[-1][2] == pytest.approx(1 - sum(correct) / len(correct))
    area = metrics.area_under_risk_coverage(points)
    assert area is not None
    assert -1e-9 <= area <= 1 + 1e-9


def holds(sentence: str, evidence: tuple[str, ...]) -> bool:
    """Support a sentence by texts that together have every letter of it; more text never harms."""
    return bool(evidence) and set(sentence) <= set("".join(evidence))


def test_citations_of_a_sentence_by_hand() -> None:
    """ALCE's cases: needed together, enough alone, superfluous, and not enough."""
    together, superfluous = Cited("ab", ("a", "b")), Cited("ab", ("ab", "z"))
    twice, lacking, bare = Cited("ab", ("ab", "abc")), Cited("ab", ("a", "z")), Cited("ab", ())

    def figures(*said: Cited) -> tuple[float, float]:
        return (
            metrics.sentence_citation_recall(said, holds),
            metrics.sentence_citation_precision(said, holds),
        )

    assert figures(together) == (1, 1)
    assert figures(superfluous) == (1, 0.5)
    assert figures(twice) == (1, 1)
    assert figures(lacking) == (0, 0)
    assert figures(bare) == (0, 0)
    assert figures(together, superfluous, lacking, bare) == (2 / 4, 3 / 6)
    assert figures() == (0, 0)


def test_a_citation_is_not_precise_where_all_together_do_not_support() -> None:
    """Supported by the first alone, but not by both: what else is cited contradicts it."""

    def contradicted(sentence: str, evidence: tuple[str, ...]) -> bool:
        return "not" not in evidence and holds(sentence, evidence)

    said = [Cited("ab", ("ab", "not"))]
    assert metrics.sentence_citation_recall(said, contradicted) == 0
    assert metrics.sentence_citation_precision(said, contradicted) == 0


letters = st.text("abc", min_size=1, max_size=3)
sentences = st.lists(
    st.builds(Cited, letters, st.lists(letters, max_size=4).map(tuple)), max_size=4
)


@given(sentences)
def test_citations_of_sentences_stay_in_bounds(said: list[Cited]) -> None:
    recall = metrics.sentence_citation_recall(said, holds)
    precision = metrics.sentence_citation_precision(said, holds)
    assert 0 <= recall <= 1
    assert 0 <= precision <= 1
    assert recall > 0 or precision == 0


@given(st.lists(st.tuples(letters, letters), min_size=1))
def test_one_citation_a_sentence_is_as_precise_as_it_is_complete(
    said: list[tuple[str, str]],
) -> None:
    cited = [Cited(sentence, (evidence,)) for sentence, evidence in said]
    recall = metrics.sentence_citation_recall(cited, holds)
    assert metrics.sentence_citation_precision(cited, holds) == recall


@given(letters, st.lists(letters, min_size=1, max_size=4).map(tuple))
def test_a_citation_of_nothing_leaves_recall_and_adds_nothing_precise(
    sentence: str, evidence: tuple[str, ...]
) -> None:
    before, after = [Cited(sentence, evidence)], [Cited(sentence, (*evidence, "z"))]
    recall = metrics.sentence_citation_recall(before, holds)
    assert metrics.sentence_citation_recall(after, holds) == recall
    share = metrics.sentence_citation_precision(before, holds)
    shared = metrics.sentence_citation_precision(after, holds)
    assert shared == pytest.approx(share * len(evidence) / (len(evidence) + 1))
