"""What pypdf logs while it reads: kept off the terminal, for a person can do nothing with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

# The logger belongs to the whole process: one file at a time changes where it writes.
_reading = RLock()


class _Collector(logging.Handler):
    """Keeps messages."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Keep the library's complaints from being shown; they are handed over instead."""
    logger, collector = logging.getLogger("pypdf"), _Collector()
    with _reading:
        propagate = logger.propagate
        logger.addHandler(collector)
        logger.propagate = False
        try:
            yield collector.messages
        finally:
            logger.propagate = propagate
            logger.removeHandler(collector)
