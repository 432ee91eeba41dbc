"""The shipped part: Cyrillic tokens, their rows, and small changes of the body for texts with them.

``tokens.txt`` has a token a line; ``embeddings.safetensors``, all float16, has

- ``embeddings``: (tokens, dim), a row a token;
- ``<weight>.down`` (rank, in) and ``<weight>.up`` (out, rank) for each changed weight of the base:
  the weight becomes ``W + up @ down`` (Hu et al. 2021, LoRA, arXiv 2106.09685).

The base itself is never changed: a text without a Cyrillic letter goes through it as it is.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ModelNotFound

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor
    from transformers import PreTrainedModel

FOLDER = Path(__file__).parent
TOKENS_FILE = "tokens.txt"
WEIGHTS_FILE = "embeddings.safetensors"
ROWS = "embeddings"
DOWN, UP = ".down", ".up"


@dataclass(frozen=True, slots=True)
class Extension:
    """Where an extension's two files lie.

    :param folder: that holds them.
    """

    folder: Path = FOLDER

    def sha256(self) -> str:
        """Return the lower-case hex SHA-256 of both files, the tokens first.

        :raises ModelNotFound: when one is missing.
        """
        digest = hashlib.sha256()
        try:
            for name in (TOKENS_FILE, WEIGHTS_FILE):
                digest.update((self.folder / name).read_bytes())
        except OSError as exc:
            raise ModelNotFound(
                f"{exc.filename} cannot be read ({exc.strerror}): install the project again, or "
                "train the extension with `python -m index.cyrillic train`."
            ) from exc
        return digest.hexdigest()

    def extended(self, base: SentenceTransformer) -> SentenceTransformer:
        """Return a copy of the base that knows the tokens; the base stays as it is.

        :raises ModelNotFound: when the files do not fit the base or one another.
        """
        from safetensors.torch import load_file

        tokens = (self.folder / TOKENS_FILE).read_text(encoding="utf-8").splitlines()
        tensors = load_file(self.folder / WEIGHTS_FILE)
        model = copy.deepcopy(base)
        body: Any = model.transformers_model
        _add_rows(body, tensors.pop(ROWS), tokens)
        _change_weights(body, tensors)
        _add_tokens(model, tokens)
        return model


def _add_rows(body: PreTrainedModel, rows: Tensor, tokens: list[str]) -> None:
    from torch import cat
    from torch.nn import Embedding, Parameter

    table = body.get_input_embeddings()
    if not isinstance(table, Embedding) or rows.shape != (len(tokens), table.embedding_dim):
        raise ModelNotFound(
            f"{WEIGHTS_FILE} holds rows of shape {tuple(rows.shape)} for the {len(tokens)} tokens "
            f"of {TOKENS_FILE} and a base of dimension {body.config.hidden_size}: the files do not "
            "belong together; install the project again."
        )
    known = table.weight
    table.weight = Parameter(cat([known, rows.to(known.dtype)]), requires_grad=False)
    table.num_embeddings = body.config.vocab_size = len(table.weight)


def _change_weights(body: PreTrainedModel, tensors: dict[str, Tensor]) -> None:
    weights = dict(body.named_parameters())
    for name in {key.rpartition(".")[0] for key in tensors}:
        weight, down, up = weights.get(name), tensors.get(name + DOWN), tensors.get(name + UP)
        if weight is None or down is None or up is None:
            raise ModelNotFound(
                f"{WEIGHTS_FILE} changes {name!r}, which the base lacks or of which one half is "
                "missing: it is of another model; install the project again."
            )
        weight.data += up.to(weight.dtype) @ down.to(weight.dtype)


def _add_tokens(model: SentenceTransformer, tokens: list[str]) -> None:
    from index.cyrillic.vocabulary import composed

    fast: Any = model.tokenizer
    fast._tokenizer = composed(fast.backend_tokenizer, tokens)
