"""What the command lines of all rooms have in common: their exit codes, and how they end."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable

from ingest.errors import FootnoteError

DONE, LEFT_OUT, COULD_NOT = 0, 1, 2
STOPPED = 130  # as shells tell of a program that Ctrl+C ended


def run_command(command: Callable[[], int], stopped: str = "stopped") -> int:
    """Run a command, and tell on stderr why it could not.

    :param command: returns its exit code.
    :param stopped: what is said where the person stopped it.
    :return: the command's exit code; 1 where whoever read the output has gone, 2 after an error of
        ours, 130 where the person stopped it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no Cyrillic shows its codes
            stream.reconfigure(errors="backslashreplace")
    try:
        code = command()
        sys.stdout.flush()
    except FootnoteError as exc:
        sys.stderr.write(f"error: {exc}\n")
        return COULD_NOT
    except BrokenPipeError:
        # The interpreter must not fail on its last flush too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return LEFT_OUT
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{stopped}\n")
        return STOPPED
    return code


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Add a command that describes itself as its line in the list does.

    :param commands: of the parser that it is added to.
    :param name: as it is typed.
    :param text: what it does, small letter first, no full stop.
    """
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def at_least_one(text: str) -> int:
    """Return the whole number that an option was given.

    :raises argparse.ArgumentTypeError: when it is none, or less than 1.
    """
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} was given, a whole number from 1 on is needed")
    return int(text)
