"""The login page as a reader of HTML sees it; fails on markup that is not the page's own."""

from __future__ import annotations

from html.parser import HTMLParser

ATTRIBUTES = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "name", "content"},
    "link": {"rel", "href"},
    "title": set(),
    "style": set(),
    "body": set(),
    "main": set(),
    "h1": set(),
    "p": {"class", "id", "role"},
    "form": {"method", "action"},
    "label": {"for"},
    "input": {
        "id", "name", "type", "value", "required", "autocomplete", "autocapitalize", "spellcheck",
        "autofocus", "aria-invalid", "aria-describedby",
    },
    "button": {"type"},
}  # fmt: skip
VOID = {"meta", "link", "input"}


class LoginForm(HTMLParser):
    """Collects what the form would send, and the text that is shown.

    :param source: the page.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        self.action = ""
        self.text = ""
        self.style = ""
        self.open: list[str] = []
        self.labels: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ATTRIBUTES, f"<{tag}> is not ours"
        given = {name: value or "" for name, value in attrs}
        assert set(given) <= ATTRIBUTES[tag], f"{given} on <{tag}> is not ours"
        if tag == "input":
            self.values[given["name"]] = given.get("value", "")
            self.attributes[given["name"]] = given
        elif tag == "form":
            assert given["method"] == "post"
            self.action = given["action"]
        elif tag == "label":
            self.labels.append(given["for"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing of ours"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data!r}")
