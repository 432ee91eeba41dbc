"""``python -m ingest``: documents, what they cite, and the sources behind that."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from ingest.arguments import parser
from ingest.command_line import COULD_NOT, DONE, LEFT_OUT, run_command
from ingest.errors import DocumentError
from ingest.fetching.models import Fetcher
from ingest.library import Library, LibraryFile, Removed
from ingest.models import Reference, SourceOf
from ingest.names import printable
from ingest.removed_lines import removed_lines, undo_line
from ingest.sidecar import sidecar_path

Item = TypeVar("Item")

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    :param argv: arguments; the command line's where none are given.
    :return: 0 done, 1 done but something was left out, 2 could not, 130 stopped.
    """
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    arguments = parser().parse_args(argv)
    library = Library(arguments.documents, arguments.max_size)
    return run_command(lambda: _COMMANDS[arguments.command](library, arguments))


def _add(library: Library, arguments: argparse.Namespace) -> int:
    """Add files and pages; one that is refused does not stop the others."""
    items: list[str] = arguments.files
    if arguments.name and len(items) > 1:
        print("--name is for one file, several were given; add them one by one", file=sys.stderr)
        return COULD_NOT
    references = _references_of(library, arguments.source_of)
    fetchers: list[Fetcher] = []

    def add(item: str) -> str:
        if _ADDRESS.match(item):
            fetchers[:] = fetchers or [_fetcher(library)]
            held = _add_page(library, item, fetchers[0], arguments)
        else:
            held = _add_file(library, Path(item), arguments)
        if references:
            from ingest.sources.ties import name_after

            name_after(library, held, references[0])
        done = "held already, and left as it is:" if held.stays else "added"
        lines = [f"{done} {held.doc_id} ({held.size:,} bytes)"]
        lines += [f"  it is source {tie}" for tie in arguments.source_of]
        if arguments.password:
            beside = sidecar_path(held.path)
            lines.append(f"  the password is kept, in clear text and for you only, in {beside}")
        return "\n".join([*lines, *(f"  note: {warning}" for warning in held.warnings)])

    return _each(items, add, "added")


def _add_file(library: Library, file: Path, arguments: argparse.Namespace) -> LibraryFile:
    return library.add(
        file,
        name=arguments.name,
        password=arguments.password,
        encoding=arguments.encoding,
        replace=arguments.replace,
        role=arguments.role,
        ties=arguments.source_of,
    )


def _add_page(
    library: Library, url: str, fetcher: Fetcher, arguments: argparse.Namespace
) -> LibraryFile:
    from ingest.sources.fetch import add_address

    return add_address(
        library,
        url,
        fetcher,
        name=arguments.name,
        role=arguments.role,
        ties=arguments.source_of,
        encoding=arguments.encoding,
        replace_held=arguments.replace,
    )


def _references_of(library: Library, ties: Sequence[SourceOf]) -> list[Reference]:
    """Return the entries that ties name; what is not there is refused before anything is added.

    :raises DocumentError: naming the document or the reference that is missing.
    """
    if not ties:
        return []
    from ingest.sources.ties import checked

    return [checked(library, tie) for tie in ties]


def _fetcher(library: Library) -> Fetcher:
    """Return what gets documents from addresses; the HTTP client is imported only here."""
    from ingest.fetching.fetcher import WebFetcher
    from ingest.fetching.settings import FetchSettings

    return WebFetcher(FetchSettings(max_bytes=library.max_bytes))


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    """Remove documents; one that is not there does not stop the others."""
    removed: list[Removed] = []

    def remove(doc_id: str) -> str:
        removed.append(library.remove(doc_id))
        return f"removed {doc_id}"

    code = _each(arguments.documents_named, remove, "removed")
    if removed:
        print(undo_line(removed))
    return code


def _restore(library: Library, arguments: argparse.Namespace) -> int:
    """Restore removed documents; one that cannot be restored does not stop the others."""

    def restore(doc_id: str) -> str:
        restored = library.restore(doc_id, key=arguments.key)
        return f"restored {printable(restored.doc_id)} ({restored.size:,} bytes)"

    return _each(arguments.documents_named, restore, "restored")


def _untie(library: Library, arguments: argparse.Namespace) -> int:
    """Undo what ``add --source-of`` or ``fetch`` said of a document; it stays a document."""
    from ingest.sources.ties import untie

    untie(library, arguments.document, arguments.ties)
    named = ", ".join(map(str, arguments.ties))
    print(f"{arguments.document} is source {named} no more; next: python -m index build")
    return DONE


