"""The evidence panel: each excerpt of each answer of a conversation, in its surrounding text.

An excerpt keeps the text around its quotation as it was when the answer was given, so that the
evidence of an earlier answer does not shift when the index is rebuilt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer_parts import (
    NEAREST_PASSAGES_TITLE,
    NEAREST_SHOWN,
    NEAREST_TITLE,
    heading_name,
    page_name,
    snippet,
)
from assistant.escape import escape, one_line, view_url
from assistant.links import out_link, web_url
from assistant.models import Answer, Backing, Citation, Passage
from assistant.pieces import pieces_html, quote_pieces
from assistant.provenance import NOT_HELD, citer, language_fact, role_label, shown_backing
from assistant.render import passage_url
from ingest.models import Document

AROUND_CHARS = 300
VERSION_CHARS = 12
_PASSAGE_CHARS = 600
EMPTY_PANEL = (
    '<h2>Evidence</h2><p class="fn-hint">The excerpts an answer rests on appear here, '
    "word for word, with their document and page.</p>"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A citation in the text around it.

    :param citation: what is quoted, and where it stands.
    :param before: the text before the quotation, cut at a word's beginning.
    :param after: the text after the quotation, cut at a word's end.
    :param cut_before: the document has more before that.
    :param cut_after: the document has more after that.
    :param version: beginning of the document's SHA-256; empty where it could not be read again.
    """

    citation: Citation
    before: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one answer of a conversation rests on.

    :param number: of the message within its conversation, from 1.
    :param answer: the answer, the refusal, or a word of ours that rests on nothing.
    :param excerpts: one a citation, in the order of their markers; empty for a refusal.
    :param nearest: for a refusal, what comes nearest; none of it answers.
    """

    number: int
    answer: Answer
    excerpts: tuple[Excerpt, ...]
    nearest: tuple[Excerpt, ...] = ()


def excerpt_of(citation: Citation, document: Document, around: int = AROUND_CHARS) -> Excerpt:
    """Return a citation with the text around it.

    :param citation: its quotation is shown as the citation has it, never read anew.
    :param document: the document cited, of the generation that answered.
    :param around: characters to show on either side, at most.
    :return: without surroundings where the quotation does not stand at its place in ``document``.
    """
    text, start, end = document.text, citation.start, citation.end
    if not 0 <= start < end <= len(text) or text[start:end] != citation.quote:
        return Excerpt(citation)
    left, right = _word_start(text, start, around), _word_end(text, end, around)
    return Excerpt(
        citation,
        before=text[left:start],
        after=text[end:right],
        cut_before=bool(text[:left].strip()),
        cut_after=bool(text[right:].strip()),
        version=document.sha256[:VERSION_CHARS],
    )


def _word_start(text: str, start: int, around: int) -> int:
    left = max(0, start - around)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    return left


def _word_end(text: str, end: int, around: int) -> int:
    right = min(len(text), end + around)
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return right


def panel_html(evidence: Sequence[Evidence]) -> str:
    """Return the evidence of a whole conversation, the newest answer's in view.

    Every answer has a section of its own; the page's script shows the one whose marker is
    clicked, and without a script the link's target is shown by CSS. A word of ours, as to a
    greeting, has none, and leaves in view what was there.
    """
    resting = [item for item in evidence if not item.answer.reply]
    if not resting:
        return EMPTY_PANEL
    newest = resting[-1].number
    sections = "".join(_section(item, current=item.number == newest) for item in resting)
    return f"<h2>Evidence</h2>{sections}"


def _section(item: Evidence, *, current: bool) -> str:
    body = (
        _no_evidence(item)
        if item.answer.abstained
        else "".join(_card(excerpt, item) for excerpt in item.excerpts)
    )
    return (
        f'<section class="fn-evidence{" fn-current" if current else ""}" id="e{item.number}">'
        f'<p class="fn-asked">{escape(one_line(item.answer.question))}</p>{body}</section>'
    )


def _card(excerpt: Excerpt, item: Evidence) -> str:
    citation = excerpt.citation
    quote = pieces_html(quote_pieces(citation))
    return (
        f'<article class="fn-card" id="e{item.number}-{citation.marker}" tabindex="-1">'
        f'<header><span class="fn-number">[{citation.marker}]</span>'
        f'<span class="fn-title">{escape(one_line(citation.title))}</span></header>'
        f"{_quotation(excerpt, quote, item)}</article>"
    )


def _nearest_card(excerpt: Excerpt, item: Evidence) -> str:
    # Nothing stands out in it: it has no words that answer.
    citation = excerpt.citation
    return (
        f'<article class="fn-card fn-near"><p class="fn-not">Does not answer</p>'
        f'<header><span class="fn-title">{escape(one_line(citation.title))}</span></header>'
        f"{_quotation(excerpt, escape(citation.quote), item)}</article>"
    )


def _quotation(excerpt: Excerpt, quote: str, item: Evidence) -> str:
    """Return a quotation in the text around it, with what is known of it and its links.

    :param quote: the quotation as HTML.
    """
    return (
        f"{_facts(excerpt.citation, item.answer)}"
        f'<blockquote dir="auto">{"… " if excerpt.cut_before else ""}{escape(excerpt.before)}'
        f"<mark>{quote}</mark>"
        f"{escape(excerpt.after)}{' …' if excerpt.cut_after else ''}</blockquote>"
        f"{_cites(excerpt.citation)}"
        f'<p class="fn-links">{_open_link(excerpt.citation, excerpt.version)}'
        f'<a class="fn-back" href="#m{item.number}">Back to the answer</a></p>'
    )


def _facts(citation: Citation, answer: Answer) -> str:
    heading = heading_name(citation)
    facts = (
        page_name(citation.page, citation.page_label),
        f"under “{heading}”" if heading else "",
        language_fact(citation, answer),
    )
    role = escape(one_line(role_label(citation, answer.role_counts)))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    return f'<p class="fn-facts"><span class="fn-role">{role}</span>{shown}</p>'


def _cites(citation: Citation) -> str:
    """Return what the document cites for the quotation, each with whether it is held."""
    backing, more = shown_backing(citation)
    if not backing:
        return ""
    whose = citer(citation).capitalize()
    if len(backing) == 1:
        return f'<p class="fn-cites">{whose}, citing {_backing(backing[0])}</p>'
    items = "".join(f"<li>{_backing(each)}</li>" for each in backing)
    rest = f"<li>{escape(more)}</li>" if more else ""
    return f'<div class="fn-cites">{whose}, citing:<ul>{items}{rest}</ul></div>'


def _backing(backing: Backing) -> str:
    link = out_link(web_url(backing.url, backing.doi), one_line(backing.label))
    if not backing.held:
        return f'{link} · <span class="fn-lacking">{NOT_HELD}</span>'
    opened = " · ".join(_held_link(doc_id, backing) for doc_id in backing.held)
    return f"{link} · {opened}"


def _held_link(doc_id: str, backing: Backing) -> str:
    words = "held: open it" if len(backing.held) == 1 else f"held: open {one_line(doc_id)}"
    return (
        f'<a class="fn-open" href="{escape(view_url(doc_id))}" target="_blank"'
        f' rel="noopener">{escape(words)}</a>'
    )


def _open_link(citation: Citation, version: str) -> str:
    url = view_url(citation.document, citation.start, citation.end, version)
    return (
        f'<a class="fn-open" href="{escape(url)}" target="_blank" rel="noopener">'
        f"Open in the document</a>"
    )


def _no_evidence(item: Evidence) -> str:
    title, cards = NEAREST_TITLE, [_nearest_card(excerpt, item) for excerpt in item.nearest]
    if not cards:
        title, cards = NEAREST_PASSAGES_TITLE, list(map(_passage_card, item.answer.passages))
    none = '<p class="fn-none">No evidence: the documents do not answer this question.</p>'
    if not cards:
        return none
    return f'{none}<p class="fn-none-nearest">{title}:</p>{"".join(cards[:NEAREST_SHOWN])}'


def _passage_card(passage: Passage) -> str:
    return (
        f'<article class="fn-card fn-near"><p class="fn-passage">'
        f"{escape(snippet(passage.text, _PASSAGE_CHARS))}</p>"
        f'<a class="fn-open" href="{escape(passage_url(passage))}" target="_blank" rel="noopener">'
        f"Open {escape(one_line(passage.document))}</a></article>"
    )
