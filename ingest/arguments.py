"""What ``python -m ingest`` can be told on the command line."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import get_args

from ingest.library import DEFAULT_DOCUMENTS, DEFAULT_MAX_BYTES
from ingest.models import DocumentRole, SourceOf
from ingest.sidecar import parse_tie

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)(?:I?B)?", re.IGNORECASE)
_EXAMPLES = """examples:
  python -m ingest add report.pdf notes.docx
  python -m ingest add secret.pdf --password SECRET
  python -m ingest add old.txt --encoding windows-1251
  python -m ingest list
  python -m ingest text report.pdf
  python -m ingest references report.pdf --format bibtex
  python -m ingest sources report.pdf
  python -m ingest fetch report.pdf --only 2,5
  python -m ingest add --source-of report.pdf:3 book.pdf
  python -m ingest untie book.pdf report.pdf:3
  python -m ingest add https://example.org/article
  python -m ingest remove report.pdf
  python -m ingest restore report.pdf

Then rebuild the index: python -m index build"""


def parser() -> argparse.ArgumentParser:
    """Return the parser; ``command`` is the command's name.

    Options that every command takes may stand before it or after it.
    """
    main_parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="The documents that Footnote answers from.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _shared_options(main_parser, DEFAULT_DOCUMENTS, DEFAULT_MAX_BYTES)
    shared = argparse.ArgumentParser(add_help=False)
    _shared_options(shared, argparse.SUPPRESS, argparse.SUPPRESS)
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    add = commands.add_parser(
        "add", parents=[shared], help="copy files and web pages into the documents folder"
    )
    _add_options(add)

    remove = commands.add_parser(
        "remove", parents=[shared], help="remove documents; the next build deletes them for good"
    )
    remove.add_argument("documents_named", nargs="+", metavar="DOC")

    restore = commands.add_parser(
        "restore", parents=[shared], help="undo a removal, as long as no build came after it"
    )
    restore.add_argument("documents_named", nargs="+", metavar="DOC")
    restore.add_argument(
        "--key", help="which of several removed under this name, as list shows (default: the last)"
    )

    untie = commands.add_parser(
        "untie", parents=[shared], help="say that a document is no source of another"
    )
    untie.add_argument("document", metavar="DOC")
    untie.add_argument(
        "ties",
        nargs="+",
        type=_tie,
        metavar="DOC:NUMBER",
        help="the entry of a reference list that it is not",
    )

    listed = commands.add_parser("list", parents=[shared], help="show the documents")
    listed.add_argument("--json", action="store_true", help="as a JSON array")

    text = commands.add_parser("text", parents=[shared], help="print a document's text")
    text.add_argument("document", metavar="DOC")

    references = commands.add_parser(
        "references", parents=[shared], help="print what a document's reference list names"
    )
    references.add_argument("document", metavar="DOC")
    references.add_argument(
        "--format",
        choices=("table", "bibtex", "csl-json"),
        default="table",
        help="(default: table)",
    )

    sources = commands.add_parser(
        "sources", parents=[shared], help="show which of the works that a document cites are held"
    )
    sources.add_argument("document", metavar="DOC")
    sources.add_argument("--json", action="store_true", help="as a JSON array")

    fetch = commands.add_parser(
        "fetch", parents=[shared], help="download the works that a document cites"
    )
    fetch.add_argument("document", metavar="DOC")
    fetch.add_argument(
        "--only", type=_numbers, default=frozenset(), metavar="2,5", help="these references only"
    )
    fetch.add_argument(
        "--again",
        action="store_true",
        help="ask again for what was fetched before, and take what has changed",
    )
    return main_parser


def _add_options(add: argparse.ArgumentParser) -> None:
    add.add_argument("files", nargs="+", metavar="FILE_OR_URL")
    add.add_argument("--name", help="keep it under this name (default: the file's own)")
    add.add_argument("--password", help="opens an encrypted file; kept beside it in clear text")
    add.add_argument("--encoding", help="of a text file (default: UTF-8), e.g. windows-1251")
    add.add_argument("--replace", action="store_true", help="take the place of a file of this name")
    add.add_argument("--role", choices=get_args(DocumentRole), help="what the document is to you")
    add.add_argument(
        "--source-of",
        type=_tie,
        action="append",
        default=[],
        metavar="DOC:NUMBER",
        help="it is this entry of DOC's reference list; may be given more than once",
    )


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


def _tie(text: str) -> SourceOf:
    """Return the entry of a reference list that ``DOC:3`` names."""
    try:
        return parse_tie(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc


def _numbers(text: str) -> frozenset[int]:
    """Return the numbers of ``2,5``."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers; write for instance 2,5")
    return frozenset(map(int, parts))


def _size(text: str) -> int:
    """Return a number of bytes; 1 MB is 1024 times 1024 of them."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write for instance 500MB or 2GB")
    return int(float(match.group(1)) * _UNITS[match.group(2).upper()])
