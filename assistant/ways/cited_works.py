"""What documents cite: the entries of their reference lists, and which of them are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models import Selection, Sentence
from assistant.sources import Sources
from assistant.ways.naming import quoted_title
from assistant.ways.places import Place, sentence_at
from ingest.bibliography.entries import entries_of
from ingest.errors import DocumentNotFound
from ingest.models import Document, Span

_NAME = re.compile(r"(?<=\w[\s,])[^\W\d_]{3,}")
_NOT_HELD = "not held here"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a reference list.

    :param document: whose list it is in.
    :param span: where it stands.
    :param held: what the source is called here; empty where it is not held, None where that is
        not known.
    """

    document: Document
    span: Span
    held: tuple[str, ...] | None = None

    def has(self, names: Sequence[str]) -> bool:
        """Tell whether it has one of some names."""
        text = self.document.text[self.span.start : self.span.end].casefold()
        return any(name.casefold() in text for name in names)

    def sentence(self) -> Sentence:
        """Return it as a sentence of an answer, followed by whether it is held."""
        if self.held is None:
            return sentence_at(self.document, Place(self.span))
        text = " ".join(self.document.text[self.span.start : self.span.end].split())
        state = f"held as {', '.join(self.held)}" if self.held else _NOT_HELD
        return sentence_at(self.document, Place(self.span), f"{text} ({state})")


def cited_works(
    question: str, documents: Sequence[Document], most: int, sources: Sources | None
) -> Selection | None:
    """Return the entries of the reference lists, only those with a name that the question has.

    :param question: what is asked of the lists.
    :param documents: those asked about.
    :param most: how many entries are shown.
    :param sources: what is held; None where that is not to be said.
    :return: None where there is no entry.
    """
    entries = [entry for document in documents for entry in _entries(document, sources)]
    if not entries:
        return None
    note = _counted(entries, len(documents))
    if names := _names(question, documents):
        entries = [entry for entry in entries if entry.has(names)]
        said = " or ".join(names)
        if not entries:
            return Selection(reason=f"{note}; none of them names {said}.")
        note += f", {len(entries):,} of them with {said}"
    cut = f"; the first {most} are shown" if len(entries) > most else ""
    sentences = [entry.sentence() for entry in entries[:most]]
    return Selection(tuple(sentences), confidence=1.0, note=f"{note}{cut}.")


def _counted(entries: Sequence[_Entry], documents: int) -> str:
    lists = "The reference list has" if documents == 1 else "The reference lists have"
    note = f"{lists} {len(entries):,} {'entry' if len(entries) == 1 else 'entries'}"
    if any(entry.held is None for entry in entries):
        return note
    held = sum(bool(entry.held) for entry in entries)
    if not held:
        return f"{note}, none of which is held here"
    return f"{note}, {held:,} of which {'is' if held == 1 else 'are'} held here"


def _entries(document: Document, sources: Sources | None) -> list[_Entry]:
    entries = [(entry.number, Span(entry.start, entry.end)) for entry in entries_of(document)]
    if sources is None:
        return [_Entry(document, span) for _, span in entries]
    held = sources.sources_of(document.doc_id)
    return [
        _Entry(document, span, tuple(_title(doc_id, sources) for doc_id in held.get(number, ())))
        for number, span in entries
    ]


def _title(doc_id: str, sources: Sources) -> str:
    try:
        return quoted_title(sources.document(doc_id))
    except DocumentNotFound:
        return doc_id


def _names(question: str, documents: Sequence[Document]) -> list[str]:
    """Return the names a question has besides its documents' own: capitalised, not its first."""
    known = " ".join(f"{d.title} {d.doc_id} {' '.join(d.authors)}" for d in documents).casefold()
    found = dict.fromkeys(match.group() for match in _NAME.finditer(question))
    return [name for name in found if name[0].isupper() and name.casefold() not in known]
