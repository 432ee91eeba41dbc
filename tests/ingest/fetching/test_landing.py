"""Tests of the PDF behind a landing page."""

from __future__ import annotations

import pytest

from ingest.errors import NotADocument
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.models import Fetched
from ingest.readers import ReadOptions, read
from tests.ingest.fetching import samples
from tests.ingest.fetching.site import Reply, Site, page

HEADS = [
    '<meta name="citation_pdf_url" content="{}">',
    '<META NAME="Citation_PDF_URL" CONTENT=" {} ">',
    '<meta name="bepress_citation_pdf_url" content="{}">',
    '<meta name="eprints.document_url" content="{}">',
    '<meta name="DC.identifier" content="10.1000/7"><meta name="DC.Identifier" content="{}">',
    '<link rel="alternate" type="application/pdf" href="{}">',
    '<link rel="item alternate" type="Application/PDF" href="{}">',
]
OTHER_HEADS = [
    '<link rel="alternate" type="application/rss+xml" href="{}">',
    '<link rel="stylesheet" type="application/pdf" href="{}">',
    '<meta name="DC.identifier" content="https://review.example/17">',
    '<meta name="citation_pdf_url" content="">',
    '<meta name="og:url" content="{}">',
]


def landing(head: str, text: str = samples.ABSTRACT) -> Reply:
    return page(f"<html><head><title>Yields</title>{head}</head><body><p>{text}</p></body></html>")


@pytest.mark.parametrize("head", HEADS)
def test_the_pdf_is_fetched(site: Site, fetcher: WebFetcher, head: str) -> None:
    address = site.answer("/cover", landing(head.format(site.url("/report.pdf"))))
    fetched = fetcher.fetch(address)
    assert isinstance(fetched, Fetched)
    assert fetched.data == samples.WORKING_PAPER
    assert fetched.charset is None
    assert fetched.origin.url == address
    assert fetched.origin.final_url == site.url("/report.pdf")
    assert fetched.origin.content_type == "application/pdf"


def test_a_relative_address_is_taken_from_the_page(site: Site, fetcher: WebFetcher) -> None:
    fetched = fetcher.fetch(site.url("/report"))
    assert isinstance(fetched, Fetched)
    document = read(fetched.data, "report.pdf", ReadOptions())
    assert len(document.page_starts) == 2
    assert "34 percent" in document.text


@pytest.mark.parametrize("head", OTHER_HEADS)
def test_other_links_are_no_pdf(site: Site, fetcher: WebFetcher, head: str) -> None:
    address = site.answer("/cover", landing(head.format(site.url("/report.pdf"))))
    fetched = fetcher.fetch(address)
    assert isinstance(fetched, Fetched)
    assert fetched.origin.final_url == address


@pytest.mark.parametrize(
    "target",
    [
        "/private/report.pdf",  # robots.txt forbids it
        "/none.pdf",
        "/lighthouse.html",
        "http://10.0.0.1/a.pdf",
        "file:///a.pdf",
        "http://nowhere.example/a.pdf",
    ],
)
def test_a_page_with_a_text_stands_for_a_pdf_that_cannot_be_had(
    site: Site, fetcher: WebFetcher, target: str
) -> None:
    address = site.answer("/cover", landing(HEADS[0].format(target)))
    fetched = fetcher.fetch(address)
    assert isinstance(fetched, Fetched)
    assert fetched.origin.final_url == address


def test_a_page_without_one_does_not(site: Site, fetcher: WebFetcher) -> None:
    short = landing(HEADS[0].format("/none.pdf"), "Peter Morrow, Honey yields, working paper 12.")
    with pytest.raises(NotADocument, match=r"announces a PDF, which cannot be had: .*\(404\)"):
        fetcher.fetch(site.answer("/cover", short))
