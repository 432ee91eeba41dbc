"""What became of the answers that a language model was to write: counted, as JSON and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.models import Writing
from eval.models import Row

Outcome = Literal["written", "refused by the model", "fell back", "not put to the model", "failed"]
"""The model's sentences are shown, or its word that there is no answer, or the quoted answer in
their place; the search refused already, or a word of ours was all it took; asking failed."""

OUTCOMES: tuple[Outcome, ...] = (
    "written",
    "refused by the model",
    "fell back",
    "not put to the model",
    "failed",
)
_SHOWN_OF_HASH = 12


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the answers, and of the sentences in them.

    :param model: the model's name; empty where nothing was put to it.
    :param prompts: SHA-256 of each prompt's file, by its name.
    :param outcomes: how many questions came to each.
    :param failures: how many answers fell back, by why.
    :param kept: sentences whose quotations stood where the model said.
    :param repaired: sentences shown of which a quotation stood elsewhere.
    :param dropped: how many sentences are not shown, by why.
    """

    model: str
    prompts: Mapping[str, str]
    outcomes: Mapping[Outcome, int]
    failures: Mapping[str, int]
    kept: int
    repaired: int
    dropped: Mapping[str, int]

    @property
    def sentences(self) -> int:
        """How many the model wrote, in replies that came to their end."""
        return self.kept + self.repaired + sum(self.dropped.values())

    @property
    def dropped_share(self) -> float | None:
        """Share of them that are not shown; None without any."""
        return sum(self.dropped.values()) / self.sentences if self.sentences else None


def outcome_of(row: Row) -> Outcome:
    """Return what became of a question that was asked of the assistant that writes."""
    if row.answer is None:
        return "failed"
    writing = row.answer.writing
    if writing is None:
        return "not put to the model"
    if writing.failure:
        return "fell back"
    return "written" if row.answer.is_written else "refused by the model"


def tally_of(rows: Sequence[Row]) -> Tally:
    """Count what became of the questions that were asked of the assistant that writes."""
    outcomes = Counter(map(outcome_of, rows))
    writings = list(_writings(rows))
    return Tally(
        model=next((each.model for each in writings), ""),
        prompts={each.prompt: each.prompt_sha256 for each in writings},
        outcomes={outcome: outcomes[outcome] for outcome in OUTCOMES},
        failures=_most_first(each.failure for each in writings if each.failure),
        kept=sum(each.kept for each in writings),
        repaired=sum(each.repaired for each in writings),
        dropped=_most_first(lost.reason for each in writings for lost in each.dropped),
    )


def tally_json(tally: Tally) -> dict[str, Any]:
    """Return a tally as JSON."""
    return {
        "model": tally.model,
        "prompts": dict(tally.prompts),
        "outcomes": dict(tally.outcomes),
        "failures": dict(tally.failures),
        "sentences": tally.sentences,
        "kept": tally.kept,
        "repaired": tally.repaired,
        "dropped": dict(tally.dropped),
        "dropped_share": tally.dropped_share,
    }


def lines_of(tally: Tally) -> list[str]:
    """Return a tally in words: who wrote, what became of the answers, and of the sentences."""
    prompts = [f"{name} {sha256[:_SHOWN_OF_HASH]}" for name, sha256 in tally.prompts.items()]
    fell = f" ({_listed(tally.failures)})" if tally.failures else ""
    outcomes = [
        f"{count} {outcome}{fell if outcome == 'fell back' else ''}"
        for outcome, count in tally.outcomes.items()
        if count
    ]
    model = f"model {tally.model}, prompt {', '.join(prompts)}" if tally.model else "no model asked"
    return [
        model,
        f"questions: {', '.join(outcomes)}",
        _sentences(tally),
    ]


def _sentences(tally: Tally) -> str:
    share = tally.dropped_share
    if share is None:
        return "sentences: none"
    dropped = sum(tally.dropped.values())
    why = f" ({_listed(tally.dropped)})" if dropped else ""
    return (
        f"sentences: {tally.kept} kept, {tally.repaired} repaired, "
        f"{dropped} dropped, a share of {share:.3f}{why}"
    )


def _writings(rows: Sequence[Row]) -> Iterator[Writing]:
    for row in rows:
        if row.answer is not None and row.answer.writing is not None:
            yield row.answer.writing


def _most_first(names: Iterator[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())
