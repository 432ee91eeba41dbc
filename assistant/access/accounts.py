"""The accounts of the page, as the lines of a file: one an account, ``name:role:hash``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.access.passwords import is_hash
from assistant.access.person import ROLES, Person, Role
from assistant.escape import one_line
from ingest.errors import AccessError, AccountsInvalid

HEADING = (
    "# Who may use Footnote, one line each, name:role:hash. "
    "Change it with `python -m assistant account`.\n"
)
NAME_CHARS = 64
_NAME = re.compile(rf"[A-Za-z0-9._@-]{{1,{NAME_CHARS}}}")
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may log in.

    :param name: letters, digits and ``. _ - @``.
    :param role: what the person may do.
    :param hash: of the password.
    """

    name: str
    role: Role
    hash: str = field(repr=False)

    @property
    def person(self) -> Person:
        """Return who it is, without the hash."""
        return Person(self.name, self.role)

    @property
    def line(self) -> str:
        """Return its line in the file, with the line feed."""
        return f"{self.name}:{self.role}:{self.hash}\n"


Accounts = Mapping[str, Account]


def check_name(name: str) -> None:
    """Check that a name can be an account's.

    :raises AccessError: when it cannot.
    """
    if not is_name(name):
        raise AccessError(
            f"{_shown(name)} cannot be an account's name: give 1 to {NAME_CHARS} of the letters a "
            "to z, digits and . _ - @, for instance ada.lovelace."
        )


def is_name(name: str) -> bool:
    """Tell whether a name can be an account's."""
    return _NAME.fullmatch(name) is not None


def parse_accounts(text: str, source: str) -> Accounts:
    """Return the accounts of a file, in its order.

    :param text: the file's text.
    :param source: its name, for errors.
    :raises AccountsInvalid: when a line is not of the form, or a name stands twice.
    """
    accounts: dict[str, Account] = {}
    for number, line in _lines(text):
        account = _account(line, f"{source}, line {number}")
        if account.name in accounts:
            raise AccountsInvalid(
                f"{source}, line {number}: {account.name} stands there twice; keep one of the "
                "lines and remove the other."
            )
        accounts[account.name] = account
    return accounts


def with_account(text: str, account: Account) -> str:
    """Return a file's text with an account added, or changed where its name is there already.

    :param text: the file's text, of the form; comments and the other lines are kept.
    """
    lines = _split(text or HEADING)
    places = [place for place, line in enumerate(lines) if _name_in(line) == account.name]
    if places:
        lines[places[0]] = account.line
    else:
        lines.append(account.line)
    return "".join(lines)


def without_account(text: str, name: str) -> str:
    """Return a file's text without an account; comments and the other lines are kept.

    :param text: the file's text, of the form.
    """
    return "".join(line for line in _split(text) if _name_in(line) != name)


def _split(text: str) -> list[str]:
    """Return the lines of a text, each with its line feed; other separators separate nothing."""
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text else []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield number, stripped


def _name_in(line: str) -> str:
    return "" if line.lstrip().startswith("#") else line.strip().partition(":")[0]


def _account(line: str, place: str) -> Account:
    name, _, rest = line.partition(":")
    role, _, stored = rest.partition(":")
    if not is_name(name):
        raise AccountsInvalid(
            f"{place}: {_shown(name)} is not an account's name; expected name:role:hash, as "
            "`python -m assistant account add` writes it."
        )
    known = next((one for one in ROLES if one == role), None)
    if known is None:
        raise AccountsInvalid(
            f"{place}: {_shown(role)} is not a role; expected {' or '.join(ROLES)}."
        )
    if not is_hash(stored):
        raise AccountsInvalid(
            f"{place}: what stands after {name}:{role}: is not a password's hash; expected one "
            "that begins with $argon2id$. Write it anew with `python -m assistant account add "
            "--change`."
        )
    return Account(name, known, stored)


def _shown(text: str) -> str:
    """Return the beginning of a text that may be anything, a password in the clear included."""
    line = one_line(text)
    return repr(line if len(line) <= _SHOWN_CHARS else f"{line[:_SHOWN_CHARS]}…")
