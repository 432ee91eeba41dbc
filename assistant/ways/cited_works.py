"""What documents cite: the entries of their reference lists, and which of them are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dictionary import Words
from assistant.models import Selection, Sentence
from assistant.said.words import asked_words, joined
from assistant.sources import Sources
from assistant.ways.naming import quoted_title
from assistant.ways.places import Place, sentence_at
from ingest.bibliography.entries import entries_of
from ingest.errors import DocumentNotFound
from ingest.models import Document, Span

_NAME = re.compile(r"(?<=\w[\s,])[^\W\d_]{3,}")


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

    def sentence(self, words: Words) -> Sentence:
        """Return it as a sentence of an answer, followed by whether it is held."""
        if self.held is None:
            return sentence_at(self.document, Place(self.span))
        text = " ".join(self.document.text[self.span.start : self.span.end].split())
        if self.held:
            said = words.say("cited.entry-held", entry=text, titles=", ".join(self.held))
        else:
            said = words.say("cited.entry-not-held", entry=text)
        return sentence_at(self.document, Place(self.span), said)


def cited_works(
    question: str,
    documents: Sequence[Document],
    most: int,
    sources: Sources | None,
    words: Words,
) -> Selection | None:
    """Return the entries of the reference lists, only those with a name that the question has.

    :param question: what is asked of the lists.
    :param documents: those asked about.
    :param most: how many entries are shown.
    :param sources: what is held; None where that is not to be said.
    :param words: of the language in which we say how many there are.
    :return: None where there is no entry.
    """
    entries = [entry for document in documents for entry in _entries(document, sources, words)]
    if not entries:
        return None
    counted = _counted(entries, len(documents), words)
    if names := _names(question, documents):
        entries = [entry for entry in entries if entry.has(names)]
        said = joined(asked_words(names, words), words, "or")
        if not entries:
            return Selection(reason=words.say("cited.none-named", counted=counted, names=said))
        n = words.number(len(entries))
        counted = words.say("cited.named", counted=counted, n=n, names=said)
    end = "cited.cut" if len(entries) > most else "cited.whole"
    note = words.say(end, counted=counted, shown=words.number(most))
    sentences = [entry.sentence(words) for entry in entries[:most]]
    return Selection(tuple(sentences), confidence=1.0, note=note)


def _counted(entries: Sequence[_Entry], documents: int, words: Words) -> str:
    lists = "cited.entries" if documents == 1 else "cited.entries-of-several"
    counted = words.say_count(lists, len(entries))
    if any(entry.held is None for entry in entries):
        return counted
    held = sum(bool(entry.held) for entry in entries)
    if not held:
        return words.say("cited.none-held", counted=counted)
    return words.say_count("cited.held", held, counted=counted)


def _entries(document: Document, sources: Sources | None, words: Words) -> list[_Entry]:
    entries = [(entry.number, Span(entry.start, entry.end)) for entry in entries_of(document)]
    if sources is None:
        return [_Entry(document, span) for _, span in entries]
    held = sources.sources_of(document.doc_id)
    return [
        _Entry(document, span, tuple(_title(each, sources, words) for each in held.get(number, ())))
        for number, span in entries
    ]


def _title(doc_id: str, sources: Sources, words: Words) -> str:
    try:
        return quoted_title(sources.document(doc_id), words)
    except DocumentNotFound:
        return doc_id


def _names(question: str, documents: Sequence[Document]) -> list[str]:
    """Return the names a question has besides its documents' own: capitalised, not its first."""
    known = " ".join(f"{d.title} {d.doc_id} {' '.join(d.authors)}" for d in documents).casefold()
    found = dict.fromkeys(match.group() for match in _NAME.finditer(question))
    return [name for name in found if name[0].isupper() and name.casefold() not in known]
