from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from assistant.access.accounts_file import read_accounts
from assistant.access.commands import add_account_commands, run_account
from assistant.access.passwords import verify_password
from assistant.access.person import Person
from ingest.errors import AccessError, AccountsInvalid
from tests.assistant.access.samples import OTHER_PASSWORD, PASSWORD, account, put


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(*words: str | Path, typed: str = "", asked: list[str] | None = None) -> list[str]:
    """Run a command, with a password typed twice on a terminal or one line sent to it."""
    parser = argparse.ArgumentParser()
    add_account_commands(parser.add_subparsers(dest="command"))
    arguments = parser.parse_args(["account", *map(str, words)])
    assert arguments.command == "account"
    said: list[str] = []
    answers = iter(asked or [])
    stdin = Terminal() if asked else io.StringIO(typed)
    assert run_account(arguments, said.append, lambda _: next(answers), stdin) == 0
    return said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    put(path, account("ada"))
    return path


def test_the_first_account_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts.txt"
    said = run("add", path, "ada", "--role", "manage", typed=PASSWORD + "\r\n")
    assert said == ["added ada, who may manage"]
    assert path.stat().st_mode & 0o777 == 0o600
    added = read_accounts(path)["ada"]
    assert added.person == Person("ada", "manage")
    assert verify_password(added.hash, PASSWORD)
    assert PASSWORD not in path.read_text(encoding="utf-8")


def test_a_password_is_typed_twice_on_a_terminal(path: Path) -> None:
    run("add", path, "bob", "--role", "ask", asked=[OTHER_PASSWORD, OTHER_PASSWORD])
    assert verify_password(read_accounts(path)["bob"].hash, OTHER_PASSWORD)
    with pytest.raises(AccessError, match="the two passwords differ"):
        run("add", path, "eve", "--role", "ask", asked=[PASSWORD, OTHER_PASSWORD])
    assert "eve" not in read_accounts(path)


def test_spaces_belong_to_a_password(path: Path) -> None:
    run("add", path, "bob", "--role", "ask", typed=f" {PASSWORD} \nsecond line\n")
    assert verify_password(read_accounts(path)["bob"].hash, f" {PASSWORD} ")


@pytest.mark.parametrize("typed", ["", "\n", "short\n", "x" * 1025])
def test_a_password_that_is_too_short_or_long_is_refused(path: Path, typed: str) -> None:
    before = path.read_bytes()
    with pytest.raises(AccessError, match="give one of 10 to 1024"):
        run("add", path, "bob", "--role", "ask", typed=typed)
    assert path.read_bytes() == before


def test_an_account_that_is_there_is_changed_only_when_that_is_said(path: Path) -> None:
    with pytest.raises(AccessError, match=r"ada has an account in .*Give --change"):
        run("add", path, "ada", "--role", "ask", typed=OTHER_PASSWORD)
    said = run("add", path, "ada", "--role", "ask", "--change", typed=OTHER_PASSWORD)
    assert said == ["changed ada, who may ask"]
    changed = read_accounts(path)["ada"]
    assert changed.role == "ask"
    assert verify_password(changed.hash, OTHER_PASSWORD)
    with pytest.raises(AccessError, match=r"no account bob to change. Leave --change out"):
        run("add", path, "bob", "--role", "ask", "--change", typed=PASSWORD)


def test_an_account_is_removed(path: Path) -> None:
    assert run("remove", path, "ada") == ["removed ada"]
    assert read_accounts(path) == {}
    with pytest.raises(AccessError, match=r"no account ada. See who is there with .*account list"):
        run("remove", path, "ada")


def test_accounts_are_listed_without_their_hashes(path: Path) -> None:
    put(path, account("b@example.org", "ask"))
    assert run("list", path) == ["ada            manage", "b@example.org  ask"]
    run("remove", path, "ada")
    run("remove", path, "b@example.org")
    assert run("list", path) == ["no accounts yet"]


def test_a_file_open_to_others_is_warned_of(path: Path) -> None:
    path.chmod(0o644)
    assert run("list", path)[1].startswith(f"note: {path}: others than its owner may read it")


@pytest.mark.parametrize("name", ["a b", "a:b", "é", "", "x" * 65, "a\nb:manage:x"])
def test_a_bad_name_is_refused_before_a_password_is_asked_for(path: Path, name: str) -> None:
    before = path.read_bytes()
    with pytest.raises(AccessError, match="cannot be an account's name"):
        run("add", path, name, "--role", "ask", typed="")
    with pytest.raises(AccessError, match="cannot be an account's name"):
        run("remove", path, name)
    assert path.read_bytes() == before


def test_a_damaged_file_is_left_as_it_is(path: Path) -> None:
    path.write_text("ada:owner:x\n", encoding="utf-8")
    for words in (("add", path, "bob", "--role", "ask"), ("remove", path, "ada"), ("list", path)):
        with pytest.raises(AccountsInvalid, match=r"accounts\.txt, line 1: 'owner' is not a role"):
            run(*words, typed=PASSWORD)
    assert path.read_text(encoding="utf-8") == "ada:owner:x\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AccountsInvalid, match=r"gone: cannot be read .*account add FILE NAME"):
        run("list", tmp_path / "gone")


@pytest.mark.parametrize(
    "words", [[], ["add", "f", "ada"], ["add", "f", "ada", "--role", "owner"], ["remove", "f"]]
)
def test_what_is_left_out_or_unknown_is_told(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err
