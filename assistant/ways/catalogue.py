"""Answers about the documents themselves, from what is known of them, each shown at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from assistant.languages import language_name
from assistant.models import Selection, Sentence
from assistant.sources import Sources
from assistant.ways.cited_works import cited_works
from assistant.ways.naming import named, quoted_title
from assistant.ways.places import Place, email_places, place_of, sentence_at, title_place
from assistant.ways.topic import Topic
from assistant.ways.topics import topic_of
from ingest.models import UNDETERMINED, Document

MOST_SENTENCES = 12

_NO_DOCUMENTS = "There is no document to answer from: add one, then rebuild the index."
_BY_METADATA = "as the file's own metadata says"
# The names under which readers and sidecars keep a fact, the first that is there counts.
_KEYS: Mapping[Topic, tuple[str, ...]] = {
    "supervisor": ("supervisor", "advisor", "adviser"),
    "university": ("university", "affiliation", "institution"),
    "code": ("udc", "удк", "әож", "doi", "jel"),
    "date": ("date", "year", "published", "created"),
    "journal": ("journal", "publisher", "conference", "proceedings"),
}
_NOUNS: Mapping[Topic, str] = {
    "authors": "author",
    "supervisor": "supervisor",
    "university": "university",
    "contact": "e-mail address",
    "code": "UDC, DOI or other code",
    "date": "date",
    "journal": "journal or publisher",
    "references": "reference list",
}
_FORMATS = {
    "text/markdown": "a Markdown file",
    "text/plain": "a text file",
    "text/html": "a web page",
    "application/pdf": "a PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word file",
}
_SPELLED_BACKWARDS = re.compile(r"^([^,]+),\s*([^,]+)$")


def answer(
    question: str, documents: Sequence[Document], sources: Sources | None = None
) -> Selection:
    """Answer a question about the documents themselves.

    :param question: one for which ``way_of`` says ``documents``.
    :param documents: all that are asked.
    :param sources: what the index holds, to say which works that they cite are; None not to.
    :return: at most ``MOST_SENTENCES`` sentences; where what is asked is not known, none and the
        reason.
    """
    if not documents:
        return Selection(reason=_NO_DOCUMENTS)
    topic = topic_of(question, [document.title for document in documents]) or "which"
    meant = named(question, documents)
    if topic == "which":
        return _listing(meant)
    if topic == "references":
        found = cited_works(question, _citing(meant, documents), MOST_SENTENCES, sources)
        return found or Selection(reason=_lack("references", meant))
    return _facts(topic, _keys(topic, question), meant)


def _citing(meant: Sequence[Document], documents: Sequence[Document]) -> Sequence[Document]:
    """Return whose reference lists are asked about: the papers', where no document is named."""
    papers = [document for document in meant if document.role == "paper"]
    return papers if papers and len(meant) == len(documents) else meant


def _keys(topic: Topic, question: str) -> tuple[str, ...]:
    """Return the names of the metadata that answer; of several codes the one that is asked for."""
    keys = _KEYS.get(topic, ())
    named = tuple(key for key in keys if key in question.casefold())
    return named if named and topic == "code" else keys


def _facts(topic: Topic, keys: Sequence[str], documents: Sequence[Document]) -> Selection:
    found: list[Sentence] = []
    lacking: list[Document] = []
    for document in documents:
        sentences = list(_fact(topic, keys, document, alone=len(documents) == 1))
        found += sentences
        if not sentences:
            lacking.append(document)
    if not found:
        one_code = topic == "code" and keys != _KEYS["code"]
        noun = " or ".join(map(str.upper, keys)) if one_code else ""
        return Selection(reason=_lack(topic, documents, noun))
    notes = [_cut_note(len(found), "answers"), _lack(topic, lacking) if lacking else ""]
    return Selection(
        tuple(found[:MOST_SENTENCES]), confidence=1.0, note=" ".join(filter(None, notes))
    )


def _fact(topic: Topic, keys: Sequence[str], document: Document, alone: bool) -> Iterator[Sentence]:
    """Yield what a document says of itself.

    :param keys: the names under which it may be kept.
    :param alone: it is the only one asked about, so that its own words need no name before them.
    """
    if topic == "authors":
        yield from _authors(document, alone)
    elif topic == "title":
        yield from _title(document)
    elif topic == "contact":
        yield from _contact(document, alone)
    elif topic in _KEYS:
        yield from _metadata(topic, keys, document, alone)
    else:
        place = title_place(document)
        said = {"length": _length, "language": _language, "format": _format}[topic](document)
        if place is not None and said:
            yield sentence_at(document, place, said, highlights=())


