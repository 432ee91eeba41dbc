"""The training loop: batches, the loss, checkpoints.

The loss of a batch is ``5 (1 - cos) + cross-entropy``, the latter over each text's cosines, times a
scale, with its own target, the other targets of the batch and targets drawn from all of them
(InfoNCE, van den Oord et al. 2018, arXiv 1807.03748). A target that is nearly the text's own is no
negative of it. Teacher and student as in Reimers and Gurevych 2020 (arXiv 2004.09813), new rows
under a frozen body as in Artetxe, Ruder and Yogatama 2020 (arXiv 1910.11856).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import Adam, Optimizer, SparseAdam

from index.checkpoints import restore_checkpoint, save_checkpoint
from index.cyrillic.examples import Batch, plan
from index.cyrillic.pieces import Cutter
from index.cyrillic.student import Student
from index.cyrillic.training_settings import TrainingSettings
from index.models import FloatArray, HalfArray, IntArray, Progress

WARMING_UP = 100  # steps
PULL = 5.0  # what 1 - cos weighs
SAME = 0.9  # cosine from which a target is no negative
TENSORS_FILE = "checkpoint.safetensors"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Examples with one kind of target.

    :param texts: token ids of each.
    :param targets: int64 (n,), the row of its vector.
    :param times: float64 (n,), how often each is seen in an epoch.
    """

    texts: Sequence[Sequence[int]]
    targets: IntArray
    times: FloatArray


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything that is learnt.

    :param english: pulled to vectors of the teacher,
    :param vectors: which are these, float16 (n, dim), unit rows.
    :param kazakh: pulled to the student's own vectors of Russian texts,
    :param russian: which are these, as token ids.
    """

    english: Lesson
    vectors: HalfArray
    kazakh: Lesson
    russian: Sequence[Sequence[int]]


class Training:
    """Trains a student; what it did is kept in a folder, so that it can go on after a stop.

    :param student: is changed.
    :param lessons: what to learn.
    :param vocabulary: every token with its id.
    :param settings: how.
    :param folder: for checkpoints.
    """

    def __init__(
        self,
        student: Student,
        lessons: Lessons,
        vocabulary: dict[str, int],
        settings: TrainingSettings,
        folder: Path,
    ) -> None:
        self._student = student
        self._lessons = lessons
        self._cutter = Cutter(vocabulary, student.first, settings.cut)
        self._settings = settings
        self._checkpoint = folder / TENSORS_FILE
        self._step = 0
        # A word that is rare must move by what is said of it, not by what momentum makes of that:
        # of rows, only those that a batch has are touched (Adam, lazily).
        self._optimizers: list[Optimizer] = [SparseAdam([student.new], lr=settings.rows_rate)]
        if student.low_rank:
            self._optimizers.append(Adam(student.low_rank, lr=settings.body_rate, fused=True))
        self._rates = (settings.rows_rate, settings.body_rate)[: len(self._optimizers)]

    def run(self, progress: Progress) -> None:
        """Train to the end, from the last checkpoint where there is one.

        :param progress: told after each step, in the phase "train".
        """
        # What a former run has learnt is past.
        self._step = restore_checkpoint(self._checkpoint, self._owned(), self._state())
        batches = islice(self._batches(), self._step, None)
        while self._step < self._settings.steps:
            self._learn(next(batches))
            self._step += 1
            progress("train", self._step, self._settings.steps)
            if self._step % self._settings.checkpoint_every == 0:
                save_checkpoint(self._checkpoint, self._owned(), self._state())

    def _batches(self) -> Iterator[Batch]:
        lessons = (self._lessons.english, self._lessons.kazakh)
        lengths = [[len(text) for text in lesson.texts] for lesson in lessons]
        for epoch in count():
            chance = np.random.default_rng((self._settings.seed, epoch))
            yield from plan(lengths, [x.times for x in lessons], self._settings.tokens, chance)

    def _learn(self, batch: Batch) -> None:
        settings, student, lessons = self._settings, self._student, self._lessons
        chance = np.random.default_rng((settings.seed, 1 << 20, self._step))
        lesson = (lessons.english, lessons.kazakh)[batch.source]
        texts = [self._cutter.cut(lesson.texts[row], chance) for row in batch.rows]
        rows = lesson.targets[batch.rows]
        targets = self._russian(rows) if batch.source else self._tensor(lessons.vectors[rows])
        drawn = chance.integers(0, len(lessons.vectors), settings.negatives)
        found = student(*student.padded(texts))
        loss = contrast(found, targets, self._tensor(lessons.vectors[drawn]), settings.scale)
        self._warm()
        for optimizer in self._optimizers:
            optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for optimizer in self._optimizers:
            optimizer.step()

    @torch.no_grad()
    def _russian(self, rows: IntArray) -> Tensor:
        """Return the student's own vectors of Russian texts, as it has them by now."""
        found: Tensor = self._student(
            *self._student.padded([self._lessons.russian[i] for i in rows])
        )
        return found

    def _tensor(self, vectors: HalfArray) -> Tensor:
        return torch.from_numpy(vectors.astype(np.float32)).to(self._student.new.device)

    def _warm(self) -> None:
        left = 1 - self._step / self._settings.steps
        share = min(1.0, self._step / WARMING_UP) * left
        for optimizer, rate in zip(self._optimizers, self._rates, strict=True):
            optimizer.param_groups[0]["lr"] = rate * share

    def _state(self) -> dict[str, Any]:
        lessons = self._lessons
        return {
            "step": self._step,
            "settings": asdict(self._settings),
            "examples": [len(lessons.english.texts), len(lessons.kazakh.texts)],
            "parameters": [list(parameter.shape) for _, parameter in self._owned()],
        }

    def _owned(self) -> list[tuple[Optimizer, torch.nn.Parameter]]:
        owned = [(self._optimizers[0], self._student.new)]
        return [*owned, *((self._optimizers[-1], each) for each in self._student.low_rank)]


def contrast(found: Tensor, targets: Tensor, others: Tensor, scale: float) -> Tensor:
    """Return the loss of a batch, a scalar.

    :param found: float32 (n, dim), unit rows.
    :param targets: float32 (n, dim), unit rows, row i for text i.
    :param others: float32 (m, dim), unit rows.
    :param scale: of cosines in the cross-entropy.
    """
    every = torch.cat([targets, others])
    own = torch.arange(len(targets), device=found.device)
    cosines = found @ every.T
    same = targets @ every.T > SAME
    same[own, own] = False
    pull = 1 - cosines[own, own]
    logits = scale * cosines.masked_fill(same, -torch.inf)
    return PULL * pull.mean() + functional.cross_entropy(logits, own)
