"""Question -> the way it is answered and what that finds, over one generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation import Turn, standalone
from assistant.dictionary import Words
from assistant.extractive import PASSAGES, rank, rank_by_words, selection, sentence
from assistant.further import Reading, with_further
from assistant.models import Selection, Sentence, Way
from assistant.narrowed import narrowed
from assistant.ranked import ONE_FACT, SEVERAL, Choice, Ranked
from assistant.roles import roles_of
from assistant.said.words import asked_words, joined
from assistant.scopes import nothing_in
from assistant.selection.asked import Asked, encode, understand
from assistant.selection.duplicates import is_duplicate
from assistant.selection.tokens import Encoder
from assistant.selection.weights import Weights
from assistant.steps import Step, Tell, untold
from assistant.ways import catalogue, greeting, overview
from assistant.ways.naming import named, quoted_title
from assistant.ways.sides import question_about, sides_of
from assistant.ways.which import way_of
from index.models import EVERYTHING, Hit, Scope
from index.search import Searcher
from ingest.models import Document

# "Thanks" and "Summarise it" mean what they say, whatever was said before; "Who wrote it?" may not.
SAID_WHOLE: tuple[Way, ...] = ("greeting", "overview")
# Half of a comparison is put in fewer words than a question, and only what names its side counts.
_LENIENCY = 2.0
_OF_A_SIDE = Choice(most=40, share=2.0, within=0.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What a question led to.

    :param way: how it was answered.
    :param searched: the question as it was searched.
    :param selection: the sentences, or why there are none.
    :param hits: the passages, best first.
    """

    way: Way
    searched: str
    selection: Selection
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class _Search:
    """A question searched and its sentences ranked."""

    ranked: Ranked
    hits: Sequence[Hit]


class Answering:
    """Answers over one generation; safe to share between threads.

    :param searcher: over the generation.
    :param encoder: of its model.
    :param weights: the fitted ones.
    :param words: of the language in which we say what is no quotation.
    :param scope: the documents that are asked.
    :param tell: told each step as it begins.
    """

    def __init__(
        self,
        searcher: Searcher,
        encoder: Encoder,
        weights: Weights,
        words: Words,
        scope: Scope = EVERYTHING,
        tell: Tell = untold,
    ) -> None:
        self._searcher = searcher
        self._encoder = encoder
        self._weights = weights
        self._words = words
        self._scope = scope
        self._tell = tell
        self._documents = searcher.generation.holdings.documents
        self._roles = roles_of(self._documents)

    def find(self, question: str, history: Sequence[Turn]) -> Found:
        """Answer a question in its conversation.

        :param question: as the person asked it.
        :param history: the conversation so far, oldest first, this question left out.
        """
        generation = self._searcher.generation
        titles = generation.titles
        alone, way = question, way_of(question, titles)
        if way not in SAID_WHOLE:
            alone = greeting.without_greeting(standalone(question, history))
            way = way_of(alone, titles)
        if way == "greeting":
            return Found(way, alone, Selection(reply=greeting.reply(question, self._words)), ())
        if self._documents and not generation.holdings.within(self._scope):
            reason = nothing_in(self._scope, self._documents, self._words)
            return Found(way, alone, Selection(reason=reason), ())
        search = self._search(alone)
        if way in ("documents", "overview"):
            return Found(way, alone, self._of_themselves(way, alone), search.hits)
        found = self._sentences(way, alone, search)
        return Found(way, search.ranked.asked.text, found, search.hits)

    def _of_themselves(self, way: Way, question: str) -> Selection:
        """Answer a question about the documents as a whole."""
        generation, words = self._searcher.generation, self._words
        outside = self._named_outside(question)
        if outside:
            titles = joined([quoted_title(each, words) for each in outside], words)
            reason = words.say_count("refusal.left-out", len(outside), titles=titles)
            return Selection(reason=reason)
        if way == "overview":
            encode = self._encoder.encode
            return overview.lead(question, generation, encode, words, scope=self._scope)
        within = generation.holdings.within(self._scope)
        asked = [generation.document(document.doc_id) for document in within]
        return catalogue.answer(question, asked, words, generation)

    def _named_outside(self, question: str) -> list[Document]:
        """Return the documents that a question names where none of them is asked."""
        meant = named(question, self._documents)
        outside = [document for document in meant if not self._scope.holds(document)]
        return outside if len(outside) == len(meant) < len(self._documents) else []

    def _search(self, question: str) -> _Search:
        """Search for a question and rank the sentences of what it found."""
        searcher, scope = self._searcher, self._scope
        self._tell(Step("search"))
        asked = understand(question, searcher.generation)
        vectors = encode(asked, searcher.embedder)
        asked = narrowed(asked, scope, searcher)
        hits, reading = with_further(
            searcher.search(asked.text, query=vectors.whole, scope=scope),
            Reading(PASSAGES, self._roles),
        )
        self._tell(Step("read", passages=len(hits)))
        if searcher.knows_language_of(question):
            ranked = rank(asked, vectors, hits, searcher, self._encoder, self._weights, reading)
        else:
            ranked = rank_by_words(asked, hits, searcher, reading)
        return _Search(ranked, ranked.by_passage(hits))

    def _sentences(self, way: Way, question: str, search: _Search) -> Selection:
        if way == "compare":
            return self._compared(question, search.ranked)
        if way == "list":
            return selection(search.ranked, SEVERAL)
        found = selection(search.ranked, ONE_FACT)
        if way == "yes_no" and found.sentences:
            return replace(found, note=self._words.say("note.no-verdict"))
        return found

    def _compared(self, question: str, ranked: Ranked) -> Selection:
        """Return evidence for each side of a comparison, and name those that have none."""
        whole = selection(ranked, SEVERAL)
        sides = sides_of(question)
        if not sides:
            return whole
        taken = list(whole.sentences)
        absent = []
        for side in sides:
            named = understand(side, self._searcher.generation)
            if any(named.stands_in(found.text, self._language(found)) for found in taken):
                continue
            evidence = self._evidence(named, question_about(question, side, sides))
            if evidence is None:
                absent.append(side)
            elif not is_duplicate(evidence.text, [found.text for found in taken]):
                taken.append(evidence)
        if len(absent) == len(sides):
            return replace(whole, sentences=(), missing=_joined(whole.missing, absent))
        return replace(
            whole,
            sentences=tuple(taken),
            nearest=(),
            missing=_joined(whole.missing, absent),
            note=self._silent(absent) if absent else "",
        )

    def _silent(self, sides: Sequence[str]) -> str:
        words = self._words
        return words.say("note.silent", sides=joined(asked_words(sides, words), words, "or"))

    def _evidence(self, side: Asked, question: str) -> Sentence | None:
        """Return the best sentence for one side; None where none names it and answers."""
        ranked = self._search(question).ranked
        for candidate in ranked.chosen(_OF_A_SIDE, leniency=_LENIENCY):
            if side.stands_in(candidate.text, candidate.language):
                return sentence(candidate, ranked)
        return None

    def _language(self, found: Sentence) -> str:
        return self._searcher.generation.document(found.doc_id).language


def _joined(missing: Sequence[str], absent: Sequence[str]) -> tuple[str, ...]:
    """Return missing words with absent sides, no word beside the side that it is part of."""
    kept = [word for word in missing if not any(word in side for side in absent)]
    return tuple(dict.fromkeys((*absent, *kept)))
