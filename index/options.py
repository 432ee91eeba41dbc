"""The command-line options that say which index and which of its documents are asked."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from index.location import DEFAULT_INDEX
from ingest.command_line import add_command
from ingest.models import DocumentRole

if TYPE_CHECKING:
    from index.models import Scope


def add_index(parser: argparse.ArgumentParser) -> None:
    """Add ``--index``, the folder of an index."""
    parser.add_argument(
        "--index",
        type=Path,
        default=DEFAULT_INDEX,
        metavar="DIR",
        help="the index folder (default: index/data)",
    )


def add_index_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Add a command on an index; see :func:`ingest.command_line.add_command`."""
    parser = add_command(commands, name, text)
    add_index(parser)
    return parser


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Add the options; see :func:`scope_given`."""
    parser.add_argument(
        "--role",
        action="append",
        choices=get_args(DocumentRole),
        help="ask only documents of this role: papers, papers' sources, or others; may be repeated "
        "(default: all)",
    )
    parser.add_argument(
        "--document",
        action="append",
        metavar="DOC",
        help="ask only this document; may be repeated (default: all)",
    )


def scope_given(arguments: argparse.Namespace) -> Scope:
    """Return the scope that the options of :func:`add_scope` give."""
    from index.models import Scope  # it brings numpy, which --help must not wait for

    return Scope.of(arguments.role, arguments.document)
