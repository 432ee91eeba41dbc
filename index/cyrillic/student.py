"""The model in training: the base frozen, rows for the new tokens, low-rank changes of its body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from index.cyrillic.extension import DOWN, ROWS, TOKENS_FILE, UP, WEIGHTS_FILE
from index.models import FloatArray

if TYPE_CHECKING:
    from transformers import PreTrainedModel

TOKENS_AT_ONCE = 6_000  # of texts that are only embedded


class LowRank(nn.Module):
    """A frozen linear layer and a change of low rank (Hu et al. 2021, arXiv 2106.09685).

    :param linear: the layer.
    :param rank: of the change, which begins as none.
    """

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        width = linear.in_features
        self.down = nn.Parameter(torch.randn(rank, width) / math.sqrt(width))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, values: Tensor) -> Tensor:
        """Return (…, out) of (…, in)."""
        low = functional.linear(values, self.down.to(values.dtype))
        changed: Tensor = self.linear(values) + functional.linear(low, self.up.to(values.dtype))
        return changed


class Student(nn.Module):
    """Embeds token ids; only the new rows and the low-rank changes can be trained.

    :param body: the base's transformer; it is taken over and changed.
    :param rows: float32 (vocabulary, dim), the base's rows first.
    :param first: id of the first new token.
    :param rank: of the changes; 0 for none.
    """

    def __init__(self, body: PreTrainedModel, rows: FloatArray, first: int, rank: int) -> None:
        super().__init__()
        self.first = first
        self.body = body.requires_grad_(False).train(False)
        encoder = body.get_submodule("encoder")
        self.known: Tensor
        self.register_buffer("known", torch.tensor(rows[:first]))
        self.new = nn.Parameter(torch.tensor(rows[first:]))
        self.start: Tensor
        self.register_buffer("start", torch.tensor(rows[first:]), persistent=False)
        self.changes: dict[str, LowRank] = {}
        for name, layer in list(encoder.named_modules()):
            if isinstance(layer, nn.Linear):
                # Half the time on processors with bfloat16; what is trained stays float32.
                layer.to(torch.bfloat16)
                if rank:
                    self.changes[f"encoder.{name}.weight"] = LowRank(layer, rank)
                    encoder.set_submodule(name, self.changes[f"encoder.{name}.weight"])

    @property
    def low_rank(self) -> list[nn.Parameter]:
        """The parameters of the changes."""
        return [each for change in self.changes.values() for each in (change.down, change.up)]

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (n, dim) float32 with unit rows.

        :param ids: int64 (n, length).
        :param mask: int64 (n, length), 1 for a token and 0 beyond the text.
        """
        known = functional.embedding(ids.clamp(max=self.first - 1), self.known)
        new = functional.embedding((ids - self.first).clamp(min=0), self.new, sparse=True)
        rows = torch.where((ids >= self.first)[..., None], new, known)
        with torch.autocast(ids.device.type, dtype=torch.bfloat16):
            states = self.body(inputs_embeds=rows, attention_mask=mask).last_hidden_state
        weights = mask[..., None].to(torch.float32)
        mean = (states.float() * weights).sum(1) / weights.sum(1)
        return functional.normalize(mean, dim=1)

    @torch.no_grad()
    def embed(self, ids: Sequence[Sequence[int]]) -> FloatArray:
        """Return (n, dim) float32 with unit rows, row i for text i."""
        vectors = np.empty((len(ids), self.new.shape[1]), dtype=np.float32)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        start = 0
        while start < len(order):
            chosen = order[start : start + max(8, TOKENS_AT_ONCE // max(8, len(ids[order[start]])))]
            start += len(chosen)
            vectors[chosen] = self(*self.padded([ids[i] for i in chosen])).cpu().numpy()
        return vectors

    def padded(self, ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return (ids, mask), each int64 (n, longest)."""
        longest = max(map(len, ids))
        table = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros_like(table)
        for row, text in enumerate(ids):
            table[row, : len(text)] = text
            mask[row, : len(text)] = 1
        device = self.new.device
        return torch.from_numpy(table).to(device), torch.from_numpy(mask).to(device)

    def write(self, tokens: Sequence[str], folder: Path, kept: float = 1.0) -> None:
        """Write the two files of an extension.

        :param tokens: the new ones, in their order.
        :param folder: is made where it is missing.
        :param kept: share of the way from the start that is written; of a change, of its product.
        """
        from safetensors.torch import save_file

        tensors = {ROWS: _half(torch.lerp(self.start, self.new, kept))}
        for name, change in self.changes.items():
            tensors |= {name + DOWN: _half(change.down), name + UP: _half(change.up * kept)}
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{WEIGHTS_FILE}.part"
        save_file(tensors, unfinished)
        unfinished.rename(folder / WEIGHTS_FILE)
        (folder / TOKENS_FILE).write_text("".join(f"{t}\n" for t in tokens), encoding="utf-8")


def _half(weight: Tensor) -> Tensor:
    return weight.detach().to("cpu", torch.float16).contiguous()
