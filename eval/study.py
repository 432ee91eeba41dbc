"""The choice of the fusion, by measurement: dense, lexical and their fusions on public sets.

Each set's questions are halved by a hash of their text. The setting is chosen on the first half,
by the mean nDCG@10 over the sets, and every figure of the tables is of the second.

A second part measures whether languages bury one another, with the fusion that search uses: see
``eval.study_mixed``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.files import write_text
from eval.study_data import StudySet, StudySettings, read_sets
from eval.study_estimates import Floats, estimates, resampled
from eval.study_mixed import measure_mixed
from eval.study_rank import MEASURES, System, find_cases, score, systems
from eval.study_report import CHOSEN, CHOSEN_BY, MEAN, StudyLine, StudyReport, StudySetSize
from index.fusion import FusionSettings
from index.models import Embedder, FloatArray, Progress

REPORT = "study.json"


def run_fusion_study(
    data: Path,
    out: Path | None = None,
    embedder: Embedder | None = None,
    settings: StudySettings | None = None,
    progress: Progress | None = None,
) -> StudyReport:
    """Measure every fusion on every set in a folder.

    :param data: a folder with some of the files that ``eval.study_data.SOURCES`` names.
    :param out: a folder for ``study.json``; None writes nothing.
    :param embedder: None for the default one.
    :param settings: how much of each set is taken; None for the defaults.
    :param progress: told of passages embedded.
    :return: the figures and the choice.
    :raises QuestionsInvalid: when no set is there, or one is not of its form.
    """
    embedder = embedder or _default_embedder()
    settings = settings or StudySettings()
    sets = read_sets(data, settings, embedder.count_tokens, embedder.max_tokens)
    vectors = _embed(sets, embedder, progress)
    measured = [_measure(study, vectors, embedder) for study in sets]
    best = _choose(measured)
    report = StudyReport(
        model=embedder.identity.name,
        sets=tuple(_size(item) for item in measured),
        chosen=_joined(best),
        lines=tuple(_lines(measured, best, settings)),
        mixed=tuple(measure_mixed(sets, vectors, embedder.languages, settings)),
    )
    if out is not None:
        write_text(out / REPORT, json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")
    return report


@dataclass(frozen=True, slots=True)
class _Measured:
    """A set's scores: (questions, measures) by system; ``tune`` (questions,) marks the half."""

    study: StudySet
    passages: int
    foreign: bool
    tune: NDArray[np.bool_]
    scores: Mapping[str, Floats]


def _default_embedder() -> Embedder:
    from index.embedder import open_embedder

    return open_embedder()


def _embed(
    sets: Sequence[StudySet], embedder: Embedder, progress: Progress | None
) -> dict[str, FloatArray]:
    """Return the vector of every passage and question, each text embedded once."""
    corpora = [corpus for study in sets for corpus in study.corpora]
    passages = list(dict.fromkeys(row.text for corpus in corpora for row in corpus.passages))
    questions = list(dict.fromkeys(item.text for corpus in corpora for item in corpus.questions))
    vectors = dict(zip(passages, embedder.encode(passages, "passage", progress), strict=True))
    asked = embedder.encode(questions, "query", progress)
    return vectors | dict(zip(questions, asked, strict=True))


def _measure(study: StudySet, vectors: dict[str, FloatArray], embedder: Embedder) -> _Measured:
    cases = list(find_cases(study, vectors))
    return _Measured(
        study=study,
        passages=sum(len(corpus.passages) for corpus in study.corpora),
        foreign=embedder.languages is not None and study.language not in embedder.languages,
        tune=np.asarray([case.tune for case in cases]),
        scores={
            system.name: np.asarray([score(system.rank(case), case.gold) for case in cases])
            for system in systems()
        },
    )


def _size(item: _Measured) -> StudySetSize:
    tune = int(item.tune.sum())
    return StudySetSize(
        item.study.name, item.study.language, item.passages, tune, len(item.tune) - tune
    )


def _choose(measured: Sequence[_Measured]) -> dict[bool, System]:
    """Return the best fusion for questions the model knows (False) and for foreign ones (True).

    Both are of one method, for one setting holds both weights: the method whose two best weights
    have the highest mean over all sets of the first half.
    """
    tuned = [item for item in measured if item.tune.any()]
    pairs = []
    for family in _families():
        known, known_sum = _best(family, [item for item in tuned if not item.foreign])
        foreign, foreign_sum = _best(family, [item for item in tuned if item.foreign])
        pair = {False: known or foreign or family[0], True: foreign or known or family[0]}
        pairs.append((known_sum + foreign_sum, pair))
    return max(pairs, key=lambda scored: scored[0])[1]


def _families() -> list[list[System]]:
    """Return the fusions that differ in their weight only, together."""
    families: dict[tuple[str, int], list[System]] = {}
    for system in systems():
        if system.fusion is not None:
            key = (system.fusion.method, system.fusion.rank_constant)
            families.setdefault(key, []).append(system)
    return list(families.values())


def _best(family: Sequence[System], sets: Sequence[_Measured]) -> tuple[System | None, float]:
    """Return a family's best system on the first halves with the sum of its means; None of none."""
    if not sets:
        return None, 0.0
    sums = [
        sum(float(item.scores[system.name][item.tune, CHOSEN_BY].mean()) for item in sets)
        for system in family
    ]
    return family[int(np.argmax(sums))], max(sums)


def _joined(best: Mapping[bool, System]) -> FusionSettings:
    known, foreign = best[False].fusion, best[True].fusion
    if known is None or foreign is None:
        raise ValueError("only a fusion can be chosen, not a baseline")
    return replace(known, foreign_dense_weight=foreign.dense_weight)


def _lines(
    measured: Sequence[_Measured], best: Mapping[bool, System], settings: StudySettings
) -> Iterator[StudyLine]:
    """Yield every system's figures on every set's second half, then their mean over the sets."""
    for name in (*(system.name for system in systems()), CHOSEN):
        means, together = [np.zeros((0, len(MEASURES)))], []
        for item in measured:
            system = best[item.foreign].name if name == CHOSEN else name
            reported = item.scores[system][~item.tune]
            draws = resampled(reported, settings)
            found = estimates(reported, draws, len(reported), MEASURES)
            yield StudyLine(name, item.study.name, found)
            if len(reported):
                means.append(reported.mean(axis=0, keepdims=True))
                together.append(draws)
        pooled = np.mean(together, axis=0) if together else means[0]
        mean = estimates(np.concatenate(means), pooled, len(together), MEASURES)
        yield StudyLine(name, MEAN, mean)
