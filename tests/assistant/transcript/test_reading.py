from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.transcript import reading
from assistant.transcript.export import export_conversation
from assistant.transcript.reading import read_export
from assistant.transcript.stored import from_json, to_json
from ingest.errors import TranscriptInvalid
from tests.assistant.transcript.conversations import everything


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("name", ["export.json", "export.html", "export", "export.md"])
def test_an_export_is_read_whatever_its_name(form: str, name: str, tmp_path: Path) -> None:
    file = written(tmp_path / name, export_conversation(everything(), form).body)
    assert read_export(file) == from_json(to_json(everything()))


def test_a_mark_at_the_beginning_and_white_space_do_no_harm(tmp_path: Path) -> None:
    file = written(tmp_path / "a.json", "\ufeff\n " + json.dumps(to_json(everything())))
    assert len(read_export(file).exchanges) == 5


def test_a_markdown_export_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = written(tmp_path / "a.md", export_conversation(everything(), "markdown").body)
    with pytest.raises(TranscriptInvalid, match=r"is a Markdown export, .* as HTML or JSON"):
        read_export(file)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no export"),
        (b"PK\x03\x04", "is no export"),
        (b"{", "is not JSON"),
        (b"{}", "format: expected “footnote-conversation/1”, found nothing"),
        (b"[]", "the conversation: expected an object, found a list of 0"),
        (b"[" * 200_000, "is not JSON .nested too deep"),
        (b'{"format": ' + b"1" * 5000 + b"}", "is not JSON"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        (b"<!doctype html><p>Hello</p>", "is a web page without a conversation in it"),
        (b"<html><script>footnote-conversation</script>", "without a conversation in it"),
        (b"<html><script id='footnote-conversation'>{</script>", "is not JSON"),
        (b"<html><script id='footnote-conversation'>{", "is not JSON|without a conversation"),
    ],
    ids=range(12),
)
def test_what_is_no_export_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    file = written(tmp_path / "file.json", data)
    with pytest.raises(TranscriptInvalid, match=message) as caught:
        read_export(file)
    assert str(file) in str(caught.value)


def test_the_first_data_of_a_page_counts(tmp_path: Path) -> None:
    page = export_conversation(everything(), "html").body.decode("utf-8")
    other = '<script id="footnote-conversation">{}</script></body>'
    file = written(tmp_path / "a.html", page.replace("</body>", other))
    assert len(read_export(file).exchanges) == 5


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TranscriptInvalid, match=r"none.json: cannot be read \(No such file"):
        read_export(tmp_path / "none.json")
    with pytest.raises(TranscriptInvalid, match="cannot be read"):
        read_export(tmp_path)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(TranscriptInvalid, match="is larger than 10 bytes"):
        read_export(written(tmp_path / "a.json", "{" + " " * 10))
