"""``python -m ingest``: add, remove, list and print documents."""

from __future__ import annotations

import argparse
import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from ingest.errors import DocumentError, FootnoteError
from ingest.library import DEFAULT_DOCUMENTS, DEFAULT_MAX_BYTES, Library
from ingest.sidecar import sidecar_path

DONE, LEFT_OUT, FAILED, STOPPED = 0, 1, 2, 130

Item = TypeVar("Item")

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)(?:I?B)?", re.IGNORECASE)
_EXAMPLES = """examples:
  python -m ingest add report.pdf notes.docx
  python -m ingest add secret.pdf --password SECRET
  python -m ingest add old.txt --encoding windows-1251
  python -m ingest list
  python -m ingest text report.pdf
  python -m ingest remove report.pdf

Then rebuild the index: python -m index build"""


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    :param argv: arguments; the command line's where none are given.
    :return: 0 done, 1 done but something was left out, 2 could not, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no Cyrillic shows its codes
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    arguments = _parser().parse_args(argv)
    library = Library(arguments.documents, arguments.max_size)
    try:
        code: int = arguments.run(library, arguments)
        sys.stdout.flush()
    except FootnoteError as exc:
        print(exc, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever reads has gone; the interpreter must not fail on its last flush too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return LEFT_OUT
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    return code


def _add(library: Library, arguments: argparse.Namespace) -> int:
    """Add files; one that is refused does not stop the others."""
    files: list[Path] = arguments.files
    if arguments.name and len(files) > 1:
        print("--name is for one file, several were given; add them one by one", file=sys.stderr)
        return FAILED

    def add(file: Path) -> str:
        held = library.add(
            file,
            name=arguments.name,
            password=arguments.password,
            encoding=arguments.encoding,
            replace=arguments.replace,
        )
        lines = [f"added {held.doc_id} ({held.size:,} bytes)"]
        if arguments.password:
            beside = sidecar_path(held.path)
            lines.append(f"  the password is kept, in clear text and for you only, in {beside}")
        return "\n".join([*lines, *(f"  note: {warning}" for warning in held.warnings)])

    return _each(files, add, "added")


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    """Remove documents; one that is not there does not stop the others."""

    def remove(doc_id: str) -> str:
        library.remove(doc_id)
        return f"removed {doc_id}"

    return _each(arguments.documents_named, remove, "removed")


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
    problems = sum(row.problem is not None for row in found)
    return _exit_code(len(found) - problems, problems)


def _text(library: Library, arguments: argparse.Namespace) -> int:
    """Print a document's text and nothing else, so that offsets count in what is printed."""
    text = library.read(arguments.document).text
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return DONE


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
    return LEFT_OUT if done else FAILED


def _size(text: str) -> int:
    """Return a number of bytes; 1 MB is 1024 times 1024 of them."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write for instance 500MB or 2GB")
    return int(float(match.group(1)) * _UNITS[match.group(2).upper()])


def _parser() -> argparse.ArgumentParser:
    """Build the parser; options that every command takes may stand before it or after it."""
    main_parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="The documents that Footnote answers from.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _shared_options(main_parser, DEFAULT_DOCUMENTS, DEFAULT_MAX_BYTES)
    shared = argparse.ArgumentParser(add_help=False)
    _shared_options(shared, argparse.SUPPRESS, argparse.SUPPRESS)
    commands = main_parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("add", parents=[shared], help="copy files into the documents folder")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--name", help="keep it under this name (default: the file's own)")
    add.add_argument("--password", help="opens an encrypted file; kept beside it in clear text")
    add.add_argument("--encoding", help="of a text file (default: UTF-8), e.g. windows-1251")
    add.add_argument("--replace", action="store_true", help="take the place of a file of this name")
    add.set_defaults(run=_add)

    remove = commands.add_parser("remove", parents=[shared], help="remove documents")
    remove.add_argument("documents_named", nargs="+", metavar="DOC")
    remove.set_defaults(run=_remove)

    listed = commands.add_parser("list", parents=[shared], help="show the documents")
    listed.add_argument("--json", action="store_true", help="as a JSON array")
    listed.set_defaults(run=_list)

    text = commands.add_parser("text", parents=[shared], help="print a document's text")
    text.add_argument("document", metavar="DOC")
    text.set_defaults(run=_text)
    return main_parser


def _shared_options(parser: argparse.ArgumentParser, documents: object, max_size: object) -> None:
    parser.add_argument(
        "--documents",
        type=Path,
        metavar="DIR",
        default=documents,
        help="the documents folder (default: ingest/documents)",
    )
    parser.add_argument(
        "--max-size",
        type=_size,
        metavar="SIZE",
        default=max_size,
        help=f"largest file taken (default: {DEFAULT_MAX_BYTES // 1024**2}MB)",
    )


if __name__ == "__main__":
    sys.exit(main())
