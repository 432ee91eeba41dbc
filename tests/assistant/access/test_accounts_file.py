from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.access.accounts import with_account
from assistant.access.accounts_file import (
    AccountsFile,
    loose_mode,
    read_accounts,
    read_text,
    write_text,
)
from ingest.errors import AccountsInvalid
from tests.assistant.access.samples import account, overwrite, put

ADA, BOB = account("ada"), account("bob", "ask")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    put(path, ADA)
    return path


def test_it_is_written_whole_for_its_owner_alone(path: Path) -> None:
    path.chmod(0o644)
    put(path, BOB)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(read_accounts(path)) == ["ada", "bob"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_link_to_it_stays_one(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    put(link, BOB)
    assert link.is_symlink()
    assert list(read_accounts(path)) == ["ada", "bob"]


def test_what_cannot_be_written_is_named_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AccountsInvalid, match=r"file/a\.txt: cannot be written.*Nothing was"):
        write_text(tmp_path / "file" / "a.txt", "")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        AccountsInvalid, match=r"gone\.txt: cannot be read \(No such file.*add FILE"
    ):
        read_text(tmp_path / "gone.txt")
    with pytest.raises(AccountsInvalid, match="Is a directory"):
        read_text(tmp_path)
    large = tmp_path / "large"
    large.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(AccountsInvalid, match=r"large: has more than 1,048,576 bytes"):
        read_text(large)
    encoded = tmp_path / "old.txt"
    encoded.write_bytes("# ours\n# Иван".encode("cp1251"))
    with pytest.raises(AccountsInvalid, match=r"old\.txt, line 2: byte 9 is not UTF-8; expected"):
        read_text(encoded)


@pytest.mark.parametrize(
    ("mode", "may"), [(0o600, ""), (0o400, ""), (0o640, "read"), (0o604, "read"), (0o622, "write")]
)
def test_a_file_open_to_others_is_warned_of(path: Path, mode: int, may: str) -> None:
    path.chmod(mode)
    warning = loose_mode(path)
    assert (f"others than its owner may {may} it; expected mode 600" in warning) is bool(may)
    assert bool(warning) is bool(may)
    told: list[str] = []
    AccountsFile(path, told.append)
    assert told == ([warning] if may else [])


def test_a_change_is_seen_at_once(path: Path) -> None:
    accounts = AccountsFile(path)
    assert list(accounts.current()) == ["ada"]
    put(path, BOB)
    assert list(accounts.current()) == list(accounts.known()) == ["ada", "bob"]
    overwrite(path, BOB.line)
    assert list(accounts.known()) == ["bob"]


def test_it_is_not_read_anew_as_long_as_it_is_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = AccountsFile(path)
    monkeypatch.setattr("assistant.access.accounts_file.read_accounts", None)
    assert list(accounts.current()) == list(accounts.known()) == ["ada"]


@pytest.mark.parametrize("damage", ["removed", "bad line", "not text", "a folder"])
def test_a_damaged_file_lets_nobody_new_in_and_is_told_once(path: Path, damage: str) -> None:
    told: list[str] = []
    accounts = AccountsFile(path, told.append)
    if damage == "bad line":
        overwrite(path, "ada:owner:x\n")
    elif damage == "not text":
        path.write_bytes(b"\xff")
    else:
        path.unlink()
        if damage == "a folder":
            path.mkdir()
    for _ in range(3):
        with pytest.raises(AccountsInvalid, match=r"accounts\.txt"):
            accounts.current()
        assert list(accounts.known()) == ["ada"]
    assert len(told) == 1
    assert told[0].startswith("nobody new is let in: ")
    if damage == "a folder":
        path.rmdir()
    write_text(path, with_account("", BOB))
    assert list(accounts.current()) == ["bob"]


def test_what_could_not_be_read_for_a_moment_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise AccountsInvalid("too many open files")

    accounts = AccountsFile(path, lambda _: None)
    put(path, BOB)
    with monkeypatch.context() as patch:
        patch.setattr("assistant.access.accounts_file.read_accounts", fail)
        with pytest.raises(AccountsInvalid, match="too many open files"):
            accounts.current()
    assert list(accounts.current()) == ["ada", "bob"]


def test_a_file_that_is_bad_from_the_beginning_is_an_error(path: Path) -> None:
    overwrite(path, "ada")
    with pytest.raises(AccountsInvalid, match="line 1: '' is not a role"):
        AccountsFile(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_root_leaves_the_file_to_whom_it_belongs(path: Path) -> None:
    os.chown(path, 12345, 12345)
    put(path, BOB)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)
    assert path.stat().st_mode & 0o777 == 0o600
