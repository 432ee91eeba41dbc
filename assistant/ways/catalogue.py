"""Answers about the documents themselves, from what is known of them, each shown at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.dictionary import Words
from assistant.languages import language_name
from assistant.models import Selection, Sentence
from assistant.said.words import joined
from assistant.sources import Sources
from assistant.ways.cited_works import cited_works
from assistant.ways.naming import named, quoted_title
from assistant.ways.places import Place, email_places, place_of, sentence_at, title_place
from assistant.ways.topic import Topic
from assistant.ways.topics import topic_of
from ingest.models import UNDETERMINED, Document

MOST_SENTENCES = 12

# The names under which readers and sidecars keep a fact, the first that is there counts.
_KEYS: Mapping[Topic, tuple[str, ...]] = {
    "supervisor": ("supervisor", "advisor", "adviser"),
    "university": ("university", "affiliation", "institution"),
    "code": ("udc", "удк", "әож", "doi", "jel"),
    "date": ("date", "year", "published", "created"),
    "journal": ("journal", "publisher", "conference", "proceedings"),
}
_FORMATS = {
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/html": "web",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
}
_SPELLED_BACKWARDS = re.compile(r"^([^,]+),\s*([^,]+)$")


def answer(
    question: str,
    documents: Sequence[Document],
    words: Words,
    sources: Sources | None = None,
) -> Selection:
    """Answer a question about the documents themselves.

    :param question: one for which ``way_of`` says ``documents``.
    :param documents: all that are asked.
    :param words: of the language in which we say what no line of a document says.
    :param sources: what the index holds, to say which works that they cite are; None not to.
    :return: at most ``MOST_SENTENCES`` sentences; where what is asked is not known, none and the
        reason.
    """
    if not documents:
        return Selection(reason=words.say("refusal.no-document"))
    topic = topic_of(question, [document.title for document in documents]) or "which"
    meant = named(question, documents)
    if topic == "which":
        return _listing(meant, words)
    if topic == "references":
        found = cited_works(question, _citing(meant, documents), MOST_SENTENCES, sources, words)
        return found or Selection(reason=_lack("references", meant, words))
    return _facts(_Asked(topic, _keys(topic, question), words), meant)


def _citing(meant: Sequence[Document], documents: Sequence[Document]) -> Sequence[Document]:
    """Return whose reference lists are asked about: the papers', where no document is named."""
    papers = [document for document in meant if document.role == "paper"]
    return papers if papers and len(meant) == len(documents) else meant


