"""Where a quotation stands in the documents: exactly, else but for spaces, dashes and quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from eval.models import Gold, Occurrence
from ingest.models import Document, Span

# Apostrophes count as quotation marks: typesetters use one character for both.
QUOTATION_MARKS = frozenset("\"'`´‘’‚‛“”„‟«»‹›′″＂＇")
DASHES = frozenset("-‐‑‒–—―−﹘﹣－")


class Locator:
    """Finds quotations in a set of documents.

    :param documents: those that were indexed.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.doc_id: document for document in documents}
        self._folded: dict[str, tuple[str, list[int]]] = {}

    def text(self, doc_id: str) -> str | None:
        """Return a document's text; None where there is no such document."""
        document = self._documents.get(doc_id)
        return None if document is None else document.text

    def gold(self, quotation: str) -> Gold:
        """Return the quotation with every place where a document holds it."""
        found = [
            _occurrence(document, span)
            for document in self._documents.values()
            for span in self._spans(document, quotation)
        ]
        return Gold(quotation, tuple(found))

    def _spans(self, document: Document, quotation: str) -> list[Span]:
        exact = list(_every(document.text, quotation))
        if exact:
            return [Span(start, start + len(quotation)) for start in exact]
        if document.doc_id not in self._folded:
            self._folded[document.doc_id] = fold_with_map(document.text)
        return _tolerant(*self._folded[document.doc_id], fold_with_map(quotation)[0])


def locate(text: str, quotation: str) -> list[Span]:
    """Return every place where a quotation stands in a text.

    :param text: a document's text.
    :param quotation: may differ in white space, dashes, quotation marks and ligatures.
    :return: the exact places where there are any, else the tolerant ones; offsets in ``text``.
    """
    exact = list(_every(text, quotation))
    if exact:
        return [Span(start, start + len(quotation)) for start in exact]
    return _tolerant(*fold_with_map(text), fold_with_map(quotation)[0])


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Fold what may differ between a quotation and its document.

    White space and invisible characters go, dashes and quotation marks become one, and
    compatibility forms (a ligature, an ellipsis) are taken apart.

    :param text: any text.
    :return: the folded text, and for each of its characters its offset in ``text``.
    """
    folded: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        for piece in _fold(character):
            folded.append(piece)
            origin.append(offset)
    return "".join(folded), origin


def _fold(character: str) -> str:
    if character in QUOTATION_MARKS:
        return '"'
    if character in DASHES:
        return "-"
    if character.isspace() or unicodedata.category(character) == "Cf":
        return ""
    # "´" and its like come apart into a space and a mark: drop the space.
    return unicodedata.normalize("NFKC", character).replace(" ", "")


def _tolerant(folded: str, origin: list[int], quotation: str) -> list[Span]:
    starts = _every(folded, quotation)
    return [Span(origin[at], origin[at + len(quotation) - 1] + 1) for at in starts]


def _every(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _occurrence(document: Document, span: Span) -> Occurrence:
    needed = (i for i in range(span.start, span.end) if not document.text[i].isspace())
    return Occurrence(document.doc_id, span.start, span.end, frozenset(needed))
