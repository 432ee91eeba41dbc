"""What the Documents tab shows, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.dictionary import Words
from assistant.escape import escape, one_line, view_url
from assistant.page.shelf import FAILED, GONE, INDEXED, Outcome, Row, Shelf
from assistant.page.shelf_sources import cites_html, role_html
from assistant.page.words import decimal, language_of, moment

if TYPE_CHECKING:
    from index.build import BuildReport

_FLAGS = ("--password", "--encoding", "--replace")


def index_html(words: Words, shelf: Shelf) -> str:
    """Return the state of the index as a line.

    :param words: of the page.
    :param shelf: what there is.
    """
    manifest = shelf.manifest
    if manifest is None:
        return f'<p class="fn-index">{words.say("documents.no-index")}</p>'
    facts = (
        words.say("documents.generation", name=manifest.generation),
        words.say_count("documents.documents", len(manifest.documents)),
        words.say_count("documents.passages", manifest.chunks),
        words.say("documents.model", name=manifest.model.name),
        words.say("documents.built", moment=moment(words, manifest.created)),
    )
    shown = "".join(f"<span>{escape(one_line(fact))}</span>" for fact in facts)
    hint = f'<p class="fn-hint">{words.say("documents.outdated")}</p>'
    return f'<p class="fn-index">{shown}</p>{hint if shelf.outdated else ""}'


def table_html(words: Words, rows: Sequence[Row], *, managed: bool) -> str:
    """Return the table of documents.

    :param words: of the page.
    :param rows: by document id.
    :param managed: whoever looks may remove and restore.
    """
    if not rows:
        return f'<p class="fn-hint">{words.say("documents.none")}</p>'
    names = ["document", "role", "language", "pages", "passages", "state"]
    heads = "".join(f'<th scope="col">{words.say(f"documents.head-{name}")}</th>' for name in names)
    acts = f'<th scope="col"><span class="fn-spoken">{words.say("documents.head-act")}</span></th>'
    titles = {row.doc_id: row.document.title for row in rows if row.document is not None}
    body = "".join(_row_html(words, row, titles, managed=managed) for row in rows)
    return (
        f'<table class="fn-table"><thead><tr>{heads}{acts if managed else ""}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row_html(words: Words, row: Row, titles: Mapping[str, str], *, managed: bool) -> str:
    document = row.document
    role = role_html(words, document, titles) if document else ""
    language = language_of(words, document.language) if document else ""
    pages = len(document.page_starts) if document else 0
    problem = f'<span class="fn-why">{escape(row.problem)}</span>' if row.problem else ""
    act = f'<td class="fn-act">{_act(words, row)}</td>' if managed else ""
    return (
        f'<tr><td class="fn-name">{_name_html(row)}{cites_html(words, row.cites)}</td>'
        f'<td class="fn-of">{role}</td><td>{escape(language)}</td>'
        f"{_count('pages', words, pages)}{_count('passages', words, row.chunks)}"
        f'<td class="fn-last"><span class="fn-state fn-{row.state}">{_state(words, row)}</span>'
        f"{problem}</td>{act}</tr>"
    )


def _count(name: str, words: Words, count: int) -> str:
    """Return a number; on a narrow screen, where no head stands above, its name stands before."""
    shown = words.number(count) if count else ""
    label = words.say(f"documents.head-{name}")
    return f'<td class="fn-count fn-{name}" data-name="{label}">{shown}</td>'


def _state(words: Words, row: Row) -> str:
    if row.state == GONE and not row.chunks:
        return words.say("documents.state-aside")
    return words.say(f"documents.state-{row.state}")


def _act(words: Words, row: Row) -> str:
    """Return the button that removes or restores a document."""
    if row.state == GONE and not row.key:
        return ""
    act = "restore" if row.state == GONE else "remove"
    name = one_line(row.doc_id)
    label = words.say(f"documents.{act}-named", name=name)
    return (
        f'<button type="button" class="fn-link" data-act="{act}"'
        f' data-doc="{escape(row.doc_id)}" data-key="{escape(row.key)}"'
        f' aria-label="{escape(label)}">{words.say(f"documents.{act}")}</button>'
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


def outcomes_html(words: Words, outcomes: Sequence[Outcome], done: str) -> str:
    """Return what came of some documents, a line each.

    :param words: of the page.
    :param outcomes: one a document.
    :param done: what was done to those without a problem, for instance ``added``.
    """
    lines = "".join(
        f'<li class="fn-{FAILED if outcome.problem else INDEXED}">'
        f"<strong>{escape(one_line(outcome.name))}</strong>: "
        f"{escape(_came_of(words, outcome, done))}</li>"
        for outcome in outcomes
    )
    return f'<ul class="fn-outcomes">{lines}</ul>' if lines else ""


def _came_of(words: Words, outcome: Outcome, done: str) -> str:
    """Return what came of a document; what the command line's flags do stands under Options."""
    if not outcome.problem:
        return done
    named = any(flag in outcome.problem for flag in _FLAGS)
    return f"{outcome.problem} {words.say('documents.see-options')}" if named else outcome.problem


def report_html(words: Words, report: BuildReport) -> str:
    """Return what a build did: one line, then each document that was left out and each warning."""
    if report.published:
        line = words.say(
            "report.published",
            name=report.generation,
            counts=_counts(words, report),
            embedded=words.number(report.embedded),
            reused=words.number(report.reused),
            seconds=decimal(words, report.seconds),
        )
    else:
        line = words.say("report.up-to-date", name=report.generation)
    failed = [Outcome(failure.doc_id, failure.problem) for failure in report.failed]
    told = [
        Outcome(name, words.say("report.warning", warning=warning))
        for name, warning in report.warnings
    ]
    notes = "".join(f'<p class="fn-hint">{escape(note)}</p>' for note in report.notes)
    shown = outcomes_html(words, [*failed, *told], "")
    return f'<p class="fn-built">{escape(line)}</p>{notes}{shown}'


def _counts(words: Words, report: BuildReport) -> str:
    documents = {
        "unchanged": report.unchanged,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "failed": report.failed,
    }
    return ", ".join(
        words.say(f"report.{name}", n=words.number(len(each))) for name, each in documents.items()
    )


def question_html(question: str) -> str:
    """Return what a person is asked before it is done."""
    return f"<p>{escape(one_line(question))}</p>"


def done_html(line: str) -> str:
    """Return what was done."""
    return f'<p class="fn-built" role="status">{escape(one_line(line))}</p>'


def hint_html(line: str) -> str:
    """Return a word on how things stand."""
    return f'<p class="fn-hint" role="status">{escape(one_line(line))}</p>'
