from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from ingest import folder, readers, sidecar
from ingest.errors import (
    DocumentError,
    DocumentExists,
    DocumentNotFound,
    DocumentTooLarge,
    DuplicateDocument,
    EmptyDocument,
    EncryptedDocument,
    NotAFile,
    UnsafeName,
    WrongEncoding,
)
from ingest.library import Library
from ingest.sidecar import load_sidecar, sidecar_path
from tests.ingest import plain


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", plain.read)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "documents", max_bytes=1000)


def file(tmp_path: Path, name: str, content: bytes = b"text") -> Path:
    path = tmp_path / "elsewhere" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def put(library: Library, name: str, content: bytes = b"text") -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def held(library: Library) -> list[str]:
    return [each.doc_id for each in library.scan().files]


def problems(library: Library) -> dict[str, type[DocumentError]]:
    return {each.name: type(each) for each in library.scan().problems}


def test_a_folder_that_is_not_there_holds_nothing(library: Library) -> None:
    assert held(library) == []
    assert problems(library) == {}


@pytest.mark.parametrize("name", ["report.txt", "Мягкая сила Қытай.txt", "a b.txt"])
def test_an_added_file_is_held_and_read(library: Library, tmp_path: Path, name: str) -> None:
    added = library.add(file(tmp_path, name, b"odd text"))
    assert added.warnings == ("it is odd",)
    assert added.sha256 == hashlib.sha256(b"odd text").hexdigest()
    assert held(library) == [name]
    assert library.read(name).text == "odd text"
    assert os.listdir(library.root) == [name]


def test_only_the_base_name_is_kept(library: Library, tmp_path: Path) -> None:
    source = file(tmp_path, "report.txt")
    assert library.add(source.parent / ".." / "elsewhere" / "report.txt").doc_id == "report.txt"


def test_a_name_may_be_given(library: Library, tmp_path: Path) -> None:
    assert library.add(file(tmp_path, ".hidden"), name="seen.txt").doc_id == "seen.txt"
    with pytest.raises(UnsafeName):
        library.add(file(tmp_path, "b.txt", b"other"), name="../b.txt")


def test_what_cannot_be_read_is_not_written(library: Library, tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        library.add(file(tmp_path, "empty.txt", b""))
    with pytest.raises(WrongEncoding):
        library.add(file(tmp_path, "old.txt", "сила".encode("cp1251")))
    with pytest.raises(EncryptedDocument):
        library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="wrong")
    assert not library.root.exists()


def test_what_is_no_file_is_not_added(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile, match="is a folder"):
        library.add(tmp_path)
    with pytest.raises(NotAFile, match="a pipe"):
        library.add(tmp_path / "pipe")
    with pytest.raises(DocumentNotFound):
        library.add(tmp_path / "missing.txt")
    with pytest.raises(DocumentTooLarge, match="--max-size"):
        library.add(file(tmp_path, "large.txt", b"a" * 1001))


def test_the_same_content_is_held_once(library: Library, tmp_path: Path) -> None:
    library.add(file(tmp_path, "a.txt"))
    for name in ("a.txt", "b.txt"):
        with pytest.raises(DuplicateDocument, match=r"held already, as a\.txt"):
            library.add(file(tmp_path, name))
    assert held(library) == ["a.txt"]


def test_another_file_of_the_same_name_needs_replace(library: Library, tmp_path: Path) -> None:
    library.add(file(tmp_path, "a.txt", b"old"))
    with pytest.raises(DocumentExists, match="--replace takes its place, --name gives"):
        library.add(file(tmp_path, "a.txt", b"new"))
    library.add(file(tmp_path, "a.txt", b"new"), replace=True)
    assert library.read("a.txt").text == "new"
    library.add(file(tmp_path, "a.txt", b"new"), replace=True)
    (library.root / "b.txt").mkdir()
    with pytest.raises(DocumentExists, match="a folder of this name"):
        library.add(file(tmp_path, "b.txt", b"b"), replace=True)


def test_options_are_kept_beside_the_file_and_change_its_fingerprint(
    library: Library, tmp_path: Path
) -> None:
    data = "сила".encode("cp1251")
    added = library.add(file(tmp_path, "old.txt", data), encoding="cp1251")
    assert library.read("old.txt").text == "сила"
    assert library.scan().files == (added,)
    assert added.fingerprint != added.sha256
    library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="key")
    assert library.read("locked.pdf").text == "LOCKED:"


