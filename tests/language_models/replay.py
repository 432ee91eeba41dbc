"""What a replay server was asked and what it says next; its handler and its tests read both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.language_models.dialect import Dialect
from tests.language_models.gates import Gates
from tests.language_models.transcripts import Reply, Transcript

# A test that waits this long has failed.
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came.

    :param path: with the query.
    :param headers: their names in small letters.
    :param body: of a POST; empty for a GET.
    """

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """The texts of its messages, joined."""
        return "\n\n".join(each["content"] for each in self.body.get("messages", ()))

    @property
    def has_schema(self) -> bool:
        """It asks for an answer by a JSON schema."""
        return dict(self.body.get("response_format") or {}).get("type") == "json_schema"

    @property
    def wants_usage(self) -> bool:
        """It asks for the count of tokens within the stream."""
        return bool(dict(self.body.get("stream_options") or {}).get("include_usage"))


class Replay:
    """A transcript as it is being replayed.

    :param transcript: what is replayed.
    :param dialect: how it is written.
    :param pace: seconds between two chunks, for the eyes of a person; 0 in tests.
    """

    def __init__(self, transcript: Transcript, dialect: Dialect, pace: float) -> None:
        self.transcript = transcript
        self.dialect = dialect
        self.pace = pace
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.gates = Gates()
        self._answered = 0

    def use(self, transcript: Transcript) -> None:
        """Replay another transcript from its first reply on."""
        self.transcript, self._answered = transcript, 0

    def next_reply(self) -> Reply:
        """Return the reply that is due, and count it."""
        self._answered += 1
        return self.transcript.reply(self._answered - 1)
