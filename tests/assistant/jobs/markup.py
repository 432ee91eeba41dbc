"""The page's own markup, with what a piece of work needs besides."""

from __future__ import annotations

import re

from tests.assistant.markup import OwnMarkup

COUNT = re.compile(r"\d+")


class JobMarkup(OwnMarkup):
    """Takes a progress element, and a paragraph that is read aloud when it changes."""

    def __init__(self, source: str) -> None:
        self.bars: list[dict[str, str]] = []
        self.spoken: list[str] = []
        super().__init__(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "progress":
            assert given.pop("class") == "fn-progress"
            assert all(COUNT.fullmatch(given[name]) for name in given if name != "aria-label")
            assert set(given) <= {"aria-label", "max", "value"}
            self.bars.append(given)
            self.open.append(tag)
            return
        if tag == "p" and given.get("aria-live") == "polite":
            del given["aria-live"]
            self.spoken.append("")
        super().handle_starttag(tag, list(given.items()))
