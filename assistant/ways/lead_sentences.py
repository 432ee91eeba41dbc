"""Which sentences of a document can stand in a lead: whole ones that need none before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.selection.candidates import quotable_sentences
from ingest.blocks import block_spans
from ingest.models import Chunk, Document, Span
from ingest.readers.front_matter import PARAGRAPH_CHARS

LEAST, MOST = 40, 400  # characters of a sentence in a lead
_HEAD = 20_000  # an article's head is no longer than so many characters

_GAP = 40  # characters before a sentence in which its paragraph's border is looked for

_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n\s*$")
_ENDS = re.compile(r"[.!…][\"”»’')\]]{0,2}$")
_BEGINS = re.compile(r"[\"“«„'‘(]?[^\W_]")
# Addresses, tables, and two sentences run into one: "benefits China.for Asians".
_NOT_PROSE = re.compile(r"https?://|www\.|\S@\S|\t|\||\.{4}|[Dd]oi:|[^\W\d_]{3}\.[^\W\d_]{3}")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 0.7  # share of letters; tables and formulas have fewer
_OPENED = (("(", ")"), ("«", "»"), ("“", "”"))
# What points back to the sentence before, at a sentence's beginning.
_LEANS = re.compile(
    r"(?:this|that|these|those|it|its|he|his|she|her|they|their|such|here|there|both|one|another"
    r"|others?|some of (?:them|these)|the (?:latter|former|same|other|next|second|third|following)"
    r"|however|thus|therefore|hence|moreover|furthermore|besides|also|then|so|but|and|or|nor|yet"
    r"|still|instead|similarly|likewise|consequently|accordingly|nevertheless|nonetheless|otherwise"
    r"|meanwhile|finally|indeed|additionally|conversely|again|later|afterwards?|next|secondly"
    r"|thirdly|fourthly|for (?:example|instance|this|that|these)|in (?:this|these|that|those|such"
    r"|addition|contrast|turn|fact|other words|particular|the same|both)|at (?:this|that|the same)"
    r"|on (?:the (?:other|one|contrary)|this|that)|as (?:a result|such|mentioned|noted|we|above)"
    r"|by (?:contrast|this|that)|due to (?:this|that)|because of (?:this|that)|after (?:this"
    r"|that|all)"
    r"|under this|with this|from this|of (?:these|this)|to this|especially|because|which|where"
    r"|i\.e|e\.g|now (?:they|he|she|it)"
    r"|это\w{0,2}|эт[аиоу]\w{0,2}|он|она|оно|они|его|её|ее|их|им|ему|ей|такой|такая|такое|такие"
    r"|таким образом|так|также|тоже|однако|поэтому|потому|но|а|и|или|тем не менее|при этом"
    r"|кроме того"
    r"|более того|например|в частности|в этом|в этой|в этих|в то же|в свою очередь|с другой|затем"
    r"|наконец|следовательно|итак|вместе с тем|между тем|здесь|там|тогда|то есть|во-вторых"
    r"|в-третьих"
    r"|бұл|бұлар|ол|олар|оның|олардың|осы|осылай|осындай|сол|сондай|сондықтан|сонымен|сонда|соған"
    r"|алайда|бірақ|және|ал|дегенмен|мысалы|демек|яғни|мұндай|мұнда|сондай-ақ|сонымен қатар"
    r"|осыған|осының|сөйтіп|оған|кейін|содан)(?![\w-])",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"abstract|summary|conclusions?|introduction|overview|аннотация|резюме|заключение|выводы"
    r"|введение|аңдатпа|түйін(?:деме)?|қорытынды|кіріспе",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(
    r"conclusions?|concluding|summary|заключени|вывод|қорытынды|тұжырым", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence that can stand in a lead.

    :param start: offset of its first character in the document's text.
    :param end: offset after its last character, marks such as "[3]" left out.
    :param text: ``document.text[start:end]``.
    :param is_first: it is the first of its paragraph.
    :param in_summary: it stands under a heading such as "Abstract" or "Conclusion".
    """

    start: int
    end: int
    text: str
    is_first: bool
    in_summary: bool


def body_start(document: Document) -> int:
    """Return where the head ends: at the first paragraph; 0 where no paragraph is that long."""
    for block in block_spans(document.text[:_HEAD]):
        if block.end - block.start >= PARAGRAPH_CHARS:
            return block.start
    return 0


def is_conclusion(heading: str | None) -> bool:
    """Tell whether a heading announces what is concluded."""
    return heading is not None and _CONCLUSION.search(heading) is not None


def lead_sentences(document: Document, chunks: Sequence[Chunk], start: int) -> list[Lead]:
    """Return the sentences of some chunks that can stand in a lead, each once.

    :param chunks: of the document, in the order of its text.
    :param start: where its body starts; what stands before is left out.
    """
    found: dict[int, Lead] = {}
    for chunk in chunks:
        for lead in _leads(document, chunk):
            if lead.start >= start:
                found.setdefault(lead.start, lead)
    return list(found.values())


def _leads(document: Document, chunk: Chunk) -> Iterator[Lead]:
    in_summary = _SUMMARY.search(chunk.heading or "") is not None
    for span in quotable_sentences(chunk, document):
        text = document.text[span.start : span.end]
        if _can_lead(text) and not _is_heading(document, span):
            before = document.text[max(0, span.start - _GAP) : span.start]
            first = span.start == 0 or _PARAGRAPH_ENDS.search(before) is not None
            yield Lead(span.start, span.end, text, first, in_summary)


def _can_lead(text: str) -> bool:
    return (
        LEAST <= len(text) <= MOST
        and _ENDS.search(text) is not None
        and _BEGINS.match(text) is not None
        and not _starts_small(text)
        and _LEANS.match(text.lstrip("\"“«„'‘(")) is None
        and _NOT_PROSE.search(text) is None
        and len(_LETTER.findall(text)) >= _LEAST_LETTERS * len(text)
        and all(text.count(left) == text.count(right) for left, right in _OPENED)
    )


def _starts_small(text: str) -> bool:
    letter = _LETTER.search(text)
    return letter is None or letter.group().islower()


def _is_heading(document: Document, span: Span) -> bool:
    return any(
        heading.start < span.end and span.start < heading.end for heading in document.headings
    )
