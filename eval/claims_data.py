"""The set of claim-source pairs, read and checked: one JSON object a line.

::

    {"id": "reef-3", "claim": "…", "claim_language": "ru", "source": "4 to 12 sentences",
     "source_language": "en", "label": "contradicted", "split": "report",
     "evidence": "the sentence of the source that speaks of it, exactly; empty where none does",
     "change": "figure", "differs": ["the items of the claim that differ, exactly"]}

The labels are supported, contradicted, unsaid (of the source's subject, but it does not say so) and
unrelated; what was changed in a contradicted one is a figure, year, name, direction or negation. No
subject is in both splits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import QuestionsInvalid

DEFAULT_CLAIMS = Path(__file__).parent / "claims.jsonl"
Label = Literal["supported", "contradicted", "unsaid", "unrelated"]
LABELS: tuple[Label, ...] = ("supported", "contradicted", "unsaid", "unrelated")
_TEXTS = ("id", "claim", "claim_language", "source", "source_language", "label", "split")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the text that it is held against.

    :param id: unique in its file; what stands before its last hyphen is its subject.
    :param claim: one sentence.
    :param claim_language: ISO 639-1 code.
    :param source: the text.
    :param source_language: ISO 639-1 code.
    :param label: what the source is to the claim.
    :param split: ``tune`` or ``report``.
    :param evidence: the sentence of the source that speaks of it; empty where none does.
    :param change: what was changed in a contradicted claim; empty of others.
    :param differs: the words of the claim that differ.
    """

    id: str
    claim: str
    claim_language: str
    source: str
    source_language: str
    label: Label
    split: str
    evidence: str = ""
    change: str = ""
    differs: tuple[str, ...] = ()

    @property
    def languages(self) -> str:
        """The two languages, the claim's first: ``ru-en``."""
        return f"{self.claim_language}-{self.source_language}"

    @property
    def subject(self) -> str:
        """What the source is about, for instance ``reef``."""
        return self.id.rpartition("-")[0]


def load_pairs(path: Path = DEFAULT_CLAIMS) -> tuple[Pair, ...]:
    """Read a file of pairs.

    :param path: UTF-8, one JSON object a line; blank lines are skipped.
    :return: the pairs in the file's order, at least one.
    :raises QuestionsInvalid: with file, line and field when something is not of the form.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as exc:
        raise QuestionsInvalid(f"{path}: byte {exc.start} is not UTF-8; save it as UTF-8.") from exc
    except OSError as exc:
        raise QuestionsInvalid(
            f"{path}: cannot be read ({exc.strerror}); name a file of claims with --claims."
        ) from exc
    pairs = [
        _pair(line, f"{path}, line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not pairs:
        raise QuestionsInvalid(f"{path}: holds no pair; expected one JSON object a line.")
    return tuple(pairs)


def choose_pairs(pairs: Sequence[Pair], split: str | None) -> tuple[Pair, ...]:
    """Return the pairs of a split; all of them for None.

    :raises QuestionsInvalid: when there is none of it.
    """
    chosen = tuple(pair for pair in pairs if split in (None, pair.split))
    if not chosen:
        there_are = ", ".join(sorted({pair.split for pair in pairs}))
        raise QuestionsInvalid(f"no pair is of the split {split!r}; there are: {there_are}.")
    return chosen


def _pair(line: str, where: str) -> Pair:
    try:
        fields = json.loads(line)
    except ValueError as exc:
        raise QuestionsInvalid(f"{where}: is not JSON ({exc}).") from exc
    if not isinstance(fields, dict):
        raise QuestionsInvalid(f"{where}: expected a JSON object.")
    texts = {name: _text(fields, name, where) for name in _TEXTS}
    named = texts.pop("label")
    label = next((each for each in LABELS if each == named), None)
    if label is None:
        raise QuestionsInvalid(f'{where}, field "label": expected one of {", ".join(LABELS)}.')
    pair = Pair(
        **texts,
        label=label,
        evidence=_text(fields, "evidence", where, empty=True),
        change=_text(fields, "change", where, empty=True),
        differs=_texts(fields, where),
    )
    return _checked(pair, where)


def _checked(pair: Pair, where: str) -> Pair:
    if pair.evidence not in pair.source:
        raise QuestionsInvalid(f'{where}, field "evidence": does not stand in the source.')
    if bool(pair.evidence) != (pair.label in ("supported", "contradicted")):
        raise QuestionsInvalid(
            f'{where}, field "evidence": is for the supported and contradicted, and only them.'
        )
    missing = [each for each in pair.differs if each not in pair.claim]
    if missing:
        raise QuestionsInvalid(f'{where}, field "differs": {missing[0]!r} is not in the claim.')
    return pair


def _text(fields: Mapping[str, object], name: str, where: str, *, empty: bool = False) -> str:
    value = fields.get(name, "" if empty else None)
    if not isinstance(value, str) or not (value.strip() or empty):
        raise QuestionsInvalid(f'{where}, field "{name}": expected a text, found {value!r:.60}.')
    return value


def _texts(fields: Mapping[str, object], where: str) -> tuple[str, ...]:
    value = fields.get("differs", [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise QuestionsInvalid(f'{where}, field "differs": expected a list of texts.')
    return tuple(value)
