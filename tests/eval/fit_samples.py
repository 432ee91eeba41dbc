"""Cases made up for the fit: what answers is told by one signal, whether it does by one clue."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.selection.signals import signal_names
from eval.fit import MeasuredCase
from eval.fit_cases import Case
from eval.fit_data import Sort
from tests.assistant.selection.samples import asked, candidate, measured, read_as, word

SENTENCES = 5


def made_up(
    source: str = "squad",
    *,
    count: int = 60,
    seed: int = 7,
    signal: str = "words",
    corpora: int = 12,
    reads: bool = False,
) -> list[MeasuredCase]:
    """Return cases, every other one unanswerable.

    :param source: the set they are of.
    :param count: how many.
    :param seed: of the chance in them.
    :param signal: the one that the sentence which answers has more of.
    :param corpora: among which they are shared out.
    :param reads: a reader has read them; its signals are as good as the others.
    """
    chance = np.random.default_rng(seed)
    return [
        made_up_case(
            chance,
            signal,
            (source, f"{source}-{number % corpora}", f"Question {number}?"),
            "answerable" if number % 2 == 0 else "adversarial",
            reads=reads,
        )
        for number in range(count)
    ]


def made_up_case(
    chance: np.random.Generator,
    signal: str,
    about: tuple[str, str, str],
    sort: Sort,
    *,
    reads: bool = False,
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
    names = signal_names(reads=reads)
    values = chance.normal(0.0, 1.0, (SENTENCES, len(names)))
    if answers:
        row = int(chance.integers(SENTENCES))
        gold[row] = True
        values[row, names.index(signal)] += 4.0
    if reads:
        sentence, stretch = (values[:, names.index(name)] for name in ("read", "read_stretch"))
        of = replace(of, read=read_as(sentence.tolist(), stretch.tolist()))
    source, corpus, text = about
    return MeasuredCase(Case(source, corpus, text, sort, of, gold), values)
