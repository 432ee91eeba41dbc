"""Where the entries of a list without numbers begin, and what among them is none."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.bibliography.patterns import CAPITAL, INITIALS

BULLET = re.compile(r"^[^\S\n]*[-–—•*·▪][^\S\n]+(?=\S)", re.MULTILINE)

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_ENDED = re.compile(r"[.!?…)\]>/»”\"\d]$|(?:https?://|www\.)\S+$|\S+\.\w{2,5}$")
_LOWER_OR_SIGN = re.compile(r"[\W\d_]|(?:https?:|www\.|doi\b|url\b)", re.IGNORECASE)
_QUOTE_FIRST = re.compile(r"[\"“„«'‘]")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|рис(?:унок|\.)?|табл(?:ица|\.)?|сурет|кесте)\s*\d+\b"
    r"|\d{1,3}\s?(?:https?://|www\.)|\([a-zа-я]\)\s",
    re.IGNORECASE,
)
_YEAR_OR_ADDRESS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|https?:|www\.|\b10\.\d{4}")
# "Nye, J.", "Ахметов С.", "van Dijk, T.", "World Bank. (2019)", "———. 2004".
_AUTHOR_FIRST = re.compile(
    rf"(?:{CAPITAL}[\w'’-]*|(?:van|von|de|der|den|di|del|la|le|al|фон|де|аль)(?:\s|-))"
    rf"(?:[\s-]{CAPITAL}\w*){{0,2}},?\s+{CAPITAL}\w?\."
    rf"|{CAPITAL}[\w'’-]+,\s+{CAPITAL}\w+|{INITIALS}\s?{CAPITAL}\w+"
    rf"|{CAPITAL}[^.\n()]{{1,80}}?[.,]?\s\(?(?:1[5-9]|20)\d\d[a-zа-г]?[).,]"
    r"|[-—–_]{3,}"
)
_SHORT_SHARE = 0.75  # of the longest line: a shorter one was not wrapped
_LEAST_WORDS = 3


def unnumbered_starts(text: str) -> list[int]:
    """Return where the entries of a list without numbers or bullets begin.

    Blank lines part them where there are any, and within a block a line that begins as an entry
    does; hanging and first-line indents are followed.
    """
    lines = _lines(text)
    if not lines:
        return []
    starts = [lines[0][0]]
    blanks = {match.end() for match in _BLANK_LINE.finditer(text)}
    indented = _indented_first(text, lines)
    wrapped = _is_wrapped(lines)
    longest = max(len(line) for _, line in lines)
    for (_, before), (start, line) in pairwise(lines):
        if indented is not None:
            begins = (text[start - 1] in " \t") == indented
        elif start in blanks:
            begins = begins_anew(before, line)
        else:
            begins = _begins_on_line(before, line, wrapped=wrapped, longest=longest)
        if begins:
            starts.append(start)
    return starts


def begins_anew(before: str, after: str) -> bool:
    """Tell whether what follows a blank line belongs no more to the entry before it.

    :param before: the entry's text so far.
    :param after: the text after the blank line.
    """
    if _CAPTION.match(after) or _CAPTION.match(before):
        return True
    if _LOWER_OR_SIGN.match(after) and not _QUOTE_FIRST.match(after):
        return bool(re.match(r"[-—–_]{3,}", after))
    if after[:1].islower():
        return bool(_AUTHOR_FIRST.match(after))
    return bool(_ENDED.search(before.rstrip())) or bool(_AUTHOR_FIRST.match(after))


def is_aside(text: str) -> bool:
    """Tell whether a paragraph of a list is no entry: a caption, a footnote, a word or two."""
    if _CAPTION.match(text):
        return True
    return len(text.split()) < _LEAST_WORDS and not _YEAR_OR_ADDRESS.search(text)


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold something: where each one's first character is, and its text."""
    return [(match.start(), match[0].rstrip()) for match in re.finditer(r"\S[^\n]*", text)]


def _indented_first(text: str, lines: list[tuple[int, str]]) -> bool | None:
    """Tell whether indented lines begin entries (True) or go on with them (False).

    :return: None where the indents tell nothing.
    """
    indents = [start > 0 and text[start - 1] in " \t" for start, _ in lines]
    if all(indents) or not any(indents):
        return None
    return indents[0]


def _is_wrapped(lines: list[tuple[int, str]]) -> bool:
    """Tell whether entries go on over line ends: some line ends or begins in mid-sentence."""
    return (
        any(line[0].islower() or not _ENDED.search(line) for _, line in lines[:-1])
        or lines[-1][1][0].islower()
    )


def _begins_on_line(before: str, line: str, *, wrapped: bool, longest: int) -> bool:
    if not wrapped:
        return True
    if not _ENDED.search(before) or before.rstrip().endswith(("&", " and")):
        return False
    if _AUTHOR_FIRST.match(line):
        return True
    return len(before) < _SHORT_SHARE * longest and not _LOWER_OR_SIGN.match(line)
