"""What surrounds a page's text is taken off it: navigation, banners, readers' comments.

trafilatura does this too, by length and density of links, which tells little about a short page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, Self

_NEVER_TEXT = frozenset({"nav", "script", "style", "noscript", "template"})
_SURROUNDING_ROLES = frozenset({"navigation", "banner", "search", "contentinfo"})
_BOXES = frozenset({"div", "section", "aside", "ol", "ul", "p", "footer", "dialog", "form"})
_BANNER = re.compile(
    r"(?:cookie|gdpr|consent)\w{0,20}?[-_ ]?(?:banner|consent|notice|bar\b|popup|pop-up|message|"
    r"modal|overlay|law|policy|info|alert|warning)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comment[-_]?list|comments[-_]area|disqus_thread|respond)(?:\s|$)",
    re.IGNORECASE,
)
_MAIN = ("main", "article", "h1")
_SPACE = re.compile(r"\s+")


class Tree(Protocol):
    """What is used of an lxml element of a page."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def getparent(self) -> Self | None:
        """Return the element around this one."""

    def iter(self, *tags: str) -> Iterator[Self]:
        """Yield this element and those in it, in the order of the page."""

    def iterancestors(self, *tags: str) -> Iterator[Self]:
        """Yield the elements around this one, nearest first."""

    def drop_tree(self) -> None:
        """Take this element out of its page, but not what follows it."""

    def find(self, path: str) -> Self | None:
        """Return the first element at a path."""

    def findtext(self, path: str) -> str | None:
        """Return the text of the first element at a path."""

    def __iter__(self) -> Iterator[Self]:
        """Yield the children."""


def strip_boilerplate(tree: Tree) -> None:
    """Take off a page what surrounds its text.

    :param tree: the page, which is changed.
    """
    for element in list(tree.iter()):
        if _is_boilerplate(element) and element.getparent() is not None:
            element.drop_tree()


def fold_space(tree: Tree) -> None:
    """Make one space of each stretch of white space in a page, as browsers do.

    Preformatted text keeps its own; afterwards a line end tells it from all else.

    :param tree: the page, which is changed.
    """
    kept = {inner for element in tree.iter("pre", "listing") for inner in element.iter()}
    for element in tree.iter():
        if element not in kept:
            element.text = _SPACE.sub(" ", element.text) if element.text else element.text
        if element.tail and element.getparent() not in kept:
            element.tail = _SPACE.sub(" ", element.tail)


def _is_boilerplate(element: Tree) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag in _NEVER_TEXT:
        return True
    parent = element.getparent()
    of_page = element.tag == "footer" and parent is not None and parent.tag == "body"
    role = (element.get("role") or "").lower()
    return (of_page or role in _SURROUNDING_ROLES or _is_named_so(element)) and not any(
        element.find(f".//{tag}") is not None for tag in _MAIN
    )


def _is_named_so(element: Tree) -> bool:
    if element.tag not in _BOXES:
        return False
    names = [element.get(attribute) or "" for attribute in ("id", "class")]
    return any(_BANNER.search(name) or _COMMENTS.search(name) for name in names)
