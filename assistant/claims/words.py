"""A report of claims in plain words, for the terminal and the exports; pure, not escaped."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator, Sequence

from assistant.claims.models import ClaimRow, ClaimsReport, Compared, Passage, State
from assistant.escape import one_line
from ingest.bibliography.labels import page_words as pages_with_sign

WIDTH = 100  # characters
NOTHING_CITED = "No sentence of this document is backed by a marker of its reference list."
_SIGNS: dict[State, str] = {"same": "=", "differs": "≠", "absent": "?"}


def report_words(report: ClaimsReport) -> str:
    """Return a report as text for a terminal: by reference, then a summary and what to do next."""
    parts = [one_line(f"{report.title} ({report.paper})")]
    for rows in report.by_reference:
        parts.append("\n".join(_reference(rows)))
    parts.append("\n".join([summary_words(report), *next_steps(report)]))
    return "\n\n".join(parts)


def summary_words(report: ClaimsReport) -> str:
    """Return one line of how many claims have which verdict."""
    if not report.rows:
        return NOTHING_CITED
    counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts.items())
    differing = sum(bool(row.differing) for row in report.rows)
    shown = f"; in {differing} something differs" if differing else ""
    return f"{_counted(len(report.rows), 'claim')}: {counts}{shown}."


def next_steps(report: ClaimsReport) -> list[str]:
    """Return how to get the sources that are not held; nothing where all are."""
    if not report.not_held:
        return []
    doc = shlex.quote(one_line(report.paper))
    first = shlex.quote(f"{one_line(report.paper)}:{report.not_held[0]}")
    numbers = ", ".join(f"[{number}]" for number in report.not_held)
    return [
        f"Not held: {numbers}. Get what has an address with `python -m ingest fetch {doc}`, tie a "
        f"file that you have with `python -m ingest add --source-of {first} FILE`, then run "
        "`python -m index build`."
    ]


def reference_words(row: ClaimRow) -> str:
    """Return the entry that a row cites: "[3] Raimondi (2022), pp. 8-9"."""
    entry = f"[{row.number}] {row.label}"
    return one_line(", ".join(filter(None, (entry, pages_with_sign(row.cited_pages)))))


def compared_words(compared: Compared) -> str:
    """Return one compared item: "13.2 thousand = 13 200", "2019 ≠ 2018", "Almaty ?"."""
    said = f"{one_line(compared.claim.text)} {_SIGNS[compared.state]}"
    if compared.other is not None:
        said += f" {one_line(compared.other.text)}"
    return f"{said} ({compared.note})" if compared.note else said


def page_words(passage: Passage) -> str:
    """Return where a passage stands: "p. 8"; empty without pages."""
    page = passage.page_label or (str(passage.page) if passage.page else "")
    return f"p. {page}" if page else ""


def _reference(rows: Sequence[ClaimRow]) -> Iterator[str]:
    held = ", ".join(sorted({doc_id for row in rows for doc_id in row.held}))
    state = f"held: {held}" if held else "source not held"
    yield one_line(f"{reference_words(rows[0])} · {state}")
    for row in rows:
        yield from _claim(row)


def _claim(row: ClaimRow) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{row.claim} {row.marker}", "  • ")
    if row.basis is None:
        return
    yield f"    {row.verdict} · score {row.score:.2f} · by {row.basis}"
    passage = row.passage
    if passage is not None:
        where = f", {page_words(passage)}" if passage.page else ""
        yield from _wrapped(f"“{passage.quote}” ({passage.document}{where})", "    > ")
    if row.compared:
        yield from _wrapped("; ".join(map(compared_words, row.compared)), "    ")


def _wrapped(text: str, start: str) -> list[str]:
    return textwrap.wrap(
        one_line(text), WIDTH, initial_indent=start, subsequent_indent=" " * len(start)
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
