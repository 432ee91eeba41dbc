"""HTML page -> Document: its main text, without navigation, banners and readers' comments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from trafilatura import bare_extraction, extract_metadata, load_html
from trafilatura.metadata import Document as Extraction

from ingest.errors import EmptyDocument
from ingest.language import detect_language
from ingest.models import Document, Heading
from ingest.readers.assembly import Block, assemble
from ingest.readers.html_body import blocks_of
from ingest.readers.html_boilerplate import Tree, fold_space, strip_boilerplate
from ingest.readers.html_source import decode_html, shallow
from ingest.readers.options import ReadOptions
from ingest.readers.references import under_headings, under_lines

READER = "html/2"
MEDIA_TYPE = "text/html"

# Text is told from what surrounds it by length. A page shorter than the second, or of which
# less than the first was found, gives too little to go by: the whole page is the lesser evil.
_LEAST_CHARS = 250
_SHORT_PAGE = 2_000
# The time this takes grows with the square of the page: 12 s at 50,000 elements. So long a page
# is a book, with little around it.
_MOST_ELEMENTS = 50_000
# Only dates that a page states: the last resort, the largest year on it, is often another's.
_DATES = {"original_date": True, "extensive_search": False}
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a page says of itself.

    :param title: as browsers show it, often with the site's name; empty without one.
    :param found_title: what trafilatura takes for the title.
    """

    title: str = ""
    found_title: str = ""
    authors: tuple[str, ...] = ()
    address: str | None = None
    more: tuple[tuple[str, str], ...] = ()


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read an HTML page.

    :param data: the file.
    :param doc_id: the document's id.
    :param options: its encoding, where neither the page nor a byte order mark names it.
    :raises WrongEncoding: when a byte does not fit.
    :raises EmptyDocument: when no text is found on it.
    """
    tree = _parsed(shallow(decode_html(data, doc_id, options.encoding)))
    facts = _facts(tree) if tree is not None else _Facts()
    assembled = assemble(_blocks(tree) if tree is not None else ())
    if not assembled.text:
        raise EmptyDocument(
            doc_id,
            "no text on this page beside its navigation and scripts; expected an article or a "
            "text. A page that fills itself in when a browser opens it must be saved from there.",
        )
    text, headings = assembled.text, assembled.headings
    return Document(
        doc_id=doc_id,
        title=_title(facts, headings) or PurePosixPath(doc_id).stem,
        authors=facts.authors,
        language=detect_language(text),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        headings=headings,
        references=under_headings(text, headings) or under_lines(text),
        metadata=facts.more,
        origin=facts.address,
    )


def _parsed(source: str) -> Tree | None:
    """Return the page's tree; None where there is no element at all."""
    # A fragment is no HTML to trafilatura unless it is called so.
    whole = source if "<html" in source[:50].lower() else f"<html>{source}"
    tree: Tree | None = load_html(whole)
    return tree


def _facts(tree: Tree) -> _Facts:
    found = extract_metadata(tree, date_config=_DATES, extensive=False)
    more = (("date", found.date), ("site", found.sitename), ("license", found.license))
    authors = (_line(author) for author in (found.author or "").split(";"))
    return _Facts(
        title=_line(tree.findtext(".//title")),
        found_title=_line(found.title),
        authors=tuple(author for author in authors if author),
        address=found.url if found.url and _ADDRESS.fullmatch(found.url) else None,
        more=tuple((name, value) for name, value in more if value),
    )


def _title(facts: _Facts, headings: Sequence[Heading]) -> str:
    """Return what the page's own title and what stands on the page agree in."""
    candidates = [facts.found_title, *(heading.text for heading in headings[:1])]
    agreed = (each for each in candidates if each and each.casefold() in facts.title.casefold())
    return next(agreed, facts.title or facts.found_title or "".join(candidates[1:]))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _blocks(tree: Tree) -> Sequence[Block]:
    strip_boilerplate(tree)
    fold_space(tree)
    page = blocks_of(tree)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return page
    extraction = bare_extraction(tree, favor_recall=True, include_comments=False)
    found = blocks_of(extraction.body) if isinstance(extraction, Extraction) else []
    page_chars, found_chars = _chars(page), _chars(found)
    too_little = found_chars < _LEAST_CHARS or (
        page_chars < _SHORT_PAGE and found_chars * 2 < page_chars
    )
    return page if too_little else found


def _chars(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)
