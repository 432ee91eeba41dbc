"""A small embedder for tests that need vectors but no model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from index.models import FloatArray, ModelIdentity, Progress, Role, TokenVectors

DIMENSION = 64
MAX_TOKENS = 256
WORD = re.compile(r"\w+")
TOKEN = re.compile(r"\w+|[^\w\s]")
SPECIAL_TOKENS = 2


class FakeEmbedder:
    """Hashed bags of words: texts that share words are near, and it is the same on every machine.

    :param name: the name in its identity; two names are two models.
    :param languages: what ``languages`` says.
    """

    def __init__(self, name: str = "fake", languages: frozenset[str] | None = None) -> None:
        self.name = name
        self._languages = languages

    @property
    def identity(self) -> ModelIdentity:
        return ModelIdentity(
            name=self.name,
            revision="1",
            dimension=DIMENSION,
            weights_sha256=hashlib.sha256(self.name.encode()).hexdigest(),
        )

    def matches(self, identity: ModelIdentity) -> bool:
        return identity == self.identity

    @property
    def max_tokens(self) -> int:
        return MAX_TOKENS

    @property
    def languages(self) -> frozenset[str] | None:
        return self._languages

    def count_tokens(self, text: str) -> int:
        return len(TOKEN.findall(text)) + SPECIAL_TOKENS

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = _vector(text)
            if progress is not None:
                progress("embed", row + 1, len(texts))
        return vectors

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        return [_tokens(text) for text in texts]


def _tokens(text: str) -> TokenVectors:
    """Each word is a token, and as good as itself in every context."""
    spans = [match.span() for match in WORD.finditer(text)]
    rows = [_vector(text[start:end]) for start, end in spans]
    vectors = np.asarray(rows, dtype=np.float16).reshape(len(rows), DIMENSION)
    return TokenVectors(np.asarray(spans, dtype=np.int64).reshape(-1, 2), vectors, vectors)


def _vector(text: str) -> FloatArray:
    vector = np.zeros(DIMENSION, dtype=np.float32)
    for word in WORD.findall(text.casefold()):
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=2).digest()
        vector[int.from_bytes(digest) % DIMENSION] += 1
    norm = float(np.linalg.norm(vector))
    # A text without words still has a unit row, as every model's has.
    return vector / norm if norm else np.eye(1, DIMENSION, dtype=np.float32)[0]
