import io
import zipfile
from importlib import import_module

import pytest

from ingest.errors import (
    DocumentError,
    EmptyDocument,
    UnsupportedFormat,
    WrongEncoding,
    WrongFormat,
)
from ingest.readers import CURRENT_READERS, ReadOptions, read


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (b"# Title\n\nText.", "a.md", "markdown/2"),
        (b"# Title\n\nText.", "a.MARKDOWN", "markdown/2"),
        (b"# Title\n\nText.", "a.txt", "text/2"),
        (b"Text without an ending.", "notes", "text/2"),
        ("Мягкая сила".encode("utf-16"), "a.txt", "text/2"),
        (b"\xef\xbb\xbfText.", "a.txt", "text/2"),
        (b"A file that begins with %PDF-1.7 is a PDF.", "a.txt", "text/2"),
        (b"# Pages\n\nA page begins with `<html>`.", "a.md", "markdown/2"),
        (b"<!DOCTYPE html><html><body><p>A page that says some words.</p>", "a.txt", "html/2"),
    ],
)
def test_content_and_name_choose_the_reader(data: bytes, name: str, reader: str) -> None:
    assert read(data, name, ReadOptions()).reader == reader


@pytest.mark.parametrize("name", sorted(CURRENT_READERS))
def test_every_reader_is_what_the_dispatcher_calls_it(name: str) -> None:
    assert import_module(f"ingest.readers.{name.split('/')[0]}").READER == name


@pytest.mark.parametrize(
    ("data", "name", "error", "match"),
    [
        (b"", "a.md", EmptyDocument, "the file is empty"),
        (b" \n\t\n", "a.txt", EmptyDocument, "the file is empty"),
        (b"hello", "a.pdf", WrongFormat, "not a PDF file, though it is named so.*'hello'"),
        (b"hello", "a.docx", WrongFormat, "not a DOCX file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", UnsupportedFormat, "give it as PDF, Word"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.md", UnsupportedFormat, "give it as PDF, Word"),
        (packed(other=b"x"), "a.zip", UnsupportedFormat, "a packed file"),
        (packed(other=b"x"), "a.docx", UnsupportedFormat, "a Word document without its text"),
        ("Сила".encode("windows-1251"), "a.txt", WrongEncoding, "byte 0xd1 at offset 0"),
        (b"caf\xe9", "a.txt", WrongEncoding, "byte 0xe9 at offset 3"),
    ],
)
def test_bad_file_gets_its_own_message(
    data: bytes, name: str, error: type[DocumentError], match: str
) -> None:
    with pytest.raises(error, match=f"^{name}: .*{match}"):
        read(data, name, ReadOptions())


def test_unknown_encoding_is_named() -> None:
    with pytest.raises(WrongEncoding, match="'windows-9999' is no encoding"):
        read(b"text", "a.txt", ReadOptions(encoding="windows-9999"))


def test_text_is_cleaned() -> None:
    found = read(
        "A title\r\n\r\nFirst\x0b line.\u00ad  \r\n\n\n\nLast.\0".encode(), "a.txt", ReadOptions()
    )
    assert found.text == "A title\n\nFirst\n line.\n\nLast."
    assert found.title == "A title"
