"""A question and its conversation -> an answer whose every quotation was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.answer_of import Asking, answered
from assistant.answering import SAID_WHOLE, Answering
from assistant.conversation import Turn
from assistant.models import Answer
from assistant.reader.packaged import PackagedReader
from assistant.said.language import language_of
from assistant.said.words import said_in
from assistant.selection.tokens import Encoder
from assistant.selection.weights import Weights, fitted_weights
from assistant.steps import Tell, untold
from assistant.ways.which import way_of
from index.models import EVERYTHING, Scope
from index.search import Searcher
from ingest.errors import QuestionInvalid

if TYPE_CHECKING:
    from assistant.generative.writing import Writer

MOST_QUESTION_CHARACTERS = 2_000


class Current(Protocol):
    """Says what is searched; ``index.search.Index`` follows the index, a run of tests pins it."""

    def current(self) -> Searcher:
        """Return a searcher over the generation to ask."""
        ...


class Assistant:
    """Answers questions over an index; safe to share between threads.

    :param index: what is asked; each question goes to its current generation.
    :param weights: None for those that come with the program.
    :param writer: has a language model write the answers; None to quote the documents.
    :param reads: have our reader read the passages too, which takes longer.
    """

    def __init__(
        self,
        index: Current,
        weights: Weights | None = None,
        writer: Writer | None = None,
        *,
        reads: bool = False,
    ) -> None:
        self.index = index
        self._reads = reads
        self._weights = weights
        self._writer = writer
        self._encoder: Encoder | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        tell: Tell = untold,
    ) -> Answer:
        """Answer a question, or say that the documents do not.

        :param question: in any language.
        :param history: the conversation so far, oldest first, this question left out.
        :param scope: the documents that are asked.
        :param tell: told each step as it begins; may raise to stop.
        :raises QuestionInvalid: when the question is empty or far too long.
        :raises DocumentNotFound: when the scope names a document that the index does not hold.
        :raises IndexNotFound: when nothing was built yet.
        :raises IndexCorrupt: when the index is damaged.
        :raises EmbedderError: when the index's model cannot be had here.
        :raises EvidenceError: when a quotation does not stand in its document.
        """
        return self._ask(question, history, scope, tell, self._writer)

    def warm(self, question: str) -> None:
        """Load what answering takes, so that the next question is answered sooner.

        The language model is left alone: nobody has asked anything.

        :param question: any; its answer is thrown away.
        :raises FootnoteError: what :meth:`ask` raises.
        """
        self._ask(question, (), EVERYTHING, untold, None)

    def _ask(
        self,
        question: str,
        history: Sequence[Turn],
        scope: Scope,
        tell: Tell,
        writer: Writer | None,
    ) -> Answer:
        earlier = [turn.content for turn in history if turn.role == "user"]
        question = checked_question(question, earlier)
        language = language_of(question, earlier)
        words = said_in(language)
        searcher = self.index.current()
        searcher.generation.holdings.check(scope)
        weights = self._weights or fitted_weights(reads=self._reads)
        encoder = self._encoder_of(searcher, weights)
        asking = Asking(question, language, words, scope, searcher)
        if writer is not None and history and not _means_what_it_says(asking):
            question, history = writer.standalone(question, history, language, tell), ()
        found = Answering(searcher, encoder, weights, words, scope, tell).find(question, history)
        if not scope.is_everything and not found.selection.sentences and found.hits:
            whole = Answering(searcher, encoder, weights, words, tell=tell).find(question, history)
            return answered(asking, found, whole.selection.sentences)
        return writer.write(asking, found, tell) if writer else answered(asking, found)

    def _encoder_of(self, searcher: Searcher, weights: Weights) -> Encoder:
        encoder = self._encoder
        if encoder is None or encoder.embedder is not searcher.embedder:
            reader = PackagedReader(searcher.embedder) if self._reads else None
            encoder = self._encoder = weights.encoder(searcher.embedder, reader)
        return encoder


def _means_what_it_says(asking: Asking) -> bool:
    """Tell whether a question is the same in any conversation: "Thanks", "Summarise it"."""
    titles = asking.searcher.generation.titles
    return way_of(asking.question, titles) in SAID_WHOLE


def checked_question(question: str, earlier: Sequence[str] = ()) -> str:
    """Return a question as it is searched for: real characters, no white space at its ends.

    :param earlier: what the person asked before, oldest first: an empty question tells no language.
    :raises QuestionInvalid: when it is empty or far too long.
    """
    # A lone surrogate, from a byte that is no UTF-8 on the command line, is no character.
    question = question.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        raise QuestionInvalid(said_in(language_of(question, earlier)).say("question.empty"))
    if len(question) > MOST_QUESTION_CHARACTERS:
        words = said_in(language_of(question, earlier))
        most = words.number(MOST_QUESTION_CHARACTERS)
        raise QuestionInvalid(words.say_count("question.long", len(question), most=most))
    return question
