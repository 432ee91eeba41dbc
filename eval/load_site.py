"""The processes of the load bench: a server and a build, by the commands that a person types."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.generation import current_name
from ingest.errors import EvaluationError

ROOT = Path(__file__).parents[1]
SECONDS_TO_STOP = 30
# A build of one document takes seconds; one that hangs must not hang the bench.
SECONDS_TO_BUILD = 180
SERVER = (sys.executable, "-m", "assistant", "chat")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of its own for a server, its documents and its index.

    :param folder: whose parts these are.
    """

    folder: Path

    @property
    def documents(self) -> Path:
        """The documents folder."""
        return self.folder / "documents"

    @property
    def index(self) -> Path:
        """The index's folder."""
        return self.folder / "index"

    @property
    def log(self) -> Path:
        """What the server wrote to its standard error."""
        return self.folder / "server.log"


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended.

    :param seconds: from the start of its process to its end.
    :param published: it left a new generation.
    :param words: the last line that it wrote.
    """

    seconds: float
    published: bool
    words: str


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """Run the chat on a port that is free.

    :param site: what is served; the server's log goes there.
    :return: the server's address.
    :raises EvaluationError: when it does not start.
    """
    folders = ["--documents", str(site.documents), "--index", str(site.index)]
    environment = {**os.environ, "GRADIO_TEMP_DIR": str(site.folder / "uploads")}
    with (
        site.log.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [*SERVER, "--port", "0", *folders],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        ) as server,
    ):
        try:
            yield _address(server, site)
        finally:
            _stop(server)


def add_document(site: Site, number: str) -> None:
    """Add a document that is new to any folder, of about a page.

    :param number: which one, in a word; two of one folder differ.
    """
    lines = [f"# Note {number} of the load bench"]
    lines += [
        f"House {n} of row {number} was opened in {1800 + n} by Owner {n}." for n in range(60)
    ]
    path = site.documents / f"load-bench-note-{number}.md"
    path.write_text("\n\n".join(lines), encoding="utf-8")


def build(site: Site) -> Built:
    """Bring the index up to date in a process of its own, and wait for it.

    :raises IndexNotFound: when there was none before.
    """
    command = [sys.executable, "-m", "index", "build"]
    command += ["--documents", str(site.documents), "--index", str(site.index)]
    before, started = current_name(site.index), time.perf_counter()
    words = _output(command).strip().splitlines() or ["the build said nothing"]
    seconds = time.perf_counter() - started
    return Built(seconds, current_name(site.index) != before, words[-1])


def _output(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS_TO_BUILD,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the build was not done within {SECONDS_TO_BUILD} s, and was stopped"
    return done.stdout


def _address(server: subprocess.Popen[str], site: Site) -> str:
    line = server.stdout.readline() if server.stdout else ""
    if found := _ADDRESS.search(line):
        return found[0]
    log = site.log.read_text(encoding="utf-8", errors="replace").strip()
    raise EvaluationError(
        f"the server did not start: expected its address, found {line.strip()!r}; its log ends "
        f"{log[-1000:]!r}. Try `python -m assistant chat`."
    )


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(timeout=SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
