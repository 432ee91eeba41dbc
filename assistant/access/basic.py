"""HTTP Basic (RFC 7617) for programs, with credentials remembered for some minutes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.access.accounts import Account, Accounts

Clock = Callable[[], float]
_MOST_CHARS = 8192


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, as someone gave them."""

    name: str
    password: str = field(repr=False)


def parse_basic(header: str) -> Credentials | None:
    """Return the credentials of an ``Authorization`` header.

    :return: None where it is not of the scheme Basic, or not of its form.
    """
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > _MOST_CHARS:
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    name, colon, password = text.partition(":")
    return Credentials(name, password) if colon else None


class Verified:
    """Credentials that were verified a short while ago, under a hash with a key of this process.

    :param seconds: how long they are remembered.
    :param most: how many; the oldest makes room.
    :param clock: seconds that only grow.
    """

    def __init__(
        self, seconds: float = 300, most: int = 256, clock: Clock = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._known: dict[bytes, tuple[Account, float]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def key(self, credentials: Credentials) -> bytes:
        """Return what credentials are known by; of no use to anyone without this process's key."""
        text = f"{len(credentials.name)}:{credentials.name}{credentials.password}"
        return hmac.digest(self._secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256)

    def add(self, credentials: Credentials, account: Account) -> None:
        """Remember that credentials are those of an account."""
        key = self.key(credentials)
        self._known.pop(key, None)
        self._known[key] = (account, self._clock() + self._seconds)
        while len(self._known) > self._most:
            del self._known[next(iter(self._known))]

    def account(self, credentials: Credentials, accounts: Accounts) -> Account | None:
        """Return whose credentials they are, as far as that is remembered and still so.

        :param accounts: as they are now.
        """
        key = self.key(credentials)
        account, until = self._known.get(key, (None, 0.0))
        if account is None:
            return None
        if self._clock() >= until or accounts.get(account.name) != account:
            del self._known[key]
            return None
        return account