def _authors(document: Document, alone: bool) -> Iterator[Sentence]:
    places = [(name, _author_place(document, name)) for name in document.authors]
    unplaced = [name for name, place in places if place is None]
    lines: dict[tuple[int, int], list[tuple[str, Place]]] = {}
    for name, place in places:
        if place is not None:
            lines.setdefault((place.quote.start, place.quote.end), []).append((name, place))
    for group in lines.values():
        highlights = tuple(span for _, place in group for span in place.found)
        names = _joined([name for name, _ in group])
        said = "" if alone else f"{quoted_title(document)} is by {names}."
        yield sentence_at(document, group[0][1], said, highlights)
    place = title_place(document)
    if unplaced and place is not None:
        said = f"{quoted_title(document)} is by {_joined(unplaced)}, {_BY_METADATA}."
        yield sentence_at(document, place, said, ())


def _author_place(document: Document, name: str) -> Place | None:
    """Return where the head names an author; a mention further on does not show who wrote it."""
    place = place_of(document, name)
    if place is None and (match := _SPELLED_BACKWARDS.match(name)):
        place = place_of(document, f"{match[2]} {match[1]}")
    return place if place is not None and place.in_front else None


def _title(document: Document) -> Iterator[Sentence]:
    place = title_place(document)
    if place is None:
        return
    if place.found:
        yield sentence_at(document, place)
        return
    name = PurePosixPath(document.doc_id)
    if document.title in (name.stem, name.name):
        said = f"The document has no title of its own; its file is {name.name}."
    else:
        said = f"The title is {quoted_title(document)}, {_BY_METADATA}."
    yield sentence_at(document, place, said)


def _contact(document: Document, alone: bool) -> Iterator[Sentence]:
    for place in email_places(document):
        found = " and ".join(document.text[span.start : span.end] for span in place.found)
        said = "" if alone else f"{quoted_title(document)} gives {found}."
        yield sentence_at(document, place, said)


def _metadata(
    topic: Topic, keys: Sequence[str], document: Document, alone: bool
) -> Iterator[Sentence]:
    known = {name.casefold(): value for name, value in document.metadata}
    name = next((name for name in keys if known.get(name)), None)
    if name is None:
        return
    value = known[name]
    label = name.upper() if topic == "code" else _NOUNS[topic]
    place = _value_place(document, value)
    said = "" if alone else f"The {label} of {quoted_title(document)}: {value}."
    if place is None:
        place = title_place(document)
        said = f"The {label} of {quoted_title(document)} is {value}, {_BY_METADATA}."
    if place is not None:
        yield sentence_at(document, place, said)


def _value_place(document: Document, value: str) -> Place | None:
    """Return where the head has a value, or as many of its parts as it has."""
    parts = value.split(",")
    for count in range(len(parts), 0, -1):
        place = place_of(document, ",".join(parts[:count]))
        if place is not None and place.in_front:
            return place
    return None


def _listing(documents: Sequence[Document]) -> Selection:
    sentences = []
    for document in documents[:MOST_SENTENCES]:
        if (place := title_place(document)) is not None:
            sentences.append(sentence_at(document, place, _described(document), ()))
    count = len(documents)
    verb, noun = ("is", "document") if count == 1 else ("are", "documents")
    note = f"There {verb} {count:,} {noun}{_shown(count)}."
    return Selection(tuple(sentences), confidence=1.0, note=note)


def _described(document: Document) -> str:
    by = f" by {_joined(document.authors)}" if document.authors else ""
    facts = [PurePosixPath(document.doc_id).name]
    if document.language != UNDETERMINED:
        facts.append(language_name(document.language))
    if document.page_starts:
        facts.append(_pages(document))
    return f"{quoted_title(document)}{by} ({', '.join(facts)})."


def _length(document: Document) -> str:
    if document.page_starts:
        return f"{quoted_title(document)} has {_pages(document)}."
    words = len(document.text.split())
    return (
        f"{quoted_title(document)} is {_format_name(document)} without pages; its text has "
        f"{words:,} {'word' if words == 1 else 'words'}."
    )


def _language(document: Document) -> str:
    if document.language == UNDETERMINED:
        return ""
    return f"{quoted_title(document)} is in {language_name(document.language)}."


def _format(document: Document) -> str:
    name = PurePosixPath(document.doc_id).name
    return f"{quoted_title(document)} is {_format_name(document)}, {name}."


def _format_name(document: Document) -> str:
    return _FORMATS.get(document.media_type, f"a file of type {document.media_type}")


def _pages(document: Document) -> str:
    count = len(document.page_starts)
    return f"{count:,} page" if count == 1 else f"{count:,} pages"


def _lack(topic: Topic, documents: Sequence[Document], noun: str = "") -> str:
    """Return what is not known of some documents."""
    noun = noun or _NOUNS.get(topic, topic)
    one, several = ("has", "have") if topic == "references" else ("names", "name")
    if len(documents) == 1:
        return f"{quoted_title(documents[0])} {one} no {noun}."
    return f"{len(documents):,} of the documents {several} no {noun}."


def _cut_note(count: int, noun: str) -> str:
    return f"There are {count:,} {noun}{_shown(count)}." if count > MOST_SENTENCES else ""


def _shown(count: int) -> str:
    return f"; the first {MOST_SENTENCES} are shown" if count > MOST_SENTENCES else ""


def _joined(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
