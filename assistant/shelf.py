"""What the Documents tab shows and does, as values and HTML; knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat import Opener, Texts
from assistant.escape import escape, one_line, view_url
from assistant.languages import language_name
from assistant.shelf_sources import NOTHING_CITED, Cites, cites_html, cites_of, role_html
from index.models import Failure, FileEntry, Manifest
from ingest.errors import DocumentError, IndexNotFound
from ingest.models import Document
from ingest.readers import CURRENT_READERS

if TYPE_CHECKING:
    from index.build import BuildReport
    from ingest.library import Library, LibraryFile

INDEXED, NEW, CHANGED = "indexed", "new", "changed"
GONE, FAILED = "removed", "failed"
_STATES = {
    INDEXED: "Indexed",
    NEW: "New: not in the index yet",
    CHANGED: "Changed since it was indexed",
    GONE: "Removed: in the index until it is rebuilt",
    FAILED: "Could not be indexed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One document, as the folder and the index have it.

    :param doc_id: the document.
    :param state: one of ``INDEXED``, ``NEW``, ``CHANGED``, ``GONE``, ``FAILED``.
    :param document: as it was indexed; None where it was not.
    :param chunks: how many the index holds of it.
    :param problem: why it failed; empty otherwise.
    :param cites: what it cites, as it was indexed.
    """

    doc_id: str
    state: str
    document: Document | None = None
    chunks: int = 0
    problem: str = ""
    cites: Cites = NOTHING_CITED


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents folder held against the index.

    :param rows: by document id.
    :param manifest: of the current generation; None where nothing was built yet.
    """

    rows: tuple[Row, ...]
    manifest: Manifest | None

    @property
    def removable(self) -> list[str]:
        """Documents that stand in the folder."""
        return [row.doc_id for row in self.rows if row.state != GONE]

    @property
    def outdated(self) -> bool:
        """Tell whether a rebuild would change the index."""
        return self.manifest is None or any(
            row.state in (NEW, CHANGED, GONE) or (row.state == FAILED and row.chunks > 0)
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person sent.

    :param path: where the server keeps it for now.
    :param name: the name it is to have, without a folder.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document.

    :param name: as the person knows it.
    :param problem: why it was not taken; empty where it was.
    """

    name: str
    problem: str = ""


def look(library: Library, texts: Opener) -> Shelf:
    """Hold the documents folder against the current generation.

    :raises IndexingError: when the index cannot be read.
    """
    try:
        generation: Texts | None = texts()
    except IndexNotFound:
        generation = None
    manifest = generation.manifest if generation else None
    documents = (
        {document.doc_id: document for document in generation.documents()} if generation else {}
    )
    entries = {entry.doc_id: entry for entry in manifest.documents} if manifest else {}
    failures = {failure.doc_id: failure for failure in manifest.failures} if manifest else {}
    scan = library.scan()
    rows = {
        file.doc_id: _row(file, entries.get(file.doc_id), documents, failures.get(file.doc_id))
        for file in scan.files
    }
    for error in scan.problems:
        held = entries.get(error.name)
        chunks = held.chunks if held else 0
        rows[error.name] = Row(error.name, FAILED, chunks=chunks, problem=error.problem)
    for doc_id, entry in entries.items():
        if doc_id not in rows:
            rows[doc_id] = Row(doc_id, GONE, documents.get(doc_id), entry.chunks)
    found = [rows[doc_id] for doc_id in sorted(rows)]
    return Shelf(tuple(_with_cites(row, generation) for row in found), manifest)


def _with_cites(row: Row, generation: Texts | None) -> Row:
    if row.document is None or generation is None:
        return row
    return replace(row, cites=cites_of(row.document, generation))


def _row(
    file: LibraryFile,
    entry: FileEntry | None,
    documents: dict[str, Document],
    failure: Failure | None,
) -> Row:
    if entry is None:
        # A file that was mended since it failed is as good as new.
        if failure is not None and failure.fingerprint == file.fingerprint:
            return Row(file.doc_id, FAILED, problem=failure.problem)
        return Row(file.doc_id, NEW)
    same = entry.fingerprint == file.fingerprint and entry.reader in CURRENT_READERS
    state = INDEXED if same else CHANGED
    return Row(file.doc_id, state, documents.get(file.doc_id), entry.chunks)


