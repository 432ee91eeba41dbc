"""Question -> the way it is answered and what that finds, over one generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation import Turn, standalone
from assistant.extractive import (
    ONE_FACT,
    SEVERAL,
    Choice,
    Ranked,
    rank,
    rank_by_words,
    selection,
    sentence,
)
from assistant.models import Selection, Sentence, Way
from assistant.selection.asked import Asked, encode, understand
from assistant.selection.duplicates import is_duplicate
from assistant.selection.tokens import Encoder
from assistant.selection.weights import Weights
from assistant.ways import catalogue, greeting, overview
from assistant.ways.sides import question_about, sides_of
from assistant.ways.which import way_of
from index.models import Hit
from index.search import Searcher

# "Thanks" and "Summarise it" mean what they say, whatever was said before; "Who wrote it?" may not.
_SAID_WHOLE: tuple[Way, ...] = ("greeting", "overview")
SILENT_ABOUT = "On {} the documents say nothing that fits the question."
# Half of a comparison is put in fewer words than a question, and only what names its side counts.
_LENIENCY = 2.0
_OF_A_SIDE = Choice(most=40, share=2.0, within=0.0)
NO_VERDICT = "These are the documents' own words; whether they mean yes or no is yours to judge."


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
    """

    def __init__(self, searcher: Searcher, encoder: Encoder, weights: Weights) -> None:
        self._searcher = searcher
        self._encoder = encoder
        self._weights = weights

    def find(self, question: str, history: Sequence[Turn]) -> Found:
        """Answer a question in its conversation.

        :param question: as the person asked it.
        :param history: the conversation so far, oldest first, this question left out.
        """
        generation = self._searcher.generation
        titles = generation.titles
        alone, way = question, way_of(question, titles)
        if way not in _SAID_WHOLE:
            alone = greeting.without_greeting(standalone(question, history))
            way = way_of(alone, titles)
        if way == "greeting":
            return Found(way, alone, Selection(reply=greeting.reply(question)), ())
        search = self._search(alone)
        if way == "documents":
            found = catalogue.answer(alone, generation.documents())
        elif way == "overview":
            found = overview.lead(alone, generation, self._encoder.encode)
        else:
            found = self._sentences(way, alone, search)
        of_themselves = way in ("documents", "overview")
        searched = alone if of_themselves else search.ranked.asked.text
        return Found(way, searched, found, search.hits)

    def _search(self, question: str) -> _Search:
        """Search for a question and rank the sentences of what it found."""
        searcher = self._searcher
        asked = understand(question, searcher.generation)
        vectors = encode(asked, searcher.embedder)
        hits = searcher.search(asked.text, query=vectors.whole)
        if searcher.knows_language_of(question):
            ranked = rank(asked, vectors, hits, searcher, self._encoder, self._weights)
        else:
            ranked = rank_by_words(asked, hits, searcher)
        return _Search(ranked, ranked.by_passage(hits))

    def _sentences(self, way: Way, question: str, search: _Search) -> Selection:
        if way == "compare":
            return self._compared(question, search.ranked)
        if way == "list":
            return selection(search.ranked, SEVERAL)
        found = selection(search.ranked, ONE_FACT)
        if way == "yes_no" and found.sentences:
            return replace(found, note=NO_VERDICT)
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
            note=SILENT_ABOUT.format(" or ".join(absent)) if absent else "",
        )

    def _evidence(self, side: Asked, question: str) -> Sentence | None:
        """Return the best sentence for one side; None where none names it and answers."""
        ranked = self._search(question).ranked
        for candidate in ranked.chosen(_OF_A_SIDE, leniency=_LENIENCY):
            if side.stands_in(candidate.text, candidate.language):
                return sentence(candidate, ranked.asked)
        return None

    def _language(self, found: Sentence) -> str:
        return self._searcher.generation.document(found.doc_id).language


def _joined(missing: Sequence[str], absent: Sequence[str]) -> tuple[str, ...]:
    """Return missing words with absent sides, no word beside the side that it is part of."""
    kept = [word for word in missing if not any(word in side for side in absent)]
    return tuple(dict.fromkeys((*absent, *kept)))
