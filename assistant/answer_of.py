"""What was found -> an answer, each of its quotations checked and traced, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import evidence, scopes
from assistant.answering import Found
from assistant.languages import language_name
from assistant.models import Answer, Citation, Passage, Sentence, Statement
from assistant.provenance import joined, quoted
from assistant.roles import counts_of
from assistant.sources import traced
from index.location import command
from index.models import Hit, Scope
from index.search import Searcher
from ingest.language import question_language
from ingest.models import Document

# Passages are handed on until this many characters, and this many of them, are reached.
PASSAGE_CHARACTERS = 3_000
LEAST_PASSAGES = 10
MULTILINGUAL_MODEL = "intfloat/multilingual-e5-small"
_DO_NOT_SAY = "The documents do not say."
_NO_DOCUMENT = "There is no document to answer from: add one, then rebuild the index."


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and of what it is asked.

    :param question: as the person asked it.
    :param scope: the documents that are asked.
    :param searcher: over the generation.
    """

    question: str
    scope: Scope
    searcher: Searcher

    @property
    def scope_name(self) -> str:
        """The documents that are asked, in words; empty for all."""
        return scopes.name_of(self.scope, self.documents)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document of the index, without its text."""
        return self.searcher.generation.holdings.documents


def answered(asking: Asking, found: Found, outside: Sequence[Sentence] = ()) -> Answer:
    """Return the answer that was found.

    :param asking: the question.
    :param found: what it led to.
    :param outside: where it led to nothing, what answers in the documents that were not asked.
    :raises EvidenceError: when a quotation does not stand in its document.
    """
    generation, selection = asking.searcher.generation, found.selection
    sentences = _by_document(selection.sentences, found)
    citations = _cited(sentences, asking.searcher)
    abstained = not citations and not selection.reply
    return Answer(
        question=asking.question,
        searched_question=found.searched,
        statements=tuple(
            Statement(said.said or " ".join(citation.quote.split()), (citation.marker,))
            for said, citation in zip(sentences, citations, strict=True)
        ),
        abstained=abstained,
        reason=_reason(asking, found) + _offer(asking, outside) if abstained else None,
        citations=citations,
        passages=_passages(found.hits),
        missing=selection.missing,
        confidence=selection.confidence,
        index=generation.name,
        model=generation.manifest.model.name,
        way=found.way,
        note=selection.note,
        reply=selection.reply,
        nearest=_cited(selection.nearest, asking.searcher),
        scope=asking.scope,
        scope_name=asking.scope_name,
        question_language=question_language(asking.question),
        role_counts=counts_of(asking.documents),
    )


def _by_document(sentences: Sequence[Sentence], found: Found) -> list[Sentence]:
    """Return sentences with those of a document together, documents by their first one.

    What is said of the documents themselves keeps its order.
    """
    if found.way == "documents":
        return list(sentences)
    order = list(dict.fromkeys(sentence.doc_id for sentence in sentences))
    return sorted(sentences, key=lambda sentence: order.index(sentence.doc_id))


def _cited(sentences: Sequence[Sentence], searcher: Searcher) -> tuple[Citation, ...]:
    """Return each sentence's citation, checked against its document and traced to its sources."""
    generation = searcher.generation
    citations = []
    for marker, sentence in enumerate(sentences, start=1):
        document = generation.document(sentence.doc_id)
        citation = evidence.cite(document, sentence, marker)
        evidence.check(citation, document)
        citations.append(traced(citation, document, generation))
    return tuple(citations)


def _reason(asking: Asking, found: Found) -> str:
    searcher = asking.searcher
    if not searcher.generation.manifest.chunks:
        return _NO_DOCUMENT
    if found.selection.reason:
        return found.selection.reason
    asked_of = f"This was asked of {asking.scope_name} only. " if asking.scope_name else ""
    if not searcher.knows_language_of(asking.question):
        return asked_of + _unknown_language(asking.question, searcher)
    one = len(searcher.generation.holdings.within(asking.scope)) == 1 and bool(asked_of)
    if missing := found.selection.missing:
        return (
            f"{_DO_NOT_SAY} {asked_of}Outside lists of references "
            + ("it nowhere mentions: " if one else "none of them mentions: ")
            + ", ".join(missing)
            + "."
        )
    where = "it" if one else "them"
    return f"{_DO_NOT_SAY} {asked_of}No sentence in {where} comes close enough to the question."


def _unknown_language(question: str, searcher: Searcher) -> str:
    language = language_name(question_language(question))
    return (
        f"The question is in {language}, which the index's model "
        f"({searcher.generation.manifest.model.name}) does not know, and its words match too "
        "little. Ask in English, or build the index with a model of several languages: "
        f"{command(f'build --model {MULTILINGUAL_MODEL}', searcher.generation.folder.parent)}"
    )


def _offer(asking: Asking, outside: Sequence[Sentence]) -> str:
    """Return that documents which were not asked have an answer; empty where none has."""
    if not outside:
        return ""
    titles = {document.doc_id: document.title for document in asking.documents}
    found = dict.fromkeys(titles[sentence.doc_id] or sentence.doc_id for sentence in outside)
    return f" Without the filter there is an answer, from {joined([*map(quoted, found)])}."


def _passages(hits: Sequence[Hit]) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    characters = 0
    for hit in hits:
        if characters >= PASSAGE_CHARACTERS and len(passages) >= LEAST_PASSAGES:
            break
        chunk = hit.chunk
        passages.append(Passage(chunk.doc_id, chunk.start, chunk.end, chunk.text, hit.score))
        characters += len(chunk.text)
    return tuple(passages)
