"""A paper's claims beside what their sources say, as HTML; pure, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from shlex import quote as shell_quoted

from assistant.answer_parts import page_name, snippet
from assistant.claims.models import ClaimRow, ClaimsReport, Compared, Item, Passage, Verdict
from assistant.claims.words import NOTHING_CITED, compared_words, reference_words
from assistant.escape import escape, one_line, view_url
from assistant.languages import language_name
from ingest.models import UNDETERMINED

HOW_TO_READ = (
    "Each sentence that a marker backs, beside the passage of the source that comes nearest. "
    "Figures and names are compared one by one. Whether a source bears a claim out is yours to "
    "judge."
)
_CLASSES: dict[Verdict, str] = {
    "supported by these words": "supported",
    "related": "related",
    "nothing found": "nothing",
    "source not held": "unheld",
}
_STATES = {"same": "the same", "differs": "differs", "absent": "not in the passage"}
_TITLE_CHARS = 100


@dataclass(frozen=True, slots=True)
class _Marked:
    """A stretch of a text that is to stand out.

    :param item: where it stands.
    :param state: what came of comparing it.
    """

    item: Item
    state: str


def report_html(report: ClaimsReport) -> str:
    """Return a report: a summary, then each cited source with the claims that rest on it."""
    if not report.rows:
        return f'<p class="fn-hint">{NOTHING_CITED}</p>'
    sections = "".join(_section(rows, report) for rows in report.by_reference)
    return (
        f'<div class="fn-claims">{_summary(report)}<p class="fn-hint">{HOW_TO_READ}</p>'
        f"{sections}</div>"
    )


def _summary(report: ClaimsReport) -> str:
    claims, sources = len(report.rows), len(report.by_reference)
    badges = "".join(
        f"<li>{_badge(verdict)} {count}</li>" for verdict, count in report.counts.items() if count
    )
    counted = (
        f"{claims} cited claim{'' if claims == 1 else 's'}, "
        f"{sources} source{'' if sources == 1 else 's'}"
    )
    return (
        f'<div class="fn-claims-summary"><p>{counted}</p><ul class="fn-counts">{badges}</ul></div>'
    )


def _badge(verdict: Verdict) -> str:
    return f'<span class="fn-verdict fn-v-{_CLASSES[verdict]}">{verdict}</span>'


def _section(rows: Sequence[ClaimRow], report: ClaimsReport) -> str:
    first = rows[0]
    title = escape(reference_words(first))
    held = any(row.held for row in rows)
    state = _held(rows) if held else _not_held(first.number, report.paper)
    items = "".join(_compared_row(row, report) if held else _bare_row(row, report) for row in rows)
    kind = "" if held else " fn-bare"
    return (
        f'<section class="fn-cited"><h3>{title}</h3>{state}'
        f'<ol class="fn-claim-list{kind}">{items}</ol></section>'
    )


def _held(rows: Sequence[ClaimRow]) -> str:
    titles = {row.passage.document: row.passage.title for row in rows if row.passage}
    documents = sorted({doc_id for row in rows for doc_id in row.held})
    links = ", ".join(_open(doc_id, titles.get(doc_id) or doc_id) for doc_id in documents)
    return f'<p class="fn-facts">Held: {links}</p>'


def _not_held(number: int, paper: str) -> str:
    doc = shell_quoted(one_line(paper))
    fetch = f"python -m ingest fetch {doc} --only {number}"
    add = f"python -m ingest add --source-of {shell_quoted(f'{one_line(paper)}:{number}')} FILE"
    return (
        f'<p class="fn-facts">{_badge("source not held")} To hold its claims against it: '
        f"<code>{escape(fetch)}</code> or <code>{escape(add)}</code>, then rebuild the index.</p>"
    )


def _bare_row(row: ClaimRow, report: ClaimsReport) -> str:
    return f'<li class="fn-claim"><p>{_claim(row)} {_in_paper(row, report)}</p></li>'


def _compared_row(row: ClaimRow, report: ClaimsReport) -> str:
    basis = f'<span class="fn-basis">by {row.basis}</span>' if row.basis else ""
    return (
        f'<li class="fn-claim"><p class="fn-claim-head">{_badge(row.verdict)}'
        f'<span class="fn-score">score {row.score:.2f}</span>{basis}</p>'
        f'<div class="fn-two"><div><h4>The paper says</h4>'
        f'<blockquote dir="auto">{_claim(row)}</blockquote>'
        f'<p class="fn-links">{_in_paper(row, report)}</p></div>'
        f"<div><h4>Its source [{row.number}] says</h4>{_passage(row)}</div></div>"
        f"{_items(row)}</li>"
    )


def _claim(row: ClaimRow) -> str:
    marked = (_Marked(each.claim, each.state) for each in row.compared)
    return _marked_html(row.claim, row.start, marked)


def _passage(row: ClaimRow) -> str:
    passage = row.passage
    if passage is None:
        return '<p class="fn-none">No passage comes near.</p>'
    marked = (_Marked(each.other, each.state) for each in row.compared if each.other is not None)
    quote = _marked_html(passage.quote, passage.start, marked)
    language = passage.language if passage.language.isalpha() else UNDETERMINED
    return (
        f'<blockquote dir="auto" lang="{escape(language)}">{quote}</blockquote>'
        f'<p class="fn-links">{_facts(passage)}'
        f"{_open(passage.document, 'Open in the source', passage.start, passage.end)}</p>"
    )


def _facts(passage: Passage) -> str:
    facts = (
        page_name(passage.page, passage.page_label),
        f"under “{snippet(passage.heading, _TITLE_CHARS)}”" if passage.heading else "",
        language_name(passage.language),
    )
    return "".join(f"<span>{escape(one_line(fact))}</span>" for fact in facts if fact)


def _in_paper(row: ClaimRow, report: ClaimsReport) -> str:
    return _open(report.paper, "Open in the paper", row.start, row.end)


def _open(doc_id: str, words: str, start: int | None = None, end: int | None = None) -> str:
    url = view_url(doc_id) if start is None or end is None else view_url(doc_id, start, end)
    return (
        f'<a class="fn-open" href="{escape(url)}" target="_blank" rel="noopener">'
        f"{escape(snippet(words, _TITLE_CHARS))}</a>"
    )


def _items(row: ClaimRow) -> str:
    shown = "".join(f'<li class="fn-{each.state}">{_item(each)}</li>' for each in row.compared)
    return f'<ul class="fn-compared" aria-label="Compared one by one">{shown}</ul>' if shown else ""


def _item(compared: Compared) -> str:
    # The sign is drawn; what it means is for those who listen, and a gap for those who look too.
    shown = escape(compared_words(compared))
    state = _STATES[compared.state]
    return f"{shown} {state}" if compared.other is None else f"{shown}{_unseen(state)}"


def _unseen(words: str) -> str:
    return f'<span class="fn-unseen"> ({words})</span>'


def _marked_html(text: str, start: int, marked: Iterable[_Marked]) -> str:
    """Return a text with some stretches marked; offsets count from its document's start.

    Stretches that overlap an earlier one, or lie outside, are left plain.
    """
    html, position = [], 0
    for each in sorted(marked, key=lambda one: one.item.start):
        left, right = each.item.start - start, each.item.end - start
        if not position <= left < right <= len(text):
            continue
        html.append(escape(text[position:left]))
        html.append(f'<mark class="fn-{each.state}">{escape(text[left:right])}</mark>')
        position = right
    return "".join([*html, escape(text[position:])])
