"""The accounts file: read, written whole or not at all, and read again when it was changed."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.access.accounts import Accounts, parse_accounts
from assistant.escape import visible
from ingest.errors import AccountsInvalid, DocumentError
from ingest.folder import write_atomically

logger = logging.getLogger(__name__)

MODE = 0o600
_MOST_BYTES = 1024 * 1024
_Stamp = tuple[int, int, int, int]


def read_text(path: Path) -> str:
    """Return the text of an accounts file.

    :raises AccountsInvalid: when it cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as exc:
        raise AccountsInvalid(
            f"{_shown(path)}: cannot be read ({exc.strerror or exc}); expected a file of accounts. "
            "Make one with `python -m assistant account add FILE NAME --role manage`."
        ) from exc
    if len(data) > _MOST_BYTES:
        raise AccountsInvalid(
            f"{_shown(path)}: has more than {_MOST_BYTES:,} bytes; expected a file of accounts, "
            "one line each."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise AccountsInvalid(
            f"{_shown(path)}, line {line}: byte {exc.start} is not UTF-8; expected plain text. "
            "Save the file as UTF-8."
        ) from exc


def read_accounts(path: Path) -> Accounts:
    """Return the accounts of a file, in its order.

    :raises AccountsInvalid: when it cannot be read, or a line is not of the form.
    """
    return parse_accounts(read_text(path), _shown(path))


def write_text(path: Path, text: str) -> None:
    """Write an accounts file whole or not at all, for its owner alone to read.

    :raises AccountsInvalid: when it cannot be written; the old file is as it was then.
    """
    real = path.resolve()  # a link stays one
    owner = real.stat() if real.exists() else None
    try:
        write_atomically(real, text.encode("utf-8"), MODE)
    except DocumentError as exc:
        raise AccountsInvalid(
            f"{_shown(path)}: cannot be written, {exc.problem}. Nothing was changed."
        ) from exc
    if owner is not None and hasattr(os, "chown"):
        # Written by root, it must still be readable by the server that runs as someone else.
        with suppress(PermissionError):
            os.chown(real, owner.st_uid, owner.st_gid)


def loose_mode(path: Path) -> str:
    """Return a warning where others than the owner may read or write a file; else nothing."""
    if os.name != "posix":
        return ""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    if not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return ""
    may = "write" if mode & (stat.S_IWGRP | stat.S_IWOTH) else "read"
    return (
        f"{_shown(path)}: others than its owner may {may} it; expected mode 600. Run "
        f"`chmod 600 {_shown(path)}`."
    )


class AccountsFile:
    """The accounts as they stand in a file now.

    It is read again when it was changed. As long as it cannot be read, ``known`` gives the last
    accounts that were, for those who are in already, and ``current`` lets nobody new in.

    :param path: the file.
    :param warn: is told once of each thing that is wrong with the file; by default the log.
    :raises AccountsInvalid: when it cannot be read at the beginning.
    """

    def __init__(self, path: Path, warn: Callable[[str], None] = logger.warning) -> None:
        self._path = path
        self._warn = warn
        self._stamp = _stamp(path)
        self._problem: AccountsInvalid | None = None
        self._accounts = read_accounts(path)
        self._told = ""
        self._tell(loose_mode(path))

    def known(self) -> Accounts:
        """Return the accounts of the last time when the file could be read."""
        self._refresh()
        return self._accounts

    def current(self) -> Accounts:
        """Return the accounts as they stand in the file.

        :raises AccountsInvalid: when it cannot be read, or a line is not of the form.
        """
        self._refresh()
        if self._problem is not None:
            raise AccountsInvalid(str(self._problem))
        return self._accounts

    def _refresh(self) -> None:
        stamp = _stamp(self._path)
        if stamp is not None and stamp == self._stamp and self._problem is None:
            return
        self._stamp = stamp
        try:
            self._accounts = read_accounts(self._path)
        except AccountsInvalid as exc:
            self._problem = exc
            self._tell(f"nobody new is let in: {exc}")
            return
        self._problem = None
        self._tell(loose_mode(self._path))

    def _tell(self, problem: str) -> None:
        if problem and problem != self._told:
            self._warn(problem)
        self._told = problem


def _stamp(path: Path) -> _Stamp | None:
    """Return what changes with a file, None where it cannot be told."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _shown(path: Path) -> str:
    return visible(str(path)).replace("\n", " ")
