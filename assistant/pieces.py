"""The words of a quotation that answer, made to stand out in HTML and in Markdown.

Highlights come from models and rules, so nothing is taken for granted of them: they may lie
outside their quotation, overlap, or stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.escape import escape, escape_markdown_part
from assistant.models import Citation
from ingest.models import Span

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text.

    :param text: never empty.
    :param strong: it stands out.
    """

    text: str
    strong: bool


def pieces(text: str, highlights: Iterable[Span], start: int = 0) -> list[Piece]:
    """Cut a text where its highlights begin and end.

    :param text: what is shown.
    :param highlights: clipped to ``text``, and merged where they overlap; white space at their
        edges does not stand out.
    :param start: what offset of theirs is the first character of ``text``.
    :return: the pieces, which make up ``text``; no two that stand out touch.
    """
    cut: list[Piece] = []
    position = 0
    for span in _merged(text, highlights, start):
        cut.append(Piece(text[position : span.start], strong=False))
        cut.append(Piece(text[span.start : span.end], strong=True))
        position = span.end
    cut.append(Piece(text[position:], strong=False))
    return [piece for piece in cut if piece.text]


def _merged(text: str, highlights: Iterable[Span], start: int) -> list[Span]:
    clipped = (_clipped(text, span.start - start, span.end - start) for span in highlights)
    merged: list[Span] = []
    for span in sorted((span for span in clipped if span), key=lambda span: span.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _clipped(text: str, start: int, end: int) -> Span | None:
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return None
    within = text[start:end]
    start, end = end - len(within.lstrip()), start + len(within.rstrip())
    return Span(start, end) if start < end else None


def quote_pieces(citation: Citation) -> list[Piece]:
    """Return a quotation, character for character, cut at the words of it that answer."""
    return pieces(citation.quote, citation.highlights, citation.start)


def on_one_line(parts: Sequence[Piece]) -> list[Piece]:
    """Return pieces with each run of white space made one space, and none at the two ends."""
    texts = [_SPACE.sub(" ", piece.text) for piece in parts]
    if texts:
        texts[0] = texts[0].lstrip()
        texts[-1] = texts[-1].rstrip()
    shown = zip(texts, parts, strict=True)
    return [Piece(text, piece.strong) for text, piece in shown if text]


def pieces_html(parts: Iterable[Piece]) -> str:
    """Return pieces as HTML."""
    return "".join(
        f"<strong>{escape(piece.text)}</strong>" if piece.strong else escape(piece.text)
        for piece in parts
    )


def pieces_markdown(parts: Sequence[Piece]) -> str:
    """Return pieces as one line of Markdown."""
    line = on_one_line(parts)
    shown = []
    for index, piece in enumerate(line):
        before = line[index - 1].text[-1] if index else " "
        after = line[index + 1].text[0] if index + 1 < len(line) else " "
        text = escape_markdown_part(piece.text)
        shown.append(
            f"**{text}**" if piece.strong and _reads_as_strong(piece.text, before, after) else text
        )
    return "".join(shown)


def _reads_as_strong(text: str, before: str, after: str) -> bool:
    """Tell whether asterisks around a text would be read as markup.

    They are not where a word touches them from without and a sign from within (CommonMark 0.31,
    6.2: left- and right-flanking delimiter runs), and would then show.
    """
    opens = text[0].isalnum() or before == " "
    closes = text[-1].isalnum() or after == " "
    return opens and closes
