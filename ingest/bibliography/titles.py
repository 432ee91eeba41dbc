"""The title of an entry, and what it appeared in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bibliography.patterns import INITIALS, SURNAME, UPPER, YEAR

_QUOTES = {"“": "”", "«": "»", '"': '"', "„": "“”", "‘": "’", "'": "'", "``": "''"}
_AFTER_QUOTE = re.compile(r"\s*(?:[.,;/(\[]|$|//|[–—-]\s|in:?\s|В кн)", re.IGNORECASE)
_ENDS = re.compile(r"[.?!…]+[”»\"]?(?=\s|$)")
_NOT_LAST = re.compile(
    rf"(?:^|[\s.(«“])(?:[{UPPER}]|vs|St|Dr|Mr|Mrs|Vol|No|им|св|гг?|вв?|т|ч|т\.\s?[едк])\.$"
)
_EDITION = re.compile(
    r"\s*\((?:\d+(?:st|nd|rd|th|-е)\s|vol|no\b|т\.|(?:rev|2nd|3rd)|ed\.|"
    r"[^()]{0,20}изд|[^()]{2,60}:\s[^()]{2,60}\d{4})",
    re.IGNORECASE,
)
_BRACKETED_YEAR = re.compile(rf"\s*[(\[]{YEAR}[a-z]?(?:,[^()\[\]]{{0,30}})?[)\]]")
_PLACE = re.compile(
    rf"[.,]?\s*[–—-]?\s*(?:[{UPPER}]\.(?:\s?-\s?[{UPPER}]\.)?|"
    rf"[{UPPER}][\w.-]+(?:[\s,]+[{UPPER}][\w.-]*){{0,3}})"
    rf"\s?(?::\s?\S|,\s?{YEAR})"
)
_DASH = re.compile(r"\s[–—-]{1,2}\s?|[.,]\s?[–—-]\s?")
_PUBLISHER = re.compile(
    r"\b(?:press|publish\w*|verlag|books|изд(?:-во|ательств\w*)?|баспа\w*)\b", re.IGNORECASE
)
_NUMBERS = re.compile(
    rf",?\s*(?:\d\d?\.\d\d?\.\d|\d\d?\s[^\W\d_]{{3,9}}\.?\s{YEAR}|\(?{YEAR}\)?|"
    r"\b(?:vol(?:ume)?|no|issue|iss|pp?|т|том|вып|ч|б)\b\.?\s?\d|"
    r"№|\d+\s?\(\d|\d+\s?(?:[:,]|$))",
    re.IGNORECASE,
)
# A volume or an issue, without which a name and a year are a place and a year.
_ISSUE = re.compile(
    r"\b(?:vol(?:ume)?|no|issue|iss|т|том|вып)\b\.?\s?\d|"
    r"№|\d\s?\(\d|\d\s?;\s?\d|,\s?\d{1,3}\s?(?:[,.:]|$)",
    re.IGNORECASE,
)
_LONG_WORD_END = re.compile(r"(?<=[^\W\d_]{7})\.\s")  # after a shorter one, an abbreviation's stop
_ANY_YEAR = re.compile(YEAR)
_SITE_WORDS = 5
_IN = re.compile(r"\s*(?:in|в кн|в сб|кітапта)\b[.:]?\s*(?=\S)", re.IGNORECASE)
_GENRE = re.compile(
    r"[.,]\s*(?:article|paper|book|статья|мақала|книга|кітап|text|текст|мәтін)\s*$", re.IGNORECASE
)
_RESPONSIBLE = re.compile(
    rf"\s/\s*(?P<names>(?:{INITIALS}\s?{SURNAME}|{SURNAME}\s{INITIALS})[^/]*)$"
)
_ABBREVIATED = re.compile(r"\d\s(?:гг?|вв?|жж?)$")  # its full stop was taken for the title's
# What begins a new sentence of an entry with a small letter.
_SMALL_FIRST = re.compile(rf"in\s|pp?\b|[сб]\.|[^\W\d_]{{1,3}}[{UPPER}]")
_EDGES = " \t.,:;–—-/"
_CONTAINER_WORDS = 30
_LONGEST_CONTAINER = 200


@dataclass(frozen=True, slots=True)
class Titled:
    """An entry's title and what follows it.

    :param title: empty where none could be told.
    :param rest: what follows: where it appeared, its numbers.
    :param quoted: the title stood in quotation marks of its own, as an article's does.
    """

    title: str
    rest: str
    quoted: bool = False


def title_of(text: str) -> Titled:
    """Read the title at the beginning of what follows an entry's authors.

    :param text: on one line, without addresses.
    """
    text = text.lstrip(" .,:;–—")
    if found := _quoted(text):
        return found
    end, rest_start = _end_of_title(text)
    title = _GENRE.sub("", text[:end].rstrip(_EDGES))
    return Titled(_tidy(title), text[rest_start:])


def quoted_title(text: str) -> tuple[int, int] | None:
    """Return where a title in quotation marks stands, marks included, after the names before it.

    :return: None where no quotation of an entry is its whole title.
    """
    for match in re.finditer(r"[“«\"„‘]|(?<!\w)'|``", text):
        if end := _closing(text, match.start(), match[0]):
            inner = text[match.end() : end].rstrip("”»\"“’'")
            is_whole = _AFTER_QUOTE.match(text, end) or inner[-1:] in ".,?!"
            before = text[: match.start()].rstrip()
            if is_whole and len(inner.split()) > 1 and (not before or before[-1] in ".,:)"):
                return match.start(), end
            return None
    return None


def responsible(title: str) -> tuple[str, str]:
    """Part a title from the names that GOST puts behind a slash.

    :return: the title and the names, these empty where there is no slash.
    """
    match = _RESPONSIBLE.search(title)
    if match is None:
        return title, ""
    return title[: match.start()].rstrip(_EDGES), match["names"].split(";")[0].strip(_EDGES)


def container_after_slashes(text: str) -> str:
    """Return the journal, book or site that follows GOST's ``//``; empty where none is named."""
    text = text.strip(" /.,")
    cut = min(
        (match.start() for pattern in (_DASH, _NUMBERS) if (match := pattern.search(text))),
        default=len(text),
    )
    return _container(text[:cut])


