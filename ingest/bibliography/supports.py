"""What a marker supports: its sentence, or the paragraph that it closes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.bibliography.found import Found
from ingest.models import UNDETERMINED, Document, Span
from ingest.sentences import sentence_spans

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”»’')\]⁰¹²³⁴-⁹\d]*$")
_ENDED_BEFORE = re.compile(r"[.!?…][\"”»’')]*\s+$")
_SMALL_AFTER = re.compile(r"\s[a-zа-яёәғқңөұүһі]")
_SIDE_BY_SIDE = re.compile(r"[\s,;–—-]*")  # what stands between markers that belong together
_AFTER_LAST = re.compile(r"[\s.,;:!?…\"”»’')\]]*")
_NOTHING = re.compile(r"\W*")
_REACH = 40
_LOOKED_BACK = 2_000
_CLOSING_SHARE = 0.8  # of the markers: then markers stand for whole paragraphs
_LEAST_CLOSED = 2


@dataclass(frozen=True, slots=True)
class _Placed:
    """A marker in its paragraph.

    :param mark: it.
    :param cluster: it and the markers that stand side by side with it.
    :param start: where what those may support begins: behind the marker before, else the paragraph.
    :param closes: nothing but punctuation follows the cluster in the paragraph.
    """

    mark: Found
    cluster: Span
    start: int
    closes: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with markers.

    :param span: where it stands.
    :param marks: in it, in order.
    :param sentences: of its text, in order.
    """

    span: Span
    marks: tuple[_Placed, ...]
    sentences: tuple[Span, ...]


def supports_of(document: Document, marks: Sequence[Found]) -> list[Span]:
    """Return what each marker supports, in their order; the marker itself is not part of it.

    Where nearly all markers of a document close a paragraph of several sentences, each stands for
    its paragraph, back to the marker before it; else for its sentence.

    :param marks: in the order of the text.
    """
    text = document.text
    paragraphs = list(_paragraphs(document, marks))
    whole = _close_paragraphs(paragraphs)
    found: list[Span] = []
    for paragraph in paragraphs:
        for placed in paragraph.marks:
            back = whole and placed.closes
            stretch = _trimmed(text, placed.start, placed.cluster.start) if back else None
            found.append(stretch or _sentence(text, paragraph, placed))
    return found


def _paragraphs(document: Document, marks: Sequence[Found]) -> Iterator[_Paragraph]:
    """Yield the paragraphs that hold markers."""
    spans = _spans(document)
    starts = [span.start for span in spans]
    for place, together in groupby(marks, lambda mark: bisect_right(starts, mark.start) - 1):
        span, inside = spans[max(0, place)], tuple(together)
        placed = tuple(_placed(document.text, span, inside))
        yield _Paragraph(span, placed, tuple(_sentences(document, span, inside)))


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
    before = text[max(start, blank.start() - _REACH) : blank.start()].rstrip()
    return text[blank.end() : blank.end() + 1].islower() and not _SENTENCE_END.search(before)


def _placed(text: str, span: Span, marks: Sequence[Found]) -> Iterator[_Placed]:
    """Yield the markers of a paragraph, those side by side together."""
    start, first = span.start, 0
    for last, mark in enumerate(marks):
        following = marks[last + 1].start if last + 1 < len(marks) else span.end
        if last + 1 < len(marks) and _SIDE_BY_SIDE.fullmatch(text, mark.end, following):
            continue
        after = _past(_AFTER_LAST, text, mark.end, span.end)
        cluster = Span(marks[first].start, mark.end)
        for each in marks[first : last + 1]:
            closes = after == span.end and not each.in_sentence
            yield _Placed(each, cluster, start, closes)
        start, first = after, last + 1


def _sentences(document: Document, span: Span, marks: Sequence[Found]) -> Iterator[Span]:
    """Yield the sentences of a paragraph; one that begins with a marker begins at it."""
    text = document.text
    begins = [mark.start for mark in marks if _begins_sentence(text, span.start, mark)]
    for found in sentence_spans(_plain(text, span, marks), document.language):
        start, end = span.start + found.start, span.start + found.end
        for begin in begins[bisect_right(begins, start) : bisect_left(begins, end)]:
            yield Span(start, start + len(text[start:begin].rstrip()))
            start = begin
        yield Span(start, end)


