"""Parsers that fail on markup that is not the page's own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

ATTRIBUTES = {
    "a": {"class", "href", "aria-label", "target", "rel", "id", "title", "download"},
    "article": {"class", "id", "tabindex"},
    "blockquote": {"dir", "lang"},
    "code": set(),
    "button": {"type", "class", "data-copy", "aria-label"},
    "details": {"class", "id"},
    "div": {"class", "role", "dir", "id", "tabindex"},
    "h1": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "header": set(),
    "html": {"lang"},
    "head": set(),
    "body": set(),
    "meta": {"charset", "name", "content"},
    "link": {"rel", "href"},
    "title": set(),
    "style": set(),
    "main": {"dir", "lang"},
    "nav": {"class", "aria-label"},
    "ol": {"class"},
    "ul": {"class", "aria-label"},
    "li": {"class"},
    "mark": {"id", "class"},
    "p": {"class"},
    "section": {"class", "id"},
    "span": {"class", "id", "title", "aria-hidden"},
    "strong": set(),
    "summary": set(),
    "table": {"class"},
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": {"class"},
}
OWN_HREF = re.compile(
    r"#e\d+-\d+|#m\d+|#quote|#h\d+|#p\d+|#top|data:,|/"
    r"|/claims/export\?doc=[\w.~%+*-]*&format=(markdown|csv|json)"
    r"|/documents/view\?doc=[\w.~%+*-]*(&start=\d+&end=\d+(&version=[0-9a-f]+)?(#quote)?)?"
)
# A link that leads elsewhere, which a person may follow: in ASCII, with a host, never by itself.
OUT_HREF = re.compile(r"https?://[a-z0-9.-]+(:\d+)?[/?#][A-Za-z0-9/?:@!$&'()*+,;=._~%#-]*")
OUT_LINK = {"class": "fn-out", "target": "_blank", "rel": "noopener noreferrer nofollow"}
OWN_ID = re.compile(r"e\d+(-\d+)?|m\d+|n\d+|h\d+|p\d+|quote|top")
OWN_CLASS = re.compile(r"(fn-[a-z-]+)( fn-[a-z-]+)*")
VOID = {"meta", "link"}


class OwnMarkup(HTMLParser):
    """Collects the text, the tags and the ids; raises ``AssertionError`` on a stranger's tag."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.copies: list[str] = []
        self.open: list[str] = []
        self.tags: list[str] = []
        self.strong: list[str] = []
        self.outgoing: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, f"left open: {self.open}"
        assert len(self.ids) == len(set(self.ids)), f"an id stands twice: {self.ids}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ATTRIBUTES, f"<{tag}> is not ours"
        self.tags.append(tag)
        if tag == "strong":
            self.strong.append("")
        given = {name: value or "" for name, value in attrs}
        if self.is_outgoing(given):
            self.outgoing.append(given.pop("href"))
        for name, value in given.items():
            assert name in ATTRIBUTES[tag], f"{name} on <{tag}> is not ours"
            self._check(name, value)
        if tag not in VOID:
            self.open.append(tag)

    def is_outgoing(self, attrs: dict[str, str]) -> bool:
        """Tell whether attributes are those of a link that leads elsewhere, and is marked so."""
        marked = {name: value for name, value in attrs.items() if name != "href"} == OUT_LINK
        return marked and OUT_HREF.fullmatch(attrs.get("href", "")) is not None

    def _check(self, name: str, value: str) -> None:
        if name == "href":
            assert OWN_HREF.fullmatch(value), value
            self.hrefs.append(value)
        elif name == "id":
            assert OWN_ID.fullmatch(value), value
            self.ids.append(value)
        elif name == "class":
            assert OWN_CLASS.fullmatch(value), value
        elif name == "data-copy":
            self.copies.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing of ours"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "strong" in self.open:
            self.strong[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data!r}")


class OwnMarkdown(OwnMarkup):
    """Reads Markdown as readers of it do, tables, links in bare text and all."""

    TAGS = frozenset({"p", "ul", "li", "blockquote", "strong", "a"})

    def __init__(self, source: str) -> None:
        parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
        super().__init__(parser.render(source))
        strangers = set(self.tags) - self.TAGS
        assert not strangers, f"{strangers} in {source!r}"

    def is_outgoing(self, attrs: dict[str, str]) -> bool:
        """Tell whether attributes are an address alone: Markdown can say no more of a link."""
        return OUT_HREF.fullmatch(attrs.get("href", "")) is not None and len(attrs) == 1
