from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import folder
from ingest.errors import DocumentError, DocumentNotFound, DocumentTooLarge, NotAFile


def test_what_is_no_regular_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    for name, problem in [
        (".", "is a folder"),
        ("pipe", "is a device, a pipe"),
        ("link", "is a link to nowhere, which is not there"),
    ]:
        with pytest.raises(NotAFile, match=problem):
            folder.check_file(tmp_path / name, name, 10)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match=r"a\.txt: there is no such file"):
        folder.check_file(tmp_path / "a.txt", "a.txt", 10)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # a hole: it takes no room on the disk
    with pytest.raises(
        DocumentTooLarge, match=r"2,048\.0 MiB, the limit is 100\.0 MiB.*--max-size"
    ):
        folder.read_bytes(path, "large.pdf", 100 * 1024**2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a")
    path.chmod(0)
    with pytest.raises(DocumentError, match=r"a\.txt: .*Permission denied; check who may"):
        folder.read_bytes(path, "a.txt", 10)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DocumentError, match="No space left on device"):
        folder.write_atomically(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotAFile, match="--documents"):
        folder.entries(tmp_path / "file")


def test_an_entry_is_found_by_its_id_only(tmp_path: Path) -> None:
    root = tmp_path / "documents"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.txt").write_bytes(b"a")
    (root / "README.md").write_bytes(b"a")
    (tmp_path / "secret.txt").write_bytes(b"a")
    (root / "link").symlink_to(tmp_path)
    found = folder.find(root, "sub/a.txt")
    assert found == folder.Entry("sub/a.txt", root / "sub" / "a.txt")
    for doc_id in ("sub", "README.md", "link/secret.txt", "../secret.txt", "/etc", "sub//a.txt",
                   "./sub/a.txt", "a\0b", "", str(tmp_path / "secret.txt")):  # fmt: skip
        assert folder.find(root, doc_id) is None
