"""A question and its conversation -> an answer whose every quotation was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant import evidence
from assistant.answering import Answering, Found
from assistant.conversation import Turn
from assistant.languages import language_name
from assistant.models import Answer, Citation, Passage, Sentence, Statement
from assistant.selection.tokens import Encoder
from assistant.selection.weights import Weights, fitted_weights
from index.location import command
from index.models import Hit
from index.search import Searcher
from ingest.errors import QuestionInvalid
from ingest.language import question_language

# Passages are handed on until this many characters, and this many of them, are reached.
PASSAGE_CHARACTERS = 3_000
LEAST_PASSAGES = 10
MOST_QUESTION_CHARACTERS = 2_000
MULTILINGUAL_MODEL = "intfloat/multilingual-e5-small"


class Current(Protocol):
    """Says what is searched; ``index.search.Index`` follows the index, a run of tests pins it."""

    def current(self) -> Searcher:
        """Return a searcher over the generation to ask."""
        ...


class Assistant:
    """Answers questions over an index; safe to share between threads.

    :param index: what is asked; each question goes to its current generation.
    :param weights: None for those that come with the program.
    """

    def __init__(self, index: Current, weights: Weights | None = None) -> None:
        self.index = index
        self._weights = weights
        self._encoder: Encoder | None = None

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question, or say that the documents do not.

        :param question: in any language.
        :param history: the conversation so far, oldest first, this question left out.
        :raises QuestionInvalid: when the question is empty or far too long.
        :raises IndexNotFound: when nothing was built yet.
        :raises IndexCorrupt: when the index is damaged.
        :raises EmbedderError: when the index's model cannot be had here.
        :raises EvidenceError: when a quotation does not stand in its document.
        """
        question = _checked(question)
        searcher = self.index.current()
        weights = self._weights or fitted_weights()
        answering = Answering(searcher, self._encoder_of(searcher, weights), weights)
        return _answer(question, answering.find(question, history), searcher)

    def _encoder_of(self, searcher: Searcher, weights: Weights) -> Encoder:
        encoder = self._encoder
        if encoder is None or encoder.embedder is not searcher.embedder:
            encoder = self._encoder = weights.encoder(searcher.embedder)
        return encoder


def _checked(question: str) -> str:
    # A lone surrogate, from a byte that is no UTF-8 on the command line, is no character.
    question = question.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        raise QuestionInvalid("the question is empty: write what you want to know.")
    if len(question) > MOST_QUESTION_CHARACTERS:
        raise QuestionInvalid(
            f"the question has {len(question):,} characters, at most "
            f"{MOST_QUESTION_CHARACTERS:,} are taken: shorten it."
        )
    return question


def _answer(question: str, found: Found, searcher: Searcher) -> Answer:
    generation, selection = searcher.generation, found.selection
    citations = _cited(selection.sentences, searcher)
    abstained = not citations and not selection.reply
    return Answer(
        question=question,
        searched_question=found.searched,
        statements=tuple(
            Statement(said.said or " ".join(citation.quote.split()), (citation.marker,))
            for said, citation in zip(selection.sentences, citations, strict=True)
        ),
        abstained=abstained,
        reason=_reason(question, found, searcher) if abstained else None,
        citations=citations,
        passages=_passages(found.hits),
        missing=selection.missing,
        confidence=selection.confidence,
        index=generation.name,
        model=generation.manifest.model.name,
        way=found.way,
        note=selection.note,
        reply=selection.reply,
        nearest=_cited(selection.nearest, searcher),
    )


def _cited(sentences: Sequence[Sentence], searcher: Searcher) -> tuple[Citation, ...]:
    """Return each sentence's citation, checked against its document."""
    citations = []
    for marker, sentence in enumerate(sentences, start=1):
        document = searcher.generation.document(sentence.doc_id)
        citation = evidence.cite(document, sentence, marker)
        evidence.check(citation, document)
        citations.append(citation)
    return tuple(citations)


def _reason(question: str, found: Found, searcher: Searcher) -> str:
    if not searcher.generation.manifest.chunks:
        return "There is no document to answer from: add one, then rebuild the index."
    if found.selection.reason:
        return found.selection.reason
    if not searcher.knows_language_of(question):
        language = language_name(question_language(question))
        return (
            f"The question is in {language}, which the index's model "
            f"({searcher.generation.manifest.model.name}) does not know, and its words match too "
            "little. Ask in English, or build the index with a model of several languages: "
            f"{command(f'build --model {MULTILINGUAL_MODEL}', searcher.generation.folder.parent)}"
        )
    if missing := found.selection.missing:
        return (
            "The documents do not say. Outside lists of references none of them mentions: "
            + ", ".join(missing)
            + "."
        )
    return "The documents do not say. No sentence in them comes close enough to the question."


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
