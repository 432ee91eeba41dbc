"""One build at a time: a lock that a killed process cannot leave behind, and who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexingError, IndexLocked

LOCK_FILE = "build.lock"
HOLDER_FILE = "build.holder.json"


@contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the index's build lock.

    :param root: the index's folder; made when it is missing.
    :raises IndexLocked: at once, naming the holder, when another build holds it.
    """
    lock = FileLock(root / LOCK_FILE, timeout=0)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as exc:
        raise IndexLocked(
            f"{root} is being built by {holder(root)}: wait for it to end, then try again."
        ) from exc
    except OSError as exc:
        raise IndexingError(
            f"the index folder {root} cannot be written ({exc.strerror}): give a folder of your "
            "own with --index."
        ) from exc
    try:
        _name_holder(root)
        yield
    finally:
        try:
            (root / HOLDER_FILE).unlink(missing_ok=True)
        finally:
            lock.release()


def holder(root: Path) -> str:
    """Describe who holds the lock, as "process 4711 on myhost since 2026-01-02T03:04:05+00:00"."""
    try:
        record = json.loads((root / HOLDER_FILE).read_text(encoding="utf-8"))
        return f"process {record['pid']} on {record['host']} since {record['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"  # it has only just begun, or is about to end


def _name_holder(root: Path) -> None:
    record = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    temporary = root / (HOLDER_FILE + ".tmp")
    temporary.write_text(json.dumps(record) + "\n", encoding="utf-8")
    temporary.replace(root / HOLDER_FILE)
