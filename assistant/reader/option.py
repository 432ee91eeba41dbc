"""The command line's option for the reader."""

from __future__ import annotations

import argparse


def add_reader(command: argparse.ArgumentParser) -> None:
    """Let a command take ``--reader``; ``arguments.reader`` is True where it is given."""
    command.add_argument(
        "--reader",
        action="store_true",
        help="have our reader read the passages too: it finds the answer more often in some "
        "documents, marks it in bold, and takes about a tenth of a second a question",
    )
