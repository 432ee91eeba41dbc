"""The types of the load bench: what was asked, what was said, and the figures."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation import Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one session asks it.

    :param session: whose question it is, from 0.
    :param question: in the session's words.
    :param history: the session's conversation so far, oldest first.
    """

    session: int
    question: str
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Of an answer, what must be the same whoever else is asking.

    :param question: the question that the answer says it answers.
    :param searched: that question made to stand alone; it shows whose conversation was read.
    :param text: the answer; empty for a refusal.
    :param quotes: what it cites, or for a refusal what comes nearest, in order.
    :param generation: the generation of the index that answered.
    """

    question: str
    searched: str
    text: str
    quotes: tuple[str, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question got.

    :param asked: the question.
    :param seconds: from asking to the answer or the error.
    :param said: the answer; None for an error.
    :param error: what went wrong; empty for an answer.
    :param rank: the largest place in the queue that the server told of, from 0; -1 for none.
    """

    asked: Asked
    seconds: float
    said: Said | None = None
    error: str = ""
    rank: int = -1


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was seen.

    :param what: in words.
    :param count: at least 1.
    """

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Waits:
    """How long answers were waited for, in seconds; 0 where there was none.

    :param count: of the answers.
    :param median: half waited no longer.
    :param p95: 95 of 100 waited no longer.
    :param longest: of all.
    """

    count: int
    median: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A build of the index by another process, one document added since the last.

    :param seconds: from its start to its end, while many were asking.
    :param alone_seconds: the same of such a build while nobody asked.
    :param published: it left a new generation.
    :param words: the last line that the build wrote.
    """

    seconds: float
    alone_seconds: float
    published: bool
    words: str


@dataclass(frozen=True, slots=True)
class Load:
    """The figures of many people asking one server at once, the index being rebuilt meanwhile.

    :param people: sessions that asked together, each one question after another.
    :param asked: questions asked together.
    :param seconds: from the first question to the last answer.
    :param alone: waits of one session while nobody else asked.
    :param together: waits of all sessions, those of errors left out.
    :param errors: what went wrong, by how often.
    :param mix_ups: answers that are not those of the session's own question and conversation.
    :param largest_rank: the largest place in the queue that a session was told, from 0; -1 for
        none.
    :param generations: answers by the generation that gave them.
    :param rebuild: how the build in the midst of it went.
    :param asker_cores: processor seconds a second that the asking itself took: where it comes
        near 1, the askers were the slow ones, not the server.
    :param log: what the server complained of in its log, by how often.
    """

    people: int
    asked: int
    seconds: float
    alone: Waits
    together: Waits
    errors: tuple[Count, ...]
    mix_ups: tuple[Count, ...]
    largest_rank: int
    generations: tuple[Count, ...]
    rebuild: Rebuild
    asker_cores: float
    log: tuple[Count, ...]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.together.count / self.seconds if self.seconds else 0.0

    @property
    def ratio(self) -> float:
        """The median wait together, against the median wait alone; 0 without answers."""
        return self.together.median / self.alone.median if self.alone.median else 0.0

    @property
    def is_clean(self) -> bool:
        """Everyone got the answers they get alone, and the rebuild was published."""
        return not self.errors and not self.mix_ups and self.rebuild.published
