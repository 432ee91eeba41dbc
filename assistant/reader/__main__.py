"""``python -m assistant.reader``: train the reader, average trainings, measure what it reads."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.reader.settings import ReaderSettings
from index.training_options import add_training_options, chosen_settings, run_chosen
from ingest.command_line import DONE
from ingest.errors import DataError

_HELP = {
    "steps": "batches in all",
    "cloze_steps": "of these, the first ones are of questions made by rule alone",
    "cloze": "share of such questions in the others",
    "tokens": "tokens of a batch, about",
    "rate": "learning rate at its highest",
    "decay": "weight decay",
    "dropout": "in training",
    "unanswerable": "share of the questions that are also asked where nothing answers",
    "switched": "share of the questions that are put into Russian or Kazakh words",
    "checkpoint_every": "steps between two checkpoints",
    "seed": "of every choice",
}
_EXAMPLES = """examples:
  python -m assistant.reader train --data DATA --work WORK --out reader.safetensors
  python -m assistant.reader train --data DATA --work WORK2 --out second.safetensors --seed 1
  python -m assistant.reader average reader.safetensors second.safetensors --out mean.safetensors
  python -m assistant.reader measure --data DATA
"""
FEWEST = 2  # trainings that have a mean


def main(argv: Sequence[str] | None = None) -> int:
    """Return 0 when done, 2 when the data or the weights could not be read, 130 when stopped."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    return run_chosen(options)


def _train(options: argparse.Namespace) -> int:
    from assistant.reader.train import Task, train
    from index.progress import TerminalProgress

    task = Task(options.data, options.work, options.out, options.device)
    with TerminalProgress(sys.stderr) as progress:
        digest = train(task, chosen_settings(options, ReaderSettings), progress)
    print(f"written: {task.out}, SHA-256 {digest}")
    return DONE


def _average(options: argparse.Namespace) -> int:
    from assistant.reader.train import average

    if len(options.files) < FEWEST:
        raise DataError("one file has no mean but itself: give two or more that train has written.")
    print(f"written: {options.out}, SHA-256 {average(options.files, options.out)}")
    return DONE


def _measure(options: argparse.Namespace) -> int:
    from assistant.reader.train import figures_table
    from assistant.reader.weights import WEIGHTS_FILE

    print(figures_table(options.data, options.weights or WEIGHTS_FILE))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.reader",
        description="Train the reader of passages, average trainings, measure how well it reads.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    training = commands.add_parser(
        "train",
        help="train; a training that was stopped goes on",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add_training_options(training, ReaderSettings, _HELP, "file to write")
    training.set_defaults(run=_train)
    averaging = commands.add_parser("average", help="the mean of several trainings, as one reader")
    averaging.add_argument("files", type=Path, nargs="+", help="that train has written")
    averaging.add_argument("--out", type=Path, required=True, help="file to write")
    averaging.set_defaults(run=_average)
    measuring = commands.add_parser("measure", help="what is held out of each set, as a table")
    measuring.add_argument("--data", type=Path, required=True, help="folder of the public data")
    measuring.add_argument(
        "--weights", type=Path, help="a file that train wrote (default: the one of this version)"
    )
    measuring.set_defaults(run=_measure)
    return parser


if __name__ == "__main__":
    sys.exit(main())
