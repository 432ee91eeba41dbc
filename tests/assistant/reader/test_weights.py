from pathlib import Path

import pytest
import torch

from assistant.reader.model import Collator, ReaderModel
from assistant.reader.weights import SHA256, WEIGHTS_FILE, digest_of, read_weights, write_weights
from ingest.errors import WeightsMismatch
from tests.assistant.reader import tiny
from tests.assistant.reader.test_model import example

BATCH = Collator(tiny.parts()).batch([example(2, [3, 4], 1, 2, (0,))])


def model(seed: int = 3) -> ReaderModel:
    parts = tiny.parts()
    torch.manual_seed(seed)
    made = ReaderModel(parts, dropout=0.3)
    for parameter in made.parameters():
        parameter.data += 0.01 * torch.randn_like(parameter)
    return made


def test_what_was_written_is_read_back_in_half_precision(tmp_path: Path) -> None:
    written = model()
    digest = write_weights(written, tmp_path / "reader.safetensors")
    read = read_weights(tiny.parts(), tmp_path / "reader.safetensors", digest)
    kept, found = written.state_dict(), read.state_dict()
    assert list(kept) == list(found)
    for name, value in kept.items():
        assert torch.equal(found[name], value.half().float()), name
        assert found[name].dtype == torch.float32
    with torch.inference_mode():
        before, after = written.eval()(BATCH), read(BATCH)
    assert before.starts[0] == pytest.approx(after.starts[0], abs=0.05)


def test_what_was_read_is_not_in_training(tmp_path: Path) -> None:
    write_weights(model(), tmp_path / "r")
    read = read_weights(tiny.parts(), tmp_path / "r", "")
    assert not read.training
    assert not any(parameter.requires_grad for parameter in read.parameters())
    with torch.inference_mode():
        assert torch.equal(read(BATCH).starts, read(BATCH).starts)


def test_the_file_has_half_precision_and_no_row_of_the_vocabulary(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    path = tmp_path / "new" / "reader.safetensors"
    write_weights(model(), path)
    tensors = load_file(path)
    assert {tensor.dtype for tensor in tensors.values()} == {torch.float16}
    assert not any(len(tiny.VOCABULARY) in tensor.shape for tensor in tensors.values())
    heads = {name for name in tensors if not name.startswith("body.")}
    assert heads == {f"{h}.{p}" for h in ("span", "sentence", "none") for p in ("weight", "bias")}
    assert [file.name for file in path.parent.iterdir()] == ["reader.safetensors"]


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    first, again, other = (tmp_path / name for name in "abc")
    assert write_weights(model(), first) == write_weights(model(), again) == digest_of(first)
    assert write_weights(model(seed=4), other) != digest_of(first)
    # Of nothing, as FIPS 180-4 has it.
    first.write_bytes(b"")
    assert digest_of(first).startswith("e3b0c44298fc1c14")


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    write_weights(model(), path)
    digest = write_weights(model(seed=4), path)
    assert read_weights(tiny.parts(), path, digest).span.weight.equal(
        model(seed=4).span.weight.half().float()
    )


def test_another_hash_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    path.write_bytes(b"\x80\x04 no weights")
    with pytest.raises(WeightsMismatch, match=r"SHA-256 \w{64}, expected 00ff: .*install"):
        read_weights(tiny.parts(), path, "00ff")


def test_weights_of_another_width_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    digest = write_weights(model(), path)
    with pytest.raises(WeightsMismatch, match=r"(?s)does not fit .*size mismatch.*reader train`"):
        read_weights(tiny.parts(width=16), path, digest)


@pytest.mark.parametrize("change", ["lost", "added"])
def test_weights_of_another_network_are_refused(tmp_path: Path, change: str) -> None:
    from safetensors.torch import load_file, save_file

    path = tmp_path / "reader.safetensors"
    write_weights(model(), path)
    tensors = load_file(path)
    if change == "lost":
        del tensors["none.bias"]
    else:
        tensors["third.bias"] = torch.zeros(2)
    save_file(tensors, path)
    with pytest.raises(WeightsMismatch, match=r"(?s)none\.bias|third\.bias.*reader train`"):
        read_weights(tiny.parts(), path, "")


@pytest.mark.parametrize("content", [b"", b"half a file", b"\xff" * 64])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reader.safetensors"
    path.write_bytes(content)
    with pytest.raises(WeightsMismatch, match=r"reader\.safetensors does not fit.*reader train`"):
        read_weights(tiny.parts(), path, "")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsMismatch, match=r"none cannot be read .*reader train`"):
        read_weights(tiny.parts(), tmp_path / "none", "")
    with pytest.raises(WeightsMismatch, match=r"cannot be read .*install"):
        digest_of(tmp_path)


@pytest.mark.skipif(not WEIGHTS_FILE.exists(), reason="no reader comes with this version yet")
def test_the_reader_that_comes_with_the_program_is_the_one_that_was_published() -> None:
    assert digest_of(WEIGHTS_FILE) == SHA256
