"""How many of the processor's cores a model takes for what it is given."""

from __future__ import annotations

from functools import cache

FEW_TEXTS = 4


def share_processor(texts: int) -> None:
    """Let PyTorch use one core for a few texts, and as many as there are for many.

    Several gain nothing at a question, and between two of their tasks they wait by spinning: with
    people asking side by side, a question then took six times as long (two cores).

    :param texts: how many a model is about to read, in this thread.
    """
    import torch

    most = _most()
    torch.set_num_threads(1 if texts <= FEW_TEXTS else most)


@cache
def _most() -> int:
    import torch

    return torch.get_num_threads()
