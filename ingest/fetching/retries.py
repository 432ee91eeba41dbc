"""Trying again, later and later, what a server refused for now."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import tenacity

from ingest.errors import ServerFailed
from ingest.fetching.clock import Deadline
from ingest.fetching.exchange import Answer
from ingest.fetching.settings import FetchSettings
from ingest.fetching.signals import TryAgain

_TOO_MANY_REQUESTS = 429
_MOST_SECONDS = 10**8  # three years; more is no time to name


def with_retries(
    ask: Callable[[], Answer], name: str, settings: FetchSettings, deadline: Deadline
) -> Answer:
    """Ask until there is an answer that is not a refusal for now.

    :param ask: makes the request once.
    :param name: what errors are about.
    :param settings: how often, and how long to wait.
    :param deadline: of the whole fetch, and the clock to wait with.
    :raises ServerFailed: when it goes on failing, or asks to wait for longer than is allowed.
    """
    backoff = tenacity.wait_exponential_jitter(
        initial=settings.backoff, max=settings.longest_wait, jitter=settings.backoff
    )

    def wait(state: tenacity.RetryCallState) -> float:
        asked = _failure(state).wait
        return max(float(backoff(state)), asked or 0.0)

    def stop(state: tenacity.RetryCallState) -> bool:
        too_long = (_failure(state).wait or 0.0) > settings.longest_wait
        over = state.upcoming_sleep >= deadline.left()
        return too_long or over or state.attempt_number >= settings.attempts

    retrying = tenacity.Retrying(
        sleep=deadline.clock.sleep,
        retry=tenacity.retry_if_exception_type(TryAgain),
        wait=wait,
        stop=stop,
    )
    try:
        return retrying(lambda: _settled(ask(), name, deadline))
    except tenacity.RetryError as exc:
        failure = exc.last_attempt.exception()
        raise ServerFailed(name, _given_up(failure, exc.last_attempt, deadline)) from failure


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for; None where it says nothing.

    :param value: seconds, or a date as HTTP writes it.
    :param now: UTC.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), _MOST_SECONDS))
    try:
        date = parsedate_to_datetime(text)
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
        seconds = (date - now).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return max(0.0, min(seconds, float(_MOST_SECONDS)))


def _settled(answer: Answer, name: str, deadline: Deadline) -> Answer:
    """Return an answer that stands; some sites send a check for robots as a refusal for now."""
    refused = answer.status == _TOO_MANY_REQUESTS or answer.status >= 500
    if not refused or "cf-mitigated" in answer.headers:
        return answer
    wait = retry_after(answer.headers.get("retry-after", ""), deadline.clock.now())
    raise TryAgain(name, f"{answer.url.host} answered {answer.status}", wait)


def _failure(state: tenacity.RetryCallState) -> TryAgain:
    failure = state.outcome.exception() if state.outcome is not None else None
    return failure if isinstance(failure, TryAgain) else TryAgain("", "")


def _given_up(failure: BaseException | None, attempt: tenacity.Future, deadline: Deadline) -> str:
    if not isinstance(failure, TryAgain):
        return "it failed again and again: try again later."
    if failure.wait is not None and failure.wait > 0:
        when = deadline.clock.now() + timedelta(seconds=math.ceil(failure.wait))
        return f"{failure.problem} and asks to wait: try again after {when:%Y-%m-%d %H:%M} UTC."
    times = "once" if attempt.attempt_number == 1 else f"{attempt.attempt_number} times"
    return f"{failure.problem}, {times}: try again later."
