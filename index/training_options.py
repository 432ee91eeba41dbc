"""What both trainings are told on the command line, and how their commands end."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from ingest.command_line import run_command

Settings = TypeVar("Settings")
# Nothing is made of no batch, and nothing fits into one of no tokens.
_ONE_AT_LEAST = frozenset({"steps", "tokens", "checkpoint_every"})
# Where everything is a cloze, or dropped, nothing is left to learn from.
_BELOW_ONE = frozenset({"cloze", "dropout"})


def add_training_options(
    parser: argparse.ArgumentParser, settings: type[Any], meanings: Mapping[str, str], out: str
) -> None:
    """Add the data, the folders, the device and every setting.

    :param parser: of the command that trains.
    :param settings: a dataclass of numbers with defaults.
    :param meanings: what each of its fields is.
    :param out: what ``--out`` is.
    """
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data")
    parser.add_argument(
        "--work", type=_folder, required=True, help="folder for what is kept between"
    )
    parser.add_argument("--out", type=Path, required=True, help=out)
    parser.add_argument("--device", default="cpu", help="of PyTorch: cpu, cuda")
    for name in (each.name for each in fields(settings)):
        default: int | float = getattr(settings(), name)
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            type=_number(name, type(default)),
            metavar=type(default).__name__.upper(),
            default=default,
            help=meanings[name],
        )


def chosen_settings(options: argparse.Namespace, settings: type[Settings]) -> Settings:
    """Return the settings that were chosen.

    :param options: what a parser with :func:`add_training_options` has read.
    :param settings: the same dataclass.
    """
    names = [each.name for each in fields(settings)]  # type: ignore[arg-type]
    return settings(**{name: getattr(options, name) for name in names})


def run_chosen(options: argparse.Namespace) -> int:
    """Run the command that was chosen, and return its exit code.

    :param options: what a parser has read; ``run`` is the command's function.
    """
    return run_command(
        lambda: int(options.run(options)),
        stopped="stopped; the same command goes on with a training",
    )


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a file: give a folder, or a new name for one")
    return path


def _number(name: str, kind: type[int] | type[float]) -> Callable[[str], float]:
    """Return what reads a setting, and tells what it must be where it is not."""
    least = 1 if name in _ONE_AT_LEAST else 0
    below = ", below 1" if name in _BELOW_ONE else ""
    wanted = f"a {'whole ' if kind is int else ''}number, {least} or more{below}"

    def read(text: str) -> float:
        try:
            number = kind(text)
        except ValueError:
            number = kind(-1)
        # A number that is none of those that can be compared, NaN, fails here too.
        if not number >= least or (below and number >= 1):
            raise argparse.ArgumentTypeError(f"{text!r} was given, {wanted} is needed")
        return number

    return read
