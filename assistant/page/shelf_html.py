"""What the Documents tab shows, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.escape import escape, one_line, view_url
from assistant.languages import language_name
from assistant.page.shelf import FAILED, GONE, INDEXED, Outcome, Row, Shelf
from assistant.page.shelf_sources import cites_html, role_html
from assistant.page.words import say, say_count

if TYPE_CHECKING:
    from index.build import BuildReport

_FLAGS = ("--password", "--encoding", "--replace")


def index_html(shelf: Shelf) -> str:
    """Return the state of the index as a line.

    :param shelf: what there is.
    """
    manifest = shelf.manifest
    if manifest is None:
        return f'<p class="fn-index">{say("documents.no-index")}</p>'
    facts = (
        say("documents.generation", name=manifest.generation),
        say_count("documents.documents", len(manifest.documents)),
        say_count("documents.passages", manifest.chunks),
        say("documents.model", name=manifest.model.name),
        say("documents.built", moment=_moment(manifest.created)),
    )
    shown = "".join(f"<span>{escape(one_line(fact))}</span>" for fact in facts)
    hint = f'<p class="fn-hint">{say("documents.outdated")}</p>'
    return f'<p class="fn-index">{shown}</p>{hint if shelf.outdated else ""}'


def _moment(created: str) -> str:
    """Return an ISO 8601 moment in UTC without its seconds."""
    return f"{created[:10]} {created[11:16]} UTC" if created[10:11] == "T" else created


def table_html(rows: Sequence[Row], *, managed: bool) -> str:
    """Return the table of documents.

    :param managed: whoever looks may remove and restore.
    """
    if not rows:
        return f'<p class="fn-hint">{say("documents.none")}</p>'
    names = ["document", "role", "language", "pages", "passages", "state"]
    heads = "".join(f'<th scope="col">{say(f"documents.head-{name}")}</th>' for name in names)
    acts = f'<th scope="col"><span class="fn-spoken">{say("documents.head-act")}</span></th>'
    titles = {row.doc_id: row.document.title for row in rows if row.document is not None}
    body = "".join(_row_html(row, titles, managed=managed) for row in rows)
    return (
        f'<table class="fn-table"><thead><tr>{heads}{acts if managed else ""}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row_html(row: Row, titles: Mapping[str, str], *, managed: bool) -> str:
    document = row.document
    role = role_html(document, titles) if document else ""
    language = language_name(document.language) if document else ""
    pages = str(len(document.page_starts) or "") if document else ""
    problem = f'<span class="fn-why">{escape(row.problem)}</span>' if row.problem else ""
    act = f'<td class="fn-act">{_act(row)}</td>' if managed else ""
    return (
        f'<tr><td class="fn-name">{_name_html(row)}{cites_html(row.cites)}</td>'
        f'<td class="fn-of">{role}</td><td>{escape(language)}</td>'
        f'<td class="fn-count fn-pages">{pages}</td>'
        f'<td class="fn-count fn-chunks">{row.chunks or ""}</td>'
        f'<td class="fn-last"><span class="fn-state fn-{row.state}">{_state(row)}</span>'
        f"{problem}</td>{act}</tr>"
    )


def _state(row: Row) -> str:
    if row.state == GONE and not row.chunks:
        return say("documents.state-aside")
    return say(f"documents.state-{row.state}")


def _act(row: Row) -> str:
    """Return the button that removes or restores a document."""
    if row.state == GONE and not row.key:
        return ""
    act = "restore" if row.state == GONE else "remove"
    name = one_line(row.doc_id)
    label = say(f"documents.{act}-named", name=name)
    return (
        f'<button type="button" class="fn-link" data-act="{act}"'
        f' data-doc="{escape(row.doc_id)}" data-key="{escape(row.key)}"'
        f' aria-label="{escape(label)}">{say(f"documents.{act}")}</button>'
    )


def _name_html(row: Row) -> str:
    name = escape(one_line(row.doc_id))
    if row.document is None:
        return name
    title = escape(one_line(row.document.title))
    url = escape(view_url(row.doc_id))
    return (
        f'<a class="fn-open" href="{url}" target="_blank" rel="noopener">{title}</a>'
        f'<span class="fn-file">{name}</span>'
    )


def outcomes_html(outcomes: Sequence[Outcome], done: str) -> str:
    """Return what came of some documents, a line each.

    :param outcomes: one a document.
    :param done: what was done to those without a problem, for instance ``added``.
    """
    lines = "".join(
        f'<li class="fn-{FAILED if outcome.problem else INDEXED}">'
        f"<strong>{escape(one_line(outcome.name))}</strong>: {escape(_came_of(outcome, done))}</li>"
        for outcome in outcomes
    )
    return f'<ul class="fn-outcomes">{lines}</ul>' if lines else ""


def _came_of(outcome: Outcome, done: str) -> str:
    """Return what came of a document; what the command line's flags do stands under Options."""
    if not outcome.problem:
        return done
    named = any(flag in outcome.problem for flag in _FLAGS)
    return f"{outcome.problem} {say('documents.see-options')}" if named else outcome.problem


def report_html(report: BuildReport) -> str:
    """Return what a build did: one line, then each document that was left out and each warning."""
    if report.published:
        counts = ", ".join(
            f"{len(documents)} {name}"
            for name, documents in (
                ("unchanged", report.unchanged),
                ("added", report.added),
                ("changed", report.changed),
                ("removed", report.removed),
                ("failed", report.failed),
            )
        )
        line = (
            f"{report.generation} answers now: {counts}; {report.embedded} passages embedded, "
            f"{report.reused} reused; {report.seconds:.1f} s."
        )
    else:
        line = f"{report.generation} is up to date: nothing has changed in the folder."
    failed = [Outcome(failure.doc_id, failure.problem) for failure in report.failed]
    told = [Outcome(name, f"taken, but {warning}") for name, warning in report.warnings]
    notes = "".join(f'<p class="fn-hint">{escape(note)}</p>' for note in report.notes)
    return f'<p class="fn-built">{escape(line)}</p>{notes}{outcomes_html([*failed, *told], "")}'


def question_html(question: str) -> str:
    """Return what a person is asked before it is done."""
    return f"<p>{escape(one_line(question))}</p>"


def done_html(line: str) -> str:
    """Return what was done."""
    return f'<p class="fn-built" role="status">{escape(one_line(line))}</p>'


def hint_html(line: str) -> str:
    """Return a word on how things stand."""
    return f'<p class="fn-hint" role="status">{escape(one_line(line))}</p>'
