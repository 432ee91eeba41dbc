"""Question + hits -> the sentences that answer, with no language model; or none, and why.

The sentences of the best passages are ranked by fitted signals; fitted clues tell the chance that
the best one answers. Below a threshold there is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.further import Reading, further, own_chances
from assistant.models import Selection, Sentence
from assistant.ranked import ONE_FACT, Choice, Ranked
from assistant.selection.asked import Asked, AskedVectors
from assistant.selection.candidates import Candidate, find_candidates
from assistant.selection.duplicates import is_duplicate
from assistant.selection.expected import find_sort
from assistant.selection.highlights import highlights
from assistant.selection.measured import Measured, measure
from assistant.selection.tokens import Encoder
from assistant.selection.weights import Weights
from index.models import FloatArray, Hit
from index.ordinary import is_everyday, is_verb
from index.search import Searcher
from index.terms import analyze
from ingest.alphabets import is_cyrillic
from ingest.models import Span

PASSAGES = 8  # of the best passages' sentences one is chosen
MOST_BOLD = 0.6  # of a sentence; more of it in bold tells nothing apart
_SYNONYM = 0.5  # similarity of two words by themselves, as of "film" and "movie"
# Where only words count: the least share of the question that a sentence must cover.
WORDS_THRESHOLD = 0.5
_WORDS_SCALE = 10.0  # makes shares of words differ as fitted scores do


def rank(
    asked: Asked,
    vectors: AskedVectors,
    hits: Sequence[Hit],
    searcher: Searcher,
    encoder: Encoder,
    weights: Weights,
    reading: Reading | None = None,
) -> Ranked:
    """Rank the sentences of the best passages.

    :param asked: the question.
    :param vectors: its vectors.
    :param hits: what it found, best first.
    :param searcher: where it was found.
    :param encoder: of the index's model.
    :param weights: the fitted ones.
    :param reading: None for the usual passages, whatever their documents are.
    """
    reading = reading or Reading(PASSAGES)
    candidates = _unquoted(find_candidates(hits[: reading.passages], searcher), asked)
    if not candidates:
        return _nothing(asked)
    measured = measure(asked, vectors, candidates, encoder)
    scores = weights.scores(measured)
    order = np.argsort(-scores, kind="stable")
    return Ranked(
        asked,
        tuple(candidates[i] for i in order),
        scores[order],
        measured.cosine[order],
        weights.confidence(measured, scores),
        weights.threshold,
        _missing(measured),
        reading.roles,
        own_chances(measured, scores, weights) if reading.roles else {},
        _short(measured),
    )


def rank_by_words(
    asked: Asked, hits: Sequence[Hit], searcher: Searcher, reading: Reading | None = None
) -> Ranked:
    """Rank the sentences by the question's words alone, for a language the model does not know.

    Only words of the question's own script count: that a text has the names of a Russian question
    in English letters does not show that it answers.
    """
    reading = reading or Reading(PASSAGES)
    candidates = find_candidates(hits[: reading.passages], searcher)
    if not candidates:
        return _nothing(asked)
    shares = asked.shares
    scores = np.asarray([_own_share(asked, shares, c) for c in candidates], dtype=np.float32)
    order = np.argsort(-scores, kind="stable")
    return Ranked(
        asked,
        tuple(candidates[i] for i in order),
        scores[order] * np.float32(_WORDS_SCALE),
        scores[order],
        float(scores[order[0]]),
        WORDS_THRESHOLD,
        tuple(dict.fromkeys(word.text for word in asked.words if not word.is_held)),
        reading.roles,
    )


def selection(ranked: Ranked, choice: Choice) -> Selection:
    """Return the sentences that answer, or those that come nearest, and what is missing.

    :param ranked: the candidates.
    :param choice: how many are taken.
    """
    chosen = ranked.chosen(choice)
    chosen += further(ranked, chosen)
    every = choice.most > ONE_FACT.most
    nearest = [] if chosen else ranked.nearest()
    return Selection(
        sentences=tuple(sentence(c, ranked, every=every) for c in chosen),
        confidence=ranked.confidence,
        nearest=tuple(replace(sentence(c, ranked), highlights=()) for c in nearest),
        missing=ranked.missing,
    )


def sentence(candidate: Candidate, ranked: Ranked, *, every: bool = False) -> Sentence:
    """Return a candidate as a sentence of an answer.

    :param candidate: the sentence.
    :param ranked: the question's candidates.
    :param every: highlight all things of the sort asked for, not the likeliest alone.
    """
    bold = highlights(candidate.text, ranked.asked, every=every)
    if not bold and candidate in ranked.short:
        bold = (ranked.short[candidate],)
    shift = candidate.start
    return Sentence(
        candidate.doc_id,
        candidate.start,
        candidate.end,
        candidate.text,
        tuple(Span(shift + span.start, shift + span.end) for span in bold),
    )


def _short(measured: Measured) -> dict[Candidate, Span]:
    """Return what a reader takes for the answer where that is surer than that there is none."""
    read = measured.read
    if read is None:
        return {}
    each = zip(measured.candidates, read.spans, read.stretch.tolist(), strict=True)
    return {
        candidate: span
        for candidate, span, score in each
        if score > 0 and span.end - span.start < len(candidate.text) * MOST_BOLD
    }


def _missing(measured: Measured) -> tuple[str, ...]:
    """Return the names, numbers and rarer words of a question that no document has.

    A word of every day ("happened") is worth no mention, nor a verb in Cyrillic, nor one that a
    passage has a near synonym of; nor, where no passage is in the question's language, any that is
    no name: "президент" stands in no English document, but "president" may.
    """
    language = measured.asked.language
    spoken = any(candidate.language == language for candidate in measured.candidates)
    nearest = measured.plain.max(axis=0, initial=0.0)
    words = zip(measured.asked.words, measured.held.tolist(), nearest.tolist(), strict=True)
    return tuple(
        dict.fromkeys(
            word.text
            for word, is_held, likeness in words
            if not is_held
            and (
                word.is_name
                or (spoken and not (likeness > _SYNONYM or _is_plain(word.text, language)))
            )
        )
    )


def _is_plain(word: str, language: str) -> bool:
    folded = word.casefold()
    return is_everyday(folded) or is_verb(folded, language)


def _unquoted(candidates: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """Return the sentences that the question does not say itself, as after "Why: ..."."""
    lead, _, said = asked.text.partition(": ")
    if not said:
        return list(candidates)
    return [
        c
        for c in candidates
        if not is_duplicate(c.text, [said])
        or (asked.sort not in (None, "reason") and find_sort(asked.sort, c.text, lead))
    ]


def _nothing(asked: Asked) -> Ranked:
    empty = np.zeros(0, dtype=np.float32)
    return Ranked(asked, (), empty, empty, 0.0, 1.0)


def _own_share(asked: Asked, shares: FloatArray, candidate: Candidate) -> float:
    stems = frozenset(analyze(candidate.text, candidate.language))
    return sum(
        float(share)
        for word, share in zip(asked.words, shares, strict=True)
        if any(
            form <= stems and all(is_cyrillic(part) == is_cyrillic(word.text) for part in form)
            for form in word.forms
        )
    )
