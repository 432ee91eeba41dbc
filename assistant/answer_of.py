"""What was found -> an answer, each of its quotations checked and traced, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import evidence, scopes
from assistant.answering import Found
from assistant.dictionary import Words
from assistant.languages import language_name
from assistant.models import Answer, Citation, Passage, Sentence, Statement
from assistant.provenance import quoted
from assistant.roles import counts_of
from assistant.said.words import asked_words, joined
from assistant.sources import traced
from index.embedder import DEFAULT_MODEL
from index.location import command
from index.models import Hit, Scope
from index.search import Searcher
from ingest.models import Document

# Passages are handed on until this many characters, and this many of them, are reached.
PASSAGE_CHARACTERS = 3_000
LEAST_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and of what it is asked.

    :param question: as the person asked it.
    :param language: of the question, ISO 639-1, or ``und``.
    :param words: of the language in which we answer.
    :param scope: the documents that are asked.
    :param searcher: over the generation.
    """

    question: str
    language: str
    words: Words
    scope: Scope
    searcher: Searcher

    @property
    def scope_name(self) -> str:
        """The documents that are asked, in words; empty for all."""
        return scopes.name_of(self.scope, self.documents, self.words)

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
    citations = cited(sentences, asking)
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
        nearest=cited(selection.nearest, asking),
        scope=asking.scope,
        scope_name=asking.scope_name,
        question_language=asking.language,
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


def cited(sentences: Sequence[Sentence], asking: Asking) -> tuple[Citation, ...]:
    """Return each sentence's citation, checked against its document and traced to its sources.

    :param sentences: in the order of their markers, which begin at 1.
    :param asking: the question.
    :raises EvidenceError: when one does not stand in its document.
    """
    generation = asking.searcher.generation
    citations = []
    for marker, sentence in enumerate(sentences, start=1):
        document = generation.document(sentence.doc_id)
        citation = evidence.cite(document, sentence, marker)
        evidence.check(citation, document)
        citations.append(traced(citation, document, generation, asking.words))
    return tuple(citations)


def _reason(asking: Asking, found: Found) -> str:
    searcher, words = asking.searcher, asking.words
    if not searcher.generation.manifest.chunks:
        return words.say("refusal.no-document")
    if found.selection.reason:
        return found.selection.reason
    name = asking.scope_name
    asked_of = words.say("refusal.asked-of", scope=name) if name else ""
    if not searcher.knows_language_of(asking.question):
        return _sentences(asked_of, _unknown_language(asking))
    one = bool(name) and len(searcher.generation.holdings.within(asking.scope)) == 1
    if missing := found.selection.missing:
        listed = ", ".join(asked_words(missing, words))
        why = words.say("refusal.absent-from-it" if one else "refusal.absent", words=listed)
    else:
        why = words.say("refusal.far-in-it" if one else "refusal.far")
    return _sentences(words.say("refusal.title"), asked_of, why)


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _unknown_language(asking: Asking) -> str:
    generation, words = asking.searcher.generation, asking.words
    return words.say(
        "refusal.unknown-language",
        language=language_name(asking.language, words.language),
        model=generation.manifest.model.name,
        command=command(f"build --model {DEFAULT_MODEL}", generation.folder.parent),
    )


def _offer(asking: Asking, outside: Sequence[Sentence]) -> str:
    """Return that documents which were not asked have an answer; empty where none has."""
    if not outside:
        return ""
    words, held = asking.words, {each.doc_id: each.title for each in asking.documents}
    found = dict.fromkeys(held[sentence.doc_id] or sentence.doc_id for sentence in outside)
    titles = joined([quoted(title, words) for title in found], words)
    return f" {words.say('refusal.offer', titles=titles)}"


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
