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
    "button": {
        "type", "class", "id", "title", "aria-label", "aria-expanded", "aria-pressed",
        "aria-controls", "data-copy", "data-number", "data-verdict", "data-pick", "data-form",
        "data-act", "data-doc", "data-key",
    },
    "details": {
        "class", "id", "open", "data-doc", "data-page", "data-start", "data-end", "data-version",
    },
    "div": {"class", "role", "dir", "id", "tabindex", "hidden", "data-number"},
    "fieldset": {"class"},
    "h1": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "header": set(),
    "html": {"lang"},
    "head": set(),
    "iframe": {"id", "sandbox", "title", "src"},
    "input": {
        "type", "id", "checked", "aria-label", "placeholder", "data-doc", "data-role",
    },
    "label": set(),
    "legend": set(),
    "body": set(),
    "meta": {"charset", "name", "content"},
    "link": {"rel", "href"},
    "title": set(),
    "style": set(),
    "main": {"dir", "lang"},
    "nav": {"class", "aria-label"},
    "ol": {"class"},
    "path": {"d"},
    "ul": {"class", "id", "aria-label"},
    "li": {"class"},
    "mark": {"id", "class"},
    "p": {"class", "id", "role"},
    "section": {"class", "id"},
    "span": {"class", "id", "title", "role", "aria-hidden", "hidden"},
    "strong": set(),
    "summary": set(),
    "svg": {
        "viewbox", "width", "height", "aria-hidden", "fill", "stroke", "stroke-width",
        "stroke-linejoin", "transform",
    },
    "table": {"class"},
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": {"class", "data-name"},
}  # fmt: skip
# What an attribute may say, where that is the page's own too: nothing of a document or a person.
OWN_VALUES = {
    "aria-controls": re.compile(r"fn-left"),
    "aria-expanded": re.compile(r"true|false"),
    "aria-hidden": re.compile(r"true"),
    "aria-pressed": re.compile(r"false"),
    "checked": re.compile(r""),
    "d": re.compile(r"[A-Za-z0-9. -]+"),
    "data-act": re.compile(r"remove|restore"),
    "data-end": re.compile(r"-?\d+"),
    "data-form": re.compile(r"markdown|html|json"),
    "data-name": re.compile(r"\w+"),
    "data-number": re.compile(r"\d+"),
    "data-page": re.compile(r"\d+"),
    "data-pick": re.compile(r"all|none|paper|source"),
    "data-role": re.compile(r"paper|source|other"),
    "data-start": re.compile(r"-?\d+"),
    "data-verdict": re.compile(r"up|down"),
    "data-version": re.compile(r"[0-9a-f]+"),
    "hidden": re.compile(r""),
    "role": re.compile(r"alert|status"),
    "sandbox": re.compile(r""),
    "src": re.compile(r"evaluation/report\?made=[0-9T:+%-]+"),
    "tabindex": re.compile(r"-1|0"),
    "target": re.compile(r"_blank"),
    "transform": re.compile(r"rotate\(180\)"),
    "type": re.compile(r"button|checkbox|search"),
}
OWN_HREF = re.compile(
    r"#e\d+-\d+|#m\d+|#quote|#h\d+|#p\d+|#top|data:,|\.\./"
    r"|claims/export\?doc=[\w.~%+*-]*&format=(markdown|csv|json)"
    r"|documents/view\?doc=[\w.~%+*-]*(&start=\d+&end=\d+(&version=[0-9a-f]+)?(#quote)?)?"
)
# A link that leads elsewhere, which a person may follow: in ASCII, with a host, never by itself.
OUT_HREF = re.compile(r"https?://[a-z0-9.-]+(:\d+)?[/?#][A-Za-z0-9/?:@!$&'()*+,;=._~%#-]*")
OUT_LINK = {"class": "fn-out", "target": "_blank", "rel": "noopener noreferrer nofollow"}
OWN_ID = re.compile(r"e\d+(-\d+)?|[mnqhp]\d+|quote|top|fn-[a-z-]+")
OWN_CLASS = re.compile(r"(fn-[a-z-]+)( fn-[a-z-]+)*")
VOID = {"meta", "link", "input"}


class OwnMarkup(HTMLParser):
    """Collects text, tags, ids and data; raises ``AssertionError`` on a stranger's tag."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.copies: list[str] = []
        self.data: list[dict[str, str]] = []
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
        if data := {name: value for name, value in given.items() if name.startswith("data-")}:
            self.data.append(data)
        assert tag != "iframe" or "sandbox" in given, "a frame that may do anything"
        assert not ("href" in given and "target" in given and given.get("rel") != "noopener")
        if tag not in VOID:
            self.open.append(tag)

    def is_outgoing(self, attrs: dict[str, str]) -> bool:
        """Tell whether attributes are those of a link that leads elsewhere, and is marked so."""
        marked = {name: value for name, value in attrs.items() if name != "href"} == OUT_LINK
        return marked and OUT_HREF.fullmatch(attrs.get("href", "")) is not None

    def _check(self, name: str, value: str) -> None:
        if name in OWN_VALUES:
            assert OWN_VALUES[name].fullmatch(value), f"{name}={value!r} is not ours"
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
