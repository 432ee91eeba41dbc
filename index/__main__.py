"""The index's door: build, status, search, rollback, verify."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import Manifest
from index.options import add_index_command, add_scope, scope_given
from ingest.command_line import DONE, LEFT_OUT, at_least_one, run_command
from ingest.errors import IndexCorrupt, QuestionInvalid
from ingest.library import DEFAULT_DOCUMENTS
from ingest.models import Document

if TYPE_CHECKING:
    from index.build import BuildReport

EXAMPLES = """examples:
  python -m index build
  python -m index build --documents papers/ --index papers-index/
  python -m index build --model intfloat/multilingual-e5-small
  python -m index search "Who introduced the term soft power?"
  python -m index search "Who introduced the term soft power?" --role source
  python -m index rollback
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: the arguments; None for the process's own.
    :return: 0 done, 1 done but something was left out, 2 could not, 130 stopped.
    """
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    commands = {
        "build": _build,
        "status": _status,
        "search": _search,
        "rollback": _rollback,
        "verify": _verify,
    }
    return run_command(
        lambda: commands[arguments.command](arguments),
        stopped="stopped; the last good index goes on serving",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index",
        description="Build and inspect the index of the documents folder.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = add_index_command(
        commands, "build", "bring the index up to date with the documents folder"
    )
    build.add_argument(
        "--documents",
        type=Path,
        default=DEFAULT_DOCUMENTS,
        metavar="DIR",
        help="the documents folder (default: ingest/documents)",
    )
    build.add_argument(
        "--model",
        metavar="NAME_OR_PATH",
        help="a sentence-transformers model (default: the one the index was built with, "
        "at first all-minilm-l6-v2+cyrillic, which needs no network)",
    )
    build.add_argument("--full", action="store_true", help="read and embed everything anew")
    status = add_index_command(commands, "status", "show the current generation and its documents")
    status.add_argument(
        "--json", action="store_true", help="print the manifest as JSON, with roles"
    )
    search = add_index_command(commands, "search", "show the passages that a question finds")
    search.add_argument("question")
    search.add_argument("-k", type=at_least_one, default=5, help="how many passages (default: 5)")
    search.add_argument("--json", action="store_true", help="print them as JSON")
    add_scope(search)
    add_index_command(commands, "rollback", "go back to the generation before the current one")
    add_index_command(commands, "verify", "hold every file of the index against its checksum")
    return parser


def _build(arguments: argparse.Namespace) -> int:
    from index.build import build_index
    from index.progress import TerminalProgress

    with TerminalProgress(sys.stderr) as progress:
        report = build_index(
            arguments.documents,
            arguments.index,
            model=arguments.model,
            full=arguments.full,
            progress=progress,
        )
    for line in build_lines(report):
        print(line)
    return LEFT_OUT if report.failed else DONE


def build_lines(report: BuildReport) -> list[str]:
    """Return what a build did, a line each; the last line sums it up."""
    lines = [f"note: {note}" for note in report.notes]
    lines += [f"warning: {doc_id}: {warning}" for doc_id, warning in report.warnings]
    lines += [f"failed: {failure.doc_id}: {failure.problem}" for failure in report.failed]
    named = ", ".join(failure.doc_id for failure in report.failed)
    failed = f"{len(report.failed)} failed" + (f" ({named})" if named else "")
    state = report.generation if report.published else f"{report.generation} is up to date"
    lines.append(
        f"{state}: {len(report.unchanged)} unchanged, {len(report.added)} added, "
        f"{len(report.changed)} changed, {len(report.removed)} removed, {failed}; "
        f"{report.embedded} chunks embedded, {report.reused} reused; {report.seconds:.1f} s"
    )
    return lines


def _status(arguments: argparse.Namespace) -> int:
    from index import generation as generations
    from index.manifest import read_manifest
    from index.store import Store

    name = generations.current_name(arguments.index)
    manifest = read_manifest(arguments.index / name)
    store = Store(arguments.index / name / generations.STORE_FILE)
    listed = {each.doc_id: each for each in store.listed()}
    if arguments.json:
        print(json.dumps(status_json(manifest, listed), ensure_ascii=False, indent=2))
        return DONE
    kind = "exact" if manifest.dense_index == "Flat" else "approximate, re-scored exactly"
    print(f"{name}, built {manifest.created}")
    print(f"model {manifest.model.name}, {manifest.model.dimension} dimensions")
    print(f"{manifest.chunks} chunks, dense index {manifest.dense_index} ({kind})")
    for entry in manifest.documents:
        role = role_name(listed[entry.doc_id])
        print(f"  {entry.doc_id}: {role}, {entry.chunks} chunks, {entry.reader}")
    for failure in manifest.failures:
        print(f"  left out: {failure.doc_id}: {failure.problem}")
    older = [held for held in generations.names(arguments.index) if held != name]
    print(f"also kept: {', '.join(older) or 'none'}")
    return DONE


def status_json(manifest: Manifest, listed: Mapping[str, Document]) -> dict[str, object]:
    """Return a manifest for JSON, each of its documents with its role and what it is a source of.

    :param listed: its documents by their ids.
    """
    held = (listed[entry.doc_id] for entry in manifest.documents)
    roles = [
        {"role": each.role, "source_of": [asdict(tie) for tie in each.source_of]} for each in held
    ]
    entries = [asdict(entry) for entry in manifest.documents]
    documents = [entry | role for entry, role in zip(entries, roles, strict=True)]
    return asdict(manifest) | {"documents": documents}


def role_name(document: Document) -> str:
    """Return a document's role, with the references that it is."""
    if document.source_of:
        return f"{document.role} ({', '.join(map(str, document.source_of))})"
    return document.role


def _search(arguments: argparse.Namespace) -> int:
    from index.search import Index

    if not arguments.question.strip():
        raise QuestionInvalid("the question is empty: write what you want to find.")
    searcher = Index(arguments.index).current()
    scope = scope_given(arguments)
    searcher.generation.holdings.check(scope)
    hits = searcher.search(arguments.question, arguments.k, scope=scope)
    if arguments.json:
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
        return DONE
    for rank, hit in enumerate(hits, start=1):
        page = f", page {hit.chunk.page}" if hit.chunk.page else ""
        print(
            f"{rank}. {hit.chunk.doc_id}{page}, characters {hit.chunk.start} to {hit.chunk.end} "
            f"(score {hit.score:.3f}, cosine {hit.similarity:.3f}, BM25 {hit.lexical_score:.2f})"
        )
        print(f"   {' '.join(hit.chunk.text.split())}\n")
    if not hits:
        print("nothing was found")
    return DONE


def _rollback(arguments: argparse.Namespace) -> int:
    from index import generation as generations
    from index.lock import build_lock

    with suppress(IndexCorrupt):  # a damaged pointer is what a rollback mends
        generations.current_name(arguments.index)
    with build_lock(arguments.index):
        print(f"{generations.roll_back(arguments.index)} is current again")
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    from index import generation as generations

    generation = generations.open_current(arguments.index)
    print(
        f"{generation.name}: {len(generation.manifest.files)} files agree with their checksums, "
        f"{generation.manifest.chunks} chunks, {len(generation.manifest.documents)} documents"
    )
    return DONE


if __name__ == "__main__":
    sys.exit(main())
