"""``python -m index.cyrillic``: teach the model Russian and Kazakh, measure how well it reads."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from index.cyrillic.training_settings import TrainingSettings
from index.training_options import add_training_options, chosen_settings, run_chosen
from ingest.command_line import DONE

_HELP = {
    "steps": "batches in all",
    "tokens": "tokens of a batch, about",
    "rows_rate": "learning rate of the new rows",
    "body_rate": "learning rate of the body's changes",
    "negatives": "targets drawn for each batch",
    "scale": "of cosines in the cross-entropy",
    "cut": "share of the tokens that are cut in two",
    "checkpoint_every": "steps between two checkpoints",
    "joined": "times that joined sentences are seen in an epoch",
    "switched": "times that code-switched texts are seen in an epoch",
    "kept": "share of the way from the start that is written",
    "seed": "of every choice",
}
_EXAMPLES = """examples:
  python -m index.cyrillic train --data DATA --work WORK --out NEW
  python -m index.cyrillic measure --data DATA
  python -m index.cyrillic measure --data DATA --model intfloat/multilingual-e5-small
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when done, 2 when the data or a model could not be read, 130 when stopped."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    return run_chosen(options)


def _train(options: argparse.Namespace) -> int:
    from index.cyrillic.train import Task, train
    from index.progress import TerminalProgress

    names = ("data", "work", "out", "vocabulary", "rank", "device")
    task = Task(**{name: getattr(options, name) for name in names})
    with TerminalProgress(sys.stderr) as progress:
        train(task, chosen_settings(options, TrainingSettings), progress)
    print(f"written: {task.out}")
    return DONE


def _measure(options: argparse.Namespace) -> int:
    from index.cyrillic.measure import measure, table
    from index.embedder import BASE_MODEL, DEFAULT_MODEL, open_embedder

    names = options.model or [BASE_MODEL, DEFAULT_MODEL]
    print(table({name: measure(open_embedder(name), options.data) for name in names}))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.cyrillic",
        description="Teach all-MiniLM-L6-v2 Russian and Kazakh, and measure how well it reads.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_train(
        commands.add_parser(
            "train",
            help="train; a training that was stopped goes on",
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        )
    )
    told = commands.add_parser("measure", help="translations and passages found, as a table")
    told.add_argument("--data", type=Path, required=True, help="folder of the public data")
    told.add_argument(
        "--model",
        action="append",
        metavar="NAME_OR_PATH",
        help="a model to measure; more than one is compared (default: the base and the default)",
    )
    told.set_defaults(run=_measure)
    return parser


def _add_train(parser: argparse.ArgumentParser) -> None:
    add_training_options(parser, TrainingSettings, _HELP, "folder for the two files")
    parser.add_argument("--vocabulary", type=int, default=30_000, help="new tokens")
    parser.add_argument("--rank", type=int, default=16, help="of the body's changes; 0 for none")
    parser.set_defaults(run=_train)


if __name__ == "__main__":
    sys.exit(main())
