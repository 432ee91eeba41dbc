"""A drafted sentence held against the excerpts: kept, mended or dropped.

Nothing of it is shown on the model's word. Each quotation is looked up and becomes the document's
own sentence; a sentence whose quotation stands nowhere, or that says a number, a date, a name or an
address that its evidence lacks, is dropped, with why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.claims.names import capitalised_within
from assistant.function_words import FUNCTION_WORDS
from assistant.generative.fold import Folded, fold, fold_words
from assistant.generative.models import Draft, Excerpt, Quotation
from assistant.generative.plain_text import LONGEST, has_markup, plain
from assistant.generative.support import Evidence, Lack
from assistant.models import Dropped, Sentence
from index.terms import words
from ingest.models import Span

LEAST_WORDS = 3
MOST_QUOTATIONS = 8
_DROPPED_CHARACTERS = 400  # of a dropped sentence that are kept to be shown


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence that its evidence bears.

    :param text: the sentence, plain, without markers.
    :param evidence: the documents' sentences that it rests on, each once, the words quoted as
        their highlights.
    :param repaired: some quotation stood in another excerpt than the model said.
    """

    text: str
    evidence: tuple[Sentence, ...]
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """Where quoted words stand."""

    excerpt: Excerpt
    span: Span
    repaired: bool


class Grounding:
    """Holds drafts against the excerpts that the model was shown.

    :param excerpts: these, in the order of their numbers.
    :param language: of the answer, ISO 639-1 or ``und``.
    :param is_prompt: tells whether a sentence repeats what the model was told.
    """

    def __init__(
        self,
        excerpts: Sequence[Excerpt],
        language: str,
        is_prompt: Callable[[str], bool] = lambda text: False,
    ) -> None:
        self._excerpts = tuple(excerpts)
        self._language = language
        self._is_prompt = is_prompt

    def ground(self, draft: Draft) -> Grounded | Dropped:
        """Hold a draft against the excerpts."""
        text = plain(draft.text)
        lack = self._unfit(text, draft)
        if lack is None:
            found = [self._find(each) for each in draft.quotations[:MOST_QUOTATIONS]]
            placed = [each for each in found if isinstance(each, _Found)]
            lack = self._lack(text, found, placed)
            if lack is None:
                return Grounded(text, _cited(placed), any(each.repaired for each in placed))
        shown = " ".join(draft.text.split())[:_DROPPED_CHARACTERS]
        return Dropped(shown, lack.reason, lack.detail)

    def _unfit(self, text: str, draft: Draft) -> Lack | None:
        """Return why a sentence can stand on no evidence whatever."""
        if not any(map(str.isalnum, text)):
            return Lack("empty")
        if len(text) > LONGEST:
            return Lack("too-long")
        if has_markup(text):
            return Lack("markup")
        if self._is_prompt(text):
            return Lack("prompt")
        return None if draft.quotations else Lack("no-quotation")

    def _lack(
        self, text: str, found: Sequence[_Found | Lack], placed: Sequence[_Found]
    ) -> Lack | None:
        """Return what a sentence says beyond its evidence, or that it has none.

        Words that stand nowhere were made up, whatever stands beside them; a quotation that is too
        short only bears nothing.
        """
        lacks = [each for each in found if isinstance(each, Lack)]
        made_up = next((each for each in lacks if each.reason == "quotation-not-found"), None)
        if made_up is not None or not placed:
            return made_up or lacks[0]
        texts = [(each.text, _language_of(placed, each)) for each in _cited(placed)]
        return Evidence(texts, self._sure).lack(text, self._language)

    def _find(self, quotation: Quotation) -> _Found | Lack:
        """Return where quoted words stand: in the excerpt named, else in another."""
        wanted = fold_words(quotation.words)
        shown = " ".join(quotation.words.split())[:_DROPPED_CHARACTERS]
        if not _says_something(quotation.words):
            return Lack("quotation-too-short", shown)
        cited = [each for each in self._folded if each[0].number == quotation.marker]
        others = [each for each in self._folded if each[0].number != quotation.marker]
        for excerpt, folded in (*cited, *others):
            span = next(folded.spans(wanted), None)
            if span is not None:
                place = Span(excerpt.start + span.start, excerpt.start + span.end)
                return _Found(excerpt, place, quotation.marker not in (None, excerpt.number))
        return Lack("quotation-not-found", shown)

    @cached_property
    def _folded(self) -> list[tuple[Excerpt, Folded]]:
        return [(excerpt, fold(excerpt.text)) for excerpt in self._excerpts]

    @cached_property
    def _sure(self) -> frozenset[str]:
        return frozenset().union(*(capitalised_within(each.text) for each in self._excerpts))


def _says_something(quoted: str) -> bool:
    """Tell whether words are enough to rest a sentence on."""
    found = [word.text for word in words(quoted)]
    return len(found) >= LEAST_WORDS and not FUNCTION_WORDS.issuperset(found)


def _language_of(placed: Sequence[_Found], evidence: Sentence) -> str:
    return next(e.excerpt.language for e in placed if e.excerpt.doc_id == evidence.doc_id)


def _cited(placed: Sequence[_Found]) -> tuple[Sentence, ...]:
    """Return the sentences of the documents that quotations stand in, each once."""
    merged: dict[tuple[str, int, int], Sentence] = {}
    for each in placed:
        sentence = _sentence(each)
        key = (sentence.doc_id, sentence.start, sentence.end)
        merged[key] = with_highlights(merged.get(key, sentence), sentence.highlights)
    return tuple(merged.values())


def _sentence(found: _Found) -> Sentence:
    """Return the sentence, or sentences, of the document that a quotation stands in."""
    excerpt, span = found.excerpt, found.span
    touched = [each for each in excerpt.sentences if each.overlaps(span)]
    start = min([span.start, *(each.start for each in touched)])
    end = max([span.end, *(each.end for each in touched)])
    text = excerpt.text[start - excerpt.start : end - excerpt.start]
    return Sentence(excerpt.doc_id, start, end, text, (span,))


def with_highlights(sentence: Sentence, more: Sequence[Span]) -> Sentence:
    """Return a sentence with further words highlighted; those that overlap become one."""
    spans: list[Span] = []
    for span in sorted({*sentence.highlights, *more}, key=lambda each: (each.start, each.end)):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return Sentence(
        sentence.doc_id, sentence.start, sentence.end, sentence.text, tuple(spans), sentence.said
    )
