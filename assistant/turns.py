"""A conversation as programs and files send it -> turns, whatever of the usual forms it has."""

from __future__ import annotations

import json
from typing import Literal, cast

from assistant.conversation import Turn
from ingest.errors import QuestionInvalid

ROLES = ("user", "assistant")


def turns_from_json(history: object) -> tuple[Turn, ...]:
    """Bring a conversation to one form.

    :param history: None, or a list of objects ``{"role", "content"}``, of pairs
        ``[question, answer]``, or of strings: the person's and the assistant's in turn, or the
        person's alone where each of them is a question. A content may be a list of parts
        ``{"text"}``, as Gradio's messages have it.
    :return: the turns, oldest first.
    :raises QuestionInvalid: when it is none of these.
    """
    if history is None:
        return ()
    if not isinstance(history, list | tuple):
        raise _wrong("a list of turns", history)
    if all(isinstance(turn, str) for turn in history):
        return _strung(list(history))
    return tuple(turn for item in history for turn in _turns(item))


def _strung(texts: list[str]) -> tuple[Turn, ...]:
    # An assistant answers: where every second text asks too, no text is an assistant's.
    replies = texts[1::2]
    only_questions = all(text.rstrip().endswith("?") for text in replies)
    roles = ROLES[:1] if only_questions else ROLES
    return tuple(_turn(roles[i % len(roles)], text) for i, text in enumerate(texts))


def _turns(item: object) -> list[Turn]:
    if isinstance(item, dict) and {"role", "content"} <= item.keys():
        return [_turn(item["role"], item["content"])]
    if isinstance(item, list | tuple) and len(item) == len(ROLES):
        return [_turn(role, text) for role, text in zip(ROLES, item, strict=True)]
    expected = 'strings, [question, answer] pairs or {"role", "content"} objects, all of one sort'
    raise _wrong(expected, item)


def _turn(role: object, content: object) -> Turn:
    if role not in ROLES:
        raise _wrong('the role "user" or "assistant"', role)
    if isinstance(content, list) and all(isinstance(part, dict) for part in content):
        content = " ".join(str(part.get("text", "")) for part in content)
    if not isinstance(content, str):
        raise _wrong("a turn's text", content)
    return Turn(role=cast(Literal["user", "assistant"], role), content=content)


def _wrong(expected: str, found: object) -> QuestionInvalid:
    shown = json.dumps(found, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 80 else shown[:77] + "..."
    return QuestionInvalid(f'field "history": expected {expected}, found {shown}.')
