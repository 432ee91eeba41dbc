import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from assistant.reader.examples import Example, Lessons
from assistant.reader.model import Collator, ReaderModel
from assistant.reader.settings import ReaderSettings
from assistant.reader.training import CHECKPOINT_FILE, Training
from ingest.errors import DataError
from tests.assistant.reader import tiny

SETTINGS = ReaderSettings(
    steps=10, cloze_steps=4, cloze=0.2, tokens=200, rate=5e-3, switched=0.0, checkpoint_every=4
)


@pytest.fixture(autouse=True)
def few_clozes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the rule make a few questions at once, not thousands."""
    monkeypatch.setattr("assistant.reader.training.CLOZES", 40)


class Spy(ReaderModel):
    """Keeps what it was shown."""

    def __init__(self, dropout: float) -> None:
        parts = tiny.parts()
        torch.manual_seed(2)
        super().__init__(parts, dropout)
        self.shown: list[tuple[torch.Size, bool]] = []

    def forward(self, batch):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        self.shown.append((batch.ids.shape, self.training))
        return super().forward(batch)


def network(settings: ReaderSettings = SETTINGS) -> Spy:
    return Spy(settings.dropout)


def training(model: ReaderModel, folder: Path, settings: ReaderSettings = SETTINGS) -> Training:
    folder.mkdir(exist_ok=True)
    return Training(model, tiny.lessons(settings), Collator(tiny.parts()), settings, folder)


def silent(phase: str, done: int, total: int) -> None:
    """Be a progress that nobody watches."""


def trained(folder: Path, settings: ReaderSettings = SETTINGS, stop: int = 0) -> Spy:
    """Train; with ``stop``, be interrupted behind that step and go on with a new network."""

    def interrupt(phase: str, done: int, total: int) -> None:
        if done == stop:
            raise KeyboardInterrupt

    model = network(settings)
    if not stop:
        training(model, folder, settings).run(silent)
        return model
    with pytest.raises(KeyboardInterrupt):
        training(model, folder, settings).run(interrupt)
    return trained(folder, settings)


@pytest.mark.parametrize("stop", [2, 4, 6, 9])
def test_a_training_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path, stop: int) -> None:
    whole, resumed = trained(tmp_path / "whole"), trained(tmp_path / "stopped", stop=stop)
    for (name, left), right in zip(whole.named_parameters(), resumed.parameters(), strict=True):
        assert torch.equal(left, right), name
    assert len(whole.shown) == SETTINGS.steps
    # Progress is told before a checkpoint is written: what is kept is of the one before.
    kept = (stop - 1) // SETTINGS.checkpoint_every * SETTINGS.checkpoint_every
    assert resumed.shown == whole.shown[kept:]


def test_a_training_that_has_ended_is_as_it_was(tmp_path: Path) -> None:
    first, again = trained(tmp_path / "work"), network()
    watched: list[int] = []
    training(again, tmp_path / "work").run(silent, watched.append)
    assert again.shown == []
    assert watched == []
    for left, right in zip(first.parameters(), again.parameters(), strict=True):
        assert torch.equal(left, right)


def test_another_seed_learns_something_else(tmp_path: Path) -> None:
    one, other = (trained(tmp_path / str(s), replace(SETTINGS, seed=s)) for s in (0, 1))
    assert not torch.equal(one.span.weight, other.span.weight)


@pytest.mark.parametrize(
    "changed",
    [{"rate": 1e-3}, {"seed": 1}, {"steps": 11}, {"tokens": 300}, {"unanswerable": 0.5}],
)
def test_a_checkpoint_of_other_settings_is_refused(
    tmp_path: Path, changed: dict[str, float]
) -> None:
    trained(tmp_path / "work")
    with pytest.raises(DataError, match=r"of a training with other settings.*--work"):
        trained(tmp_path / "work", replace(SETTINGS, **changed))  # type: ignore[arg-type]


def test_a_checkpoint_of_other_passages_is_refused(tmp_path: Path) -> None:
    trained(tmp_path / "work")
    fewer = tiny.lessons(SETTINGS, tiny.buildings()[:3])
    model = network()
    before = model.span.weight.clone()
    with pytest.raises(DataError, match=r"other settings or data.*--work"):
        Training(model, fewer, Collator(tiny.parts()), SETTINGS, tmp_path / "work").run(silent)
    assert torch.equal(model.span.weight, before)


def test_a_checkpoint_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / CHECKPOINT_FILE).write_bytes(b"half a file")
    with pytest.raises(DataError, match=r"checkpoint\.safetensors is no checkpoint.*--work"):
        trained(tmp_path / "work")


def test_progress_and_watch_are_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    modes: list[tuple[int, bool]] = []
    model = network()
    training(model, tmp_path / "work").run(
        lambda *step: told.append(step), lambda step: modes.append((step, model.training))
    )
    assert told == [("train", step, 10) for step in range(1, 11)]
    # A watcher sees a network that is not in training; the next step has it in training again.
    assert modes == [(4, False), (8, False), (10, False)]
    assert all(learns for _, learns in model.shown)


class Counted(Lessons):
    """Lessons whose clozes and questions can be told apart by their question."""

    def __init__(self) -> None:
        self._inner = tiny.lessons(SETTINGS)
        self.made: list[str] = []

    def __len__(self) -> int:
        return len(self._inner)

    def questions(self, chance: random.Random) -> Iterator[Example]:
        self.made.append("questions")
        yield from self._inner.questions(chance)

    def clozes(self, count: int, chance: random.Random) -> Iterator[Example]:
        self.made.append(f"clozes {count}")
        yield from self._inner.clozes(count, chance)


def test_first_come_clozes_and_then_questions_with_some(tmp_path: Path) -> None:
    lessons = Counted()
    Training(network(), lessons, Collator(tiny.parts()), SETTINGS, tmp_path).run(silent)
    assert lessons.made[0] == "clozes 40"
    mixed = lessons.made[lessons.made.index("questions") :]
    assert mixed[0] == "questions"
    count = int(mixed[1].split()[1])
    asked = len(list(tiny.lessons(SETTINGS).questions(random.Random("0 (1, 0)"))))
    assert count == int(asked * 0.25)  # a fifth of all


def test_batches_keep_to_their_tokens(tmp_path: Path) -> None:
    model = network()
    training(model, tmp_path / "work", replace(SETTINGS, steps=30, tokens=150)).run(silent)
    sizes = [rows * columns for (rows, columns), _ in model.shown]
    assert max(sizes) <= 150
    assert max(rows for (rows, _), _ in model.shown) > 1


def test_an_example_longer_than_a_batch_stands_alone(tmp_path: Path) -> None:
    model = network()
    training(model, tmp_path / "work", replace(SETTINGS, tokens=1)).run(silent)
    assert all(rows == 1 for (rows, _), _ in model.shown)


def test_the_rate_rises_and_falls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reader.training.WARMING_UP", 4)
    run = training(network(), tmp_path / "work")
    rates: list[float] = []
    optimizer = run._optimizer
    run.run(lambda *_: rates.append(optimizer.param_groups[0]["lr"]))
    shares = [1 / 4, 2 / 4, 3 / 4, 1, 1, 1, 1, 1, 1, 1]
    expected = [SETTINGS.rate * share * (1 - step / 10) for step, share in enumerate(shares)]
    assert rates == pytest.approx(expected)
