"""An exported conversation, read from a file."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from assistant.transcript.html import DATA_ID
from assistant.transcript.models import Conversation
from assistant.transcript.stored import from_json
from ingest.errors import TranscriptInvalid

LARGEST = 100_000_000  # bytes
ADVICE = "export the conversation as HTML or JSON, and give that file"


def read_export(path: Path) -> Conversation:
    """Read a conversation that was exported as JSON or HTML.

    :param path: the file; what it is is told by what it holds, not by its name.
    :raises TranscriptInvalid: when it cannot be read, or holds no conversation.
    """
    text = _text(path)
    head = text.lstrip()[:200].lower()
    if head.startswith(("<!doctype html", "<html")):
        text = _data(text, path)
    elif not head.startswith(("{", "[")):
        what = "a Markdown export" if path.suffix.lower() in (".md", ".markdown") else "no export"
        raise TranscriptInvalid(
            f"{path}: is {what}, which does not say where its quotations stand; {ADVICE}."
        )
    try:
        return from_json(_object(text, path))
    except TranscriptInvalid as exc:
        raise TranscriptInvalid(f"{path}: {exc}") from exc


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise TranscriptInvalid(
                f"{path}: is larger than {LARGEST} bytes, which no export is; {ADVICE}."
            )
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise TranscriptInvalid(f"{path}: byte {exc.start} is not UTF-8; {ADVICE}.") from exc
    except OSError as exc:
        raise TranscriptInvalid(f"{path}: cannot be read ({exc.strerror}); {ADVICE}.") from exc


def _object(text: str, path: Path) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as exc:
        reason = "nested too deep" if isinstance(exc, RecursionError) else str(exc)
        raise TranscriptInvalid(f"{path}: is not JSON ({reason}); {ADVICE}.") from exc


def _data(text: str, path: Path) -> str:
    found = _Data()
    found.feed(text)
    found.close()
    if not found.parts:
        raise TranscriptInvalid(f"{path}: is a web page without a conversation in it; {ADVICE}.")
    return "".join(found.parts)


class _Data(HTMLParser):
    """Collects the JSON that an HTML export holds; the first, should there be several."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._is_within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_data = tag == "script" and dict(attrs).get("id") == DATA_ID
        self._is_within = is_data and not self.parts

    def handle_endtag(self, tag: str) -> None:
        self._is_within = False

    def handle_data(self, data: str) -> None:
        if self._is_within:
            self.parts.append(data)
