"""How well a reader reads: SQuAD's measures over passages that it has not learnt from.

F1 and exact match as SQuAD's own script has them (Rajpurkar et al. 2016, arXiv 1606.05250): the
best stretch, whatever "no answer" scores, against each of the answers that people gave. Whether a
passage answers at all is measured by the area under the ROC curve.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reader.corpora import Passage
from ingest.models import Span

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans(dict.fromkeys(string.punctuation))


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in a passage.

    :param span: the best stretch, in characters of the passage.
    :param sentence: position of the sentence that it thinks answers.
    :param answerable: the higher, the surer that the passage answers.
    """

    span: Span
    sentence: int
    answerable: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one set.

    :param name: of the set.
    :param answerable: how many questions its passages answer,
    :param unanswerable: and how many they do not.
    :param f1: mean F1 of the first, 0 to 1; NaN where no stretch is known.
    :param exact: share of them found to the letter.
    :param sentence: share of them whose sentence is the right one.
    :param auroc: of ``answerable``; NaN where all are of one kind.
    """

    name: str
    answerable: int
    unanswerable: int
    f1: float
    exact: float
    sentence: float
    auroc: float


Read = Callable[[Sequence[tuple[str, Passage]]], Sequence[Found]]
"""Questions and passages -> what is found, in their order."""


def measure(name: str, passages: Sequence[Passage], read: Read) -> Figures:
    """Measure a reader on a set.

    :param name: of the set.
    :param passages: with their questions.
    :param read: the reader.
    """
    asked = [(asked, passage) for passage in passages for asked in passage.questions]
    found = read([(question.text, passage) for question, passage in asked])
    f1, exact, sentence = [], [], []
    for (question, passage), one in zip(asked, found, strict=True):
        if not question.answers:
            continue
        said = passage.text[one.span.start : one.span.end]
        wanted = [passage.text[span.start : span.end] for span in question.answers]
        held = passage.sentences[one.sentence]
        sentence.append(any(held.overlaps(span) for span in question.answers))
        if not passage.whole:
            f1.append(max(token_f1(said, answer) for answer in wanted))
            exact.append(any(_normal(said) == _normal(answer) for answer in wanted))
    is_right = np.asarray([bool(question.answers) for question, _ in asked], dtype=np.bool_)
    scores = np.asarray([one.answerable for one in found])
    means = (_mean(f1), _mean(exact), _mean(sentence))
    counts = (int(is_right.sum()), int((~is_right).sum()))
    return Figures(name, *counts, *means, auroc(scores[is_right], scores[~is_right]))


def token_f1(said: str, wanted: str) -> float:
    """Return the F1 of two texts' words, case, punctuation and English articles aside."""
    ours, theirs = _normal(said).split(), _normal(wanted).split()
    if not ours or not theirs:
        return float(ours == theirs)
    same = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * same / (len(ours) + len(theirs))


def auroc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Return the chance that one of the first is above one of the second, ties counting half.

    :param positive: (n,).
    :param negative: (m,).
    :return: NaN where one is empty.
    """
    if not len(positive) or not len(negative):
        return float("nan")
    above = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    return float(above)


def table(figures: Iterable[Figures]) -> str:
    """Return the measures as a Markdown table."""
    lines = [
        "| set | answerable | not | F1 | exact | sentence | AUROC |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in figures:
        measures = (row.f1, row.exact, row.sentence, row.auroc)
        shown = " | ".join("–" if np.isnan(value) else f"{value:.3f}" for value in measures)
        lines.append(f"| {row.name} | {row.answerable} | {row.unanswerable} | {shown} |")
    return "\n".join(lines)


def _normal(text: str) -> str:
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
