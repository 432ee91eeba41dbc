"""Where a document's reference list stands: its words answer no question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Heading, Span

# What a list is headed with, in the languages of our papers; compared without case and marks.
TITLES = frozenset(
    (
        "references",
        "reference list",
        "list of references",
        "bibliography",
        "selected bibliography",
        "works cited",
        "references cited",
        "references and notes",
        "notes and references",
        "cited literature",
        "literature",
        "literature cited",
        "literature and sources",
        "works consulted",
        "references list",
        "references and sources",
        "bibliographic references",
        "sources",
        "sources cited",
        "sources and literature",
        "список литературы",
        "список использованной литературы",
        "список использованных источников",
        "список источников",
        "список использованных источников и литературы",
        "список использованной литературы и источников",
        "список источников и литературы",
        "список литературы и источников",
        "литература",
        "использованная литература",
        "библиография",
        "библиографический список",
        "библиографические ссылки",
        "список цитируемой литературы",
        "цитируемая литература",
        "цитированная литература",
        "использованные источники",
        "перечень использованных источников",
        "источники и литература",
        "литература и источники",
        "источники",
        "әдебиеттер",
        "әдебиет",
        "әдебиеттер тізімі",
        "пайдаланылған әдебиеттер",
        "пайдаланылған әдебиеттер тізімі",
        "пайдаланған әдебиеттер",
        "пайдаланған әдебиеттер тізімі",
        "қолданылған әдебиеттер",
        "қолданылған әдебиеттер тізімі",
        "дереккөздер",
        "дереккөздер тізімі",
        "әдебиет тізімі",
        "библиографиялық тізім",
        "пайдаланылған әдебиет",
        "пайдаланылған әдебиет тізімі",
        "пайдаланылған дереккөздер",
        "пайдаланылған дереккөздер тізімі",
        "қолданылған әдебиет",
        "қолданылған әдебиет тізімі",
        "қолданылған дереккөздер",
        "қолданылған дереккөздер тізімі",
        "пайдаланылған әдебиеттер мен дереккөздер",
    )
)
LONGEST_TITLE = 60
_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")
_EDGES = " \t:.*_#–—-"
_TWO_TITLES = re.compile(r"\s*[/|()\[\]]\s*|\s[–—-]\s")  # "Список литературы / References"
# The start of an entry: "1.", "[1]", "Nye, J. (2004)", or a year and an address on the line.
_ENTRY = re.compile(
    r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)]\s|[-•*]\s)|https?://|\bdoi\b|\(?(?:19|20)\d\d[a-z]?\)?[.,;:)]",
    re.IGNORECASE,
)
_ENTRIES_LOOKED_AT = 6


def is_references_title(line: str) -> bool:
    """Tell whether a heading or a line by itself is the title of a reference list."""
    if len(line) > LONGEST_TITLE:
        return False
    bare = _NUMBERING.sub("", " ".join(line.split()).strip(_EDGES))
    titles = [part.strip(_EDGES) for part in _TWO_TITLES.split(bare)]
    return bool(titles[0]) and all(not each or each.casefold() in TITLES for each in titles)


def under_headings(text: str, headings: Sequence[Heading]) -> tuple[Span, ...]:
    """Find the reference lists of a document whose headings are known.

    :param headings: in the order of the text.
    :return: from each list's heading to the next heading of its level or above, or to the end.
    """
    spans = []
    for position, heading in enumerate(headings):
        if not is_references_title(heading.text):
            continue
        following = (other for other in headings[position + 1 :] if other.level <= heading.level)
        end = next((other.start for other in following), len(text))
        spans.append(Span(heading.start, len(text[:end].rstrip())))
    return tuple(spans)


def under_lines(text: str) -> tuple[Span, ...]:
    """Find the reference list of a text whose headings are only lines.

    :return: from the last line that reads like a list's title and is followed by what reads like
        entries, to the end; nothing where there is no such line.
    """
    start = 0
    found: int | None = None
    for line in text.splitlines(keepends=True):
        if is_references_title(line) and _entries_follow(text[start + len(line) :]):
            found = start + len(line) - len(line.lstrip())
        start += len(line)
    return () if found is None else (Span(found, len(text.rstrip())),)


def _entries_follow(text: str) -> bool:
    lines = [line for line in text[:4_000].splitlines() if line.strip()][:_ENTRIES_LOOKED_AT]
    return bool(lines) and sum(bool(_ENTRY.search(line)) for line in lines) * 2 >= len(lines)
