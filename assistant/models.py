"""What the assistant hands on: an answer, its statements and their citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands; ``quote == document.text[start:end]``, checked before display.

    :param marker: the number shown in brackets, from 1.
    :param document: the document's id.
    :param title: the document's title.
    :param language: ISO 639-1 code of the document, or ``und``.
    :param page: page of the quotation's first character, from 1; None without pages.
    :param page_label: the label printed on that page, if it has one.
    :param heading: the heading the quotation stands under, if any.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param quote: the quotation.
    """

    marker: int
    document: str
    title: str
    language: str
    page: int | None
    page_label: str | None
    heading: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved passage, in rank order; retrieved is not cited.

    :param document: the document's id.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param text: ``document.text[start:end]``.
    :param score: the search's fused score.
    """

    document: str
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer.

    :param text: the sentence, without markers.
    :param markers: the citations it rests on.
    """

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal that says why.

    :param question: as the person asked it.
    :param searched_question: as it was searched, for instance a follow-up made to stand alone.
    :param statements: the sentences of the answer; empty for a refusal.
    :param abstained: the documents do not say.
    :param reason: why not, for the person to read; None for an answer.
    :param citations: one a marker, in the order of their markers; empty for a refusal.
    :param passages: what was retrieved, best first, refusals included.
    :param missing: words of the question that no document has.
    :param confidence: the score that refusal rests on, higher is surer.
    :param index: the generation that answered.
    :param model: the embedding model's name.
    """

    question: str
    searched_question: str
    statements: tuple[Statement, ...]
    abstained: bool
    reason: str | None
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    missing: tuple[str, ...]
    confidence: float
    index: str
    model: str

    @property
    def text(self) -> str:
        """The answer as one line of plain text, each sentence followed by its markers."""
        return " ".join(
            f"{statement.text} " + "".join(f"[{marker}]" for marker in statement.markers)
            for statement in self.statements
        )

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``ask --json`` prints and the ``/ask`` endpoint returns."""
        return {
            "question": self.question,
            "answer": self.text,
            "abstained": self.abstained,
            "reason": self.reason,
            "citations": [asdict(citation) for citation in self.citations],
            "passages": [asdict(passage) for passage in self.passages],
            "missing": list(self.missing),
            "confidence": self.confidence,
            "searched_question": self.searched_question,
            "index": self.index,
            "model": self.model,
        }
