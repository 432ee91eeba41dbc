"""A document's full text as a page of its own, opened at a quotation.

The page has no script, loads nothing, and its Content-Security-Policy says so to the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.page.words import language_of
from assistant.style_policy import style_source
from ingest.models import Document, Span

VERSION_CHARS = 12
_CSS = Path(__file__).with_name("styles") / "document.css"


@dataclass(frozen=True, slots=True)
class View:
    """A page, and the headers it must be sent with.

    :param html: the whole page.
    :param status: HTTP status.
    """

    html: str
    status: int = 200

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that keep the page from doing anything but show text."""
        return {
            "Content-Security-Policy": (
                f"default-src 'none'; style-src {_style_source()}; img-src data:; "
                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }


@cache
def _style() -> str:
    return _CSS.read_text(encoding="utf-8")


@cache
def _style_source() -> str:
    return style_source(_style())


def document_view(
    words: Words, document: Document, span: Span | None = None, version: str = ""
) -> View:
    """Return the page of a document.

    :param words: of the page.
    :param document: what to show.
    :param span: what to mark; left unmarked where it does not lie in the text.
    :param version: beginning of the SHA-256 of the document that ``span`` counts in; where the
        document is another one by now, nothing is marked and the page says why.
    """
    moved = bool(version) and version != document.sha256[:VERSION_CHARS]
    if moved or span is None or not 0 <= span.start < span.end <= len(document.text):
        span = None
    note = f'<p class="fn-note">{words.say("document.moved")}</p>' if moved else ""
    language = document.language if document.language.isalpha() else "und"
    return View(
        _page(
            words,
            one_line(document.title),
            f"{_header(words, document)}{note}{_contents(words, document)}"
            f'<main dir="auto" lang="{escape(language)}">{_text(words, document, span)}</main>',
        )
    )


def missing_view(words: Words, problem: str) -> View:
    """Return the page that says that there is no such document, and why."""
    title, back = words.say("document.missing"), words.say("document.back")
    body = f'<h1>{title}</h1><p>{escape(problem)}</p><p><a href="../">{back}</a></p>'
    return View(_page(words, title, body), status=404)


def _page(words: Words, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{escape(title)} · {words.say("page.title")}</title>'
        f"<style>{_style()}</style></head><body>{body}</body></html>"
    )


def _header(words: Words, document: Document) -> str:
    pages = len(document.page_starts)
    facts = [
        _role(words, document),
        one_line(", ".join(document.authors)),
        language_of(words, document.language),
        words.say_count("document.pages", pages) if pages > 1 else "",
        one_line(document.doc_id),
        *(f"{one_line(name)}: {one_line(value)}" for name, value in document.metadata),
        words.say("document.origin", origin=one_line(document.origin)) if document.origin else "",
    ]
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    warnings = "".join(
        f'<p class="fn-note">{escape(one_line(warning))}</p>' for warning in document.warnings
    )
    return (
        f'<header><a class="fn-home" href="../">{words.say("page.title")}</a>'
        f'<h1>{escape(one_line(document.title))}</h1><p class="fn-facts">{shown}</p>'
        f"{warnings}</header>"
    )


def _role(words: Words, document: Document) -> str:
    """Return what the document is, and whose source: "source [3] of paper.md"."""
    ties = ", ".join(
        words.say("document.tie", number=tie.number, name=one_line(tie.doc_id))
        for tie in document.source_of
    )
    if ties:
        return words.say("document.source-of", ties=ties)
    return "" if document.role == "other" else words.say(f"document.role-{document.role}")


def _contents(words: Words, document: Document) -> str:
    headings = "".join(
        f'<li class="fn-level-{"abcdef"[min(max(heading.level, 1), 6) - 1]}">'
        f'<a href="#h{number}">{escape(one_line(heading.text))}</a></li>'
        for number, heading in enumerate(document.headings, 1)
    )
    pages = "".join(
        f'<li><a href="#p{page}">{escape(_page_label(document, page))}</a></li>'
        for page in range(1, len(document.page_starts) + 1)
    )
    return _foldable(words.say("document.contents"), "fn-contents", headings) + _foldable(
        words.say("document.page-list"), "fn-pages", pages
    )


def _foldable(name: str, css_class: str, items: str) -> str:
    if not items:
        return ""
    return (
        f'<details class="{css_class}"><summary>{name}</summary>'
        f'<nav aria-label="{name}"><ol>{items}</ol></nav></details>'
    )


def _page_label(document: Document, page: int) -> str:
    labels = document.page_labels
    label = labels[page - 1] if page <= len(labels) else ""
    return f"{page} ({one_line(label)})" if label and label != str(page) else str(page)


def _text(words: Words, document: Document, quote: Span | None) -> str:
    """Return the text with pages, headings and the quotation marked, which may overlap.

    Cut at every border, each piece carries the marks that cover it, so that tags always nest.
    """
    pages = _pages_at(document)
    headings = {heading.start: number for number, heading in enumerate(document.headings, 1)}
    parts: list[str] = []
    heading_end = 0
    for left, right in pairwise(_cuts(document, quote)):
        parts += [_page_mark(words, document, page) for page in pages.get(left, ())]
        piece = escape(document.text[left:right])
        if left in headings:
            heading_end = document.headings[headings[left] - 1].end
            piece = f'<span class="fn-heading" id="h{headings[left]}">{piece}</span>'
        elif left < heading_end:
            piece = f'<span class="fn-heading">{piece}</span>'
        if quote and quote.start <= left < quote.end:
            anchor = ' id="quote"' if left == quote.start else ""
            piece = f"<mark{anchor}>{piece}</mark>"
        parts.append(piece)
    return "".join(parts)


def _pages_at(document: Document) -> dict[int, list[int]]:
    pages: dict[int, list[int]] = {}
    for page, start in enumerate(document.page_starts, 1):
        pages.setdefault(min(start, max(0, len(document.text) - 1)), []).append(page)
    return pages


def _cuts(document: Document, quote: Span | None) -> list[int]:
    length = len(document.text)
    spans = [(heading.start, heading.end) for heading in document.headings]
    if quote:
        spans.append((quote.start, quote.end))
    borders = {0, length, *_pages_at(document), *(border for span in spans for border in span)}
    return sorted(border for border in borders if 0 <= border <= length)


def _page_mark(words: Words, document: Document, page: int) -> str:
    label = escape(_page_label(document, page))
    said = words.say("document.page", label=label)
    return f'<span class="fn-page" id="p{page}">{said}</span>'
