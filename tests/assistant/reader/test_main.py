import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from assistant.reader.__main__ import main
from assistant.reader.corpora import FILES
from assistant.reader.model import ReaderModel
from assistant.reader.settings import ReaderSettings
from assistant.reader.weights import digest_of, write_weights
from index.embedder import DEFAULT_MODEL, SentenceEmbedder, locate_model
from tests.architecture import ROOT
from tests.assistant.reader.data import write_data
from tests.test_architecture import HELP, SLOW


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data")


def training(data: Path, folder: Path, *more: str) -> list[str]:
    """Return the arguments of a short training."""
    paths = ("--data", data, "--work", folder / "work", "--out", folder / "out" / "r.safetensors")
    short = ("--steps", "2", "--cloze-steps", "1", "--tokens", "600", "--checkpoint-every", "1")
    return ["train", *map(str, paths), *short, *more]


@pytest.mark.parametrize("command", [(), ("train",), ("average",), ("measure",)], ids=" ".join)
def test_help_is_quick(command: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-B",
            "-c",
            HELP.format(slow=SLOW),
            "assistant.reader",
            *command,
            "--help",
        ],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("usage: python -m assistant.reader")
    assert done.stdout.rpartition("|")[2].split() == ["0"]


def test_help_names_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["train", "--help"])
    shown = capsys.readouterr().out
    for each in fields(ReaderSettings):
        assert f"--{each.name.replace('_', '-')} " in shown
        assert f"default: {each.default}" in shown


@pytest.mark.parametrize(
    "arguments",
    [[], ["read"], ["average", "a"], ["measure"], ["train", "--data", "d", "--work", "w"]],
    ids=" ".join,
)
def test_what_is_missing_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert re.search("required|invalid choice", capsys.readouterr().err)


@pytest.mark.parametrize("command", ["train", "measure"])
def test_a_missing_folder_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nowhere"
    arguments = (
        training(missing, tmp_path) if command == "train" else ["measure", "--data", str(missing)]
    )
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"error: {missing}")
    assert "--data" in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_missing_translations_are_named_before_anything_is_learnt(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "parallel" / "udhr.kk-ru.tsv").unlink()
    assert main(training(data, tmp_path)) == 2
    assert "udhr.kk-ru.tsv cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


@pytest.mark.model
def test_missing_weights_are_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "none.safetensors"
    assert main(["measure", "--data", str(data), "--weights", str(weights)]) == 2
    assert f"error: {weights} cannot be read" in capsys.readouterr().err


@pytest.mark.model
def test_a_reader_is_trained_and_measured(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.reader.training.CLOZES", 100)
    out = tmp_path / "out" / "r.safetensors"
    assert main(training(data, tmp_path)) == 0
    said = capsys.readouterr()
    digest = digest_of(out)
    assert said.out == f"written: {out}, SHA-256 {digest}\n"
    assert "train: 2 of 2" in said.err

    assert main(["measure", "--data", str(data), "--weights", str(out)]) == 0
    _, _, *rows = capsys.readouterr().out.strip().split("\n")
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(FILES)
    assert rows[0].startswith("| squad | 8 | 2 | ")


def test_one_training_has_no_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["average", "one.safetensors", "--out", str(tmp_path / "mean.safetensors")]) == 2
    assert "give two or more" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_average_is_the_mean_of_the_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = SentenceEmbedder(locate_model(DEFAULT_MODEL)).parts()
    files = [tmp_path / f"{seed}.safetensors" for seed in range(3)]
    for seed, file in enumerate(files):
        torch.manual_seed(seed)
        write_weights(ReaderModel(parts), file)
    mean = tmp_path / "mean.safetensors"
    assert main(["average", *map(str, files), "--out", str(mean)]) == 0
    assert capsys.readouterr().out == f"written: {mean}, SHA-256 {digest_of(mean)}\n"
    held = [load_file(file) for file in files]
    for name, value in load_file(mean).items():
        expected = torch.stack([each[name].float() for each in held]).mean(0)
        assert torch.allclose(value.float(), expected, atol=2e-3)