def test_a_replaced_files_options_go_and_its_description_stays(
    library: Library, tmp_path: Path
) -> None:
    put(library, "a.txt", plain.LOCKED)
    put(library, "a.txt.footnote.json", b'{"password": "key", "title": "A"}')
    library.add(file(tmp_path, "a.txt", b"plain"), replace=True)
    sidecar = load_sidecar(library.root / "a.txt", "a.txt")
    assert (sidecar.password, sidecar.title) == (None, "A")


@pytest.mark.parametrize("fails", ["note.md", "note.md.footnote.json"])
def test_a_replacement_that_fails_leaves_the_old_document_as_it_was(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    library.add(file(tmp_path, "note.md", "мягкая сила".encode("cp1251")), encoding="cp1251")
    before = library.scan().files
    write = folder.write_atomically

    def full(path: Path, data: bytes, mode: int = 0o666) -> None:
        if path.name == fails and data != old.get(path):
            raise DocumentError(path.name, "the operating system refuses it: disk full")
        write(path, data, mode)

    old = {path: path.read_bytes() for path in library.root.iterdir()}
    monkeypatch.setattr(folder, "write_atomically", full)
    monkeypatch.setattr(sidecar, "write_atomically", full)
    again = file(tmp_path, "note.md", "жёсткая сила".encode("koi8-r"))
    with pytest.raises(DocumentError, match="disk full"):
        library.add(again, encoding="koi8-r", replace=True)
    assert {path: path.read_bytes() for path in library.root.iterdir()} == old
    assert library.scan().files == before
    assert "мягкая" in library.read("note.md").text


def test_a_new_file_that_fails_leaves_nothing_behind(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes, mode: int = 0o666) -> None:
        raise DocumentError(path.name, "the operating system refuses it: disk full")

    monkeypatch.setattr(folder, "write_atomically", full)
    with pytest.raises(DocumentError, match="disk full"):
        library.add(file(tmp_path, "note.md", "сила".encode("cp1251")), encoding="cp1251")
    assert list(library.root.rglob("*")) == []


def test_a_file_in_the_folder_gets_its_options_where_it_lies(library: Library) -> None:
    path = put(library, "sub/locked.pdf", plain.LOCKED)
    before = library.scan().files[0].fingerprint
    added = library.add(path, password="key")
    assert added.doc_id == "sub/locked.pdf"
    assert added.fingerprint != before
    assert library.read("sub/locked.pdf").text == "LOCKED:"
    assert library.add(path).fingerprint == added.fingerprint


def test_a_copy_of_a_held_file_brings_its_options(library: Library, tmp_path: Path) -> None:
    put(library, "locked.pdf", plain.LOCKED)
    library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="key")
    assert library.read("locked.pdf").text == "LOCKED:"


