"""What the page is told of a page of a PDF: its image, and where a quotation stands on it.

Knows nothing of the web server. Every name and number comes from a request, so a document is
reached by the library's own look-up only, once the generation is known to hold it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from assistant.escape import one_line
from assistant.page.chat import Opener
from assistant.page.document_view import VERSION_CHARS
from assistant.page.rendered_pages import RenderedPages
from ingest.errors import (
    DocumentChanged,
    DocumentNotFound,
    FootnoteError,
    PageNotDrawn,
    PageNotFound,
)
from ingest.models import Document, Span
from ingest.page_images import look_at_page, render_page
from ingest.page_lines import Mark, Sought

if TYPE_CHECKING:
    from ingest.library import Library

IMAGE_PATH = "documents/page.png"
FACTS_PATH = "documents/page"
_PDF = "application/pdf"
_VERSION = re.compile(rf"[0-9a-f]{{{VERSION_CHARS},64}}")
_PAGE = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page, and where a quotation stands on it.

    :param page: from 1.
    :param pages: how many the document has.
    :param label: the page's printed label; empty where it has none.
    :param width: of the image, in pixels.
    :param height: of the image, in pixels.
    :param marks: the quotation's lines on the page.
    :param found: what of the quotation stands on this page was found on it.
    :param quoted: some of the quotation stands on this page.
    :param image: the image's address, relative to the page that shows it.
    """

    page: int
    pages: int
    label: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    found: bool
    quoted: bool
    image: str

    def to_json(self) -> dict[str, Any]:
        """Return the facts as JSON holds them, each mark as [left, top, width, height]."""
        return asdict(self) | {
            "marks": [[each.left, each.top, each.width, each.height] for each in self.marks],
            "previous": self.page - 1 if self.page > 1 else None,
            "next": self.page + 1 if self.page < self.pages else None,
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent, and the headers that it must be sent with.

    :param body: its bytes.
    :param media_type: without parameters.
    :param status: HTTP status.
    :param cached: the browser may keep it for an hour.
    """

    body: bytes
    media_type: str
    status: int = 200
    cached: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers besides the media type."""
        return {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=3600" if self.cached else "no-store",
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A page that a request names, its file checked.

    :param document: as it was indexed.
    :param data: the file's bytes, which are those that were indexed.
    :param page: from 1.
    :param password: opens the file.
    """

    document: Document
    data: bytes
    page: int
    password: str | None


def page_facts(library: Library, texts: Opener, query: Mapping[str, str]) -> PageFacts:
    """Return what a page's viewer needs.

    :param library: the documents folder.
    :param texts: opens the current generation.
    :param query: ``doc`` and ``page``; ``start`` and ``end`` of the quotation in the document's
        text, where there is one; ``version``, the beginning of the document's SHA-256.
    :raises DocumentNotFound: when the index or the folder does not hold the document.
    :raises DocumentChanged: when the file is not the one that was indexed or cited.
    :raises PageNotDrawn: when it is no PDF, or has no such page, or one that cannot be shown.
    :raises FootnoteError: when the index or the file cannot be read.
    """
    asked = _asked(library, texts, query)
    document = asked.document
    sought = _sought(document, asked.page, _span(document, query))
    look = look_at_page(asked.data, document.doc_id, asked.page, sought, asked.password)
    labels = document.page_labels
    return PageFacts(
        page=asked.page,
        pages=len(document.page_starts),
        label=one_line(labels[asked.page - 1]) if asked.page <= len(labels) else "",
        width=look.width,
        height=look.height,
        marks=look.marks,
        found=bool(look.marks),
        quoted=sought is not None,
        image=image_url(document, asked.page),
    )


def page_image(
    library: Library, texts: Opener, rendered: RenderedPages, query: Mapping[str, str]
) -> bytes:
    """Return a page's image as PNG.

    :param library: the documents folder.
    :param texts: opens the current generation.
    :param rendered: the images drawn last, which this one joins.
    :param query: ``doc``, ``page`` and ``version``, as for :func:`page_facts`.
    :raises FootnoteError: as :func:`page_facts` does.
    """
    asked = _asked(library, texts, query)
    sha256 = asked.document.sha256
    png = rendered.get(sha256, asked.page)
    if png is None:
        png = render_page(asked.data, asked.document.doc_id, asked.page, asked.password).png
        rendered.keep(sha256, asked.page, png)
    return png


def facts_reply(library: Library, texts: Opener, query: Mapping[str, str]) -> Reply:
    """Return :func:`page_facts` as what is sent, or what was wrong."""
    try:
        return _json_reply(page_facts(library, texts, query).to_json(), 200)
    except FootnoteError as exc:
        return problem_reply(exc)


def image_reply(
    library: Library, texts: Opener, rendered: RenderedPages, query: Mapping[str, str]
) -> Reply:
    """Return :func:`page_image` as what is sent, or what was wrong."""
    try:
        return Reply(page_image(library, texts, rendered, query), "image/png", cached=True)
    except FootnoteError as exc:
        return problem_reply(exc)


def problem_reply(problem: FootnoteError) -> Reply:
    """Return what is sent where a page cannot be shown: ``{"problem": "…"}``."""
    return _json_reply({"problem": one_line(str(problem))}, 404)


def image_url(document: Document, page: int) -> str:
    """Return the address of a page's image, relative to the page that shows it."""
    query = {
        "doc": document.doc_id.encode("utf-8", "surrogatepass"),
        "page": page,
        "version": document.sha256[:VERSION_CHARS],
    }
    return f"{IMAGE_PATH}?{urlencode(query)}"


def _json_reply(content: Mapping[str, Any], status: int) -> Reply:
    return Reply(json.dumps(content).encode("ascii"), "application/json", status)


def _asked(library: Library, texts: Opener, query: Mapping[str, str]) -> _Asked:
    """Return the page that a query names; whatever is wrong with it is raised."""
    document = texts().document(query.get("doc", ""))
    name = one_line(document.doc_id)
    _check_version(document, name, query.get("version", ""))
    if document.media_type != _PDF:
        raise PageNotDrawn(name, "is no PDF, so its pages have no images; open its full text.")
    page = _page(document, name, query.get("page", ""))
    try:
        data = library.content(document.doc_id)
    except DocumentNotFound as exc:
        raise DocumentNotFound(
            name,
            "its file is no longer in the documents folder, so its pages cannot be shown; put it "
            "back, or rebuild the index.",
        ) from exc
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise DocumentChanged(
            name,
            "the file in the documents folder is not the one that was indexed, so the passage may "
            "stand elsewhere now; rebuild the index and ask again.",
        )
    return _Asked(document, data, page, library.sidecar(document.doc_id).password)


def _check_version(document: Document, name: str, version: str) -> None:
    """Refuse a version that the indexed document is not of; none is any.

    :raises DocumentChanged: saying what to do.
    """
    if version and not (_VERSION.fullmatch(version) and document.sha256.startswith(version)):
        raise DocumentChanged(
            name, "was changed and indexed anew since it was cited; ask again to have it cited."
        )


def _page(document: Document, name: str, asked: str) -> int:
    """Return the page's number.

    :raises PageNotFound: when the document has no such page.
    """
    pages = len(document.page_starts)
    page = int(asked) if _PAGE.fullmatch(asked) else 0
    if not 1 <= page <= pages:
        raise PageNotFound(name, f"has no page {asked[:20]!r}: its pages are 1 to {pages}.")
    return page


def _span(document: Document, query: Mapping[str, str]) -> Span | None:
    """Return the quotation; None where the query names none that lies in the text."""
    with suppress(ValueError):
        span = Span(int(query.get("start", "")), int(query.get("end", "")))
        if 0 <= span.start < span.end <= len(document.text):
            return span
    return None


def _sought(document: Document, page: int, quote: Span | None) -> Sought | None:
    """Return the part of a quotation that stands on a page; None where none does."""
    start = document.page_starts[page - 1]
    end = (*document.page_starts, len(document.text))[page]
    if quote is None or not quote.overlaps(Span(start, end)):
        return None
    text, first, last = document.text, max(start, quote.start), min(end, quote.end)
    if not text[first:last].strip():
        return None  # only the white space between two pages
    return Sought(text[first:last], text[start:first], text[last:end])
