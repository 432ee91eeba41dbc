"""What a marker supports: its sentence, or the paragraph that it closes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.bibliography.found import Found
from ingest.models import Document, Span
from ingest.sentences import sentence_spans

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”»’')\]⁰¹²³⁴-⁹\d]*$")
_BETWEEN = re.compile(r"[\s,;–—-]*")
_AFTER_LAST = re.compile(r"[\s.,;:!?…\"”»’')\]]*")
_NOTHING = re.compile(r"\W*")
_CLOSING_SHARE = 0.8  # of the markers: then markers stand for whole paragraphs
_LEAST_CLOSED = 2


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with markers.

    :param span: where it stands.
    :param sentences: of its text.
    :param marks: in it, in order.
    """

    span: Span
    sentences: tuple[Span, ...]
    marks: list[Found] = field(default_factory=list)


def supports_of(document: Document, marks: Sequence[Found]) -> list[Span]:
    """Return what each marker supports, in their order; the marker itself is not part of it.

    Where nearly all markers of a document close a paragraph of several sentences, each stands for
    its paragraph, back to the marker before it; else for its sentence.

    :param marks: in the order of the text.
    """
    paragraphs = list(_paragraphs(document, marks))
    whole = _close_paragraphs(document.text, paragraphs)
    found: list[Span] = []
    for paragraph in paragraphs:
        for place, mark in enumerate(paragraph.marks):
            if whole and _closes(document.text, paragraph, place):
                found.append(_back_to_marker(document.text, paragraph, place))
            else:
                found.append(_sentence(document.text, paragraph, place, mark))
    return found


def _paragraphs(document: Document, marks: Sequence[Found]) -> Iterator[_Paragraph]:
    """Yield the paragraphs that hold markers."""
    spans = _spans(document)
    starts = [span.start for span in spans]
    current: _Paragraph | None = None
    for mark in marks:
        span = spans[max(0, bisect_right(starts, mark.start) - 1)]
        if current is None or current.span != span:
            if current is not None:
                yield current
            cut = sentence_spans(document.text[span.start : span.end], document.language)
            sentences = tuple(Span(span.start + s.start, span.start + s.end) for s in cut)
            current = _Paragraph(span, sentences)
        current.marks.append(mark)
    if current is not None:
        yield current


def _spans(document: Document) -> list[Span]:
    """Return the paragraphs; one that a page break cut in mid-sentence is one."""
    text = document.text
    cuts = {0, len(text)}
    for heading in document.headings:
        cuts |= {heading.start, heading.end}
    for reference_list in document.references:
        cuts |= {reference_list.start, reference_list.end}
    borders = frozenset(cuts)
    position = 0
    for blank in _BLANK_LINE.finditer(text):
        if not _is_cut_sentence(text, position, blank) or blank.end() in borders:
            cuts.add(blank.end())
            position = blank.end()
    return [Span(start, end) for start, end in pairwise(sorted(cuts))] or [Span(0, len(text))]


def _is_cut_sentence(text: str, start: int, blank: re.Match[str]) -> bool:
    before = text[max(start, blank.start() - 40) : blank.start()].rstrip()
    return text[blank.end() : blank.end() + 1].islower() and not _SENTENCE_END.search(before)


def _close_paragraphs(text: str, paragraphs: Sequence[_Paragraph]) -> bool:
    """Tell whether a document's markers stand for paragraphs; those of one sentence do not say."""
    several = [each for each in paragraphs if len(each.sentences) > 1]
    marks = sum(len(each.marks) for each in several)
    closing = sum(
        _closes(text, each, place) for each in several for place in range(len(each.marks))
    )
    closed = sum(_closes(text, each, len(each.marks) - 1) for each in several)
    return closed >= _LEAST_CLOSED and closing >= _CLOSING_SHARE * marks


def _closes(text: str, paragraph: _Paragraph, place: int) -> bool:
    """Tell whether nothing but markers and punctuation follows a marker in its paragraph."""
    if paragraph.marks[place].in_sentence:
        return False
    end = _past_markers(text, paragraph, place)
    after = _AFTER_LAST.match(text, end, paragraph.span.end)
    return after is not None and after.end() == paragraph.span.end


def _past_markers(text: str, paragraph: _Paragraph, place: int) -> int:
    """Return the offset after a marker and those that follow right upon it."""
    end = paragraph.marks[place].end
    for following in paragraph.marks[place + 1 :]:
        if text[end : following.start].strip(" ,;–—-\n\t"):
            break
        end = following.end
    return end


def _first_of_cluster(text: str, paragraph: _Paragraph, place: int) -> int:
    """Return the index of the first of the markers that stand side by side with this one."""
    while place and not text[paragraph.marks[place - 1].end : paragraph.marks[place].start].strip(
        " ,;–—-\n\t"
    ):
        place -= 1
    return place


def _back_to_marker(text: str, paragraph: _Paragraph, place: int) -> Span:
    """Return the paragraph from the marker before, or from its start, up to the marker."""
    first = _first_of_cluster(text, paragraph, place)
    start = paragraph.span.start
    if first:
        before = _AFTER_LAST.match(text, paragraph.marks[first - 1].end)
        start = before.end() if before else start
    found = _trimmed(text, start, paragraph.marks[first].start)
    return found or _trimmed(text, paragraph.span.start, paragraph.span.end) or paragraph.span


def _sentence(text: str, paragraph: _Paragraph, place: int, mark: Found) -> Span:
    """Return the sentence that a marker stands in or behind."""
    index = max(0, bisect_right([s.start for s in paragraph.sentences], mark.start) - 1)
    sentence = paragraph.sentences[index]
    if mark.in_sentence:
        return sentence
    start = paragraph.marks[_first_of_cluster(text, paragraph, place)].start
    end = _past_markers(text, paragraph, place)
    before = _trimmed(text, sentence.start, max(start, sentence.start))
    after = text[min(end, sentence.end) : sentence.end]
    if before is None or not _holds_words(text, before):
        if _NOTHING.fullmatch(after):
            return _before(text, paragraph, index) or sentence
        return _trimmed(text, end, sentence.end) or sentence
    return before if _NOTHING.fullmatch(after) else sentence


def _before(text: str, paragraph: _Paragraph, index: int) -> Span | None:
    """Return the sentence before one that is nothing but a marker."""
    if index:
        return paragraph.sentences[index - 1]
    end = len(text[: paragraph.span.start].rstrip())
    start = max(text.rfind("\n\n", 0, end) + 2, end - 2_000, 0)
    sentences = sentence_spans(text[start:end], "und")
    if not sentences:
        return None
    return Span(start + sentences[-1].start, start + sentences[-1].end)


def _holds_words(text: str, span: Span) -> bool:
    return _NOTHING.fullmatch(text, span.start, span.end) is None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    content = text[start:end]
    if not (stripped := content.strip()):
        return None
    first = start + len(content) - len(content.lstrip())
    return Span(first, first + len(stripped))
