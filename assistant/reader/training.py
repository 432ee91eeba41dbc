"""The training loop: epochs of examples, batches of like length, checkpoints."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path
from typing import Any

import torch
from torch.optim import AdamW

from assistant.reader.examples import Example, Lessons
from assistant.reader.model import Collator, ReaderModel, loss_of
from assistant.reader.settings import ReaderSettings
from index.checkpoints import Owned, restore_checkpoint, save_checkpoint
from index.models import Progress

CHECKPOINT_FILE = "checkpoint.safetensors"
WARMING_UP = 200  # steps
CLOZES = 20_000  # of the rule's questions that are made at once
STEEPEST = 1.0  # norm to which a gradient is cut

Watch = Callable[[int], None]
"""Told the step, whenever a checkpoint was written."""


class Training:
    """Trains a network; what it did is kept in a folder, so that it can go on after a stop.

    :param model: is changed.
    :param lessons: what to learn.
    :param collator: makes batches.
    :param settings: how.
    :param folder: for checkpoints.
    """

    def __init__(
        self,
        model: ReaderModel,
        lessons: Lessons,
        collator: Collator,
        settings: ReaderSettings,
        folder: Path,
    ) -> None:
        self._model = model
        self._lessons = lessons
        self._collator = collator
        self._settings = settings
        self._checkpoint = folder / CHECKPOINT_FILE
        self._step = 0
        trained = [each for each in model.parameters() if each.requires_grad]
        self._optimizer = AdamW(trained, lr=settings.rate, weight_decay=settings.decay, fused=True)
        self._owned: Owned = [(self._optimizer, each) for each in trained]

    def run(self, progress: Progress, watch: Watch | None = None) -> None:
        """Train to the end, from the last checkpoint where there is one.

        :param progress: told after each step, in the phase "train".
        :param watch: told after each checkpoint.
        """
        settings = self._settings
        self._step = restore_checkpoint(self._checkpoint, self._owned, self._state())
        batches = islice(self._batches(), self._step, None)
        self._model.train()
        while self._step < settings.steps:
            self._learn(next(batches))
            self._step += 1
            progress("train", self._step, settings.steps)
            if self._step % settings.checkpoint_every == 0 or self._step == settings.steps:
                save_checkpoint(self._checkpoint, self._owned, self._state())
                if watch is not None:
                    self._model.eval()
                    watch(self._step)
                    self._model.train()

    def _batches(self) -> Iterator[Sequence[Example]]:
        settings = self._settings
        made = (
            batch
            for epoch in count()
            for batch in self._planned(lambda c: self._lessons.clozes(CLOZES, c), (0, epoch))
        )
        yield from islice(made, settings.cloze_steps)
        for epoch in count():
            yield from self._planned(self._mixed, (1, epoch))

    def _mixed(self, chance: random.Random) -> Iterator[Example]:
        asked = list(self._lessons.questions(chance))
        yield from asked
        share = self._settings.cloze / (1 - self._settings.cloze)
        yield from self._lessons.clozes(int(len(asked) * share), chance)

    def _planned(
        self, make: Callable[[random.Random], Iterator[Example]], seed: tuple[int, int]
    ) -> list[list[Example]]:
        """Return an epoch's batches in random order, like lengths together."""
        chance = random.Random(f"{self._settings.seed} {seed}")
        examples = sorted(make(chance), key=lambda each: each.length + 8 * chance.random())
        batches: list[list[Example]] = [[]]
        longest = 0
        for each in examples:
            longest = max(longest, each.length)
            if batches[-1] and longest * (len(batches[-1]) + 1) > self._settings.tokens:
                batches.append([])
                longest = each.length
            batches[-1].append(each)
        chance.shuffle(batches)
        return batches

    def _learn(self, examples: Sequence[Example]) -> None:
        torch.manual_seed(self._settings.seed * 1_000_003 + self._step)  # of the dropout
        batch = self._collator.batch(examples, str(self._model.rows.device))
        loss = loss_of(self._model(batch), batch)
        self._warm()
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([each for _, each in self._owned], STEEPEST)
        self._optimizer.step()

    def _warm(self) -> None:
        left = 1 - self._step / self._settings.steps
        rate = self._settings.rate * min(1.0, (self._step + 1) / WARMING_UP) * left
        self._optimizer.param_groups[0]["lr"] = rate

    def _state(self) -> dict[str, Any]:
        return {
            "step": self._step,
            "settings": asdict(self._settings),
            "passages": len(self._lessons),
            "parameters": sum(each.numel() for _, each in self._owned),
        }
