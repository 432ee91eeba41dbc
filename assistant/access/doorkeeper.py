"""Decides who comes in: by a session's token, or by a name and a password."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

from assistant.access.accounts import Account
from assistant.access.accounts_file import AccountsFile
from assistant.access.basic import Credentials, Verified
from assistant.access.passwords import verify_password
from assistant.access.sessions import Sessions, SessionSettings
from assistant.access.throttle import Throttle, ThrottleSettings
from assistant.escape import one_line
from ingest.errors import AccountsInvalid

logger = logging.getLogger(__name__)

Clock = Callable[[], float]
# Each takes 64 MiB and a core while it runs; the others wait for their turn.
_AT_ONCE = 2
_MOST_AT_A_TIME = 32
_BUSY_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a name and a password let someone in.

    :param account: whose they are; None when they are refused.
    :param status: HTTP status: 200 let in, 401 wrong, 429 too many tries, 503 cannot tell now.
    :param wait: seconds until another try makes sense; 0 where none is named.
    """

    account: Account | None
    status: HTTPStatus
    wait: int = 0


class Doorkeeper:
    """Holds names, passwords and tokens against the accounts as they are now.

    To be used from the event loop's thread; passwords are checked in threads of its own, two at
    once.

    :param accounts: the accounts file.
    :param clock: seconds that only grow.
    :param sessions: how long sessions last.
    :param throttle: how failures are counted.
    """

    def __init__(
        self,
        accounts: AccountsFile,
        clock: Clock = time.monotonic,
        sessions: SessionSettings | None = None,
        throttle: ThrottleSettings | None = None,
    ) -> None:
        self._accounts = accounts
        self._sessions = Sessions(sessions, clock)
        self._throttle = Throttle(throttle, clock)
        self._verified = Verified(clock=clock)
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")
        self._running: dict[bytes, asyncio.Task[Verdict]] = {}

    def by_token(self, token: str) -> Account | None:
        """Return whose session a token is of; None where there is none, or it has ended."""
        return self._sessions.account(token, self._accounts.known())

    def open_session(self, account: Account) -> str:
        """Begin a session, and return its token."""
        return self._sessions.open(account)

    def close_session(self, token: str) -> None:
        """End a session; a token of none does nothing."""
        self._sessions.close(token)

    async def by_password(self, credentials: Credentials, address: str) -> Verdict:
        """Tell whether a name and a password let someone in.

        :param credentials: as they were given.
        :param address: of the client.
        """
        # What is asked twice at the same moment, by a program's threads, is checked once.
        key = self._verified.key(credentials)
        task = self._running.get(key)
        if task is None and len(self._running) >= _MOST_AT_A_TIME:
            return Verdict(None, HTTPStatus.SERVICE_UNAVAILABLE, _BUSY_SECONDS)
        if task is None:
            task = asyncio.ensure_future(self._decide(credentials, address))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return await asyncio.shield(task)

    async def by_basic(self, credentials: Credentials, address: str) -> Verdict:
        """Do as ``by_password``, and remember for some minutes who was let in.

        :param credentials: as they were given.
        :param address: of the client.
        """
        try:
            account = self._verified.account(credentials, self._accounts.current())
        except AccountsInvalid:
            return Verdict(None, HTTPStatus.SERVICE_UNAVAILABLE)
        if account is not None:
            return Verdict(account, HTTPStatus.OK)
        verdict = await self.by_password(credentials, address)
        if verdict.account is not None:
            self._verified.add(credentials, verdict.account)
        return verdict

    async def _decide(self, credentials: Credentials, address: str) -> Verdict:
        name = credentials.name
        wait = self._throttle.wait(name, address)
        if wait:
            return Verdict(None, HTTPStatus.TOO_MANY_REQUESTS, wait)
        try:
            accounts = self._accounts.current()
        except AccountsInvalid:
            return Verdict(None, HTTPStatus.SERVICE_UNAVAILABLE)
        one = self._throttle.begin(name, address)
        account = accounts.get(name)
        # A name that nobody has is held against someone's hash, so that it takes as long.
        measure = account or next(iter(accounts.values()), None)
        right = measure is not None and await self._verify(measure.hash, credentials.password)
        if account is None or not right:
            logger.warning(
                "refused a password for %s, from %s",
                account.name if account else "a name that nobody has",
                one_line(one.address),
            )
            return Verdict(None, HTTPStatus.UNAUTHORIZED)
        self._throttle.succeeded(one)
        return Verdict(account, HTTPStatus.OK)

    async def _verify(self, stored: str, password: str) -> bool:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, verify_password, stored, password)
