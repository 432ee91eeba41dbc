"""Drafted sentences out of JSON that may be cut off, wrapped, or not quite JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from assistant.generative.models import Draft, Quotation

_STRUCTURE = re.compile(r'\\.|["{}]', re.DOTALL)
_DEEPEST = 8
_SAYS_NO = re.compile(r'"answers?"\s*:\s*(?:false|"no"|0)\b', re.IGNORECASE)
_COMMA_TOO_MANY = re.compile(r",(\s*[}\]])")
_TEXT = ("text", "sentence", "statement")
_QUOTES = ("quotes", "quotations", "quote", "quotation", "evidence", "citations")
_WORDS = ("words", "quote", "quotation", "text", "exact_words")
_MARKER = ("excerpt", "marker", "number", "source", "passage", "id")
_LOOSE_TEXT = re.compile(
    r'"(?:text|sentence)"\s*:\s*"(.*?)"\s*,\s*"(?:quotes|quotations|evidence)"', re.DOTALL
)
_LOOSE_QUOTE = re.compile(
    r'"excerpt"\s*:\s*"?(\d{1,4})"?\s*,\s*"words"\s*:\s*"(.*?)"\s*\}', re.DOTALL
)


class JsonDrafts:
    """Finds each object that is a sentence, as soon as its last brace has come."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._in_string = False
        self._opened: list[int] = []
        self._given = 0
        self.says_no = False
        self.is_closed = False  # the object that the sentences stand in has ended

    def feed(self, text: str, *, last: bool) -> list[Draft]:
        """Take more text, and return the sentences that it completes.

        :param text: what follows.
        :param last: nothing will.
        """
        self._text += text
        found: list[Draft] = []
        for match in _STRUCTURE.finditer(self._text, self._at):
            if match.group().startswith("\\"):
                self._at = match.end()
                continue
            self._at = match.end()
            draft = self._meet(match.group(), match.start())
            if draft is not None:
                found.append(draft)
        if not last and self._text.endswith("\\"):
            self._at = min(self._at, len(self._text) - 1)
        self._has_said_no(len(self._text))
        return found

    def _has_said_no(self, end: int) -> bool:
        """Tell whether, before the first sentence, it was said that there is no answer."""
        if not self._given and not self.says_no:
            self.says_no = _SAYS_NO.search(self._text, 0, end) is not None
        return self.says_no

    def _meet(self, mark: str, at: int) -> Draft | None:
        if mark == '"':
            self._in_string = not self._in_string
        elif mark == "{" and not self._in_string:
            self._opened.append(at)
        elif mark == "}" and not self._in_string and self._opened:
            start = self._opened.pop()
            draft = _draft_of(self._text[start : at + 1]) if len(self._opened) < _DEEPEST else None
            if draft is not None and not self._has_said_no(start):
                self._given += 1
                return draft
            self.is_closed |= draft is None and not self._opened and self._given > 0
        return None


def _draft_of(written: str) -> Draft | None:
    """Return the sentence that an object holds; None where it is another object."""
    try:
        value = json.loads(_COMMA_TOO_MANY.sub(r"\1", written), strict=False)
    except (ValueError, RecursionError):
        return _loosely(written)
    if not isinstance(value, dict):
        return None
    text, quotes = _first(value, _TEXT), _first(value, _QUOTES)
    if not isinstance(text, str) or "words" in value or (quotes is None and "excerpt" in value):
        return None
    return Draft(text, _quotations(quotes))


def _loosely(written: str) -> Draft | None:
    """Read an object in which quotation marks stand unescaped inside a text."""
    texts = _LOOSE_TEXT.findall(written)
    if len(texts) != 1 or '"sentences"' in written:
        return None
    quotes = tuple(Quotation(int(n), words) for n, words in _LOOSE_QUOTE.findall(written))
    return Draft(texts[0].replace('\\"', '"'), quotes)


def _quotations(value: object) -> tuple[Quotation, ...]:
    if isinstance(value, list):
        return tuple(each for item in value for each in _quotations(item))
    if isinstance(value, str):
        return (Quotation(None, value),)
    if not isinstance(value, dict):
        return ()
    words = _first(value, _WORDS)
    return (Quotation(_number(_first(value, _MARKER)), words),) if isinstance(words, str) else ()


def _first(value: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((value[name] for name in names if name in value), None)


def _number(value: object) -> int | None:
    """Return an excerpt's number, however it is written: 3, "3", "[3]", "excerpt 3"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if abs(value) < 1e6 else None
    found = re.search(r"\d{1,6}", value) if isinstance(value, str) else None
    return int(found.group()) if found else None
