"""Who is logged in: kept in memory, so that a restart logs everyone out."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.access.accounts import Account, Accounts

Clock = Callable[[], float]
_TOKEN_BYTES = 32
_MOST_TOKEN_CHARS = 100


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How long a session lasts, and how many there may be.

    :param idle: seconds without a request after which it ends.
    :param absolute: seconds after which it ends in any case.
    :param most: sessions at once; the one that was idle longest makes room.
    :param most_each: the same for one account, so that nobody pushes others out.
    """

    idle: float = 8 * 3600
    absolute: float = 7 * 24 * 3600
    most: int = 2000
    most_each: int = 50


@dataclass(frozen=True, slots=True)
class _Session:
    account: Account
    opened: float
    seen: float


class Sessions:
    """Sessions by their token, of which only the hash is kept.

    To be used from one thread, that of the event loop.

    :param settings: how long they last.
    :param clock: seconds that only grow.
    """

    def __init__(
        self, settings: SessionSettings | None = None, clock: Clock = time.monotonic
    ) -> None:
        self._settings = settings or SessionSettings()
        self._clock = clock
        # In the order of their last request.
        self._sessions: dict[bytes, _Session] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def open(self, account: Account) -> str:
        """Begin a session, and return its token: 43 characters of base64url.

        :param account: whose password was given.
        """
        now = self._clock()
        self._make_room(account.name, now)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._sessions[_key(token)] = _Session(account, now, now)
        return token

    def account(self, token: str, accounts: Accounts) -> Account | None:
        """Return whose session a token is of, and note that it is in use.

        :param token: as the browser sent it.
        :param accounts: as they are now; a session ends when its account is not the same any more.
        :return: None where there is no such session, or it has ended.
        """
        key = _key(token)
        session = self._sessions.pop(key, None)
        now = self._clock()
        if session is None or self._is_over(session, now):
            return None
        if accounts.get(session.account.name) != session.account:
            return None
        self._sessions[key] = replace(session, seen=now)
        return session.account

    def close(self, token: str) -> None:
        """End a session; a token of none does nothing."""
        self._sessions.pop(_key(token), None)

    def _is_over(self, session: _Session, now: float) -> bool:
        settings = self._settings
        return now - session.seen >= settings.idle or now - session.opened >= settings.absolute

    def _make_room(self, name: str, now: float) -> None:
        for key in [key for key, one in self._sessions.items() if self._is_over(one, now)]:
            del self._sessions[key]
        own = [key for key, one in self._sessions.items() if one.account.name == name]
        for key in own[: max(0, len(own) + 1 - self._settings.most_each)]:
            del self._sessions[key]
        while len(self._sessions) >= self._settings.most:
            del self._sessions[next(iter(self._sessions))]


def _key(token: str) -> bytes:
    return hashlib.sha256(token[:_MOST_TOKEN_CHARS].encode("utf-8", "surrogatepass")).digest()
