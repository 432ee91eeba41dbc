"""Teaches all-MiniLM-L6-v2 Russian and Kazakh: ``python -m index.cyrillic.train --data DIR``."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.cyrillic.alignment import align, start_rows
from index.cyrillic.corpora import Pair, Parallel, read_monolingual, read_parallel
from index.cyrillic.examples import (
    Example,
    joined_examples,
    parallel_examples,
    switched_examples,
)
from index.cyrillic.student import Student
from index.cyrillic.teacher import teacher_vectors
from index.cyrillic.training import Lesson, Lessons, Training, TrainingSettings
from index.cyrillic.vocabulary import composed, learn_tokens
from index.embedder import BASE_MODEL, locate_model
from index.models import FloatArray, HalfArray, Progress
from index.progress import TerminalProgress
from ingest.errors import FootnoteError

logger = logging.getLogger(__name__)

LONGEST = 160  # tokens of a text to learn
CLOSING = 1  # [SEP], kept where a text is cut
TOKENS, RANK = 30_000, 32


class Pupil:
    """What the training works with, built from the data.

    :param parallel: the pairs.
    :param tokens: the new ones, in their order.
    :param base: the base's tokenizer.
    """

    def __init__(self, parallel: Parallel, tokens: Sequence[str], base: Tokenizer) -> None:
        self._pairs = parallel.training
        self.first = base.get_vocab_size()
        self.tokens = tokens
        self.tokenizer = composed(base, tokens)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return token ids of texts, special tokens with them, cut to ``LONGEST``."""
        found = (encoding.ids for encoding in self.tokenizer.encode_batch(list(texts)))
        return [
            ids if len(ids) <= LONGEST else [*ids[: LONGEST - CLOSING], ids[-1]] for ids in found
        ]

    def rows(self, known: FloatArray) -> FloatArray:
        """Return where training starts, float32 (vocabulary, dim).

        :param known: the base's rows.
        """
        new = np.zeros((len(self.tokens), known.shape[1]), dtype=np.float32)
        sides = (("en", "ru"), ("en", "kk"), ("ru", "kk"))
        found = [
            align(self._inner([p.text for p in pairs]), self._inner([p.anchor for p in pairs]))
            for pairs in (self._of(*side) for side in sides)
        ]
        return start_rows(found, np.concatenate([known, new]), self.first)

    def _of(self, anchor: str, language: str) -> list[Pair]:
        wanted = (anchor, language)
        return [p for p in self._pairs if (p.anchor_language, p.language) == wanted]

    def _inner(self, texts: Sequence[str]) -> list[list[int]]:
        return [ids[1:-1] for ids in self.ids(texts)]


Teach = Callable[[Sequence[Sequence[int]]], HalfArray]
"""Token ids of English texts -> float16 (n, dim), the teacher's vectors."""


def lessons_of(parallel: Parallel, data: Path, pupil: Pupil, teach: Teach, seed: int) -> Lessons:
    """Return everything that is learnt.

    :param parallel: the pairs.
    :param data: the folder of the public data.
    :param pupil: its tokenizer cuts the texts.
    :param teach: gives the English ones' vectors.
    :param seed: of every choice.
    :raises DataError: when a file is missing or not of its form.
    """
    pairs = parallel.training
    english = [
        *parallel_examples(pairs, "en", seed),
        *joined_examples(pairs, seed),
        *switched_examples(pairs, data, seed),
    ]
    kazakh = parallel_examples(pairs, "ru", seed)
    anchors, lesson = _lesson(english, pupil)
    russian, from_russian = _lesson(kazakh, pupil)
    return Lessons(lesson, teach(pupil.ids(anchors)), from_russian, pupil.ids(russian))


def _lesson(examples: Sequence[Example], pupil: Pupil) -> tuple[list[str], Lesson]:
    """Return the anchors, each once, and the examples that point at them."""
    places: dict[str, int] = {}
    targets = [places.setdefault(example.anchor, len(places)) for example in examples]
    return list(places), Lesson(
        pupil.ids([example.text for example in examples]),
        np.asarray(targets, dtype=np.int64),
        np.asarray([example.times for example in examples], dtype=np.float32),
    )