def container_in(titled: Titled, *, is_online: bool = False) -> str:
    """Return what a work appeared in, where no ``//`` says so; empty where it stands alone.

    :param titled: the title and what follows it.
    :param is_online: the entry gives an address, so that a name by itself is that of a site.
    """
    rest = _BRACKETED_YEAR.sub("", titled.rest, count=1).strip(" .,")
    inside = _IN.match(rest)
    if inside:
        rest = rest[inside.end() :]
    numbers = _NUMBERS.search(rest)
    sentence = _first_end(rest)
    if inside:
        stops = (
            [sentence] if numbers is None or numbers.start() == 0 else [sentence, _at_comma(rest)]
        )
        return _container(rest[: min(stops)])
    name = ""
    if numbers is not None and (titled.quoted or _ISSUE.search(rest)):
        name = _LONG_WORD_END.split(rest[: numbers.start()])[0]
    elif titled.quoted:
        name = rest[: min(sentence, _at_comma(rest))]
    elif is_online and len(rest[:sentence].split()) <= _SITE_WORDS and not _ANY_YEAR.search(rest):
        name = rest[:sentence]
    return "" if _is_publication(rest, name) else _container(name)


def _quoted(text: str) -> Titled | None:
    """Read a title in quotation marks, where these hold the whole of it."""
    opening = "``" if text.startswith("``") else text[:1]
    if opening not in _QUOTES:
        return None
    end = _closing(text, 0, opening)
    if not end:
        return None
    inner = text[len(opening) : end].rstrip("”»\"“’'")
    if not inner.strip() or not (_AFTER_QUOTE.match(text, end) or inner[-1:] in ".,?!"):
        return None
    return Titled(_tidy(inner.strip(_EDGES)), text[end:], quoted=True)


def _closing(text: str, start: int, opening: str) -> int:
    """Return the offset after the mark that closes a quotation; 0 where none does."""
    closers, depth = _QUOTES[opening], 0
    for match in re.finditer(r"''|``|[“”«»\"„‘’']", text[start:]):
        mark, place = match[0], start + match.start()
        inside_word = text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
        if place == start:
            depth = 1
        elif mark == opening and mark not in closers:
            depth += 1
        elif (mark in closers or mark == closers) and not (mark in "’'" and inside_word):
            depth -= 1
            if not depth:
                return place + len(mark)
    return 0


def _end_of_title(text: str) -> tuple[int, int]:
    """Return where a title ends, and where what follows begins."""
    end = _first_end(text)
    after = end
    for pattern in (
        _EDITION,
        _BRACKETED_YEAR,
        re.compile(r"\.?\s[–—]\s(?=[А-ЯA-Z]\.?:|\d)|\.\s?[–—-]\s?"),
    ):
        match = pattern.search(text, 1, end)
        if match and match.start() > 1:
            end = after = match.start()
    return end, after


def _first_end(text: str) -> int:
    """Return where the first sentence ends, a question mark included, a full stop not."""
    for match in _ENDS.finditer(text):
        following = text[match.end() :].lstrip()
        if match[0][0] == "." and _NOT_LAST.search(
            text[max(0, match.start() - 8) : match.start() + 1]
        ):
            continue
        if following[:1].islower() and not _SMALL_FIRST.match(following):
            continue
        return match.start() if match[0].startswith(".") else match.end()
    return len(text)


def _at_comma(text: str) -> int:
    match = re.search(r",\s", text)
    return match.start() if match else len(text)


def _is_publication(rest: str, name: str) -> bool:
    """Tell whether what follows a title is a place and a publisher."""
    has_place = bool(_PLACE.match(rest)) and ":" in rest[: len(name) + 2]
    return has_place or bool(_PUBLISHER.search(name))


def _container(text: str) -> str:
    name = _tidy(text.strip(_EDGES + "([/"))
    if len(name.split()) > _CONTAINER_WORDS or len(name) > _LONGEST_CONTAINER:
        return ""
    return name if re.search(r"[^\W\d_]{2}", name) else ""


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([:;,])", r"\1", " ".join(text.split())).strip()
    return f"{text}." if _ABBREVIATED.search(text) else text
