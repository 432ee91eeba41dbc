"""The people of the load bench: clients of the endpoint that programs use, a session each."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from eval.load_figures import said_of
from eval.load_models import Asked, Reply
from ingest.errors import EvaluationError

ANSWER_SECONDS = 120.0
OPENED_AT_ONCE = 8
_LOOK_SECONDS = 0.1
_ANALYTICS = "GRADIO_ANALYTICS_ENABLED"


@contextmanager
def opened(url: str, count: int) -> Iterator[list[Any]]:
    """Open clients, each with a session of its own, that tell nobody but the server of it.

    :param url: the server's address.
    :param count: how many.
    :raises EvaluationError: when one cannot be opened.
    """
    from gradio_client import Client

    def client() -> Any:  # noqa: ANN401 - the library is not typed
        # No certificate is read for an address without any: it takes as long as an answer. No
        # token of this machine is sent, and no proxy asked.
        return Client(
            url,
            token=False,
            verbose=False,
            ssl_verify=False,
            download_files=False,
            analytics_enabled=False,
            httpx_kwargs={"trust_env": False},
        )

    with _no_analytics(), ThreadPoolExecutor(OPENED_AT_ONCE) as pool:
        opening = [pool.submit(client) for _ in range(count)]
    if failed := next(filter(None, (each.exception() for each in opening)), None):
        raise EvaluationError(
            f"{url}: no client could be opened there ({type(failed).__name__}: {failed}); try "
            "fewer people."
        )
    clients = [each.result() for each in opening]
    try:
        yield clients
    finally:
        with ThreadPoolExecutor(count) as pool:
            wait([pool.submit(each.close) for each in clients])


@contextmanager
def _no_analytics() -> Iterator[None]:
    # The library asks the environment, whatever it is told.
    before = os.environ.get(_ANALYTICS)
    os.environ[_ANALYTICS] = "False"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_ANALYTICS]
        else:
            os.environ[_ANALYTICS] = before


def ask(client: Any, asked: Asked) -> Reply:  # noqa: ANN401 - the library is not typed
    """Ask the server a question, and wait for what comes of it.

    A client looks for its answer twenty times a second: no wait is told finer than that.

    :param client: of :func:`opened`.
    :param asked: the question; its session is not looked at.
    """
    started = time.perf_counter()
    job = client.submit(asked.question, [asdict(turn) for turn in asked.history], api_name="/ask")
    rank = -1
    while not job.done() and time.perf_counter() - started < ANSWER_SECONDS:
        wait([job.future], timeout=_LOOK_SECONDS)
        if not job.done() and (told := job.status().rank) is not None:
            rank = max(rank, told)
    seconds = time.perf_counter() - started
    if not job.done():
        return Reply(asked, seconds, None, f"no answer within {ANSWER_SECONDS:.0f} s", rank)
    if problem := job.exception():
        return Reply(asked, seconds, None, f"{type(problem).__name__}: {problem}", rank)
    said = said_of(job.result())
    return Reply(asked, seconds, said, "" if said else "what came is no answer", rank)
