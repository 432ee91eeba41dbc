from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from index.cyrillic.extension import (
    FOLDER,
    ROWS,
    TOKENS_FILE,
    WEIGHTS_FILE,
    Extension,
)
from index.embedder import BASE_MODEL, ModelFiles, SentenceEmbedder, locate_model, open_embedder
from ingest.errors import ModelNotFound

ENGLISH = ["soft power", "How many Confucius Institutes are there?", "naïve café", "", "汉语 12%"]


@pytest.fixture(scope="module")
def base() -> SentenceEmbedder:
    return open_embedder(BASE_MODEL)


def with_extension(folder: Path) -> SentenceEmbedder:
    files = locate_model(BASE_MODEL)
    return SentenceEmbedder(ModelFiles("test", files.folder, "", extension=Extension(folder)))


def write(folder: Path, tokens: list[str], tensors: dict[str, torch.Tensor]) -> Path:
    (folder / TOKENS_FILE).write_text("".join(f"{t}\n" for t in tokens), encoding="utf-8")
    save_file(tensors, folder / WEIGHTS_FILE)
    return folder


@pytest.mark.model
def test_english_vectors_equal_the_bases_to_the_last_bit(
    base: SentenceEmbedder, real_embedder: SentenceEmbedder
) -> None:
    assert np.array_equal(base.encode(ENGLISH, "query"), real_embedder.encode(ENGLISH, "query"))
    mixed = real_embedder.encode(["мягкая сила", *ENGLISH, "жұмсақ күш"], "query")
    assert np.array_equal(mixed[1:-1], base.encode(ENGLISH, "query"))
    plain, extended = (m.encode_tokens(ENGLISH, "query") for m in (base, real_embedder))
    for left, right in zip(plain, extended, strict=True):
        assert np.array_equal(left.offsets, right.offsets)
        assert np.array_equal(left.plain, right.plain)
        assert np.array_equal(left.context, right.context)
    assert [*map(base.count_tokens, ENGLISH)] == [*map(real_embedder.count_tokens, ENGLISH)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "same", "other"),
    [
        ("мягкая сила Китая", "the soft power of China", "the price of bread"),
        ("Қытайдың жұмсақ күші", "the soft power of China", "the price of bread"),
        ("В университете учатся студенты.", "Students study at the university.", "It rains."),
        ("Университетте студенттер оқиды.", "Students study at the university.", "It rains."),
    ],
)
def test_a_translation_is_nearer_than_another_text(
    real_embedder: SentenceEmbedder, text: str, same: str, other: str
) -> None:
    vector = real_embedder.encode([text], "query")[0]
    near, far = real_embedder.encode([same, other], "passage") @ vector
    assert near > far + 0.2


@pytest.mark.model
def test_a_word_is_few_tokens_and_their_offsets_are_its_own(
    real_embedder: SentenceEmbedder,
) -> None:
    text = "Институты Конфуция в Казахстане"
    offsets = real_embedder.encode_tokens([text], "passage")[0].offsets
    assert len(offsets) <= 8
    assert text[offsets[0][0] : offsets[-1][1]] == text


@pytest.mark.model
def test_the_extension_is_part_of_the_identity(
    base: SentenceEmbedder, real_embedder: SentenceEmbedder
) -> None:
    identity = real_embedder.identity
    assert identity.extension_sha256 == Extension().sha256()
    assert identity.weights_sha256 == base.identity.weights_sha256
    assert base.identity.extension_sha256 == ""
    assert real_embedder.matches(identity)
    assert not base.matches(identity)


@pytest.mark.model
def test_a_change_of_a_weight_reaches_cyrillic_texts_alone(
    tmp_path: Path, base: SentenceEmbedder
) -> None:
    name = "encoder.layer.5.output.dense.weight"
    changes = {
        f"{name}.down": torch.ones(1, 1536, dtype=torch.float16),
        f"{name}.up": torch.ones(384, 1, dtype=torch.float16),
    }
    rows = {ROWS: torch.ones(1, 384, dtype=torch.float16)}
    (tmp_path / "same").mkdir()
    same = with_extension(write(tmp_path / "same", ["сила"], rows))
    changed = with_extension(write(tmp_path, ["сила"], rows | changes))
    texts = ["сила", *ENGLISH]
    left, right = (m.encode(texts, "query") for m in (same, changed))
    assert not np.array_equal(left[0], right[0])
    assert np.array_equal(left[1:], right[1:])
    assert np.array_equal(right[1:], base.encode(ENGLISH, "query"))


@pytest.mark.model
@pytest.mark.parametrize(
    ("tokens", "tensors", "said"),
    [
        (["сила", "город"], {ROWS: torch.ones(1, 384)}, r"shape \(1, 384\) for the 2 tokens"),
        (["сила"], {ROWS: torch.ones(1, 12)}, r"shape \(1, 12\) for the 1 tokens"),
        (
            ["сила"],
            {ROWS: torch.ones(1, 384), "encoder.none.weight.up": torch.ones(1, 1)},
            r"changes 'encoder\.none\.weight'",
        ),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    tmp_path: Path, tokens: list[str], tensors: dict[str, torch.Tensor], said: str
) -> None:
    with pytest.raises(ModelNotFound, match=said):
        with_extension(write(tmp_path, tokens, tensors)).encode(["сила"], "query")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=rf"{TOKENS_FILE} cannot be read"):
        Extension(tmp_path).sha256()


def test_what_is_shipped_is_small() -> None:
    assert (FOLDER / WEIGHTS_FILE).stat().st_size < 40_000_000
