"""Teaches all-MiniLM-L6-v2 Russian and Kazakh: ``python -m index.cyrillic train --data DIR``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.cyrillic.alignment import align, start_rows
from index.cyrillic.corpora import Monolingual, Pair, Parallel, read_monolingual, read_parallel
from index.cyrillic.examples import (
    Example,
    joined_examples,
    parallel_examples,
    seen,
    switched_examples,
)
from index.cyrillic.student import Student
from index.cyrillic.teacher import teacher_vectors
from index.cyrillic.training import Lesson, Lessons, Training
from index.cyrillic.training_settings import TrainingSettings
from index.cyrillic.vocabulary import composed, learn_tokens
from index.embedder import BASE_MODEL, locate_model
from index.models import FloatArray, HalfArray, Progress

logger = logging.getLogger(__name__)

LONGEST = 160  # tokens of a text to learn
CLOSING = 1  # [SEP], kept where a text is cut


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


Teach = Callable[[Sequence[str]], HalfArray]
"""English texts -> float16 (n, dim), the teacher's vectors."""


def lessons_of(
    parallel: Parallel, data: Path, pupil: Pupil, teach: Teach, settings: TrainingSettings
) -> Lessons:
    """Return everything that is learnt.

    :param parallel: the pairs.
    :param data: the folder of the public data.
    :param pupil: its tokenizer cuts the texts.
    :param teach: gives the English ones' vectors.
    :param settings: how often each kind is seen, and the seed of every choice.
    :raises DataError: when a file is missing or not of its form.
    """
    pairs, seed = parallel.training, settings.seed
    english = [
        *parallel_examples(pairs, "en", seed),
        *seen(joined_examples(pairs, seed), settings.joined),
        *seen(switched_examples(pairs, data, seed), settings.switched),
    ]
    kazakh = parallel_examples(pairs, "ru", seed)
    # Also of texts that are seen no times the anchors serve, as what others are told apart from.
    anchors, lesson = _lesson(english, pupil)
    russian, from_russian = _lesson(kazakh, pupil)
    return Lessons(lesson, teach(anchors), from_russian, pupil.ids(russian))


def _lesson(examples: Sequence[Example], pupil: Pupil) -> tuple[list[str], Lesson]:
    """Return the anchors, each once, and the examples that point at them."""
    places: dict[str, int] = {}
    targets = [places.setdefault(example.anchor, len(places)) for example in examples]
    return list(places), Lesson(
        pupil.ids([example.text for example in examples]),
        np.asarray(targets, dtype=np.int64),
        np.asarray([example.times for example in examples], dtype=np.float32),
    )


@dataclass(frozen=True, slots=True)
class Task:
    """What is trained, from where to where.

    :param data: the folder of the public data.
    :param work: for what is kept from one run to the next.
    :param out: for the two files.
    :param vocabulary: how many new tokens.
    :param rank: of the changes of the body; 0 for none.
    :param device: of PyTorch.
    """

    data: Path
    work: Path
    out: Path
    vocabulary: int = 30_000
    rank: int = 16
    device: str = "cpu"


def train(task: Task, settings: TrainingSettings, progress: Progress) -> None:
    """Train from the data to the files.

    :param task: what is trained.
    :param settings: how.
    :param progress: told of each phase.
    :raises DataError: when the data, or what was kept, is not what it should be.
    """
    import torch
    from transformers import AutoModel

    task.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    parallel, plain = read_parallel(task.data), read_monolingual(task.data)
    folder = locate_model(BASE_MODEL).folder
    base = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens = _tokens(task, parallel, plain, base)
    pupil = Pupil(parallel, tokens, base)
    body: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
    known = body.get_input_embeddings().weight.detach().numpy()
    student = Student(body, pupil.rows(known), pupil.first, task.rank).to(task.device)

    def teach(texts: Sequence[str]) -> HalfArray:
        return teacher_vectors(student, texts, pupil.ids, task.work, progress)

    lessons = lessons_of(parallel, task.data, pupil, teach, settings)
    logger.info(
        "%d pairs, %d held out; %d examples of English, %d of Russian; %d new tokens",
        len(parallel.training),
        len(parallel.held_out),
        len(lessons.english.texts),
        len(lessons.kazakh.texts),
        len(tokens),
    )
    Training(student, lessons, pupil.tokenizer.get_vocab(), settings, task.work).run(progress)
    student.write(tokens, task.out, settings.kept)


def _tokens(task: Task, parallel: Parallel, plain: Monolingual, base: Tokenizer) -> list[str]:
    """Return the new tokens; a training that goes on has those that it began with."""
    kept = task.work / f"tokens-{task.vocabulary}.txt"
    if kept.exists():
        return kept.read_text(encoding="utf-8").splitlines()
    # Kazakh has less text and longer words: it counts twice.
    texts = [p.text for p in parallel.training] + list(plain.russian) + 2 * list(plain.kazakh)
    texts += [p.anchor for p in parallel.training if p.anchor_language == "ru"]
    tokens = learn_tokens(texts, list(base.get_vocab()), task.vocabulary)
    kept.write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")
    return tokens
