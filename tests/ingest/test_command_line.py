"""Exit codes, and what is said on stderr, of every command line."""

import argparse
import io
import os
import subprocess
import sys

import pytest

from ingest.command_line import (
    COULD_NOT,
    LEFT_OUT,
    STOPPED,
    add_command,
    at_least_one,
    run_command,
)
from ingest.errors import DocumentNotFound


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_the_commands_own_code_is_returned(code: int) -> None:
    assert run_command(lambda: code) == code


def test_an_error_of_ours_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        raise DocumentNotFound("paper.pdf", "the folder holds no such document")

    assert run_command(command) == COULD_NOT
    captured = capsys.readouterr()
    assert captured.err == "error: paper.pdf: the folder holds no such document\n"
    assert captured.out == ""


def test_any_other_error_is_a_defect_and_shows() -> None:
    def command() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_command(command)


def test_ctrl_c_is_told_with_what_it_means(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        raise KeyboardInterrupt

    assert run_command(command, stopped="stopped; nothing was lost") == STOPPED
    assert capsys.readouterr().err == "\nstopped; nothing was lost\n"


def test_a_reader_that_has_gone_is_no_error() -> None:
    program = (
        "import sys\n"
        "from ingest.command_line import run_command\n"
        "def command():\n"
        "    print('x' * 1_000_000)\n"
        "    return 0\n"
        "sys.exit(run_command(command))\n"
    )
    read, written = os.pipe()
    os.close(read)
    with os.fdopen(written, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (LEFT_OUT, b"")


def test_a_terminal_without_cyrillic_shows_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
    run_command(lambda: sys.stdout.write("Қ é"))
    assert written.getvalue() == b"\\u049a \xe9"


def test_a_command_describes_itself_as_its_line_does() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    added = add_command(commands, "build", "bring the index up to date")
    assert added.description == "Bring the index up to date."
    assert "bring the index up to date\n" in parser.format_help()


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "", "five", "²", "\u0663"])
def test_less_than_one_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="a whole number from 1 on is needed"):
        at_least_one(text)


def test_one_and_more_are_read() -> None:
    assert [at_least_one("1"), at_least_one("50")] == [1, 50]
