"""The training loop: batches, the loss, checkpoints.

The loss of a batch is ``5 (1 - cos) + cross-entropy``, the latter over each text's cosines, times a
scale, with its own target, the other targets of the batch and targets drawn from all of them
(InfoNCE, van den Oord et al. 2018, arXiv 1807.03748). A target that is nearly the text's own is no
negative of it. Teacher and student as in Reimers and Gurevych 2020 (arXiv 2004.09813), new rows
under a frozen body as in Artetxe, Ruder and Yogatama 2020 (arXiv 1910.11856).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from index.cyrillic.examples import Batch, plan
from index.cyrillic.pieces import Cutter
from index.cyrillic.student import Student
from index.cyrillic.training_settings import TrainingSettings
from index.models import FloatArray, HalfArray, IntArray, Progress
from ingest.errors import DataError

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
        self._folder = folder
        self._step = 0
        self._russian: HalfArray = np.empty((0, 0), dtype=np.float16)
        groups: list[dict[str, Any]] = [{"params": [student.new], "lr": settings.rows_rate}]
        if student.low_rank:
            groups.append({"params": student.low_rank, "lr": settings.body_rate})
        self._optimizer = torch.optim.Adam(groups, fused=True)
        self._rates = (settings.rows_rate, settings.body_rate)[: len(groups)]

    def run(self, progress: Progress) -> None:
        """Train to the end, from the last checkpoint where there is one.

        :param progress: told after each step, in the phase "train".
        """
        self._restore()
        student = self._student
        steps = self._settings.steps
        borders = [0, *(int(s * steps) for s in self._shares()), steps]
        for phase, (start, end) in enumerate(pairwise(borders)):
            if self._step >= end:
                continue
            if phase and (not len(self._russian) or self._step == start):
                self._russian = student.embed(self._lessons.russian).astype(np.float16)
            batches = self._batches(phase)
            for _ in range(self._step - start):  # those that a former run has learnt
                next(batches)
            while self._step < end:
                self._learn(next(batches))
                self._step += 1
                progress("train", self._step, steps)
                if self._step % self._settings.checkpoint_every == 0:
                    self._save()

    def _shares(self) -> tuple[float, ...]:
        if not len(self._lessons.kazakh.texts):
            return ()
        return self._settings.russian_from, self._settings.russian_again

    def _batches(self, phase: int) -> Iterator[Batch]:
        lessons = (self._lessons.english, self._lessons.kazakh)[: 2 if phase else 1]
        lengths = [[len(text) for text in lesson.texts] for lesson in lessons]
        epoch = 0
        while True:
            chance = np.random.default_rng((self._settings.seed, phase, epoch))
            yield from plan(lengths, [x.times for x in lessons], self._settings.tokens, chance)
            epoch += 1

    def _learn(self, batch: Batch) -> None:
        settings, student = self._settings, self._student
        chance = np.random.default_rng((settings.seed, 1 << 20, self._step))
        lesson = (self._lessons.english, self._lessons.kazakh)[batch.source]
        vectors = (self._lessons.vectors, self._russian)[batch.source]
        texts = [self._cutter.cut(lesson.texts[row], chance) for row in batch.rows]
        targets = self._tensor(vectors[lesson.targets[batch.rows]])
        others = self._tensor(vectors[chance.integers(0, len(vectors), settings.negatives)])
        loss = contrast(student(*student.padded(texts)), targets, others, settings.scale)
        self._warm()
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()

    def _tensor(self, vectors: HalfArray) -> Tensor:
        return torch.from_numpy(vectors.astype(np.float32)).to(self._student.new.device)

    def _warm(self) -> None:
        left = 1 - self._step / self._settings.steps
        share = min(1.0, self._step / WARMING_UP) * left
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * share

    def _save(self) -> None:
        """Write a checkpoint: the parameters, Adam's moments, and the step they belong to."""
        from safetensors.torch import save_file

        tensors = {}
        for number, parameter in enumerate(self._parameters()):
            tensors[f"{number}.value"] = parameter.detach().cpu().contiguous()
            for name, value in self._optimizer.state[parameter].items():
                tensors[f"{number}.{name}"] = value.cpu().contiguous()
        if len(self._russian):
            tensors["russian"] = torch.from_numpy(self._russian)
        unfinished = self._folder / f"{TENSORS_FILE}.part"
        save_file(tensors, unfinished, metadata={"state": json.dumps(self._state())})
        unfinished.rename(self._folder / TENSORS_FILE)

    def _restore(self) -> None:
        """Go on from the checkpoint, where there is one of the same training.

        :raises DataError: when it is of another.
        """
        from safetensors import safe_open

        path = self._folder / TENSORS_FILE
        if not path.exists():
            return
        with safe_open(path, framework="pt") as file:
            state = json.loads(file.metadata()["state"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}
        if {**state, "step": 0} != {**self._state(), "step": 0}:
            raise DataError(
                f"{path} is of a training with other settings or data, {state}: give another "
                "--work folder, or delete it."
            )
        for number, parameter in enumerate(self._parameters()):
            parameter.data.copy_(tensors.pop(f"{number}.value"))
            self._optimizer.state[parameter] = {
                name: tensors[f"{number}.{name}"].to(parameter.device)
                for name in ("step", "exp_avg", "exp_avg_sq")
            }
        if "russian" in tensors:
            self._russian = tensors["russian"].numpy()
        self._step = int(state["step"])

    def _state(self) -> dict[str, Any]:
        lessons = self._lessons
        return {
            "step": self._step,
            "settings": asdict(self._settings),
            "examples": [len(lessons.english.texts), len(lessons.kazakh.texts)],
            "parameters": [list(parameter.shape) for parameter in self._parameters()],
        }

    def _parameters(self) -> list[torch.nn.Parameter]:
        return [self._student.new, *self._student.low_rank]


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