def _list(library: Library, arguments: argparse.Namespace) -> int:
    """Print the table of documents."""
    from ingest import listing

    found = listing.rows(library)
    if arguments.json:
        print(listing.as_json(found))
    elif found:
        print(listing.table(found))
    else:
        print(f"{library.root} holds no documents; add one: python -m ingest add FILE")
    if not arguments.json:
        for line in removed_lines(library.removed()):
            print(line, file=sys.stderr)
    problems = sum(row.problem is not None for row in found)
    return _exit_code(len(found) - problems, problems)


def _text(library: Library, arguments: argparse.Namespace) -> int:
    """Print a document's text and nothing else, so that offsets count in what is printed."""
    text = library.read(arguments.document).text
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return DONE


def _references(library: Library, arguments: argparse.Namespace) -> int:
    """Print a document's reference list; that it has none is said on stderr."""
    from ingest.bibliography.bibliography import bibliography_of
    from ingest.bibliography.formats import FORMATS

    found = bibliography_of(library.read(arguments.document))
    if not found.references:
        print(f"{arguments.document} has no reference list that could be found", file=sys.stderr)
        if arguments.format != "csl-json":
            return DONE
    print(FORMATS[arguments.format](found.references))
    if arguments.format == "table":
        counts = _counted(found.references, "reference"), _counted(found.marks, "marker")
        print(f"\n{', '.join(counts)} in the text")
    return DONE


def _counted(items: Sequence[object], noun: str) -> str:
    return f"{len(items):,} {noun}" if len(items) == 1 else f"{len(items):,} {noun}s"


def _sources(library: Library, arguments: argparse.Namespace) -> int:
    """Print whether each entry of a document's reference list is held."""
    from ingest.sources import report
    from ingest.sources.attempts import Attempts, read_attempts
    from ingest.sources.states import source_states
    from ingest.sources.ties import sidecars, strays

    doc_id: str = arguments.document
    attempts: Attempts = {}
    try:
        attempts = read_attempts(library.root)
    except DocumentError as exc:  # the rest can be told without it
        print(exc, file=sys.stderr)
    states = source_states(library, doc_id, attempts)
    numbers = [each.reference.number for each in states]
    for line in report.stray_lines(doc_id, strays(doc_id, numbers, sidecars(library))):
        print(line, file=sys.stderr)
    if arguments.json:
        print(report.as_json(states))
    elif states:
        print("\n".join(report.lines(library, doc_id, states)))
    else:
        print(f"{arguments.document} has no reference list that could be found", file=sys.stderr)
    return DONE


def _fetch(library: Library, arguments: argparse.Namespace) -> int:
    """Fetch what a document cites; what cannot be had does not stop the rest."""
    from ingest.sources.fetch import fetch_sources
    from ingest.sources.outcomes import LEFT_OUT as NOT_HAD
    from ingest.sources.outcomes import outcome_lines

    def asking(reference: Reference, address: str) -> None:
        print(f"[{reference.number}] asking {printable(address)}", file=sys.stderr, flush=True)

    had = lacking = new = 0
    outcomes = fetch_sources(
        library,
        arguments.document,
        _fetcher(library),
        only=arguments.only,
        again=arguments.again,
        asking=asking,
    )
    for outcome in outcomes:
        left_out = outcome.result in NOT_HAD
        lacking, had = lacking + left_out, had + (not left_out)
        new += outcome.result == "fetched"
        print("\n".join(outcome_lines(outcome)), flush=True)
    if not had + lacking:
        print(f"{arguments.document} has no reference list that could be found", file=sys.stderr)
    summary = f"{new} fetched, {had - new} held already, {lacking} left out"
    print(f"{summary}; next: python -m index build" if new else summary)
    return LEFT_OUT if lacking else DONE


def _each(items: Iterable[Item], act: Callable[[Item], str], done_word: str) -> int:
    """Do something for each item, say what came of it, and sum up."""
    done = left_out = 0
    for item in items:
        try:
            print(act(item), flush=True)
            done += 1
        except DocumentError as exc:
            print(exc, file=sys.stderr, flush=True)
            left_out += 1
    summary = f"{done} {done_word}, {left_out} left out"
    print(f"{summary}; next: python -m index build" if done else summary)
    return _exit_code(done, left_out)


def _exit_code(done: int, left_out: int) -> int:
    if not left_out:
        return DONE
    return LEFT_OUT if done else COULD_NOT


_COMMANDS: dict[str, Callable[[Library, argparse.Namespace], int]] = {
    "add": _add,
    "remove": _remove,
    "restore": _restore,
    "untie": _untie,
    "list": _list,
    "text": _text,
    "references": _references,
    "sources": _sources,
    "fetch": _fetch,
}


if __name__ == "__main__":
    sys.exit(main())
