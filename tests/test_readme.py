"""What the README says is so: its commands, its links, its command-line reference."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.architecture import ROOMS, ROOT
from tests.readme import BEGIN, END, README, commands_of, help_of, reference, write, written

TEXT = README.read_text(encoding="utf-8")
BY_HAND = TEXT.replace(written(TEXT), "")
SHELL = re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
LINES = [line for block in SHELL for line in block.splitlines()]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = frozenset(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
# The last is the one that RFC 2606 keeps for examples.
HOSTS = {"127.0.0.1:7860", "127.0.0.1:11434", "download.pytorch.org", "example.org"}


def test_reference_is_what_help_prints() -> None:
    # Versions of Python break the lines of a usage differently.
    assert written(TEXT).split() == reference().split(), "run `make docs`"


def test_reference_is_the_same_wherever_the_checkout_lies() -> None:
    assert str(ROOT) not in reference()
    assert "/home/" not in TEXT


def test_reference_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(path)
    text = path.read_text(encoding="utf-8")
    assert written(text) == reference()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")


def test_reference_without_its_markers_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no lines"):
        written("# Footnote\n")


@pytest.mark.parametrize("room", ROOMS)
def test_every_command_is_in_the_reference(room: str) -> None:
    assert len(commands_of(room)) > 1
    for command in commands_of(room):
        assert f"usage: python -m {room} {command} " in TEXT


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)", BY_HAND))))
def test_target_exists(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("line", LINES)
def test_shell_line_is_one_that_runs(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "make":
        assert words[1] in TARGETS
        variables = [word.partition("=")[0] for word in words[2:]]
        assert all(re.search(rf"^{name} \??=", MAKEFILE, re.MULTILINE) for name in variables)
    elif words[0] == "source":
        assert words[1:] == [".venv/bin/activate"]
    elif words[0] == "ollama":
        assert words[1:] == ["pull", "qwen3:4b"]
    else:
        _check_door(words)


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`(python -m [^`]+)`", BY_HAND))))
def test_command_named_in_the_text_exists(line: str) -> None:
    _check_door(shlex.split(line))


def _check_door(words: list[str]) -> None:
    assert words[:2] == ["python", "-m"]
    room, *rest = words[2:]
    assert room in ROOMS
    if rest:
        shown = _help(room, rest[0])
        assert all(word in shown for word in rest if word.startswith("-"))


def _help(room: str, command: str) -> str:
    assert command in commands_of(room)
    return help_of(room, command)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", BY_HAND))))
def test_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_only_known_hosts_are_named() -> None:
    """The one download that is asked for by address is PyTorch's own."""
    links = re.findall(r"https?://[^\s\"'<>)]+", TEXT)
    assert {urlsplit(link).netloc for link in links} <= HOSTS


def test_counts_of_questions_are_right() -> None:
    questions = (ROOT / "eval" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    without = [line for line in questions if '"evidence": []' in line]
    assert f"asks the {len(questions)} questions" in TEXT
    assert f"{len(without)} of them without an answer" in " ".join(TEXT.split())
