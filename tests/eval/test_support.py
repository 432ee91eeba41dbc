from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.metrics import Supports
from eval.support import claims_judge
from index.models import FloatArray, Progress, Role
from tests.fakes import FakeEmbedder

FIVE = "There are five Confucius Institutes in Kazakhstan, and four in Kyrgyzstan."
NYE = "The term was introduced into science by Joseph Nye, an American political scientist."
TRADE = "Trade with the region grew by 13.2 thousand tonnes in that year."


class Counting(FakeEmbedder):
    """Counts how often it is asked."""

    calls = 0

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        self.calls += 1
        return super().encode(texts, role, progress)


@pytest.fixture
def supports() -> Supports:
    return claims_judge(FakeEmbedder())


@pytest.mark.parametrize(
    ("sentence", "evidence", "supported"),
    [
        ("There are five Confucius Institutes in Kazakhstan.", (FIVE,), True),
        ("There are five Confucius Institutes in Kazakhstan.", (TRADE, FIVE), True),
        ("There are six Confucius Institutes in Kazakhstan.", (FIVE,), False),
        ("There are five Confucius Institutes in Mongolia.", (FIVE,), False),
        ("There are five Confucius Institutes in Kazakhstan.", (TRADE,), False),
        ("There are five Confucius Institutes in Kazakhstan.", (), False),
        (NYE, (NYE,), True),
    ],
)
def test_a_sentence_is_supported_where_words_figures_and_names_agree(
    sentence: str, evidence: tuple[str, ...], supported: bool, supports: Supports
) -> None:
    assert supports(sentence, evidence) is supported


def test_two_quotations_support_together_what_neither_does_alone(supports: Supports) -> None:
    both = (
        "Joseph Nye introduced the term into science, and trade with the region grew by 13.2 "
        "thousand tonnes."
    )
    assert supports(both, (NYE, TRADE))
    assert not supports(both, (NYE,))
    assert not supports(both, (TRADE,))


def test_languages_are_told_from_the_texts() -> None:
    """The model knows English alone: Russian is held against Russian by its words."""
    supports = claims_judge(FakeEmbedder(languages=frozenset({"en"})))
    russian = "В Казахстане действуют пять институтов Конфуция, а в Киргизии четыре."
    assert supports("В Казахстане действуют пять институтов Конфуция.", (russian,))
    assert not supports("В Казахстане действуют шесть институтов Конфуция.", (russian,))


def test_the_same_is_judged_once() -> None:
    embedder = Counting()
    supports = claims_judge(embedder)
    assert supports(NYE, (NYE,)) and embedder.calls
    before = embedder.calls
    assert supports(NYE, (NYE,))
    assert embedder.calls == before
