from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import Parameter
from torch.optim import Adam, AdamW, Optimizer, SparseAdam

from index.checkpoints import Owned, kept_vectors, restore_checkpoint, save_checkpoint
from index.models import FloatArray
from ingest.errors import DataError

STATE = {"step": 3, "settings": {"rate": 0.1, "shapes": (2, 3)}}


class Fit:
    """A table of rows, a line, and what no gradient reaches, drawn to a goal."""

    def __init__(self, seed: int = 0, *, fused: bool = False) -> None:
        torch.manual_seed(seed)
        self.rows, self.line, self.idle = (
            Parameter(torch.randn(shape)) for shape in ((5, 2), (2,), (3,))
        )
        plain: Optimizer = (
            AdamW([self.line, self.idle], lr=0.1, fused=True)
            if fused
            else Adam([self.line, self.idle], lr=0.1)
        )
        self.optimizers = (SparseAdam([self.rows], lr=0.1), plain)
        self.owned: Owned = [
            (self.optimizers[0], self.rows),
            (plain, self.line),
            (plain, self.idle),
        ]

    def learn(self, step: int) -> None:
        chosen = torch.tensor([step % 5, (step + 1) % 5])
        found = torch.nn.functional.embedding(chosen, self.rows, sparse=True)
        loss = ((found * self.line).sum(1) - 1).square().sum()
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for optimizer in self.optimizers:
            optimizer.step()

    def values(self) -> list[torch.Tensor]:
        return [parameter.detach().clone() for _, parameter in self.owned]


def same(left: list[torch.Tensor], right: list[torch.Tensor]) -> bool:
    return all(torch.equal(one, other) for one, other in zip(left, right, strict=True))


@pytest.mark.parametrize("fused", [False, True])
def test_going_on_is_as_if_it_had_not_stopped(tmp_path: Path, fused: bool) -> None:
    path = tmp_path / "c.safetensors"
    whole, stopped = Fit(fused=fused), Fit(fused=fused)
    for step in range(8):
        whole.learn(step)
    for step in range(3):
        stopped.learn(step)
    save_checkpoint(path, stopped.owned, STATE)
    resumed = Fit(seed=1, fused=fused)
    assert restore_checkpoint(path, resumed.owned, {**STATE, "step": 0}) == 3
    assert same(resumed.values(), stopped.values())
    for step in range(3, 8):
        resumed.learn(step)
    assert same(resumed.values(), whole.values())
    assert not same(resumed.values(), stopped.values())


def test_what_no_gradient_reached_has_no_moments(tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    fit = Fit()
    fit.learn(0)
    save_checkpoint(path, fit.owned, STATE)
    again = Fit(seed=1)
    restore_checkpoint(path, again.owned, STATE)
    assert torch.equal(again.idle, fit.idle)
    assert not again.optimizers[1].state[again.idle]
    assert set(again.optimizers[1].state[again.line]) == {"step", "exp_avg", "exp_avg_sq"}


def test_before_the_first_step_there_are_only_values(tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    save_checkpoint(path, Fit().owned, {**STATE, "step": 0})
    again = Fit(seed=1)
    assert restore_checkpoint(path, again.owned, STATE) == 0
    assert same(again.values(), Fit().values())
    again.learn(0)


def test_without_a_checkpoint_nothing_changes(tmp_path: Path) -> None:
    fit = Fit()
    assert restore_checkpoint(tmp_path / "none", fit.owned, STATE) == 0
    assert same(fit.values(), Fit().values())


def test_a_checkpoint_is_replaced_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    for step in (1, 2):
        save_checkpoint(path, Fit(seed=step).owned, {**STATE, "step": step})
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert restore_checkpoint(path, Fit().owned, STATE) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"step": 3, "settings": {"rate": 0.2, "shapes": (2, 3)}},
        {"step": 3, "settings": {"rate": 0.1, "shapes": (2, 4)}},
        {"step": 3},
        {**STATE, "passages": 5},
    ],
)
def test_a_checkpoint_of_another_training_is_refused(
    tmp_path: Path, other: dict[str, object]
) -> None:
    path = tmp_path / "c.safetensors"
    save_checkpoint(path, Fit(seed=5).owned, STATE)
    fit = Fit()
    with pytest.raises(DataError, match=r"c\.safetensors is of a training with other .*--work"):
        restore_checkpoint(path, fit.owned, other)
    assert same(fit.values(), Fit().values())


@pytest.mark.parametrize("content", [b"", b"half a file", b"\xff" * 64])
def test_a_file_that_is_no_checkpoint_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.safetensors"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"c\.safetensors is no checkpoint .*or delete it"):
        restore_checkpoint(path, Fit().owned, STATE)


@pytest.mark.parametrize("metadata", [None, {"other": "1"}, {"state": "{"}])
def test_tensors_of_something_else_are_no_checkpoint(
    tmp_path: Path, metadata: dict[str, str] | None
) -> None:
    from safetensors.torch import save_file

    path = tmp_path / "c.safetensors"
    save_file({"a": torch.zeros(2)}, path, metadata=metadata)
    with pytest.raises(DataError, match=r"c\.safetensors is no checkpoint "):
        restore_checkpoint(path, Fit().owned, STATE)


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is no checkpoint"):
        restore_checkpoint(tmp_path, Fit().owned, STATE)


def test_vectors_are_made_once_for_the_same_texts_of_one_model(tmp_path: Path) -> None:
    made: list[float] = []

    def make() -> FloatArray:
        made.append(len(made) + 1.0)
        return np.full((2, 3), made[-1], dtype=np.float32)

    def kept(model: str, *texts: str) -> float:
        return float(kept_vectors(tmp_path, "of", model, texts, make)[0, 0])

    assert [kept("one", "a", "b"), kept("one", "a", "b")] == [1.0, 1.0]
    assert [kept("other", "a", "b"), kept("one", "a", "c")] == [2.0, 3.0]
    assert len(list(tmp_path.iterdir())) == 3
