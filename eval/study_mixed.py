"""Whether one language's passages bury another's: the same questions alone and among all.

A language's questions are asked of its own passages, then of these among the passages of all other
languages, with the fusion and the number of candidates that search uses. The loss is what the
others cost. Asked twice: with as many passages of a language as there are, and with few of them,
as when a paper has one source in another language; the few are several samples, for more questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from eval.study_data import Corpus, StudyQuestion, StudySet, StudySettings
from eval.study_estimates import Floats, estimates, resampled
from eval.study_rank import MEASURES, Case, find_cases, score
from eval.study_report import ALL, FEW, MixedLine
from index.fusion import FusionSettings, fuse
from index.models import FloatArray
from index.sampling import stable_order

MIXED_MEASURES = (*MEASURES, "candidate")
"""The last: some passage that answers is among the candidates of either side."""


def measure_mixed(
    sets: Sequence[StudySet],
    vectors: dict[str, FloatArray],
    known: frozenset[str] | None,
    settings: StudySettings,
) -> Iterator[MixedLine]:
    """Yield each language's figures; nothing where all sets are of one language.

    :param sets: those of one corpus are taken.
    :param vectors: of every passage and question by its text.
    :param known: languages that the embedding model was trained for; None for any.
    :param settings: the size and number of the samples of few.
    """
    languages = dict.fromkeys(study.language for study in sets if len(study.corpora) == 1)
    corpora = {language: _joined(sets, language) for language in languages}
    for name in (ALL, FEW) if len(corpora) > 1 else ():
        for language, own in corpora.items():
            others = [corpus for spoken, corpus in corpora.items() if spoken != language]
            parts = [own] if name == ALL else list(_samples(own, settings))
            mixed = [_among(part, others) for part in parts]
            foreign = known is not None and language not in known
            alone_scores, tune = _scores(language, parts, vectors, foreign)
            mixed_scores, _ = _scores(language, mixed, vectors, foreign)
            yield _line(
                name, language, parts, mixed, alone_scores[~tune], mixed_scores[~tune], settings
            )


def _joined(sets: Sequence[StudySet], language: str) -> Corpus:
    """Return all that there is of a language as one corpus."""
    joined = Corpus((), ())
    for study in sets:
        if study.language == language and len(study.corpora) == 1:
            corpus = _moved(study.corpora[0], len(joined.passages))
            joined = Corpus(
                joined.passages + study.corpora[0].passages, joined.questions + corpus.questions
            )
    return joined


def _samples(corpus: Corpus, settings: StudySettings) -> Iterator[Corpus]:
    """Yield small corpora of a language, no passage in two, those without a question left out."""
    order = sorted(
        range(len(corpus.passages)), key=lambda row: stable_order(corpus.passages[row].text)
    )
    for number in range(settings.samples):
        rows = order[number * settings.few : (number + 1) * settings.few]
        places = {row: place for place, row in enumerate(rows)}
        questions = tuple(
            StudyQuestion(question.text, frozenset(places[row] for row in held))
            for question in corpus.questions
            if (held := question.gold & places.keys())
        )
        if questions:
            yield Corpus(tuple(corpus.passages[row] for row in rows), questions)


def _among(own: Corpus, others: Sequence[Corpus]) -> Corpus:
    """Return a corpus among others, which come first: of equal scores theirs wins."""
    passages = tuple(chain.from_iterable(other.passages for other in others))
    return Corpus(passages + own.passages, _moved(own, len(passages)).questions)


def _moved(corpus: Corpus, offset: int) -> Corpus:
    """Return a corpus whose questions mean rows so much farther on."""
    questions = (
        StudyQuestion(question.text, frozenset(row + offset for row in question.gold))
        for question in corpus.questions
    )
    return Corpus(corpus.passages, tuple(questions))


def _scores(
    language: str, corpora: Sequence[Corpus], vectors: dict[str, FloatArray], foreign: bool
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return (questions, measures) scores, and which questions are of the first half."""
    cases = list(find_cases(StudySet("mixed", language, tuple(corpora)), vectors))
    scores = [_score(case, foreign) for case in cases]
    return (
        np.asarray(scores, dtype=np.float64).reshape(len(cases), len(MIXED_MEASURES)),
        np.asarray([case.tune for case in cases], dtype=np.bool_),
    )


def _score(case: Case, foreign: bool) -> tuple[float, ...]:
    ranking = fuse(case.dense, case.lexical, FusionSettings(), foreign=foreign)
    return *score(ranking, case.gold), float(any(item.row in case.gold for item in ranking))


def _line(
    name: str,
    language: str,
    parts: Sequence[Corpus],
    mixed: Sequence[Corpus],
    alone_scores: Floats,
    mixed_scores: Floats,
    settings: StudySettings,
) -> MixedLine:
    found = [
        estimates(scores, resampled(scores, settings), len(scores), MIXED_MEASURES)
        for scores in (alone_scores, mixed_scores, alone_scores - mixed_scores)
    ]
    return MixedLine(
        corpus=name,
        language=language,
        own=round(np.mean([len(part.passages) for part in parts])) if parts else 0,
        passages=round(np.mean([len(corpus.passages) for corpus in mixed])) if mixed else 0,
        questions=len(alone_scores),
        alone=found[0],
        mixed=found[1],
        loss=found[2],
    )
