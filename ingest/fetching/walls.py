"""Pages that are sent as if all were well and are no document: walls, and pages that are not there.

What speaks for a wall is little text of its own; where there is much, no words make a wall of it,
for an article may be about cookies, and every site has a field to sign in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx2

from ingest.fetching.page import Page
from ingest.fetching.wall_words import ABOUT, SAYS, TITLES, WallKind

BY_HAND = (
    "open it in a browser, save the page once the text is there, and add it with: "
    "python -m ingest add --source-of DOC:NUMBER FILE"
)
"""What a person can do where a program is not let in."""

_NAMES: dict[WallKind, str] = {
    "robots": "a check for robots",
    "consent": "a request for consent to cookies",
    "login": "a page to sign in",
    "paywall": "the beginning of a text that must be paid for",
    "gone": "a page that says there is no such page, or a parked domain",
    "empty": "an empty page that scripts are to fill",
}
# Characters of text that are not about the wall; less than this is no document.
_LEAST = 150
# Beyond these a title, or words of the text, make no wall.
_MOST_UNDER_TITLE = 2_500
_MOST_BEFORE_PAYWALL = 1_500
_MOST_ON_LOGIN_PATH = 1_000
_EMPTY = 200
_LOOKED_AT = 20_000
_CHARS_A_WORD = 60  # a wall's line has one of its words in as many characters

_TITLE_PARTS = re.compile(r"\s[|–—·•»:-]\s|\s*[|»·•]\s*")
_CONSENT_URL = re.compile(
    r"^consent\.|/(?:cookie-?)?consent(?:/|$|\?)|/cookie-?wall|/collectconsent"
)
_LOGIN_URL = re.compile(
    r"^(?:accounts?|login|sso|auth|idp|passport|wayf)\.|/(?:log-?in|sign-?in|auth|sso|idp|saml2?|"
    r"oauth2?|shibboleth(?:\.sso)?|wp-login\.php|authorization|avtorizaciya)(?:/|$|\?|\.)"
)
_TO_THE_SAME = re.compile(r"^www\.")


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands where the document should be.

    :param kind: which.
    """

    kind: WallKind

    @property
    def problem(self) -> str:
        """What it is, and what to do where the document is behind it."""
        what = f"not the document but {_NAMES[self.kind]}"
        return what if self.kind == "gone" else f"{what}: {BY_HAND}"


def wall_of(page: Page, asked: httpx2.URL) -> Wall | None:
    """Tell what stands where the document should be; None where that is the document.

    :param page: that came.
    :param asked: the address it was asked for under.
    """
    rules = (_by_address, _by_title, _by_words, _by_paywall, _by_emptiness)
    found = (rule(page, asked) for rule in rules)
    return next((Wall(kind) for kind in found if kind is not None), None)


def _by_address(page: Page, asked: httpx2.URL) -> WallKind | None:
    """Tell by where it led to: a place of consent, or to sign in, that was not asked for."""
    came, wanted = _place(page.url), _place(asked)
    if _CONSENT_URL.search(came) and not _CONSENT_URL.search(wanted):
        return "consent"
    if _LOGIN_URL.search(came) and not _LOGIN_URL.search(wanted):
        short = _own(page, "login") < _MOST_ON_LOGIN_PATH
        return "login" if short and (page.has_password or _says(page, "login")) else None
    return None


def _by_title(page: Page, _: httpx2.URL) -> WallKind | None:
    """Tell by its title, or the heading above all, where little follows."""
    if len(page.text) > _MOST_UNDER_TITLE:
        return None
    titles = _titles(page)
    for kind, pattern in TITLES.items():
        if not any(pattern.fullmatch(title) for title in titles):
            continue
        # What a site shows beside "no such page" is its news, or its menu.
        if kind == "gone" or _own(page, kind) < _LEAST:
            return kind
    return None


def _by_words(page: Page, _: httpx2.URL) -> WallKind | None:
    """Tell by its words, where they speak of hardly anything else."""
    kinds: tuple[WallKind, ...] = ("robots", "consent", "login", "gone")
    for kind in kinds:
        if _own(page, kind) >= _LEAST:
            continue
        field = (kind == "login" and page.has_password) or (kind == "robots" and page.has_captcha)
        if field or _says(page, kind):
            return kind
    return None


def _by_paywall(page: Page, _: httpx2.URL) -> WallKind | None:
    """Tell by a short text that asks for a subscription to go on."""
    is_stub = len(page.text) < _MOST_BEFORE_PAYWALL and _says(page, "paywall")
    return "paywall" if is_stub else None


def _by_emptiness(page: Page, _: httpx2.URL) -> WallKind | None:
    """Tell by there being nothing on it yet."""
    if _own(page, "empty") >= _EMPTY:
        return None
    asks = SAYS["empty"].search(f"{page.visible[:_LOOKED_AT]} {page.unscripted}".casefold())
    bare = len(page.visible) < _EMPTY and page.scripts > 0
    return "empty" if asks or bare else None


def _place(url: httpx2.URL) -> str:
    """Return host, path and query as one text."""
    host = _TO_THE_SAME.sub("", url.host)
    return f"{host}{url.raw_path.decode('ascii', 'replace')}".casefold()[:500]


def _titles(page: Page) -> list[str]:
    """Return the title's parts, for a site adds its own name, and the first heading."""
    whole = [page.title, *page.headings[:1]]
    parts = [part for each in whole for part in (each, *_TITLE_PARTS.split(each))]
    return [part.strip(" .!…?").casefold() or part for part in parts if part.strip()]


def _says(page: Page, kind: WallKind) -> bool:
    return SAYS[kind].search(page.visible[:_LOOKED_AT].casefold()) is not None


def _own(page: Page, kind: WallKind) -> int:
    """Return how many characters of its text stand in lines that are not about the wall."""
    lines = (line.strip() for line in page.text[:_LOOKED_AT].casefold().split("\n"))
    return sum(len(line) for line in lines if not _is_about(line, kind))


def _is_about(line: str, kind: WallKind) -> bool:
    """Tell whether a line is full of a wall's words; of an article on it, few words are."""
    return len(ABOUT[kind].findall(line)) * _CHARS_A_WORD >= max(len(line), 1)
