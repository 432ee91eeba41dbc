"""Hand-written replies of a language model, good and bad, as files of ``transcripts/``.

::

    about = "what is to be seen"
    question = "Who introduced the term soft power?"
    takes_schema = false         # the server refuses a JSON schema (true unless told)
    refuses = ["temperature"]    # fields of a request that it refuses (none unless told)

    [[reply]]                    # one a request; the last one goes on for ever
    words = '''...'''            # what the model writes
    plain = '''...'''            # what it writes where no schema came with the request
    cut = 7                      # characters a chunk; 0 for all in one (8 unless told)
    packet = 5                   # bytes a packet, so that characters are cut too (0: a chunk each)
    thought = "..."              # sent in the dialect's own field before the words
    finish = "length"            # the reason to finish ("stop" unless told)
    trouble = "too_many"         # instead of words: fails in the dialect's own way
    page = "<html>"              # instead of words: what a wrong address may give, with 200
    wait = "name"                # sends nothing until the test releases this

Within ``words``, ``{excerpt of "Joseph Nye"}`` is the number of the excerpt in the prompt that
holds these words and ``{excerpt without "Joseph Nye"}`` that of the first one which does not;
``{wait "name"}`` holds the stream until released, ``{lost}`` closes the connection within the
stream, ``{reset}`` does so harshly, ``{ended}`` ends the response as if all were said, ``{error}``
sends an error within the stream, ``{garbage}`` an event that is no JSON, ``{ping}`` a comment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from tests.language_models.dialect import Trouble

FOLDER = Path(__file__).parent / "transcripts"
Act = Literal["wait", "lost", "reset", "ended", "error", "garbage", "ping"]
ACTS = "|".join(get_args(Act))
MARK = re.compile(rf'\{{({ACTS})(?: "([^"{{}}]*)")?\}}')


@dataclass(frozen=True, slots=True)
class Mark:
    """Something done within a stream.

    :param act: what.
    :param name: of the event waited for.
    """

    act: Act
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for one request; the fields are told at the head of the module."""

    words: str = ""
    plain: str | None = None
    cut: int = 8
    packet: int = 0
    thought: str = ""
    finish: str = "stop"
    trouble: Trouble | None = None
    page: str = ""
    wait: str = ""

    def said(self, with_schema: bool) -> str:
        """Return the words for a request with a schema, or for one without."""
        return self.words if with_schema or self.plain is None else self.plain


@dataclass(frozen=True, slots=True)
class Transcript:
    """Replies, in the order of the requests.

    :param name: of its file, the ending left out.
    :param about: what is to be seen with it.
    :param question: one that it answers.
    :param replies: one a request; the last is repeated.
    :param takes_schema: whether the server takes a JSON schema.
    :param refuses: fields of a request that it does not take.
    """

    name: str
    about: str
    question: str
    replies: tuple[Reply, ...]
    takes_schema: bool = True
    refuses: tuple[str, ...] = ()

    def reply(self, request: int) -> Reply:
        """Return the reply to a request.

        :param request: its number, from 0; requests that were refused for a field left out.
        """
        return self.replies[min(request, len(self.replies) - 1)]


def load(name: str) -> Transcript:
    """Read a transcript.

    :param name: of its file, the ending left out.
    :raises ValueError: when it is not of the form.
    """
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return _transcript(name, tomllib.load(file))


def names() -> list[str]:
    """Return the names of all transcripts, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def cut(words: str, size: int) -> Iterator[str | Mark]:
    """Cut words into chunks, and the marks out of them.

    :param size: characters a chunk; 0 for as many as stand between two marks.
    """
    start = 0
    for match in MARK.finditer(words):
        yield from _pieces(words[start : match.start()], size)
        yield Mark(_act(match[1]), match[2] or "")
        start = match.end()
    yield from _pieces(words[start:], size)


def _pieces(words: str, size: int) -> Iterator[str]:
    step = size or max(len(words), 1)
    yield from (words[at : at + step] for at in range(0, len(words), step))


def _act(name: str) -> Act:
    return next(act for act in get_args(Act) if act == name)


def _transcript(name: str, told: Mapping[str, Any]) -> Transcript:
    known = {"about", "question", "takes_schema", "refuses", "reply"}
    if set(told) - known or not told.get("reply"):
        raise ValueError(f"{name}: needs replies, and knows {sorted(known)}, not {sorted(told)}")
    return Transcript(
        name=name,
        about=told["about"],
        question=told["question"],
        replies=tuple(_reply(name, each) for each in told["reply"]),
        takes_schema=told.get("takes_schema", True),
        refuses=tuple(told.get("refuses", ())),
    )


def _reply(name: str, told: Mapping[str, Any]) -> Reply:
    known = {each.name for each in fields(Reply)}
    if set(told) - known:
        raise ValueError(f"{name}: a reply knows {sorted(known)}, not {sorted(set(told) - known)}")
    if "trouble" in told and told["trouble"] not in get_args(Trouble):
        raise ValueError(f"{name}: {told['trouble']} is none of {get_args(Trouble)}")
    return Reply(**told)
