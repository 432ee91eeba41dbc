"""A question and its conversation -> an answer whose every quotation was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant import evidence
from assistant.conversation import Turn, standalone
from assistant.extractive import (
    ExtractiveSettings,
    Selection,
    SentenceVectors,
    missing_words,
    select,
)
from assistant.models import Answer, Passage, Statement
from index.location import command
from index.models import Hit
from index.search import Searcher
from ingest.errors import QuestionInvalid
from ingest.language import question_language

# Passages are handed on until this many characters, and this many of them, are reached.
PASSAGE_CHARACTERS = 3_000
LEAST_PASSAGES = 10
MOST_QUESTION_CHARACTERS = 2_000
LANGUAGE_NAMES = {"en": "English", "ru": "Russian", "kk": "Kazakh"}
MULTILINGUAL_MODEL = "intfloat/multilingual-e5-small"


class Current(Protocol):
    """Says what is searched; ``index.search.Index`` follows the index, a run of tests pins it."""

    def current(self) -> Searcher:
        """Return a searcher over the generation to ask."""
        ...


class Assistant:
    """Answers questions over an index; safe to share between threads.

    :param index: what is asked; each question goes to its current generation.
    :param settings: None for the defaults.
    """

    def __init__(self, index: Current, settings: ExtractiveSettings | None = None) -> None:
        self.index = index
        self._settings = settings or ExtractiveSettings()
        self._vectors: SentenceVectors | None = None
        self._vectors_of: object = None

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
        searched = standalone(question, history)[-MOST_QUESTION_CHARACTERS:]
        searcher = self.index.current()
        query = searcher.embed(searched)
        hits = searcher.search(searched, query=query)
        selection = select(
            searched,
            hits,
            searcher,
            self._sentence_vectors(searcher),
            self._settings,
            query if searcher.knows_language_of(searched) else None,
        )
        return _answer(question, searched, hits, selection, searcher)

    def _sentence_vectors(self, searcher: Searcher) -> SentenceVectors:
        if self._vectors is None or self._vectors_of is not searcher.embedder:
            self._vectors = SentenceVectors(searcher.embedder)
            self._vectors_of = searcher.embedder
        return self._vectors


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


def _answer(
    question: str, searched: str, hits: Sequence[Hit], selection: Selection, searcher: Searcher
) -> Answer:
    generation = searcher.generation
    citations = []
    for marker, sentence in enumerate(selection.sentences, start=1):
        document = generation.document(sentence.doc_id)
        citation = evidence.cite(document, sentence.start, sentence.end, marker)
        evidence.check(citation, document)
        citations.append(citation)
    missing = missing_words(searched, searcher)
    abstained = not citations
    return Answer(
        question=question,
        searched_question=searched,
        statements=tuple(
            Statement(" ".join(citation.quote.split()), (citation.marker,))
            for citation in citations
        ),
        abstained=abstained,
        reason=_reason(question, searcher, missing) if abstained else None,
        citations=tuple(citations),
        passages=_passages(hits),
        missing=missing,
        confidence=selection.confidence,
        index=generation.name,
        model=generation.manifest.model.name,
    )


def _reason(question: str, searcher: Searcher, missing: Sequence[str]) -> str:
    if not searcher.generation.manifest.chunks:
        return "There is no document to answer from: add one, then rebuild the index."
    if not searcher.knows_language_of(question):
        language = question_language(question)
        return (
            f"The question is in {LANGUAGE_NAMES.get(language, language)}, which the index's model "
            f"({searcher.generation.manifest.model.name}) does not know, and its words match too "
            "little. Ask in English, or build the index with a model of several languages: "
            f"{command(f'build --model {MULTILINGUAL_MODEL}', searcher.generation.folder.parent)}"
        )
    if missing:
        return "The documents do not say. None of them mentions: " + ", ".join(missing) + "."
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
