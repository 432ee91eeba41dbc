"""What the assistant hands on: an answer, its statements and their citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from ingest.models import Span

Way = Literal["fact", "list", "compare", "yes_no", "overview", "documents", "greeting"]
"""How a question is answered: by its one fact, by everything that carries an item, side by side,
by evidence without a verdict, by a lead, from what the documents are, or by a word of ours."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a document that might answer, before it is checked and cited.

    :param doc_id: its document.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param text: ``document.text[start:end]``.
    :param highlights: the words or the figure that answer, offsets in the document's text.
    :param said: our own words that rest on it, where they are not the quotation itself.
    """

    doc_id: str
    start: int
    end: int
    text: str
    highlights: tuple[Span, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What one way of answering found; it becomes an :class:`Answer`.

    :param sentences: those that answer, in the order to say them; empty where none does.
    :param confidence: the chance that the documents answer, 0 to 1.
    :param nearest: where nothing answers, the sentences that come nearest.
    :param missing: names, numbers and rare words of the question that no document covers.
    :param note: a line of our own above the sentences: what they can show and what they lack.
    :param reply: a word of our own that is the whole answer and cites nothing.
    :param reason: why there is no answer; empty for the usual reason.
    """

    sentences: tuple[Sentence, ...] = ()
    confidence: float = 0.0
    nearest: tuple[Sentence, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""
    reply: str = ""
    reason: str = ""


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
    :param highlights: its words or figure that answer, offsets in the document's text.
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
    highlights: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the object that stands for it in ``ask --json``."""
        return asdict(self) | {"highlights": [asdict(span) for span in self.highlights]}


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
    :param way: how the question was answered.
    :param note: a line of ours about what the sentences can show and what they lack.
    :param reply: a word of ours that is the whole answer, as to a greeting; empty otherwise.
    :param nearest: for a refusal, the quotations that come nearest; none of them answers.
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
    way: Way = "fact"
    note: str = ""
    reply: str = ""
    nearest: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The answer as one line of plain text, each sentence followed by its markers."""
        return self.reply or " ".join(
            f"{statement.text} " + "".join(f"[{marker}]" for marker in statement.markers)
            for statement in self.statements
        )

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``ask --json`` prints and the ``/ask`` endpoint returns."""
        return {
            "question": self.question,
            "answer": self.text,
            "way": self.way,
            "note": self.note,
            "abstained": self.abstained,
            "reason": self.reason,
            "citations": [citation.to_json() for citation in self.citations],
            "passages": [asdict(passage) for passage in self.passages],
            "nearest": [citation.to_json() for citation in self.nearest],
            "missing": list(self.missing),
            "confidence": self.confidence,
            "searched_question": self.searched_question,
            "index": self.index,
            "model": self.model,
        }
