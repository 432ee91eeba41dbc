"""What a training has done so far, on disk, so that a stopped one goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch.optim import Optimizer, SparseAdam

from index.models import FloatArray, HalfArray
from ingest.errors import DataError

Vectors = TypeVar("Vectors", FloatArray, HalfArray)
MOMENTS = ("exp_avg", "exp_avg_sq")
STEP = "step"

Owned = Sequence[tuple[Optimizer, torch.nn.Parameter]]
"""The parameters that are trained, each with the optimizer that has it, always in one order."""


def save_checkpoint(path: Path, owned: Owned, state: Mapping[str, Any]) -> None:
    """Write parameters and Adam's moments.

    :param path: is replaced.
    :param owned: what is trained.
    :param state: what the training is, and under "step" how far it is; JSON can hold it.
    """
    from safetensors.torch import save_file

    tensors = {}
    for number, (optimizer, parameter) in enumerate(owned):
        tensors[f"{number}.value"] = parameter.detach().cpu().contiguous()
        for name, value in optimizer.state[parameter].items():
            tensors[f"{number}.{name}"] = torch.as_tensor(value).cpu().contiguous()
    unfinished = path.with_name(f"{path.name}.part")
    save_file(tensors, unfinished, metadata={"state": json.dumps(state)})
    unfinished.rename(path)


def restore_checkpoint(path: Path, owned: Owned, state: Mapping[str, Any]) -> int:
    """Bring parameters and moments to what they were, where there is a checkpoint.

    :param path: of the checkpoint.
    :param owned: what is trained; is changed.
    :param state: what the training is; its "step" is not looked at.
    :return: the step it was saved at; 0 where there is none.
    :raises DataError: when it is of another training, or no checkpoint.
    """
    if not path.exists():
        return 0
    saved, tensors = _read(path)
    if {**saved, STEP: 0} != {**json.loads(json.dumps(state)), STEP: 0}:
        raise DataError(
            f"{path} is of a training with other settings or data, {saved}: give another --work "
            "folder, or delete it."
        )
    for number, (optimizer, parameter) in enumerate(owned):
        parameter.data.copy_(tensors[f"{number}.value"])
        # An optimizer has no moments of what no gradient has reached.
        if f"{number}.{STEP}" in tensors:
            moments = {name: tensors[f"{number}.{name}"].to(parameter.device) for name in MOMENTS}
            step = _counted(optimizer, parameter, tensors[f"{number}.{STEP}"])
            optimizer.state[parameter] = {**moments, STEP: step}
    return int(saved[STEP])


def kept_vectors(
    folder: Path, kind: str, model: str, texts: Sequence[str], make: Callable[[], Vectors]
) -> Vectors:
    """Return the vectors of some texts as they were kept, or make and keep them.

    :param folder: where they are kept from one run to the next.
    :param kind: what they are, the beginning of their file's name.
    :param model: what makes them, so that another one's are not taken for them.
    :param texts: that they are of.
    :param make: embeds the texts.
    """
    digest = hashlib.sha256("\n".join([model, *texts]).encode()).hexdigest()
    kept = folder / f"{kind}-{digest[:16]}.npy"
    if kept.exists():
        known: Vectors = np.load(kept, allow_pickle=False)
        return known
    vectors = make()
    unfinished = kept.with_suffix(".part.npy")
    np.save(unfinished, vectors, allow_pickle=False)
    unfinished.rename(kept)
    return vectors


def _read(path: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """Return what the training was, and its tensors."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            saved = json.loads((file.metadata() or {})["state"])
            return saved, {name: file.get_tensor(name) for name in file.keys()}
    except (OSError, KeyError, ValueError, SafetensorError) as exc:
        raise DataError(
            f"{path} is no checkpoint ({type(exc).__name__}: {exc}): give another --work folder, "
            "or delete it."
        ) from exc


def _counted(
    optimizer: Optimizer, parameter: torch.nn.Parameter, step: torch.Tensor
) -> int | torch.Tensor:
    """Return an optimizer's count of steps as it keeps it itself.

    SparseAdam counts in Python, the others in a tensor, which a fused one has beside the parameter.
    """
    if isinstance(optimizer, SparseAdam):
        return int(step)
    return step.to(parameter.device) if optimizer.param_groups[0].get("fused") else step
