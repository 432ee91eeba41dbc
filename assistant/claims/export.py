"""A report of claims as Markdown, CSV or JSON: what a supervisor or reviewer takes away.

Texts of documents are hostile: in Markdown none of their characters is markup, in CSV no cell
begins as a formula would.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from assistant.claims.models import ClaimRow, ClaimsReport, Compared, Passage
from assistant.claims.words import (
    compared_words,
    next_steps,
    page_words,
    reference_words,
    summary_words,
)
from assistant.escape import escape_markdown, one_line

CSV_COLUMNS = (
    "reference",
    "cited as",
    "cited pages",
    "marker",
    "claim",
    "claim page",
    "claim start",
    "claim end",
    "verdict",
    "score",
    "basis",
    "held",
    "source",
    "source page",
    "passage",
    "passage start",
    "passage end",
    "same",
    "differs",
    "absent",
)
# With these a spreadsheet takes a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_json(report: ClaimsReport) -> str:
    """Return a report as JSON text."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2)


def to_csv(report: ClaimsReport) -> str:
    """Return a report as CSV (RFC 4180), a line a claim and entry, with a line of headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_cell(value) for value in _csv_row(row)] for row in report.rows)
    return text.getvalue()


def to_markdown(report: ClaimsReport) -> str:
    """Return a report as Markdown: a summary, then each reference with its claims."""
    parts = [
        f"# Claims of {escape_markdown(report.title or report.paper)}",
        escape_markdown(summary_words(report)),
        *(escape_markdown(step) for step in next_steps(report)),
    ]
    for rows in report.by_reference:
        parts.append(f"## {escape_markdown(reference_words(rows[0]))}")
        parts.extend("\n".join(_markdown_row(row)) for row in rows)
    return "\n\n".join(parts) + "\n"


def _csv_row(row: ClaimRow) -> Iterator[str]:
    passage = row.passage
    yield from (str(row.number), row.label, row.cited_pages, row.marker, row.claim)
    yield from (str(row.page or ""), str(row.start), str(row.end))
    yield from (row.verdict, f"{row.score:.2f}" if row.basis else "", row.basis or "")
    yield "; ".join(row.held)
    if passage is None:
        yield from ("",) * 5
    else:
        yield from (passage.title or passage.document, _page(passage), passage.quote)
        yield from (str(passage.start), str(passage.end))
    for state in ("same", "differs", "absent"):
        yield "; ".join(compared_words(each) for each in row.compared if each.state == state)


def _cell(value: str) -> str:
    """Return a cell that no spreadsheet runs: what looks like a formula gets an apostrophe."""
    shown = one_line(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _page(passage: Passage) -> str:
    return passage.page_label or str(passage.page or "")


def _markdown_row(row: ClaimRow) -> Iterator[str]:
    yield f"- **{row.verdict}**: {escape_markdown(row.claim)} {escape_markdown(row.marker)}"
    passage = row.passage
    if passage is not None:
        yield f"  - source: “{escape_markdown(passage.quote)}”{_where(passage)}"
    if row.basis is not None:
        yield f"  - score {row.score:.2f}, by {row.basis}"
    if row.compared:
        yield f"  - {_listed(row.compared)}"


def _where(passage: Passage) -> str:
    facts = [passage.title or passage.document, page_words(passage)]
    return " (" + escape_markdown(", ".join(filter(None, facts))) + ")"


def _listed(compared: Sequence[Compared]) -> str:
    return "; ".join(
        f"**{escape_markdown(compared_words(each))}**"
        if each.state == "differs"
        else escape_markdown(compared_words(each))
        for each in compared
    )
