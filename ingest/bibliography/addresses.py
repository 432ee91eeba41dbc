r"""The address and the DOI of an entry.

A DOI's own address (``https://doi.org/10.…``) is kept as the DOI alone, for the one says all that
the other does; an arXiv number stands for its address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ingest.models import Span

_SCHEME = r"(?:https?|ftp)\s?:\s?/\s?/\s?"
_URL = re.compile(rf"<?\s?({_SCHEME}|(?<![\w@./])www\s?\.\s?)(?=\S)", re.IGNORECASE)
# An address without a scheme: "URL: ria.ru/page".
_BARE = re.compile(
    r"(?:\b(?:URL|сайт|адрес|retrieved from|available at)\s?:\s?"
    r"(?=[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/)"
    # MLA leaves the scheme out.
    r"|(?<![\w@./\\-])(?=[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\."
    r"(?:com|org|net|edu|gov|int|info|io|eu|uk|us|ru|su|kz|uz|kg|tj|tm|cn|de|рф|қаз)/\w))",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"(?:[-–—.,;\s]*\b(?:URL|available (?:at|from|online)|retrieved from|from|at|link|"
    r"режим доступа|доступ(?:но|на|ен)?(?: (?:по|на) (?:ссылке|адресу|сайте))?|адрес|сайт|ссылка|"
    r"электронды мекен-жайы|мекенжайы|сілтеме(?:сі)?|қолжетімді(?: сілтеме)?)(?:\s*:)?)?\s*$",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_TOKEN = re.compile(r"[^\s<>\"“”«»„]+")
_WRAPPED = re.compile(r"[-/_=&?.%~]$")
_GOES_ON = re.compile(
    r"(?=[^\s]*[/_=%?&]|[^\s]*\w\.(?:html?|php|aspx?|pdf)\b|[^\s]*-\w+-)[\w/?=&%#~]"
)
_TRAILING = ".,;:!?'\"»”’*…"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_DOI = re.compile(
    r"(?:(?:https?\s?:\s?//\s?)?(?:dx\.)?doi\.org/\s?|\bdoi\s?[:=]?\s?)?"
    r"(10\.\d{4,9}(?:/|%2F)\s?)(?=\S)",
    re.IGNORECASE,
)
_DOI_WORD = re.compile(r"\bdoi\s?[:.=]?\s*$", re.IGNORECASE)
_ARXIV = re.compile(
    r"\b(?:arxiv preprint\s+|preprint,\s+)?arxiv(?:[:,]\s?|\s+)(?:abs/)?"
    r"(\d{4}\.\d{4,5}(?:v\d{1,2})?)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"https?://(?:web\.archive\.org|archive\.(?:is|today|ph))/", re.IGNORECASE)
_DOI_HOST = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_LONGEST_LABEL = 60
_MOST_WRAPS = 6


@dataclass(frozen=True, slots=True)
class Addresses:
    """What an entry gives of where its work lies.

    :param url: escapes undone; None without one.
    :param doi: bare and lower case; None without one.
    :param spans: the stretches of the entry that say so, in order.
    """

    url: str | None
    doi: str | None
    spans: tuple[Span, ...]


def addresses_of(text: str) -> Addresses:
    """Find the address and the DOI of an entry; of several addresses the first live page's.

    :param text: the entry; line ends inside an address are where it was wrapped.
    """
    found = _urls(text)
    doi, doi_spans = _doi(text)
    urls = [url for url, _ in found if not (doi and _DOI_HOST.match(url))]
    live = [url for url in urls if not _ARCHIVE.match(url)]
    url = next(iter(live or urls), None)
    spans = [span for _, span in found] + doi_spans
    if url is None and (match := _ARXIV.search(text)):
        url = f"https://arxiv.org/abs/{match[1]}"
        spans.append(Span(*match.span()))
    return Addresses(url, doi, tuple(sorted(spans, key=lambda span: span.start)))


def doi_address(doi: str) -> str:
    """Return the address that resolves a DOI.

    :param doi: in its bare form.
    """
    return "https://doi.org/" + quote(doi, safe="/", errors="replace")


def without_escapes(text: str) -> str:
    r"""Undo the escapes that Markdown and TeX put before signs: ``\_``, ``\&``."""
    return _ESCAPE.sub("", text)


def _urls(text: str) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    position = 0
    while match := min(
        filter(None, (_URL.search(text, position), _BARE.search(text, position))),
        key=lambda each: each.end(),
        default=None,
    ):
        head = re.sub(r"\s", "", match[1]) if match.re is _URL else ""
        body, end = _body(text, match.end())
        position = max(end, match.end())
        if body:
            scheme = head if "/" in head else f"http://{head}"
            start = match.start() if head else match.end()
            label = _LABEL_BEFORE.search(text, max(0, start - _LONGEST_LABEL), start)
            start = label.start() if label else start
            found.append((scheme + body, Span(start, end)))
    return found


def _body(text: str, start: int) -> tuple[str, int]:
    """Read an address from after its scheme, over the ends of lines that it was wrapped at.

    :return: it, escapes and trailing punctuation left out, and the offset after it.
    """
    body, end = "", start
    for _ in range(_MOST_WRAPS):
        token = _TOKEN.match(text, end)
        if token is None:
            break
        body, end = body + token[0], token.end()
        rest = text[end : end + 200]
        gap = re.match(r"\s{1,20}(?=\S)", rest)
        if gap is None or not _is_wrapped(body, rest[: gap.end()], rest[gap.end() :]):
            break
        end += gap.end()
    body = without_escapes(body)
    trimmed = _trimmed(body)
    # What was trimmed belongs to the entry, but its full stop is worth nothing after an address.
    cut = len(body) - len(trimmed)
    return trimmed, end - cut if cut and body[len(trimmed)] in "([" else end


def _is_wrapped(body: str, gap: str, rest: str) -> bool:
    """Tell whether an address goes on behind white space.

    :param body: the address so far.
    :param gap: the white space.
    :param rest: what follows it.
    """
    if body.count("(") != body.count(")"):
        return False
    goes_on = _GOES_ON.match(rest) is not None and not re.match(_SCHEME, rest, re.IGNORECASE)
    if "\n" in gap and body[-1:] in "-/_=&?%~":
        return goes_on or bool(re.match(r"[a-z0-9]", rest))
    return goes_on and bool(_WRAPPED.search(body))


def _trimmed(body: str) -> str:
    """Cut an address before a bracket that it does not close, and its trailing punctuation off."""
    for closing, opening in _PAIRS.items():
        if body.count(opening) > body.count(closing):
            body = body[: body.rindex(opening)]
    while body:
        last = body[-1]
        if last in _TRAILING or (last in _PAIRS and body.count(last) > body.count(_PAIRS[last])):
            body = body[:-1]
        else:
            break
    return body


def _doi(text: str) -> tuple[str | None, list[Span]]:
    match = _DOI.search(text)
    if match is None:
        return None, []
    from idutils import is_doi, normalize_doi

    body, end = _body(text, match.end())
    doi = unquote(re.sub(r"\s", "", match[1]) + body)
    if not body or not is_doi(doi):
        return None, []
    label = _DOI_WORD.search(text, max(0, match.start() - 10), match.start())
    start = label.start() if label else match.start()
    return str(normalize_doi(doi)).lower(), [Span(start, end)]
