"""The quotations of a conversation held against the documents once more.

Only what is quoted can be held against anything: what an answer says in words of its own cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.models import Answer, Citation
from assistant.transcript.fields import shown
from assistant.transcript.folding import folded
from assistant.transcript.models import Conversation, Excerpt
from ingest.errors import DocumentNotFound, IndexingError
from ingest.models import Document

State = Literal["stands", "moved", "altered", "gone"]
Standing = Literal["same", "changed", "gone", "unknown"]
ALL_STAND, SOME_DO_NOT = 0, 1
MOST_PLACES = 20
EDITED = "its file is unchanged, so the export was edited, or the file is read in another way since"


class Documents(Protocol):
    """The current generation, as far as it is held against; ``Generation`` is the real one."""

    def document(self, doc_id: str) -> Document:
        """Return a document.

        :raises DocumentNotFound: when it is not held.
        """
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands now.

    :param start: offset of its first character in the document's text.
    :param page: from 1; None without pages.
    :param page_label: the label printed on that page, if it has one.
    """

    start: int
    page: int | None
    page_label: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one quotation.

    :param exchange: the number of its exchange, from 1.
    :param nearest: it was shown as what comes nearest to an answer, not as evidence of one.
    :param citation: the quotation, as the conversation has it.
    :param state: whether it stands.
    :param places: where it stands now, :data:`MOST_PLACES` at most; empty where it does not.
    :param hint: what is known of why it does not stand, as part of a sentence; empty if it does.
    """

    exchange: int
    nearest: bool
    citation: Citation
    state: State
    places: tuple[Place, ...] = ()
    hint: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the object that stands for it in ``verify --json``."""
        return {
            "exchange": self.exchange,
            "nearest": self.nearest,
            "marker": self.citation.marker,
            "document": self.citation.document,
            "title": self.citation.title,
            "page": self.citation.page,
            "start": self.citation.start,
            "end": self.citation.end,
            "quote": self.citation.quote,
            "state": self.state,
            "places": [
                {"start": each.start, "page": each.page, "page_label": each.page_label}
                for each in self.places
            ],
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a conversation's quotations.

    :param checks: one a quotation, in the order of the conversation.
    :param faults: of the conversation itself, a sentence each: markers that lead nowhere.
    """

    checks: tuple[Check, ...]
    faults: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where every quotation stands at its place; 1 where one does not, or a marker fails."""
        every = all(check.state == "stands" for check in self.checks)
        return ALL_STAND if every and not self.faults else SOME_DO_NOT

    def count(self, state: State) -> int:
        """Return how many quotations are in a state."""
        return sum(check.state == state for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``verify --json`` prints."""
        states: tuple[State, ...] = ("stands", "moved", "altered", "gone")
        return {
            "quotations": len(self.checks),
            "states": {state: self.count(state) for state in states},
            "checks": [check.to_json() for check in self.checks],
            "faults": list(self.faults),
        }


def verify(conversation: Conversation, documents: Documents) -> Verification:
    """Hold every quotation of a conversation against the documents as they are now.

    :param conversation: as it was exported.
    :param documents: of the current generation.
    :raises IndexingError: when they cannot be read.
    """
    held = _Held(documents)
    checks: list[Check] = []
    faults: list[str] = []
    for exchange in conversation.exchanges:
        if exchange.evidence is None:
            continue
        for nearest, excerpts in (
            (False, exchange.evidence.excerpts),
            (True, exchange.evidence.nearest),
        ):
            checks += [held.check(excerpt, exchange.number, nearest) for excerpt in excerpts]
        faults += _faults(exchange.number, exchange.evidence.answer)
    return Verification(tuple(checks), tuple(faults))


def standing(excerpt: Excerpt, documents: Documents) -> Standing:
    """Tell whether an excerpt's document is still the file that was quoted.

    :param excerpt: the quotation itself is not looked up.
    :param documents: of the current generation.
    :return: "unknown" where the excerpt has no hash, or the documents cannot be read.
    """
    try:
        document = documents.document(excerpt.citation.document)
    except DocumentNotFound:
        return "gone"
    except IndexingError:
        return "unknown"
    if not excerpt.sha256:
        return "unknown"
    return "same" if document.sha256 == excerpt.sha256 else "changed"


class _Held:
    """Documents, each read and folded once."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._read: dict[str, Document | None] = {}
        self._folded: dict[str, str] = {}

    def check(self, excerpt: Excerpt, exchange: int, nearest: bool) -> Check:
        citation = excerpt.citation
        document = self._document(citation.document)
        if document is None:
            hint = "the index has no such document"
            return Check(exchange, nearest, citation, "gone", hint=hint)
        places = tuple(_places(citation.quote, document, citation.start))
        state, hint = self._judged(excerpt, document, places)
        return Check(exchange, nearest, citation, state, places, hint)

    def _judged(
        self, excerpt: Excerpt, document: Document, places: tuple[Place, ...]
    ) -> tuple[State, str]:
        citation = excerpt.citation
        is_same = document.sha256 == excerpt.sha256
        at_place = bool(places) and places[0].start == citation.start
        if not places:
            likeness = self._likeness(citation)
            return "altered", f"{likeness}: {EDITED}" if is_same else likeness
        if is_same and not at_place:
            return "altered", f"other text stands at its place: {EDITED}"
        if excerpt.sha256 and not is_same:
            return "moved", "the document has changed"
        if not at_place:
            return "moved", "the export does not say which file was quoted"
        if (places[0].page, places[0].page_label) != (citation.page, citation.page_label):
            return "moved", "the export names another page"
        return "stands", ""

    def _document(self, doc_id: str) -> Document | None:
        if doc_id not in self._read:
            try:
                self._read[doc_id] = self._documents.document(doc_id)
            except DocumentNotFound:
                self._read[doc_id] = None
        return self._read[doc_id]

    def _likeness(self, citation: Citation) -> str:
        """Return whether a quotation stands but for its signs, as part of a sentence."""
        document = self._document(citation.document)
        if citation.document not in self._folded:
            self._folded[citation.document] = folded(document.text) if document else ""
        quote = folded(citation.quote)
        if quote and quote in self._folded[citation.document]:
            return "it stands there but for white space, dashes or quotation marks"
        return "it stands nowhere in the document"


def _places(quote: str, document: Document, start: int) -> Iterator[Place]:
    """Yield where a quotation stands, its own place first."""
    found: list[int] = []
    at = document.text.find(quote) if quote else -1
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = document.text.find(quote, at + 1)
    if quote and start not in found and document.text.startswith(quote, start):
        found = [start, *found[: MOST_PLACES - 1]]
    for place in sorted(found, key=lambda each: (each != start, each)):
        yield Place(place, document.page_at(place), document.page_label_at(place))


def _faults(exchange: int, answer: Answer) -> Iterator[str]:
    markers = {citation.marker for citation in answer.citations}
    for statement in (*answer.statements, *answer.unfinished):
        strange = [marker for marker in statement.markers if marker not in markers]
        if strange:
            numbers = ", ".join(f"[{marker}]" for marker in strange)
            yield (
                f"answer {exchange}: {shown(statement.text)} rests on {numbers}, "
                "which the answer does not have"
            )
