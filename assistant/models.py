"""What the assistant hands on: an answer, its statements and their citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from index.models import EVERYTHING, Scope
from ingest.errors import LanguageModelFailure
from ingest.models import UNDETERMINED, DocumentRole, Span

Way = Literal["fact", "list", "compare", "yes_no", "overview", "documents", "greeting"]
"""How a question is answered: by its one fact, by everything that carries an item, side by side,
by evidence without a verdict, by a lead, from what the documents are, or by a word of ours."""


DropReason = Literal[
    "no-quotation",
    "quotation-not-found",
    "quotation-too-short",
    "number",
    "name",
    "address",
    "unrelated",
    "opposite",
    "markup",
    "prompt",
    "empty",
    "too-long",
]
"""Why a sentence of a language model is not shown: it quotes nothing, or what stands nowhere, or
too few words; its evidence lacks a number or date, a name, an address, or every word of it, or says
the opposite; it holds markup, repeats what the model was told, says nothing, or too much."""

WritingFailure = Literal["", "unsupported", LanguageModelFailure]
"""Why a language model's answer is not shown; ``unsupported``: no sentence of it had evidence."""


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
class Tie:
    """That the document quoted is what an entry of a paper's reference list names.

    :param document: the id of the document that cites it.
    :param title: that document's title; its id where the index does not hold it.
    :param number: of the entry.
    :param label: how the entry is named in few words, its number left out; empty where the index
        does not hold the list.
    """

    document: str
    title: str
    number: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Backing:
    """An entry of a reference list whose marker in the text backs a quotation.

    :param number: of the entry.
    :param label: how it is cited in few words: number, author, year and pages.
    :param pages: cited, by the marker or else by the entry; empty without any.
    :param url: the entry's address, as it stands there; None without one.
    :param doi: in its bare form; None without one.
    :param held: ids of the documents that are this source; empty where it is not held.
    """

    number: int
    label: str
    pages: str = ""
    url: str | None = None
    doi: str | None = None
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """How many documents of each role the index holds.

    :param papers: of the role "paper".
    :param sources: of the role "source".
    :param others: of neither.
    """

    papers: int = 0
    sources: int = 0
    others: int = 0

    @property
    def is_mixed(self) -> bool:
        """Documents of more than one role are held."""
        return sum(map(bool, (self.papers, self.sources, self.others))) > 1


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
    :param role: what the document is to the person.
    :param source_of: the entries of papers' reference lists that the document is.
    :param backing: the references whose markers in the text back the quotation.
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
    role: DocumentRole = "other"
    source_of: tuple[Tie, ...] = ()
    backing: tuple[Backing, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the object that stands for it in ``ask --json``."""
        plain = asdict(self)
        del plain["backing"]
        return plain | {
            "highlights": [asdict(span) for span in self.highlights],
            "source_of": [asdict(tie) for tie in self.source_of],
            "cites": [asdict(each) | {"held": list(each.held)} for each in self.backing],
        }


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
    :param markers: the citations it rests on; several sentences may share one.
    """

    text: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence of a language model that is not shown, for the documents do not bear it.

    :param text: as the model wrote it, cut short; anything may stand in it.
    :param reason: why.
    :param detail: the number, the name, the address or the quotation that was not found; empty
        where the whole is meant.
    """

    text: str
    reason: DropReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a language model was asked for, and what became of it.

    :param model: its name.
    :param prompt: the name of the prompt's file, its ending left out.
    :param prompt_sha256: lower-case hex SHA-256 of that file.
    :param kept: sentences whose quotations stood where the model said.
    :param repaired: sentences shown of which a quotation stood in another passage than it said.
    :param dropped: sentences that are not shown.
    :param failure: why the answer is quoted and not written after all; empty where it is written.
    :param unfinished: of a reply that broke off, the sentences that were verified by then; they
        are no part of the answer, and none of them is counted.
    :param retried: the model was asked twice.
    :param prompt_tokens: read, as the model counts them; None where it does not say.
    :param completion_tokens: written; None where it does not say.
    """

    model: str
    prompt: str
    prompt_sha256: str
    kept: int = 0
    repaired: int = 0
    dropped: tuple[Dropped, ...] = ()
    failure: WritingFailure = ""
    unfinished: tuple[Statement, ...] = ()
    retried: bool = False
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    @property
    def shown(self) -> int:
        """How many of the model's sentences are shown."""
        return self.kept + self.repaired

    @property
    def sentences(self) -> int:
        """How many it wrote."""
        return self.shown + len(self.dropped)


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
    :param scope: which documents were asked.
    :param scope_name: these in words, as in "only the paper was asked"; empty for all.
    :param question_language: ISO 639-1 code of the question, or ``und``; where its own words tell
        none, its conversation's. What is no quotation is said in it, in English where it is another
        than English, Russian and Kazakh.
    :param role_counts: what the index holds, whatever was asked of it.
    :param writing: what a language model had to do with it; None where none was asked.
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
    scope: Scope = EVERYTHING
    scope_name: str = ""
    question_language: str = UNDETERMINED
    role_counts: RoleCounts = RoleCounts()
    writing: Writing | None = None

    @property
    def is_written(self) -> bool:
        """Its sentences are a language model's, each with its evidence, and no quotations."""
        return self.writing is not None and not self.writing.failure and bool(self.statements)

    @property
    def unfinished(self) -> tuple[Statement, ...]:
        """Verified sentences of a language model whose reply broke off; its markers are ours."""
        return () if self.writing is None else self.writing.unfinished

    @property
    def own_citations(self) -> tuple[Citation, ...]:
        """The citations that its statements rest on; those of ``unfinished`` alone are left out."""
        if not self.unfinished:
            return self.citations
        markers = {marker for each in self.statements for marker in each.markers}
        return tuple(each for each in self.citations if each.marker in markers)

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
            "question_language": self.question_language,
            "roles": _listed(self.scope.roles),
            "documents": _listed(self.scope.documents),
            "role_counts": asdict(self.role_counts),
            "writing": None if self.writing is None else _writing_json(self.writing),
        }


def _writing_json(writing: Writing) -> dict[str, Any]:
    return asdict(writing) | {"dropped": [asdict(each) for each in writing.dropped]}


def _listed(names: frozenset[DocumentRole] | frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)