def _keys(topic: Topic, question: str) -> tuple[str, ...]:
    """Return the names of the metadata that answer; of several codes the one that is asked for."""
    keys = _KEYS.get(topic, ())
    named = tuple(key for key in keys if key in question.casefold())
    return named if named and topic == "code" else keys


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of each document.

    :param topic: which fact.
    :param keys: the names under which it may be kept.
    :param words: of the language that we say it in.
    """

    topic: Topic
    keys: tuple[str, ...]
    words: Words


def _facts(asked: _Asked, documents: Sequence[Document]) -> Selection:
    topic, words = asked.topic, asked.words
    found: list[Sentence] = []
    lacking: list[Document] = []
    for document in documents:
        sentences = list(_fact(asked, document, alone=len(documents) == 1))
        found += sentences
        if not sentences:
            lacking.append(document)
    if not found:
        one_code = topic == "code" and asked.keys != _KEYS["code"]
        code = joined(map(str.upper, asked.keys), words, "or") if one_code else ""
        return Selection(reason=_lack(topic, documents, words, code))
    notes = [_cut_note(len(found), words), _lack(topic, lacking, words) if lacking else ""]
    return Selection(
        tuple(found[:MOST_SENTENCES]), confidence=1.0, note=" ".join(filter(None, notes))
    )


def _fact(asked: _Asked, document: Document, alone: bool) -> Iterator[Sentence]:
    """Yield what a document says of itself.

    :param alone: it is the only one asked about, so that its own words need no name before them.
    """
    topic = asked.topic
    if topic == "authors":
        yield from _authors(document, alone, asked.words)
    elif topic == "title":
        yield from _title(document, asked.words)
    elif topic == "contact":
        yield from _contact(document, alone, asked.words)
    elif topic in _KEYS:
        yield from _metadata(asked, document, alone)
    else:
        place = title_place(document)
        says = {"length": _length, "language": _language, "format": _format}[topic]
        said = says(document, asked.words)
        if place is not None and said:
            yield sentence_at(document, place, said, highlights=())


def _authors(document: Document, alone: bool, words: Words) -> Iterator[Sentence]:
    places = [(name, _author_place(document, name)) for name in document.authors]
    unplaced = [name for name, place in places if place is None]
    lines: dict[tuple[int, int], list[tuple[str, Place]]] = {}
    for name, place in places:
        if place is not None:
            lines.setdefault((place.quote.start, place.quote.end), []).append((name, place))
    for group in lines.values():
        highlights = tuple(span for _, place in group for span in place.found)
        names = [name for name, _ in group]
        said = "" if alone else _by("catalogue.by", document, names, words)
        yield sentence_at(document, group[0][1], said, highlights)
    place = title_place(document)
    if unplaced and place is not None:
        said = _by("catalogue.by-kept", document, unplaced, words)
        yield sentence_at(document, place, said, ())


def _by(key: str, document: Document, names: Sequence[str], words: Words) -> str:
    title = quoted_title(document, words)
    return _ended(words.say_count(key, len(names), title=title, names=joined(names, words)))


def _ended(said: str) -> str:
    """Return a sentence with one full stop where it ends with an initial: "Serik O."."""
    return said[:-1] if said.endswith("..") else said


def _author_place(document: Document, name: str) -> Place | None:
    """Return where the head names an author; a mention further on does not show who wrote it."""
    place = place_of(document, name)
    if place is None and (match := _SPELLED_BACKWARDS.match(name)):
        place = place_of(document, f"{match[2]} {match[1]}")
    return place if place is not None and place.in_front else None


def _title(document: Document, words: Words) -> Iterator[Sentence]:
    place = title_place(document)
    if place is None:
        return
    if place.found:
        yield sentence_at(document, place)
        return
    name = PurePosixPath(document.doc_id)
    if document.title in (name.stem, name.name):
        said = words.say("catalogue.no-title", file=name.name)
    else:
        said = words.say("catalogue.title-kept", title=quoted_title(document, words))
    yield sentence_at(document, place, said)


def _contact(document: Document, alone: bool, words: Words) -> Iterator[Sentence]:
    title = quoted_title(document, words)
    for place in email_places(document):
        found = joined((document.text[span.start : span.end] for span in place.found), words)
        said = "" if alone else words.say("catalogue.address", title=title, found=found)
        yield sentence_at(document, place, said)


def _metadata(asked: _Asked, document: Document, alone: bool) -> Iterator[Sentence]:
    words = asked.words
    known = {name.casefold(): value for name, value in document.metadata}
    name = next((name for name in asked.keys if known.get(name)), None)
    if name is None:
        return
    value = known[name]
    is_code = asked.topic == "code"
    label = name.upper() if is_code else words.say(f"catalogue.label.{asked.topic}")
    parts = {"label": label, "title": quoted_title(document, words), "value": value}
    place = _value_place(document, value)
    said = "" if alone else _ended(words.say("catalogue.fact", **parts))
    if place is None:
        place = title_place(document)
        said = _ended(words.say("catalogue.fact-kept", **parts))
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


def _listing(documents: Sequence[Document], words: Words) -> Selection:
    sentences = []
    for document in documents[:MOST_SENTENCES]:
        if (place := title_place(document)) is not None:
            sentences.append(sentence_at(document, place, _described(document, words), ()))
    key = "catalogue.documents-cut" if len(documents) > MOST_SENTENCES else "catalogue.documents"
    note = words.say_count(key, len(documents), shown=words.number(MOST_SENTENCES))
    return Selection(tuple(sentences), confidence=1.0, note=note)


def _described(document: Document, words: Words) -> str:
    facts = [PurePosixPath(document.doc_id).name]
    if document.language != UNDETERMINED:
        facts.append(language_name(document.language, words.language))
    if document.page_starts:
        facts.append(_pages(document, words))
    title, told = quoted_title(document, words), ", ".join(facts)
    if not document.authors:
        return words.say("catalogue.described", title=title, facts=told)
    names = joined(document.authors, words)
    return words.say("catalogue.described-by", title=title, names=names, facts=told)


def _length(document: Document, words: Words) -> str:
    title = quoted_title(document, words)
    if document.page_starts:
        return words.say("catalogue.length", title=title, pages=_pages(document, words))
    return words.say(
        "catalogue.length-in-words",
        title=title,
        format=_format_name(document, words),
        words=words.say_count("catalogue.words", len(document.text.split())),
    )


def _language(document: Document, words: Words) -> str:
    if document.language == UNDETERMINED:
        return ""
    name = language_name(document.language, words.language)
    return words.say("catalogue.language", title=quoted_title(document, words), language=name)


def _format(document: Document, words: Words) -> str:
    return words.say(
        "catalogue.format",
        title=quoted_title(document, words),
        format=_format_name(document, words),
        file=PurePosixPath(document.doc_id).name,
    )


def _format_name(document: Document, words: Words) -> str:
    name = _FORMATS.get(document.media_type)
    if name is None:
        return words.say("catalogue.format-name.unnamed", type=document.media_type)
    return words.say(f"catalogue.format-name.{name}")


def _pages(document: Document, words: Words) -> str:
    return words.say_count("catalogue.pages", len(document.page_starts))


def _lack(topic: Topic, documents: Sequence[Document], words: Words, code: str = "") -> str:
    """Return what is not known of some documents.

    :param code: which one is asked for; empty for any.
    """
    lacked = "named-code" if code else topic
    if len(documents) == 1:
        title = quoted_title(documents[0], words)
        return words.say(f"catalogue.lack.{lacked}", title=title, code=code)
    n = words.number(len(documents))
    return words.say(f"catalogue.lack-of-several.{lacked}", n=n, code=code)


def _cut_note(count: int, words: Words) -> str:
    if count <= MOST_SENTENCES:
        return ""
    return words.say_count("catalogue.answers-cut", count, shown=words.number(MOST_SENTENCES))