def add_files(
    library: Library,
    uploads: Iterable[Upload],
    *,
    replace: bool = False,
    password: str = "",
    encoding: str = "",
) -> list[Outcome]:
    """Put uploaded files into the documents folder; one that is refused does not stop the others.

    :param library: the documents folder.
    :param uploads: what was sent.
    :param replace: take the place of a document of the same name.
    :param password: for encrypted files; empty for none.
    :param encoding: of text files that are not UTF-8; empty for UTF-8.
    """
    outcomes: list[Outcome] = []
    for upload in uploads:
        try:
            held = library.add(
                upload.path,
                name=upload.name,
                password=password or None,
                encoding=encoding or None,
                replace=replace,
            )
            outcomes.append(Outcome(held.doc_id))
        except DocumentError as exc:
            outcomes.append(Outcome(upload.name, exc.problem))
    return outcomes


def remove_files(library: Library, doc_ids: Iterable[str]) -> list[Outcome]:
    """Take documents out of the documents folder."""
    outcomes: list[Outcome] = []
    for doc_id in doc_ids:
        try:
            library.remove(doc_id)
            outcomes.append(Outcome(doc_id))
        except DocumentError as exc:
            outcomes.append(Outcome(doc_id, exc.problem))
    return outcomes


def index_html(shelf: Shelf) -> str:
    """Return the state of the index as a line."""
    manifest = shelf.manifest
    if manifest is None:
        return '<p class="fn-index">There is no index yet. Build it to be able to ask.</p>'
    facts = (
        f"Index {manifest.generation}",
        _count(len(manifest.documents), "document"),
        _count(manifest.chunks, "passage"),
        f"model {manifest.model.name}",
        f"built {_moment(manifest.created)}",
    )
    shown = "".join(f"<span>{escape(one_line(fact))}</span>" for fact in facts)
    hint = '<p class="fn-hint">The folder has changed: rebuild the index to ask about it.</p>'
    return f'<p class="fn-index">{shown}</p>{hint if shelf.outdated else ""}'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _moment(created: str) -> str:
    """Return an ISO 8601 moment in UTC without its seconds."""
    return f"{created[:10]} {created[11:16]} UTC" if created[10:11] == "T" else created


def table_html(rows: Sequence[Row]) -> str:
    """Return the table of documents."""
    if not rows:
        return '<p class="fn-hint">No documents yet. Add one below.</p>'
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Document", "Role", "Language", "Pages", "Passages", "State")
    )
    titles = {row.doc_id: row.document.title for row in rows if row.document is not None}
    body = "".join(_row_html(row, titles) for row in rows)
    return f'<table class="fn-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _row_html(row: Row, titles: Mapping[str, str]) -> str:
    document = row.document
    role = role_html(document, titles) if document else ""
    language = language_name(document.language) if document else ""
    pages = str(len(document.page_starts) or "") if document else ""
    problem = f'<span class="fn-why">{escape(row.problem)}</span>' if row.problem else ""
    return (
        f'<tr><td class="fn-name">{_name_html(row)}{cites_html(row.cites)}</td>'
        f'<td class="fn-of">{role}</td><td>{escape(language)}</td>'
        f'<td class="fn-count fn-pages">{pages}</td>'
        f'<td class="fn-count fn-chunks">{row.chunks or ""}</td>'
        f'<td class="fn-last"><span class="fn-state fn-{row.state}">{_STATES[row.state]}</span>'
        f"{problem}</td></tr>"
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
        f"<strong>{escape(one_line(outcome.name))}</strong>: {escape(outcome.problem or done)}</li>"
        for outcome in outcomes
    )
    return f'<ul class="fn-outcomes">{lines}</ul>' if lines else ""


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


def problem_html(problem: str) -> str:
    """Return why something could not be done."""
    return f'<p class="fn-problem">{escape(problem)}</p>'


def removal_html(doc_ids: Sequence[str]) -> str:
    """Return the question whether documents are to be removed for good."""
    names = "".join(f"<li>{escape(one_line(doc_id))}</li>" for doc_id in doc_ids)
    return (
        f"<p>Remove {_count(len(doc_ids), 'file')} from the documents folder? "
        f"This cannot be undone.</p><ul>{names}</ul>"
    )
