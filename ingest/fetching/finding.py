"""From what an address answers to the document: past a landing page, and never a wall."""

from __future__ import annotations

import httpx2

from ingest.errors import (
    DocumentError,
    FetchError,
    NotADocument,
    ServerFailed,
    UnsupportedFormat,
)
from ingest.fetching.charsets import charset_of
from ingest.fetching.exchange import Answer
from ingest.fetching.kinds import kind_of
from ingest.fetching.landing import pdf_behind
from ingest.fetching.page import Page, page_of
from ingest.fetching.signals import PageGone
from ingest.fetching.statuses import NOT_MODIFIED, check_status
from ingest.fetching.visit import Errand, Visit
from ingest.fetching.walls import BY_HAND, wall_of

_MOST_REFRESHES = 3
# Less than this on a landing page is a title and a list of authors.
_LEAST_TEXT = 400


def find_document(visit: Visit, url: str, errand: Errand, name: str) -> Answer:
    """Return the answer that holds the document, or says that it has not changed.

    :param visit: to ask with.
    :param url: the address that was given.
    :param errand: what is asked for.
    :param name: what errors are about.
    :raises FetchError: when there is none, saying what stands in its place.
    """
    answer = visit.get(url, errand)
    for _ in range(_MOST_REFRESHES + 1):
        if answer.status == NOT_MODIFIED:
            return answer
        check_status(answer, name)
        page = page_in(answer, name)
        if page is None:
            return answer
        if not page.refresh:
            return _document(visit, name, url, page, answer, errand)
        answer = visit.get(page.refresh, errand)
    raise ServerFailed(name, f"it sends on from page to page without end: {BY_HAND}")


def page_in(answer: Answer, name: str) -> Page | None:
    """Return the web page that came; None where it is a file, or too long for a wall."""
    kind = kind_of(answer.media_type, answer.body, name)
    if kind != "html":
        return None
    return page_of(answer.body, charset_of(answer.body, answer.charset, kind), answer.url)


def _document(
    visit: Visit, name: str, url: str, page: Page, answer: Answer, errand: Errand
) -> Answer:
    """Return the PDF behind a landing page; else the page, where it is a document itself.

    :raises FetchError: when it is none, and there is no PDF to be had.
    """
    failed: DocumentError | None = None
    if (pdf := pdf_behind(page)) is not None:
        try:
            return _pdf(visit, name, pdf, errand)
        except (FetchError, UnsupportedFormat) as exc:
            failed = exc
    wall = wall_of(page, httpx2.URL(url))
    if wall is not None:
        kind = PageGone if wall.kind == "gone" else NotADocument
        raise kind(name, wall.problem) from failed
    if failed is not None and len(page.text) < _LEAST_TEXT:
        raise NotADocument(
            name, f"a page that announces a PDF, which cannot be had: {failed.problem}"
        ) from failed
    return answer


def _pdf(visit: Visit, name: str, address: str, errand: Errand) -> Answer:
    answer = visit.get(address, errand)
    if answer.status != NOT_MODIFIED:
        check_status(answer, name)
        if kind_of(answer.media_type, answer.body, name) != "pdf":
            raise UnsupportedFormat(name, "announced as a PDF, but a page: expected the file.")
    return answer
