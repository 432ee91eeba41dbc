"""A web page as the rest of this room looks at it: its head, its forms and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import DocumentError
from ingest.fetching.addresses import joined
from ingest.readers import ReadOptions, read
from ingest.readers.html_source import decode_html, shallow

MOST_CHARS = 2_000_000
"""A page longer than this is neither a wall nor the cover of something else."""

_MOST_VISIBLE = 30_000
_MOST_HEADINGS = 10
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "title"})
_CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile|smart-?captcha|px-captcha|captcha-form")
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]?\s*url\s*=\s*[\"']?([^\"']{1,2000})", re.I)
_SOON = 10  # seconds; later than that, it keeps a page of news fresh


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page's head.

    :param rel: what it is to the page, lower case.
    :param media_type: lower case; empty where none is given.
    :param href: absolute.
    """

    rel: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is looked at of a page.

    :param url: where it came from.
    :param title: of its head, on one line.
    :param headings: the first of them, levels 1 to 3.
    :param text: its main text as the reader finds it, a line for each paragraph; may be empty.
    :param visible: all text that a browser shows, on one line; the start of it.
    :param unscripted: what it shows where scripts do not run.
    :param metas: (name, content) of its head, names in lower case.
    :param links: of its head.
    :param has_password: it has a field for a password.
    :param has_captcha: it has an element of a check for robots.
    :param scripts: how many it has.
    :param refresh: the other page that it sends a browser on to at once, absolute; empty where it
        sends it nowhere.
    """

    url: httpx2.URL
    title: str
    headings: tuple[str, ...]
    text: str
    visible: str
    unscripted: str
    metas: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    has_password: bool
    has_captcha: bool
    scripts: int
    refresh: str


def page_of(data: bytes, charset: str | None, url: httpx2.URL) -> Page | None:
    """Return what is to be looked at of a page; None where it is too long, or cannot be read.

    :param data: the page.
    :param charset: its encoding; None where its bytes tell it.
    :param url: where it came from.
    """
    try:
        source = shallow(decode_html(data, str(url), charset))
    except DocumentError:
        return None
    if len(source) > MOST_CHARS:
        return None
    plain = source.encode("utf-8", "replace")
    try:
        tree = document_fromstring(plain, parser=HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        return None
    return _looked_at(tree, _main_text(plain), url)


def _main_text(source: bytes) -> str:
    try:
        return read(source, "page.html", ReadOptions(encoding="utf-8")).text
    except DocumentError:
        return ""


def _looked_at(tree: HtmlElement, text: str, url: httpx2.URL) -> Page:
    headings = (_line(each) for each in tree.iter("h1", "h2", "h3"))
    metas = tuple(_metas(tree))
    return Page(
        url=url,
        title=_line(tree.find(".//title")),
        headings=tuple(each for each in headings if each)[:_MOST_HEADINGS],
        text=text,
        visible=_visible(tree),
        unscripted=" ".join(_line(each) for each in tree.iter("noscript")),
        metas=metas,
        links=tuple(_links(tree, url)),
        has_password=any(_attribute(each, "type") == "password" for each in tree.iter("input")),
        has_captcha=any(_is_captcha(each) for each in tree.iter("div", "form", "iframe")),
        scripts=sum(1 for _ in tree.iter("script")),
        refresh=_refresh(tree, url),
    )


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("http-equiv") or ""
        if name:
            yield name.strip().lower(), (meta.get("content") or "").strip()


def _links(tree: HtmlElement, url: httpx2.URL) -> Iterator[Link]:
    for link in tree.iter("link"):
        if href := (link.get("href") or "").strip():
            yield Link(_attribute(link, "rel"), _attribute(link, "type"), joined(url, href))


def _refresh(tree: HtmlElement, url: httpx2.URL) -> str:
    for meta in tree.iter("meta"):
        # What a page has for browsers without scripts is a word of regret.
        unscripted = next(meta.iterancestors("noscript"), None) is not None
        if _attribute(meta, "http-equiv") != "refresh" or unscripted:
            continue
        match = _REFRESH.match(meta.get("content") or "")
        if match is not None and int(match[1]) <= _SOON:
            target = joined(url, match[2]).partition("#")[0]
            return "" if target == str(url) else target
    return ""


def _visible(tree: HtmlElement) -> str:
    """Return the text outside of what a browser does not show."""
    found: list[str] = []
    size = 0
    unseen: HtmlElement | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        text = None
        if event == "start":
            if unseen is None and (not isinstance(element.tag, str) or element.tag in _UNSEEN):
                unseen = element
            text = element.text
        else:
            if element is unseen:
                unseen = None
            text = element.tail
        if unseen is None and text and size < _MOST_VISIBLE:
            found.append(text)
            size += len(text)
    return " ".join(" ".join(found).split())[:_MOST_VISIBLE]


def _is_captcha(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('src') or ''}"
    return _CAPTCHA.search(marks.lower()) is not None


def _attribute(element: HtmlElement, name: str) -> str:
    return " ".join((element.get(name) or "").lower().split())


def _line(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())[:500]
