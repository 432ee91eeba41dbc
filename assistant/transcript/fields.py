"""Frozen dataclasses as JSON has them, and back: every field checked, for anyone may edit JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from assistant.escape import REPLACEMENT, one_line
from ingest.errors import TranscriptInvalid

T = TypeVar("T")
HIGHEST = 2**53 - 1  # JavaScript knows no whole number above it
SHOWN_CHARS = 60
_LONE = re.compile("[\ud800-\udfff]")
_WORDS: Mapping[object, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number, 0 or above",
    float: "a number",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is taken, beside what the types say.

    :param longest: characters of a text, at most.
    :param most: items of a list, at most.
    :param most_named: the same for the lists of fields of these names.
    :param left_out: by class, fields that are not stored, with what they are read as.
    """

    longest: int = 100_000
    most: int = 10_000
    most_named: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[type, Mapping[str, object]] = field(default_factory=dict)


def record(value: object, shape: Shape) -> dict[str, object]:
    """Return a dataclass as JSON has it.

    A half of a character becomes U+FFFD, as which it is shown too: no encoder takes it. What is no
    finite number becomes 0.

    :param value: of such types as :func:`read` knows.
    :param shape: says which fields are left out.
    """
    left_out = shape.left_out.get(type(value), {})
    kept = [each.name for each in _fields_of(value) if each.name not in left_out]
    return {name: _plain(getattr(value, name), shape) for name in kept}


def _plain(value: object, shape: Shape) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return record(value, shape)
    if isinstance(value, frozenset):
        return sorted(_LONE.sub(REPLACEMENT, str(item)) for item in value)
    if isinstance(value, tuple):
        return [_plain(item, shape) for item in value]
    if isinstance(value, str):
        return _LONE.sub(REPLACEMENT, value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else 0.0
    return value


def read(kind: type[T], value: object, path: str, shape: Shape) -> T:
    """Return what JSON stands for.

    :param kind: a dataclass whose fields are texts, numbers, truths, literals, such dataclasses,
        tuples or frozensets of them, or one of these or None.
    :param value: as JSON has it; fields that are not known are passed over, those that have a
        default may lack.
    :param path: what the value is called in an error.
    :param shape: how long texts and lists may be.
    :raises TranscriptInvalid: naming the first field that is not of its type.
    """
    return cast(T, _read(kind, value, path, shape))


def invalid(path: str, expected: str, found: str) -> TranscriptInvalid:
    """Return the error that says what a field should have been.

    :param path: of the field, for instance ``exchanges[2].evidence.number``.
    :param expected: in words.
    :param found: in words, as :func:`shown` gives them.
    """
    return TranscriptInvalid(
        f"{path}: expected {expected}, found {found}; export the conversation again, and leave "
        "the file as it is."
    )


def shown(value: object) -> str:
    """Return a value in few words, whatever its size."""
    match value:
        case None:
            return "nothing (null)"
        case bool():
            return "true" if value else "false"
        case str():
            line = one_line(value[: SHOWN_CHARS + 1])
            return f"“{line[:SHOWN_CHARS]} …”" if len(value) > SHOWN_CHARS else f"“{line}”"
        case int() if abs(value) > HIGHEST:
            return "a number too large to count with"
        case int() | float():
            return str(value)
        case list():
            return f"a list of {len(value)}"
        case dict():
            return f"an object of {len(value)} fields"
    return f"a {type(value).__name__}"


def _read(kind: object, value: object, path: str, shape: Shape) -> object:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (some,) = (each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _read(some, value, path, shape)
    if origin in (tuple, frozenset):
        within, items = get_args(kind)[0], _items(value, path, shape)
        taken = [_read(within, each, f"{path}[{i}]", shape) for i, each in enumerate(items)]
        return tuple(taken) if origin is tuple else frozenset(taken)
    if origin is Literal:
        return _literal(get_args(kind), value, path)
    if isinstance(kind, type) and is_dataclass(kind):
        return _fields(kind, value, path, shape)
    return _simple(kind, value, path, shape)


def _fields(kind: type, value: object, path: str, shape: Shape) -> object:
    if not isinstance(value, dict):
        raise invalid(path, "an object", shown(value))
    given: dict[str, object] = dict(shape.left_out.get(kind, {}))
    hints = _hints(kind)
    for each in _fields_of(kind):
        name = each.name
        where = f"{path}.{name}" if path else name
        if name in given:
            continue
        if name in value:
            given[name] = _read(hints[name], value[name], where, shape)
        elif not _has_default(each):
            raise invalid(where, "this field", "none")
    return kind(**given)


def _fields_of(kind: object) -> tuple[Field[object], ...]:
    return fields(cast(Any, kind))  # the type of dataclasses has no name that can be imported


def _has_default(each: Field[object]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


@lru_cache(64)
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _items(value: object, path: str, shape: Shape) -> list[object]:
    if not isinstance(value, list):
        raise invalid(path, "a list", shown(value))
    most = shape.most_named.get(path.rpartition(".")[2], shape.most)
    if len(value) > most:
        raise invalid(path, f"a list of {most} at most", shown(value))
    return value


def _literal(allowed: tuple[object, ...], value: object, path: str) -> object:
    # Held by type too: true is 1 and 1.0 is 1 to Python.
    for each in allowed:
        if type(value) is type(each) and value == each:
            return each
    raise invalid(path, " or ".join(map(str, allowed)), shown(value))


def _simple(kind: object, value: object, path: str, shape: Shape) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind is str and isinstance(value, str):
        if len(value) > shape.longest:
            raise invalid(path, f"at most {shape.longest} characters", str(len(value)))
        return value
    if kind is bool and isinstance(value, bool):
        return value
    if kind is int and is_number and isinstance(value, int) and 0 <= value <= HIGHEST:
        return value
    # A browser writes 1.0 as 1. What is no number compares with none.
    if kind is float and is_number and isinstance(value, int | float) and abs(value) <= HIGHEST:
        return float(value)
    raise invalid(path, _WORDS.get(kind, "what this version knows"), shown(value))
