"""The figures of judged claims: by label and languages, each with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.claims import Scored
from eval.claims_data import LABELS
from eval.models import Estimate
from eval.summary import mean_estimate
from eval.table import align, show

STRANGERS = "strangers"
MEASURES: tuple[tuple[str, Callable[[Scored], float | None]], ...] = (
    ("verdict_right", lambda scored: scored.correct),
    ("difference_shown", lambda scored: scored.shown),
    ("passage_found", lambda scored: scored.found),
)


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of some pairs.

    :param split: of the pairs.
    :param label: theirs; ``all``, or ``strangers`` for claims against other subjects' texts.
    :param languages: ``one`` for claim and source of one language, ``two`` for others, ``any``, or
        a pair such as ``ru-en``.
    :param pairs: how many there are.
    :param estimates: one a measure; without value where it applies to none of them.
    """

    split: str
    label: str
    languages: str
    pairs: int
    estimates: tuple[Estimate, ...]


def lines_of(scored: Sequence[Scored], strangers: Sequence[Scored]) -> tuple[Line, ...]:
    """Return the figures of judged pairs, split by split.

    :param scored: the pairs of the set.
    :param strangers: claims held against the texts of other subjects.
    """
    found: list[Line] = []
    for split in dict.fromkeys(each.pair.split for each in scored):
        own = [each for each in scored if each.pair.split == split]
        others = [each for each in strangers if each.pair.split == split]
        found += [_line(split, *group) for group in _groups(own, others)]
    return tuple(found)


def render_claims(lines: Sequence[Line], model: str) -> str:
    """Return the figures as an aligned table for the terminal.

    :param lines: what :func:`lines_of` gave.
    :param model: the embedding model's name.
    """
    rows = [["split", "label", "languages", "pairs", *(name for name, _ in MEASURES)]]
    for line in lines:
        figures = [show(estimate, interval=True) for estimate in line.estimates]
        rows.append([line.split, line.label, line.languages, str(line.pairs), *figures])
    return f"{model}; 95 % bootstrap intervals\n\n{align(rows, left=len(rows[0]))}"


def claims_json(lines: Sequence[Line], scored: Sequence[Scored], model: str) -> dict[str, Any]:
    """Return the figures and every pair's verdict as a JSON object."""
    return {
        "model": model,
        "summary": [asdict(line) for line in lines],
        "rows": [
            {
                "id": each.pair.id,
                "label": each.pair.label,
                "split": each.pair.split,
                "languages": each.pair.languages,
                "change": each.pair.change,
                "verdict": each.judged.verdict,
                "score": each.judged.score,
                "basis": each.judged.basis,
                "correct": each.correct,
                "difference_shown": each.shown,
                "passage_found": each.found,
                "compared": [asdict(item) for item in each.judged.compared],
            }
            for each in scored
        ],
    }


def _groups(
    own: Sequence[Scored], strangers: Sequence[Scored]
) -> Iterator[tuple[str, str, list[Scored]]]:
    yield "all", "any", list(own)
    for label in LABELS:
        of_label = [each for each in own if each.pair.label == label]
        for languages in ("one", "two"):
            yield label, languages, [each for each in of_label if _languages(each) == languages]
    yield STRANGERS, "any", list(strangers)
    for pair in sorted({each.pair.languages for each in own}):
        yield "all", pair, [each for each in own if each.pair.languages == pair]


def _languages(scored: Scored) -> str:
    return "one" if scored.pair.claim_language == scored.pair.source_language else "two"


def _line(split: str, label: str, languages: str, scored: Sequence[Scored]) -> Line:
    estimates = tuple(
        mean_estimate(name, [value for each in scored if (value := measure(each)) is not None])
        for name, measure in MEASURES
    )
    return Line(split, label, languages, len(scored), estimates)
