"""Cases made up for the fit: what answers is told by one signal, whether it does by one clue."""

from __future__ import annotations

import numpy as np

from assistant.selection.signals import SIGNALS
from eval.fit import MeasuredCase
from eval.fit_cases import Case
from eval.fit_data import Sort
from tests.assistant.selection.samples import asked, candidate, measured, word

SENTENCES = 5


def made_up(
    source: str = "squad",
    *,
    count: int = 60,
    seed: int = 7,
    signal: str = "words",
    corpora: int = 12,
) -> list[MeasuredCase]:
    """Return cases, every other one unanswerable.

    :param source: the set they are of.
    :param count: how many.
    :param seed: of the chance in them.
    :param signal: the one that the sentence which answers has more of.
    :param corpora: among which they are shared out.
    """
    chance = np.random.default_rng(seed)
    return [
        made_up_case(
            chance,
            signal,
            (source, f"{source}-{number % corpora}", f"Question {number}?"),
            "answerable" if number % 2 == 0 else "adversarial",
        )
        for number in range(count)
    ]


def made_up_case(
    chance: np.random.Generator, signal: str, about: tuple[str, str, str], sort: Sort
) -> MeasuredCase:
    """Return a case; what answers is similar to its question."""
    answers = sort == "answerable"
    question = asked("Which cat?", word("cat"))
    of = measured(
        question,
        [candidate(f"Sentence {i}.", start=20 * i) for i in range(SENTENCES)],
        cosine=chance.normal(0.7 if answers else 0.3, 0.1, SENTENCES).tolist(),
    )
    gold = np.zeros(SENTENCES, dtype=np.bool_)
    values = chance.normal(0.0, 1.0, (SENTENCES, len(SIGNALS)))
    if answers:
        row = int(chance.integers(SENTENCES))
        gold[row] = True
        values[row, SIGNALS.index(signal)] += 4.0
    source, corpus, text = about
    return MeasuredCase(Case(source, corpus, text, sort, of, gold), values)
