"""Which words of a sentence answer: the figure, the name, the reason, what a thing is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.selection.asked import Asked, AskedWord
from assistant.selection.definitions import definition
from assistant.selection.expected import Sort, find_sort
from index.terms import stem, words
from ingest.models import Span

_ENOUGH = 2  # a word that tells half as well as the best is used instead of what is counted
# "five in Kazakhstan, four in Kyrgyzstan": what stands in one part belongs together.
_PARTS = re.compile(r"[,;:]\s|\s(?:and|while|и|а|және|ал)\s")
_BY = re.compile(r"\bby\s$")
_QUOTES = '"“«„'
_CLAUSE_ENDS = re.compile(r"[;.!?…](?:\s|$)")


def highlights(text: str, asked: Asked, *, every: bool) -> tuple[Span, ...]:
    """Return the words that answer; none where nothing of a known form is asked for.

    :param text: a sentence.
    :param asked: the question.
    :param every: all things of the sort that is asked for, not only the nearest to the question's
        own words.
    :return: in order, offsets in ``text``.
    """
    if asked.sort is None:
        defined = definition(text, asked.text, asked.spellings)
        return (defined,) if defined else ()
    found = find_sort(asked.sort, text, asked.text)
    if asked.sort == "reason":
        return tuple(_clause(text, span) for span in found[:1])
    found = _presentable(asked.sort, text, found)
    if every or len(found) < 2 or _is_of_all(text, asked):
        return tuple(found)
    return (_nearest(text, found, _anchors(text, asked)),)


def _presentable(sort: Sort, text: str, found: Sequence[Span]) -> list[Span]:
    """Return the likeliest answers by their look: who did it follows "by", a title is quoted."""
    if sort == "person":
        likely = [span for span in found if _BY.search(text[: span.start])]
    elif sort == "name":
        likely = [span for span in found if text[span.start] in _QUOTES]
    else:
        likely = []
    return likely or list(found)


def _is_of_all(text: str, asked: Asked) -> bool:
    """Tell whether a figure is asked of something that the sentence names only by its parts.

    "How many institutes are in Central Asia?": five in one country and four in another.
    """
    stems = frozenset(stem(word.text, "en") for word in words(text))
    heads = asked.heads
    others = [w for i, w in enumerate(asked.words) if i not in heads and w.is_name]
    return bool(heads and others) and not any(word.covered_by(stems) for word in others)


def _clause(text: str, cue: Span) -> Span:
    """Return the clause that a word such as "because" opens."""
    end = _CLAUSE_ENDS.search(text, cue.end)
    return Span(cue.start, end.start() if end else len(text))


def _nearest(text: str, found: Sequence[Span], anchors: Sequence[Span]) -> Span:
    return min(
        found,
        key=lambda span: min((_gap(text, span, anchor) for anchor in anchors), default=(0, 0)),
    )


def _gap(text: str, left: Span, right: Span) -> tuple[int, int]:
    """Return how many parts of the sentence lie between two stretches, and how many characters."""
    start, end = sorted((left, right), key=lambda span: span.start)
    between = text[start.end : end.start]
    return len(_PARTS.findall(between)), len(between)


def _anchors(text: str, asked: Asked) -> list[Span]:
    """Return where a sentence has the word of the question that tells best which thing is meant.

    Of "How many institutes are in Kyrgyzstan?" that is the country, not what is counted: "five
    institutes in Kazakhstan, four in Kyrgyzstan" has its number beside it.
    """
    terms = [(Span(word.start, word.end), stem(word.text, "en")) for word in words(text)]
    held = {term for _, term in terms}
    covered = [i for i, word in enumerate(asked.words) if word.covered_by(frozenset(held))]
    counted = asked.heads
    weights = {i: _telling(asked.words[i]) for i in covered}
    others = {i: weight for i, weight in weights.items() if i not in counted}
    heaviest = max(weights.values(), default=0.0)
    if others and max(others.values()) * _ENOUGH >= heaviest:
        weights = others
    best = max(weights.values(), default=0.0)
    parts = {
        part
        for i, weight in weights.items()
        if weight >= best
        for form in asked.words[i].forms
        for part in form
    }
    return [span for span, term in terms if term in parts]


def _telling(word: AskedWord) -> float:
    return word.weight * (2 if word.is_name else 1)
