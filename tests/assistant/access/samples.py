"""Accounts whose passwords are quick to check, and a clock that a test moves."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher

from assistant.access.accounts import Account, with_account
from assistant.access.accounts_file import read_text, write_text
from assistant.access.passwords import hash_password
from assistant.access.person import Role

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "four words and a stone"
OTHER_PASSWORD = "ещё один длинный пароль"


def account(name: str, role: Role = "manage", password: str = PASSWORD) -> Account:
    return Account(name, role, hash_password(password, CHEAP))


def put(path: Path, *accounts: Account) -> None:
    """Add accounts to a file, or change them."""
    for one in accounts:
        write_text(path, with_account(read_text(path) if path.exists() else "", one))


def overwrite(path: Path, text: str) -> None:
    """Change a file in place, and make its time another one whatever the clock's grain."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


@dataclass
class Clock:
    """Seconds that only pass when a test says so."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


ADA = account("ada")
BOB = account("bob", "ask", OTHER_PASSWORD)
