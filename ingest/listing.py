"""The documents folder as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from shlex import quote

from ingest.errors import DocumentError
from ingest.library import Library
from ingest.models import Document, SourceOf
from ingest.names import printable

_TITLE_WIDTH = 44
_HEAD = ("document", "title", "role", "language", "pages", "characters", "state")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list.

    :param document: the document's id.
    :param title: empty where it cannot be read, as the fields that follow.
    :param role: paper, source or other.
    :param source_of: for a source, what it is a source of, as ``DOC:3``.
    :param language: ISO 639-1 code, or ``und``.
    :param pages: None for a format without pages.
    :param characters: length of the text.
    :param warnings: what a person should know though it was read.
    :param problem: why it cannot be taken, and what to do; None where it can.
    """

    document: str
    title: str = ""
    role: str = ""
    source_of: tuple[str, ...] = ()
    language: str = ""
    pages: int | None = None
    characters: int | None = None
    warnings: tuple[str, ...] = ()
    problem: str | None = None


def rows(library: Library) -> list[Row]:
    """Return a row for each file of the folder, in the order of their ids; each is read.

    :raises NotAFile: when the documents folder is no folder.
    """
    scan = library.scan()
    found = [Row(problem.name, problem=problem.problem) for problem in scan.problems]
    held = frozenset(library.doc_ids())
    for file in scan.files:
        try:
            found.append(_row(library.read(file.doc_id), held))
        except DocumentError as exc:
            found.append(Row(file.doc_id, problem=exc.problem))
    return sorted(found, key=lambda row: row.document)


def table(listed: list[Row]) -> str:
    """Return the rows as a table, what is wrong or worth knowing below it, a line each."""
    papers = {tie.rpartition(":")[0] for row in listed for tie in row.source_of}
    cells = [_HEAD, *(_cells(row, one_paper=len(papers) <= 1) for row in listed)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    notes = [f"{row.document}: {row.problem}" for row in listed if row.problem]
    notes += [f"{row.document}: {warning}" for row in listed for warning in row.warnings]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def as_json(listed: list[Row]) -> str:
    """Return the rows as a JSON array of objects."""
    return json.dumps([asdict(row) for row in listed], ensure_ascii=False, indent=2)


def _row(document: Document, held: Collection[str]) -> Row:
    """Return a document's row.

    :param held: the ids of all documents, for ties to what is not held.
    """
    lost = [tie for tie in document.source_of if tie.doc_id not in held]
    return Row(
        document=document.doc_id,
        title=document.title,
        role=document.role,
        source_of=tuple(map(str, document.source_of)),
        language=document.language,
        pages=len(document.page_starts) or None,
        characters=len(document.text),
        warnings=(*document.warnings, *(_lost(document.doc_id, tie) for tie in lost)),
    )


def _lost(doc_id: str, tie: SourceOf) -> str:
    named = " ".join(quote(printable(each)) for each in (doc_id, str(tie)))
    return (
        f"it is tied to [{tie.number}] of {printable(tie.doc_id)}, which is not held; add that "
        f"again, or untie this: python -m ingest untie {named}"
    )


def _cells(row: Row, *, one_paper: bool) -> tuple[str, ...]:
    """Return a row as the table shows it.

    :param one_paper: all sources are one document's, so that their numbers say enough.
    """
    title = row.title
    if len(title) > _TITLE_WIDTH:
        title = title[: _TITLE_WIDTH - 1] + "…"
    characters = "" if row.characters is None else f"{row.characters:,}"
    state = "problem, see below" if row.problem else "ok, see below" if row.warnings else "ok"
    return (
        row.document,
        title,
        _role(row, one_paper=one_paper),
        row.language,
        str(row.pages or ""),
        characters,
        state,
    )


def _role(row: Row, *, one_paper: bool) -> str:
    if not row.source_of:
        return row.role
    numbers = " ".join(f"[{tie.rpartition(':')[2]}]" for tie in row.source_of)
    whose = numbers if one_paper else f"of {', '.join(map(printable, row.source_of))}"
    return f"source {whose}" if row.role == "source" else f"{row.role}, source {whose}"
