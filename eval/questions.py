"""A questions file, read and checked: one JSON object a line, as CONTRIBUTING.md describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.conversation import Turn
from assistant.turns import turns_from_json
from eval.models import REPORT_SPLIT, TUNE_SPLIT, Expects, Question
from ingest.errors import QuestionInvalid, QuestionsInvalid
from ingest.models import UNDETERMINED

DEFAULT_QUESTIONS = Path(__file__).parent / "questions.jsonl"
DEFAULT_KIND = "unspecified"


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read a questions file.

    :param path: one JSON object a line, UTF-8; blank lines are skipped. Of lines with a
        ``verdict`` on one answer, which say the same ``about``, the last counts.
    :return: the questions in the file's order, at least one.
    :raises QuestionsInvalid: with file, line number and field when something is not of the form.
    """
    questions: dict[str, Question] = {}
    lines: dict[str, int] = {}
    judged: dict[str, str] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        fields = _object(line, where)
        question = parse_question(fields, where)
        if question.id in lines:
            raise QuestionsInvalid(
                f'{where}, field "id": {question.id!r} is the id of line {lines[question.id]} '
                "too; give every question an id of its own."
            )
        lines[question.id] = number
        questions[question.id] = question
        if {"verdict", "about"} <= fields.keys():
            about = _string(fields, "about", where, None)
            questions.pop(judged.get(about, ""), None)
            judged[about] = question.id
    if not questions:
        raise QuestionsInvalid(f"{path}: holds no question; expected one JSON object a line.")
    return tuple(questions.values())


def to_fit_on(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the English questions of the split ``tune`` that ask for sentences.

    Greetings, and what is asked of the documents themselves, are answered in ways of their own.
    """
    return tuple(
        question
        for question in questions
        if question.split == TUNE_SPLIT
        and question.language == "en"
        and question.kind not in ("greeting", "documents", "overview", "compare")
    )


def parse_question(fields: Mapping[str, object], where: str) -> Question:
    """Check one question's fields; those that are not known are passed over.

    :param fields: the line's JSON object.
    :param where: put before an error's message, for instance ``questions.jsonl, line 3``.
    :return: the question.
    :raises QuestionsInvalid: naming the field when one is missing, of the wrong type, or when
        what is expected contradicts the evidence.
    """
    evidence = _strings(fields, "evidence", where, required=True)
    all_needed = fields.get("all", False)
    if not isinstance(all_needed, bool):
        raise _wrong(where, "all", "true or false", all_needed)
    return Question(
        id=_identifier(fields, where),
        question=_string(fields, "question", where, None),
        language=_string(fields, "language", where, UNDETERMINED),
        kind=_string(fields, "kind", where, DEFAULT_KIND),
        evidence=evidence,
        answers=_strings(fields, "answers", where, required=False),
        split=_string(fields, "split", where, REPORT_SPLIT),
        all_needed=all_needed,
        history=parse_history(fields.get("history"), where),
        wants_reply=_expects(fields, evidence, where) == "reply",
        missing=_strings(fields, "missing", where, required=False),
    )


def parse_history(history: object, where: str) -> tuple[Turn, ...]:
    """Bring a conversation to one form.

    :param history: as :func:`assistant.turns.turns_from_json` takes it.
    :param where: put before an error's message.
    :return: the turns, oldest first.
    :raises QuestionsInvalid: when it is none of these.
    """
    try:
        return turns_from_json(history)
    except QuestionInvalid as exc:
        raise QuestionsInvalid(f"{where}, {exc}") from exc


def _expects(fields: Mapping[str, object], evidence: Sequence[str], where: str) -> Expects:
    allowed: tuple[Expects, ...] = ("answer",) if evidence else ("refusal", "reply")
    found = fields.get("expects", allowed[0])
    for word in allowed:
        if found == word:
            return word
    words = " or ".join(f'"{word}"' for word in allowed)
    reason = "is evidence" if evidence else "is no evidence"
    raise _wrong(where, "expects", f"{words}, since there {reason}", found)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise QuestionsInvalid(
            f"{path}: byte {exc.start} is not UTF-8; save the questions file as UTF-8."
        ) from exc
    except OSError as exc:
        raise QuestionsInvalid(
            f"{path}: cannot be read ({exc.strerror}); name a questions file with --questions."
        ) from exc


def _object(line: str, where: str) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except ValueError as exc:
        raise QuestionsInvalid(
            f"{where}: is not JSON ({exc}); expected one JSON object on the line."
        ) from exc
    if not isinstance(fields, dict):
        raise QuestionsInvalid(f"{where}: expected a JSON object, found {_shown(fields)}.")
    return fields


def _identifier(fields: Mapping[str, object], where: str) -> str:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id", where, None)


def _string(fields: Mapping[str, object], name: str, where: str, default: str | None) -> str:
    if name not in fields and default is not None:
        return default
    if name not in fields:
        raise QuestionsInvalid(f'{where}, field "{name}": is missing; expected a text.')
    value = fields[name]
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, name, "a text that is not empty", value)
    return value


def _strings(
    fields: Mapping[str, object], name: str, where: str, *, required: bool
) -> tuple[str, ...]:
    if name not in fields and not required:
        return ()
    if name not in fields:
        raise QuestionsInvalid(
            f'{where}, field "{name}": is missing; expected a list of quotations, '
            "empty where the documents do not say."
        )
    value = fields[name]
    if not isinstance(value, list):
        raise _wrong(where, name, "a list of texts", value)
    if not all(isinstance(item, str) and item.strip() for item in value):
        raise _wrong(where, name, "texts that are not empty", value)
    return tuple(value)


def _wrong(where: str, name: str, expected: str, found: object) -> QuestionsInvalid:
    return QuestionsInvalid(f'{where}, field "{name}": expected {expected}, found {_shown(found)}.')


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "..."
