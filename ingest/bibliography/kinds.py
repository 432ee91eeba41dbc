"""What kind of work an entry names, as far as its words tell."""

from __future__ import annotations

import re
from typing import Literal

from ingest.models import Reference

Kind = Literal["article", "paper", "chapter", "page", "report", "thesis", "book", "other"]
"""An article of a journal, a paper of a conference, a chapter, a web page, and so on."""

_THESIS = re.compile(
    r"\b(?:thesis|dissertation|диссертаци\w+|автореферат\w*|дис\.)|"
    r"\bканд\.|\bPhD\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:working paper|technical report|report|white paper|policy brief|preprint|"
    r"доклад\w*|отч[её]т\w*|есеп\w*|баяндама\w*)\b",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"\b(?:proceedings|conference|symposium|workshop|материалы|сборник|конференци\w+|"
    r"жинағы|конференция\w*)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\b(?:vol|no|issue|т|вып)\b\.?\s?\d|№|\d\s?\(\d{1,3}\)|;\s?\d{1,4}\s?[(:]", re.IGNORECASE
)
_BOOK = re.compile(
    r"\b(?:press|publish\w*|books|изд(?:-во|ательство)?|баспа\w*|учебник|оқулық|монография)\b|"
    r"\bISBN\b|[.,–—-]\s?[^\W\d_][\w.-]*\s?:\s[^\W\d_]|\b\d{2,4}\s(?:с|p|pp|б|бет)\b",
    re.IGNORECASE,
)


def kind_of(reference: Reference) -> Kind:
    """Tell what kind of work an entry names; ``other`` where nothing tells."""
    text = reference.text
    if _THESIS.search(text):
        return "thesis"
    if reference.container:
        return _kind_in_container(reference)
    if _REPORT.search(text):
        return "report"
    if reference.url:
        return "page"
    return "book" if _BOOK.search(text) else "other"


def _kind_in_container(reference: Reference) -> Kind:
    if _CONFERENCE.search(reference.container):
        return "paper"
    if reference.doi or _ISSUE.search(reference.text):
        return "article"
    if reference.url:
        return "page"
    return "article" if reference.pages else "chapter"
