"""Where sentences begin and end, in English, Russian and Kazakh.

Two libraries propose: sentencex for Latin and other scripts, razdel for Cyrillic, block by block,
so that a Russian reference in an English paper is cut by Russian rules. What they get wrong is
mended here: a boundary is refused (``_is_end``) or added (``_OVERLOOKED``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.alphabets import cyrillic_letters, latin_letters
from ingest.blocks import block_spans
from ingest.models import UNDETERMINED, Span

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_FULL_WIDTH_ENDS = "。！？｡．"

# sentencex keeps a quotation of several sentences whole: beyond this many characters the quotation
# marks and brackets are hidden from it, and it is asked again.
_LONG = 400
_QUOTES_AND_BRACKETS = str.maketrans(dict.fromkeys("\"“”„«»()[]{}'‘’", " "))
_CLOSERS = "\"”»’')]}"

_WINDOW = 40
_STRETCH = 10_000

_CITATION = r"(?:[ \t]?\[\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*\]|[⁰¹²³⁴-⁹]+)+"
_OVERLOOKED = (
    re.compile(rf"[.!?…][\"»”’')\]]*{_CITATION}\s+"),
    re.compile(r"(?:…|\.\.\.)[\"»”’')\]]*\s+"),
    # A whole sentence in brackets: "He left. (See it.) Then".
    re.compile(r"(?:^|(?<=[.!?…]\s))\([^()]*[.!?…]\)\s+"),
    # A footnote's number that lost its raised place: "of the state.1 China".
    re.compile(r"[^\W\d_]{4}[.!?][\"”»]?\d{1,2}\s+(?=[^\W\d_])"),
)

_CITATION_FIRST = re.compile(_CITATION)
_CLOSER_FIRST = re.compile(r"[)\]}»”,;:.!?…%]|[\"'’](?:\s|$)")
_FIRST_WORD = re.compile(r"[\"“„«'‘(\[]*(\w+)")
_LIST_MARK = re.compile(
    r"(?:[-–—•*]\s+)?[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVXLC]{1,5})[.)\]]{1,2}"
)

_NEVER_LAST = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|cf|vs|viz|[Tт]\.\s?е|мыс|напр|қар)"
    r"|\b(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Gov|Sen|Rev|Mt|Lt|Col|Capt|Sgt|Hon|Messrs|Amb)"
    r"|\b(?:[Ee]ds?|trans)"
    # A Kazakh sentence ends in its verb, hardly ever in "1996 ж." or "XX ғ.".
    r"|(?:\d|[IVX])[\s-]*(?:ж|жж|ғ|ғғ)"
    r"|\bб\.\s?з(?:\.\s?[бд])?"
    r"|[:;]\s\d{1,2})\.$"  # "the following: 1. The first"
)
_NUMBER_FOLLOWS = re.compile(
    r"\b(?:pp?|vols?|nos?|figs?|tabs?|eqs?|secs?|sect|chs?|chap|arts?|paras?|ca|approx|est|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"с|стр|рис|табл|гл|ст|пп?|вып|кн|ч|т|бб?|сур|кест|тар)\.$",
    re.IGNORECASE,
)
_DOLLARS = re.compile(r"\bдолл\.$")


def sentence_spans(text: str, language: str) -> list[Span]:
    """Cut a text into sentences.

    Paragraph breaks, list items and headings on a line of their own end a sentence too.

    :param text: any text, line ends as in ``Document.text``.
    :param language: ISO 639-1 code of the text, or ``und``; Cyrillic stretches are recognised
        whatever it says.
    :return: spans in order, disjoint, trimmed of white space; together they hold every character
        that is not white space.
    """
    spans: list[Span] = []
    for block in block_spans(text):
        content = text[block.start : block.end]
        for start, end in pairwise([0, *_boundaries(content, language), len(content)]):
            trimmed = len(content[start:end].rstrip())
            spans.append(Span(block.start + start, block.start + start + trimmed))
    return spans


def _boundaries(block: str, language: str) -> list[int]:
    """Return where the second and later sentences of a block begin.

    :param block: a trimmed stretch with no paragraph break inside.
    """
    proposed = set(_proposed(_SURROGATES.sub("\ufffd", block), language))
    for pattern in _OVERLOOKED:
        proposed.update(match.end() for match in pattern.finditer(block))
    lower_case_only = not any(map(str.isupper, block))
    kept: list[int] = []
    for boundary in sorted({_past_space(block, position) for position in proposed}):
        start = kept[-1] if kept else 0
        if start < boundary < len(block) and _is_end(block, start, boundary, lower_case_only):
            kept.append(boundary)
    return kept


def _past_space(block: str, position: int) -> int:
    """Return the offset of the first character from ``position`` on that is no white space."""
    while position < len(block) and block[position].isspace():
        position += 1
    return position


def _is_end(block: str, start: int, boundary: int, lower_case_only: bool) -> bool:
    """Tell whether the sentence that began at ``start`` ends at a proposed boundary.

    :param boundary: offset of the next sentence's first character, white space behind it.
    :param lower_case_only: the block has no capitals, so that a small letter tells nothing.
    """
    # A window on either side is enough, and keeps the time linear where no boundary is kept.
    left = block[max(start, boundary - _WINDOW) : boundary].rstrip()
    right = block[boundary : boundary + _WINDOW]
    if not block[boundary - 1].isspace() and block[boundary - 1] not in _FULL_WIDTH_ENDS:
        return False
    if _CITATION_FIRST.match(right) or _CLOSER_FIRST.match(right):
        return False
    if boundary - start < _WINDOW and _LIST_MARK.fullmatch(left):
        return False
    if _is_abbreviated(left, right):
        return False
    return lower_case_only or not _goes_on(right)


def _is_abbreviated(left: str, right: str) -> bool:
    """Tell whether the full stop at the end of ``left`` belongs to an abbreviation."""
    if _NEVER_LAST.search(left):
        return True
    if _DOLLARS.search(left) and right.startswith("США"):
        return True
    return bool(_NUMBER_FOLLOWS.search(left)) and right[:1].isdigit()


def _goes_on(right: str) -> bool:
    """Tell whether a text begins in mid-sentence: with a small letter, but not as in "iPhone"."""
    match = _FIRST_WORD.match(right)
    if match is None:
        return False
    word = match.group(1)
    return word[0].islower() and not any(map(str.isupper, word))


def _proposed(block: str, language: str) -> Iterator[int]:
    """Yield the ends of sentences that the libraries propose, a stretch of the block at a time.

    Their time grows with the square of a text that is nothing but full stops or brackets.
    """
    start = 0
    while start < len(block):
        stretch = block[start : start + _STRETCH]
        ends = list(_ends_of_sentences(stretch, language))
        if start + len(stretch) == len(block):
            yield from (start + end for end in ends)
            return
        whole = [end for end in ends if 0 < end < len(stretch) - _WINDOW]
        yield from (start + end for end in whole)
        start += max(whole, default=len(stretch))


def _ends_of_sentences(block: str, language: str) -> Iterator[int]:
    """Yield the ends of sentences that the library for the block's script proposes."""
    if cyrillic_letters(block) > latin_letters(block):
        from razdel import sentenize

        yield from (sentence.stop for sentence in sentenize(block))
        return
    code = "en" if language in {"ru", "kk", UNDETERMINED} else language
    previous = 0
    for end in _sentencex_ends(block, code):
        if end - previous > _LONG:
            yield from _ends_inside(block, previous, end, code)
        yield end
        previous = end


def _ends_inside(block: str, start: int, end: int, code: str) -> Iterator[int]:
    """Yield the ends of sentences inside one long one, its quotation marks left out of account."""
    for inner in _sentencex_ends(block[start:end].translate(_QUOTES_AND_BRACKETS), code):
        position = start + inner
        while position > start and block[position - 1].isspace():
            position -= 1
        while position < end and block[position] in _CLOSERS:
            position += 1
        yield position


def _sentencex_ends(text: str, code: str) -> list[int]:
    """Return the ends of sentences by sentencex, in characters."""
    from sentencex import get_sentence_boundaries

    return [int(sentence["end_index"]) for sentence in get_sentence_boundaries(code, text)]