def test_a_file_added_over_the_usual_limit_stays_readable(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.library.DEFAULT_MAX_BYTES", 1000)
    source = file(tmp_path, "large.txt", b"a" * 1001)
    Library(library.root, max_bytes=2000).add(source)
    assert held(library) == ["large.txt"]
    assert len(library.read("large.txt").text) == 1001


def test_scan_takes_documents_and_passes_over_the_rest(library: Library) -> None:
    for name in ("b.txt", "sub/a.txt", "sub/README.md", "Қ.txt"):
        put(library, name, name.encode())
    for name in ("README.md", ".hidden", "b.txt.footnote.json", "~$b.docx", ".git/x.txt"):
        put(library, name, b"{}")
    assert held(library) == ["b.txt", "sub/README.md", "sub/a.txt", "Қ.txt"]
    assert problems(library) == {}


def test_scan_names_each_problem_and_goes_on(library: Library, tmp_path: Path) -> None:
    put(library, "a.txt")
    put(library, "z/same.txt")
    put(library, "large.txt", b"a" * 1001)
    put(library, "bad\x07.txt", b"bell")
    (library.root / "dangling.txt").symlink_to("nowhere")
    (library.root / "outside.txt").symlink_to(file(tmp_path, "secret.txt", b"secret"))
    (library.root / "folder").symlink_to(tmp_path)
    put(library, "b.txt", b"b")
    put(library, "b.txt.footnote.json", b"{")
    os.mkfifo(library.root / "pipe")
    assert held(library) == ["a.txt"]
    assert problems(library) == {
        "b.txt": DocumentError,
        "bad\ufffd.txt": UnsafeName,
        "dangling.txt": NotAFile,
        "folder": NotAFile,
        "large.txt": DocumentTooLarge,
        "outside.txt": NotAFile,
        "pipe": NotAFile,
        "z/same.txt": DuplicateDocument,
    }


def test_a_name_that_is_not_utf8_is_a_problem_and_can_be_removed(library: Library) -> None:
    put(library, "a.txt")
    name = os.fsencode(library.root) + b"/\xff.txt"
    with open(name, "wb") as unreadable:
        unreadable.write(b"b")
    assert held(library) == ["a.txt"]
    assert problems(library) == {"\ufffd.txt": UnsafeName}
    library.remove("\ufffd.txt")
    assert problems(library) == {}


def test_names_that_differ_in_form_only_are_one(library: Library) -> None:
    decomposed = unicodedata.normalize("NFD", "Й.txt")
    put(library, decomposed, b"a")
    assert held(library) == ["Й.txt"]
    assert library.read(decomposed).doc_id == library.read("Й.txt").doc_id == "Й.txt"
    put(library, "Й.txt", b"b")
    assert problems(library) == {"Й.txt": UnsafeName}


def test_a_link_inside_the_folder_is_read_one_out_of_it_is_not(
    library: Library, tmp_path: Path
) -> None:
    put(library, ".kept/a.txt", b"inside")
    (library.root / "inside.txt").symlink_to(".kept/a.txt")
    (library.root / "outside.txt").symlink_to(file(tmp_path, "secret.txt", b"secret"))
    assert library.read("inside.txt").text == "inside"
    with pytest.raises(NotAFile, match="out of the documents folder"):
        library.read("outside.txt")


@pytest.mark.parametrize("doc_id", ["../elsewhere/secret.txt", "/etc/hostname", "", ".", "sub"])
def test_only_what_the_folder_holds_is_read_or_removed(
    library: Library, tmp_path: Path, doc_id: str
) -> None:
    secret = file(tmp_path, "secret.txt")
    put(library, "sub/a.txt")
    with pytest.raises(DocumentNotFound):
        library.read(doc_id)
    with pytest.raises(DocumentNotFound):
        library.remove(doc_id)
    assert secret.exists()


def test_remove_takes_the_sidecar_too(library: Library, tmp_path: Path) -> None:
    library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="key")
    library.remove("locked.pdf")
    assert [path.name for path in library.root.iterdir()] == [".removed"]
    library.forget_removed(library.removed())
    assert list(library.root.rglob("*.*")) == [library.root / ".removed"]


def test_remove_takes_a_link_and_leaves_its_target(library: Library, tmp_path: Path) -> None:
    library.root.mkdir()
    (library.root / "outside.txt").symlink_to(file(tmp_path, "secret.txt"))
    library.remove("outside.txt")
    assert (tmp_path / "elsewhere" / "secret.txt").exists()


def test_a_removed_document_can_be_added_anew(library: Library, tmp_path: Path) -> None:
    library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="key")
    library.remove("locked.pdf")
    with pytest.raises(EncryptedDocument):  # the password went with it
        library.add(file(tmp_path, "locked.pdf", plain.LOCKED))
    library.add(file(tmp_path, "locked.pdf", plain.LOCKED), password="key")
    with pytest.raises(DuplicateDocument, match=r"as locked\.pdf; it is not restored beside it"):
        library.restore("locked.pdf")


def test_near_names_are_suggested(library: Library) -> None:
    put(library, "sub/report.txt")
    put(library, "soft-power.md", b"other")
    with pytest.raises(DocumentNotFound, match=r"did you mean soft-power\.md\?"):
        library.remove("softpower.md")
    with pytest.raises(DocumentNotFound, match=r"sub/report\.txt"):
        library.read("report.txt")


def test_an_orphaned_sidecar_does_not_describe_a_new_file(library: Library, tmp_path: Path) -> None:
    put(library, "a.txt.footnote.json", b'{"title": "Another"}')
    library.add(file(tmp_path, "a.txt"))
    assert not sidecar_path(library.root / "a.txt").exists()
