"""The reader's file: its network without the vocabulary, float16, bound to the embedder it fits."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch

from assistant.reader.model import ReaderModel
from index.embedder import Parts
from ingest.errors import WeightsMismatch

WEIGHTS_FILE = Path(__file__).with_name("reader.safetensors")
# Of the file that comes with the program; `train` prints that of one it writes.
SHA256 = "5392df1673e6709dcc7fb717710cef05b139f6433363cea23698479d8d4a63e3"


def write_weights(model: ReaderModel, path: Path) -> str:
    """Write a network.

    :param model: is not changed.
    :param path: is replaced.
    :return: the file's SHA-256, lower-case hex.
    """
    from safetensors.torch import save_file

    tensors = {
        name: value.detach().to("cpu", torch.float16).contiguous()
        for name, value in model.state_dict().items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    save_file(tensors, unfinished)
    unfinished.rename(path)
    return digest_of(path)


def digest_of(path: Path) -> str:
    """Return a file's SHA-256, lower-case hex.

    :raises WeightsMismatch: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise WeightsMismatch(
            f"{path} cannot be read ({exc.strerror}): install Footnote again, or train a reader "
            "with `python -m assistant.reader train`."
        ) from exc


def read_weights(parts: Parts, path: Path = WEIGHTS_FILE, sha256: str = SHA256) -> ReaderModel:
    """Return the network of a file, ready to read.

    :param parts: of the embedder that it is built on.
    :param path: of the file.
    :param sha256: what it must hash to; empty where any will do.
    :raises WeightsMismatch: when it is not that file, or does not fit the embedder.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    found = digest_of(path)
    if sha256 and found != sha256:
        raise WeightsMismatch(
            f"{path} has SHA-256 {found}, expected {sha256}: it is not the reader that came with "
            "this version; install Footnote again."
        )
    model = ReaderModel(parts)
    try:
        tensors = {name: value.float() for name, value in load(path.read_bytes()).items()}
        model.load_state_dict(tensors)
    except (SafetensorError, RuntimeError) as exc:
        raise WeightsMismatch(
            f"{path} does not fit the embedding model ({exc}): train a reader for it with "
            "`python -m assistant.reader train`."
        ) from exc
    return model.eval().requires_grad_(False)
