"""An OpenAI-compatible server that replays what a model might write.

In a test::

    with ReplayServer(load("right_quote"), OLLAMA) as server:
        ...  # ask server.url; what was asked stands in server.requests

By hand, for the page and the command line::

    python -m tests.language_models.server --port 8100 --script right_quote --dialect ollama
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from types import TracebackType

from tests.language_models.dialect import Dialect
from tests.language_models.dialects import DIALECTS, OPENAI
from tests.language_models.gates import Gates
from tests.language_models.handler import handler_of
from tests.language_models.replay import PATIENCE, Replay
from tests.language_models.transcripts import Transcript, load, names
from tests.served import Served

HOST = "127.0.0.1"


class ReplayServer(Replay, Served):
    """Answers on a port of this machine, until the context ends.

    :param transcript: what it replays.
    :param dialect: how it writes.
    :param port: 0 for a free one.
    :param pace: seconds between two chunks, for the eyes of a person; 0 in tests.
    """

    def __init__(
        self,
        transcript: Transcript,
        dialect: Dialect = OPENAI,
        port: int = 0,
        pace: float = 0.0,
    ) -> None:
        Replay.__init__(self, transcript, dialect, pace)
        Served.__init__(self, _Quiet((HOST, port), handler_of(self)))

    @property
    def url(self) -> str:
        """The base address that a client is given."""
        return f"http://{HOST}:{self.port}/v1"

    def release(self, event: str) -> None:
        """Let a reply go on that waits for an event."""
        self.gates.open(event)

    def wait_for(self, event: str) -> None:
        """Return when a reply has come to the event that it waits for.

        :raises TimeoutError: when none comes.
        """
        self.gates.reached(event, PATIENCE)

    def wait_left(self) -> None:
        """Return when a client has left within a reply.

        :raises TimeoutError: when none does.
        """
        self.gates.reached(Gates.LEFT, PATIENCE)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gates.close()
        super().__exit__(kind, error, trace)
        if self.problems and error is None:
            raise RuntimeError("; ".join(self.problems))


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that left: that is what many tests are about."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            sys.excepthook(*sys.exc_info())


def main(argv: Sequence[str] | None = None) -> int:
    """Serve one transcript until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.language_models.server")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--script", choices=names(), default="right_quote")
    parser.add_argument("--dialect", choices=sorted(DIALECTS), default=OPENAI.name)
    parser.add_argument("--pace", type=float, default=0.05, help="seconds between two chunks")
    options = parser.parse_args(argv)
    transcript = load(options.script)
    dialect = DIALECTS[options.dialect]
    with ReplayServer(transcript, dialect, options.port, options.pace) as server:
        sys.stderr.write(
            f"{server.url} as {dialect.name}: {transcript.about}\n"
            f"Ask: {transcript.question}\n"
            "Another script: type its name. A reply that waits: type the event. End: Ctrl+D.\n"
        )
        for line in sys.stdin:
            _obey(server, line.strip())
    return 0


def _obey(server: ReplayServer, word: str) -> None:
    if word in names():
        server.use(load(word))
        sys.stderr.write(f"{server.transcript.about}\nAsk: {server.transcript.question}\n")
    elif word:
        server.release(word)


if __name__ == "__main__":
    sys.exit(main())
