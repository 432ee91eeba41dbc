"""From which score on a verdict is given: fitted on the split ``tune``, one scale a basis.

The weights were chosen once, of some dozens that did equally well on ``tune``; with so few pairs
only the thresholds are fitted, each in the middle of those that do equally well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from assistant.claims.models import Basis
from assistant.claims.nearest import Vectors
from assistant.claims.settings import DEFAULT_SETTINGS, FULL, ITEMS, WORDS, ClaimSettings, Scale
from assistant.claims.verdict import Judged, verdict
from eval.claims import Case, judge_case, read_pairs, score_case, strangers, vectors_of
from eval.claims_data import Pair
from index.models import Embedder

_UNSAID_WEIGHT = 0.1  # it only tells apart what else does equally well
STEPS = tuple(step / 100 for step in range(5, 96))


@dataclass(frozen=True, slots=True)
class _Measured:
    """A case and what it is judged on when its passage counts as near."""

    case: Case
    judged: Judged


def fitted(pairs: Sequence[Pair], embedder: Embedder) -> str:
    """Return the default settings with the scales that do best on some pairs, as text.

    :param pairs: of the split ``tune``; each is held against other subjects' texts too.
    :param embedder: the model to fit for.
    """
    cases = read_pairs([*pairs, *strangers(pairs)], embedder.languages)
    return str(fit_scales(cases, vectors_of(cases, embedder), DEFAULT_SETTINGS))


def fit_scales(cases: Sequence[Case], vectors: Vectors, settings: ClaimSettings) -> ClaimSettings:
    """Return settings whose scales do best on some cases.

    What is made as large as possible is the mean, over the labels, of the share of right verdicts,
    plus the share of contradictions that are shown, plus a tenth of the share of the unsaid that
    are called related, for they are of the source's subject; figures and names cannot tell that.

    :param cases: of the split ``tune``, strangers among them.
    :param vectors: as ``judge_case`` takes them.
    :param settings: whose weights stay.
    """
    open_scales = replace(settings, full=Scale(0, 0), same_language=Scale(0, 0), items=Scale(0, 0))
    measured = [_Measured(case, judge_case(case, vectors, open_scales)) for case in cases]
    return replace(
        settings,
        full=_best(measured, FULL, settings),
        same_language=_best(measured, WORDS, settings),
        items=_best(measured, ITEMS, settings),
    )


def _best(measured: Sequence[_Measured], basis: Basis, settings: ClaimSettings) -> Scale:
    of_basis = [each for each in measured if each.case.basis == basis]
    if not of_basis:
        return settings.scale(basis)
    worth = {
        Scale(supported, related): _worth(of_basis, Scale(supported, related), settings)
        for related in STEPS
        for supported in STEPS
        if supported >= related
    }
    most = max(worth.values())
    best = [scale for scale, value in worth.items() if value > most - 1e-9]
    return Scale(
        round(median(scale.supported for scale in best), 2),
        round(median(scale.related for scale in best), 2),
    )


def _worth(measured: Sequence[_Measured], scale: Scale, settings: ClaimSettings) -> float:
    tried = replace(settings, full=scale, same_language=scale, items=scale)
    scored = [score_case(each.case, _rejudged(each, tried)) for each in measured]
    labels = sorted({each.pair.label for each in scored})
    right = fmean(
        fmean(each.correct for each in scored if each.pair.label == label) for label in labels
    )
    shown = [each.shown for each in scored if each.shown is not None]
    related = [
        each.judged.verdict == "related"
        for each in scored
        if each.pair.label == "unsaid" and each.judged.basis != ITEMS
    ]
    return (
        right
        + (fmean(shown) if shown else 0.0)
        + (_UNSAID_WEIGHT * fmean(related) if related else 0.0)
    )


def _rejudged(each: _Measured, settings: ClaimSettings) -> Judged:
    judged = each.judged
    if judged.near is None:
        return judged
    found = verdict(judged.score, judged.compared, judged.basis, settings)
    kept = judged.compared if judged.score >= settings.close(judged.basis) else ()
    return replace(judged, verdict=found, compared=kept)
