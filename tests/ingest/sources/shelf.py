"""A documents folder with a paper that cites four works, and a fetcher that needs no network."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import AddressGone, FetchError, NoNetwork
from ingest.fetching.models import Fetched, NotModified, Origin
from ingest.library import Library

PAPER_ID = "winds.md"
PAGE_URL = "https://winds.example/atlas/trade-winds.html"
PDF_URL = "https://winds.example/monsoon.pdf"
DOI = "10.1000/winds.7"
DOI_URL = "https://doi.org/10.1000/winds.7"
PAPER = f"""# Winds of the Indian Ocean

The trade wind blows for 140 days.[1] Dhows waited for it in Muscat.[2]

The monsoon turns in June.[3, p. 8] Nobody counted the ships.[4]

## References

1. Haddad S. Trade winds of the Arabian Sea. 2011. URL: {PAGE_URL} (accessed: 04.05.2021)
2. Құрманов Ә. Желкенді қайықтар тарихы. Алматы, 1998. 45 б.
3. Pillai R. The monsoon and the dhow. Journal of Winds. 2004. doi:{DOI}
4. Orlova T. Ships that nobody counted. 1977. URL: {PDF_URL} doi:10.1000/gone.1
"""
PAGE = """<!doctype html><html><head><title>Trade winds of the Arabian Sea</title></head>
<body><main><h1>Trade winds of the Arabian Sea</h1>
<p>The trade wind blows for 140 days in the year, and on
most of them it comes from the north-east, as the harbour masters of Muscat wrote down.</p>
<p>In the other months the captains waited, mended their sails and sold what they had.</p>
</main></body></html>"""


def paper_in(root: Path) -> Library:
    """Return a documents folder that holds the paper."""
    root.mkdir(parents=True, exist_ok=True)
    (root / PAPER_ID).write_text(PAPER, encoding="utf-8")
    return Library(root)


def fetched(text: str = PAGE, url: str = PAGE_URL, **changes: str) -> Fetched:
    """Return a page as a fetcher gives it."""
    data = text.encode()
    fields = {"content_type": "text/html", "etag": '"1"', **changes}
    origin = Origin(
        url=url,
        final_url=url,
        fetched="2026-03-01T12:00:00+00:00",
        status=200,
        sha256=hashlib.sha256(data).hexdigest(),
        **fields,
    )
    return Fetched(data, origin)


@dataclass
class FakeFetcher:
    """Gives what a test laid out for each address; any other address is gone."""

    laid_out: Mapping[str, Fetched | NotModified | FetchError] = field(default_factory=dict)
    asked: list[tuple[str, Origin | None, str]] = field(default_factory=list)

    def fetch(
        self, url: str, *, known: Origin | None = None, when: str = ""
    ) -> Fetched | NotModified:
        self.asked.append((url, known, when))
        answer = self.laid_out.get(url, AddressGone(url, "there is no such page any more."))
        if isinstance(answer, FetchError):
            raise answer
        return answer


class NoNetworkFetcher:
    """A fetcher on a machine without a network."""

    def fetch(
        self, url: str, *, known: Origin | None = None, when: str = ""
    ) -> Fetched | NotModified:
        raise NoNetwork(url, "no other machine can be reached.")


class StoppedFetcher(FakeFetcher):
    """Stopped by a person at the first address that a test laid nothing out for."""

    def fetch(
        self, url: str, *, known: Origin | None = None, when: str = ""
    ) -> Fetched | NotModified:
        if url not in self.laid_out:
            raise KeyboardInterrupt
        return FakeFetcher.fetch(self, url, known=known, when=when)


def contents(root: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
