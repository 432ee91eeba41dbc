"""Runs what the page's event handlers await, in the event loop of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Return what comes of a coroutine; the test has the fixture ``loop``."""
    return asyncio.get_event_loop().run_until_complete(work)


def drained(steps: AsyncIterator[T]) -> list[T]:
    """Return all that an iterator yields."""

    async def all_of() -> list[T]:
        return [each async for each in steps]

    return awaited(all_of())


def following(steps: AsyncIterator[T]) -> T:
    """Return what an iterator yields next."""

    async def one() -> T:
        return await anext(steps)

    return awaited(one())
