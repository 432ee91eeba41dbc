"""What checking claims hands on: each cited claim, the passage that comes nearest, a verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ingest.models import DocumentRole

FigureKind = Literal["count", "year", "percent", "money", "ordinal", "vague"]
ItemKind = Literal["count", "year", "percent", "money", "ordinal", "vague", "name", "direction"]
State = Literal["same", "differs", "absent"]
Verdict = Literal["supported by these words", "related", "nothing found", "source not held"]
VERDICTS: tuple[Verdict, ...] = (
    "supported by these words",
    "related",
    "nothing found",
    "source not held",
)
Basis = Literal[
    "meaning, words, figures and names", "words, figures and names", "figures and names"
]
"""What a score rests on: the model's sense of both sentences, where it knows their languages; the
words they share, where both are of one language; the figures and names in them, always."""


@dataclass(frozen=True, slots=True)
class Item:
    """A figure, a name or a word of a document: ``text == document.text[start:end]``.

    :param start: offset of its first character.
    :param end: offset after its last character.
    :param text: as it stands there.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One item of a claim, held against the source.

    :param kind: of the item; ``direction`` for a word such as "rose" or "not".
    :param claim: the item, offsets in the paper's text.
    :param state: the same is there; another is there in its place; there is neither.
    :param other: what the source has, offsets in the source's text; None where it has neither.
    :param note: what is to be known of it, as "rounded"; empty without anything.
    """

    kind: ItemKind
    claim: Item
    state: State
    other: Item | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage of a source that comes nearest a claim; checked against its document.

    :param document: the source's id.
    :param title: the source's title.
    :param language: ISO 639-1 code of the source, or ``und``.
    :param start: offset of its first character in the source's text.
    :param end: offset after its last character.
    :param quote: ``document.text[start:end]``.
    :param page: page of its first character, from 1; None without pages.
    :param page_label: that page's printed label; None without one.
    :param heading: the heading it stands under, if any.
    :param role: what the source is to the person.
    """

    document: str
    title: str
    language: str
    start: int
    end: int
    quote: str
    page: int | None = None
    page_label: str | None = None
    heading: str | None = None
    role: DocumentRole = "source"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One sentence of the paper and one entry that its marker cites.

    :param claim: the sentence, as it stands in the paper.
    :param start: offset of its first character in the paper's text.
    :param end: offset after its last character.
    :param page: of the paper, from 1; None without pages.
    :param heading: of the paper, that the claim stands under, if any.
    :param marker: the in-text marker as it stands there, for instance ``[3]``.
    :param marker_start: offset of the marker; rows of one marker share it.
    :param number: of the entry in the paper's reference list.
    :param label: that entry in few words; its number is not in it.
    :param cited_pages: that the marker or else the entry gives; empty without any.
    :param held: ids of the documents that are this source, sorted; empty where none is held.
    :param passage: the nearest passage; None where no source is held or nothing comes near.
    :param score: how near it comes, 0 to 1; comparable between rows of one ``basis`` only.
    :param verdict: on the scale of :data:`VERDICTS`.
    :param compared: the claim's figures, names and turns, one by one, in the claim's order.
    :param basis: what score and verdict rest on; None where no source is held.
    """

    claim: str
    start: int
    end: int
    page: int | None
    heading: str | None
    marker: str
    marker_start: int
    number: int
    label: str
    cited_pages: str
    held: tuple[str, ...]
    passage: Passage | None
    score: float
    verdict: Verdict
    compared: tuple[Compared, ...] = ()
    basis: Basis | None = None

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The items for which the source has another in their place."""
        return tuple(each for each in self.compared if each.state == "differs")

    def to_json(self) -> dict[str, Any]:
        """Return the object that stands for it in ``check --json``."""
        plain = asdict(self)
        return plain | {
            "held": list(self.held),
            "compared": [asdict(each) for each in self.compared],
        }


@dataclass(frozen=True, slots=True)
class ClaimsReport:
    """Every cited claim of a paper, held against the sources.

    :param paper: its id.
    :param title: its title.
    :param index: the generation that was read.
    :param model: the embedding model's name.
    :param rows: in the order of the paper; a claim with two entries has two.
    """

    paper: str
    title: str
    index: str
    model: str
    rows: tuple[ClaimRow, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict, in the order of the scale."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def by_reference(self) -> tuple[tuple[ClaimRow, ...], ...]:
        """The rows of each entry of the reference list together, by its number."""
        numbers = sorted({row.number for row in self.rows})
        return tuple(tuple(row for row in self.rows if row.number == number) for number in numbers)

    @property
    def not_held(self) -> tuple[int, ...]:
        """The numbers of the cited entries whose source is not held."""
        return tuple(sorted({row.number for row in self.rows if not row.held}))

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``check --json`` prints."""
        return {
            "paper": self.paper,
            "title": self.title,
            "index": self.index,
            "model": self.model,
            "summary": {"claims": len(self.rows)} | self.counts,
            "not_held": list(self.not_held),
            "rows": [row.to_json() for row in self.rows],
        }
