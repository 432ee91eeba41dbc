"""A PDF behind its landing page: where the page's head says that the document itself lies."""

from __future__ import annotations

from ingest.fetching.addresses import joined
from ingest.fetching.page import Page

# Google Scholar's, which journals and repositories of all kinds give, and those of EPrints,
# bepress and the older ones of Dublin Core.
_PDF_METAS = ("citation_pdf_url", "bepress_citation_pdf_url", "wkhealth_pdf_url")
_FILE_METAS = ("eprints.document_url", "dc.identifier", "dcterms.identifier", "dc.relation")
_PDF = "application/pdf"
_RELS = frozenset({"alternate", "item", "meta"})


def pdf_behind(page: Page) -> str | None:
    """Return the absolute address of the PDF that a page is the landing page of; None without one.

    :param page: that was fetched.
    """
    found = [*_by_metas(page), *_by_links(page)]
    return next((each for each in found if each != str(page.url)), None)


def _by_metas(page: Page) -> list[str]:
    pdfs = [value for name in _PDF_METAS for key, value in page.metas if key == name and value]
    files = [
        value
        for name in _FILE_METAS
        for key, value in page.metas
        if key == name and value.lower().startswith(("http://", "https://"))
        # Such a field holds any kind of identifier: only a file's counts.
        if value.lower().partition("?")[0].endswith(".pdf")
    ]
    return [joined(page.url, each) for each in (*pdfs, *files)]


def _by_links(page: Page) -> list[str]:
    return [
        link.href
        for link in page.links
        if link.media_type == _PDF and _RELS & set(link.rel.split())
    ]
