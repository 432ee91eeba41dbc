import argparse
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.training_options import add_training_options, chosen_settings


@dataclass(frozen=True)
class Numbers:
    steps: int = 10
    cloze: float = 0.15
    rate: float = 2e-4
    seed: int = 0


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    add_training_options(made, Numbers, dict.fromkeys(("steps", "cloze", "rate", "seed"), ""), "")
    return made


def given(folder: Path, *more: str) -> list[str]:
    return ["--data", str(folder), "--work", str(folder), "--out", str(folder / "out"), *more]


def test_settings_are_the_defaults_but_for_what_is_given(
    parser: argparse.ArgumentParser, tmp_path: Path
) -> None:
    options = parser.parse_args(given(tmp_path, "--rate", "1e-3", "--seed", "7"))
    assert chosen_settings(options, Numbers) == Numbers(rate=1e-3, seed=7)


@pytest.mark.parametrize(
    ("option", "value", "needed"),
    [
        ("--steps", "0", "a whole number, 1 or more"),
        ("--steps", "1.5", "a whole number, 1 or more"),
        ("--seed", "-1", "a whole number, 0 or more"),
        ("--rate", "fast", "a number, 0 or more"),
        ("--rate", "nan", "a number, 0 or more"),
        ("--cloze", "1", "a number, 0 or more, below 1"),
    ],
)
def test_what_no_training_can_take_is_named(
    option: str,
    value: str,
    needed: str,
    parser: argparse.ArgumentParser,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args(given(tmp_path, option, value))
    assert f"argument {option}: '{value}' was given, {needed} is needed" in capsys.readouterr().err


def test_a_file_is_no_folder_to_work_in(
    parser: argparse.ArgumentParser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.touch()
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args([*given(tmp_path), "--work", str(file)])
    assert f"{file} is a file: give a folder" in capsys.readouterr().err