def train(options: argparse.Namespace, settings: TrainingSettings, progress: Progress) -> None:
    """Train from the data to the files.

    :param options: of the command line.
    :param settings: of the training.
    :param progress: told of each phase.
    :raises FootnoteError: when the data is not what it should be.
    """
    import torch
    from transformers import AutoModel

    torch.manual_seed(settings.seed)
    parallel, plain = read_parallel(options.data), read_monolingual(options.data)
    folder = locate_model(BASE_MODEL).folder
    base = Tokenizer.from_file(str(folder / "tokenizer.json"))
    # Kazakh has less text and longer words: it counts twice.
    texts = [p.text for p in parallel.training] + list(plain.russian) + 2 * list(plain.kazakh)
    texts += [p.anchor for p in parallel.training if p.anchor_language == "ru"]
    tokens = learn_tokens(texts, list(base.get_vocab()), options.vocabulary)
    pupil = Pupil(parallel, tokens, base)
    body: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
    known = body.get_input_embeddings().weight.detach().numpy()
    student = Student(body, pupil.rows(known), pupil.first, options.rank).to(options.device)
    options.work.mkdir(parents=True, exist_ok=True)

    def teach(texts: Sequence[Sequence[int]]) -> HalfArray:
        return teacher_vectors(student, texts, options.work, progress)

    lessons = lessons_of(parallel, options.data, pupil, teach, settings.seed)
    logger.info(
        "%d pairs, %d held out; %d examples of English, %d of Russian; %d new tokens",
        len(parallel.training),
        len(parallel.held_out),
        len(lessons.english.texts),
        len(lessons.kazakh.texts),
        len(tokens),
    )
    Training(student, lessons, pupil.tokenizer.get_vocab(), settings, options.work).run(progress)
    student.write(tokens, options.out)


def main(argv: Sequence[str] | None = None) -> int:
    """Train; 0 when done, 2 when the data could not be read."""
    parser = _parser()
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    chosen = {each.name: getattr(options, each.name) for each in fields(TrainingSettings)}
    try:
        with TerminalProgress(sys.stderr) as progress:
            train(options, TrainingSettings(**chosen), progress)
    except FootnoteError as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    print(f"written: {options.out}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.cyrillic.train",
        description="Teaches all-MiniLM-L6-v2 Russian and Kazakh; goes on after a stop.",
        epilog="example: python -m index.cyrillic.train --data ../shared/data --work /tmp/cyrillic "
        "--out /tmp/cyrillic/new",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is kept between")
    parser.add_argument("--out", type=Path, required=True, help="folder for the two files")
    parser.add_argument("--device", default="cpu", help="of PyTorch: cpu, cuda")
    parser.add_argument("--vocabulary", type=int, default=TOKENS, help="new tokens")
    parser.add_argument("--rank", type=int, default=RANK, help="of the body's changes; 0 for none")
    for each in fields(TrainingSettings):
        name = f"--{each.name.replace('_', '-')}"
        kind, meaning = type(each.default), _HELP[each.name]
        parser.add_argument(name, type=kind, default=each.default, help=meaning)
    return parser


_HELP = {
    "steps": "batches in all",
    "tokens": "tokens of a batch, about",
    "rows_rate": "learning rate of the new rows",
    "body_rate": "learning rate of the body's changes",
    "negatives": "targets drawn for each batch",
    "scale": "of cosines in the cross-entropy",
    "cut": "share of the tokens that are cut in two",
    "russian_from": "share of the steps after which Kazakh is pulled to Russian",
    "russian_again": "share of the steps after which the Russian is embedded anew",
    "checkpoint_every": "steps between two checkpoints",
    "seed": "of every choice",
}

if __name__ == "__main__":
    sys.exit(main())
