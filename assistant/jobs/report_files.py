"""The files of the evaluation's report, read with care: they are another program's."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ReportInvalid

JSON_FILE = "report.json"
HTML_FILE = "report.html"
MAX_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Tells a file from the one that stood there before.

    :param inode: a file that is written anew and put in its place has another.
    :param modified_ns: nanoseconds since 1970.
    :param size: bytes.
    """

    inode: int
    modified_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a report, read.

    :param data: its bytes.
    :param written: when it was written, in seconds since 1970.
    """

    data: bytes
    written: float


def mark_of(path: Path) -> Mark | None:
    """Return a file's mark; None where there is none, or it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Mark(found.st_ino, found.st_mtime_ns, found.st_size)


def read_bounded(path: Path, max_bytes: int = MAX_BYTES) -> ReportFile | None:
    """Read a file of a report.

    :param max_bytes: the most that is read.
    :return: None where there is none.
    :raises ReportInvalid: when it is no file, too large or cannot be read.
    """
    try:
        # A pipe of this name would keep whoever opens it waiting.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReportInvalid(_again(path.name, "is not a file"))
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
            written = os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise ReportInvalid(_again(path.name, f"cannot be read ({exc.strerror})")) from exc
    if len(data) > max_bytes:
        raise ReportInvalid(_again(path.name, f"is larger than {max_bytes >> 20} MiB"))
    return ReportFile(data, written)


def _again(name: str, problem: str) -> str:
    return f"The evaluation's {name} {problem}: run the evaluation again, which writes it anew."