def _plain(text: str, span: Span, marks: Sequence[Found]) -> str:
    """Return a paragraph with markers as sentences know them: "[3, с. 45]" as "[11,1,1,1]"."""
    parts, position = [], span.start
    for mark in marks:
        if text[mark.start] == "[" and mark.end <= span.end:
            inside = mark.end - mark.start - 2
            filler = ("11" if inside % 2 == 0 else "1") + ",1" * ((inside - 1) // 2)
            parts += [text[position : mark.start], f"[{filler}]"]
            position = mark.end
    return "".join([*parts, text[position : span.end]])


def _begins_sentence(text: str, start: int, mark: Found) -> bool:
    """Tell whether a marker is the first word of a sentence: "It is so. [3] says that"."""
    before = text[max(start, mark.start - _REACH) : mark.start]
    return bool(_ENDED_BEFORE.search(before)) and bool(_SMALL_AFTER.match(text, mark.end))


def _close_paragraphs(paragraphs: Sequence[_Paragraph]) -> bool:
    """Tell whether a document's markers stand for paragraphs; those of one sentence do not say."""
    several = [each for each in paragraphs if len(each.sentences) > 1]
    marks = [placed for each in several for placed in each.marks]
    closed = sum(each.marks[-1].closes for each in several)
    closing = sum(placed.closes for placed in marks)
    return closed >= _LEAST_CLOSED and closing >= _CLOSING_SHARE * len(marks)


def _sentence(text: str, paragraph: _Paragraph, placed: _Placed) -> Span:
    """Return the sentence that a marker stands in or behind."""
    index = _index_at(paragraph.sentences, placed.mark.start)
    sentence = paragraph.sentences[index]
    if placed.mark.in_sentence:
        return _without_last(text, paragraph, sentence)
    before = _trimmed(text, sentence.start, placed.cluster.start)
    end = min(placed.cluster.end, sentence.end)
    is_last = _past(_NOTHING, text, end, sentence.end) == sentence.end
    if before is None or _past(_NOTHING, text, before.start, before.end) == before.end:
        # It stands first: what it supports follows, or came before where nothing does.
        rest = _before(text, paragraph, index) if is_last else _trimmed(text, end, sentence.end)
        return rest or sentence
    return before if is_last else _without_last(text, paragraph, sentence)


def _without_last(text: str, paragraph: _Paragraph, sentence: Span) -> Span:
    """Return a sentence without the markers that close it."""
    marks = paragraph.marks
    place = bisect_left(marks, sentence.end, key=lambda placed: placed.mark.start) - 1
    if place < 0 or marks[place].mark.in_sentence:
        return sentence
    cluster = marks[place].cluster
    if _past(_NOTHING, text, min(cluster.end, sentence.end), sentence.end) != sentence.end:
        return sentence
    return _trimmed(text, sentence.start, cluster.start) or sentence


def _before(text: str, paragraph: _Paragraph, index: int) -> Span | None:
    """Return the sentence before one that is nothing but a marker."""
    if index:
        return paragraph.sentences[index - 1]
    end = len(text[: paragraph.span.start].rstrip())
    blank = text.rfind("\n\n", 0, end)
    start = max(blank + 2 if blank >= 0 else 0, end - _LOOKED_BACK)
    sentences = sentence_spans(text[start:end], UNDETERMINED)
    if not sentences:
        return None
    return Span(start + sentences[-1].start, start + sentences[-1].end)


def _index_at(spans: Sequence[Span], offset: int) -> int:
    return max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)


def _past(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return the offset behind what a pattern, which may match nothing, matches from ``start``."""
    match = pattern.match(text, start, end)
    return match.end() if match else start


def _trimmed(text: str, start: int, end: int) -> Span | None:
    content = text[start:end]
    if not (stripped := content.strip()):
        return None
    first = start + len(content) - len(content.lstrip())
    return Span(first, first + len(stripped))
