from __future__ import annotations

import errno
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import aside, readers
from ingest.errors import (
    DocumentError,
    DocumentExists,
    DocumentNotFound,
    DuplicateDocument,
    NotAFile,
)
from ingest.library import Library, Removed
from ingest.models import SourceOf
from ingest.sources.attempts import Attempt, read_attempts, write_attempts
from tests.ingest import plain

SIDECAR = b'{"password": "key"}'


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", plain.read)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "documents", max_bytes=1000)


def put(library: Library, name: str, content: bytes = b"text", sidecar: bytes = b"") -> Path:
    path = library.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if sidecar:
        path.with_name(f"{path.name}.footnote.json").write_bytes(sidecar)
    return path


def seen(library: Library) -> dict[str, bytes]:
    """Return what lies in the folder and is not hidden, links with where they lead."""
    return {
        name: os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
        for path in library.root.rglob("*")
        if path.is_symlink() or path.is_file()
        if not (name := path.relative_to(library.root).as_posix()).startswith(".")
    }


def aside_files(library: Library) -> dict[str, bytes]:
    """Return what lies aside, by its path below its removal."""
    folder = library.root / ".removed"
    return {
        "/".join(path.relative_to(folder).parts[1:]): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def ids(library: Library) -> list[str]:
    return [each.doc_id for each in library.removed()]


def failing(call: int, error: type[BaseException]) -> Callable[..., None]:
    """Return an ``os.replace`` that fails at one of its calls, the first being 1."""
    calls = 0
    replace = os.replace

    def fail(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(errno.EIO, "Input/output error") if error is OSError else error
        replace(source, target)

    return fail


@pytest.mark.parametrize("name", ["a.txt", "sub/deep/Қ b.txt", "sub/README.md"])
@pytest.mark.parametrize("sidecar", [b"", SIDECAR])
def test_a_removed_document_comes_back_as_it_was(
    library: Library, name: str, sidecar: bytes
) -> None:
    path = put(library, name, b"text", sidecar)
    put(library, "other.txt", b"other")
    if sidecar:
        path.with_name(f"{path.name}.footnote.json").chmod(0o600)
    before, scan = seen(library), library.scan()
    removed = library.remove(name)
    assert seen(library) == {"other.txt": b"other"}
    assert library.removed() == (removed,)
    assert (removed.doc_id, removed.size) == (name, 4)
    assert datetime.fromisoformat(removed.when).tzinfo == UTC
    restored = library.restore(name)
    assert (restored.doc_id, restored.path) == (name, path)
    assert seen(library) == before
    assert library.scan() == scan
    assert library.removed() == ()
    assert list((library.root / ".removed").iterdir()) == []
    if sidecar:
        assert path.with_name(f"{path.name}.footnote.json").stat().st_mode & 0o777 == 0o600


def test_what_lies_aside_is_no_document(library: Library) -> None:
    put(library, "sub/a.txt", b"text", SIDECAR)
    library.remove("sub/a.txt")
    (lying,) = (path for path in library.root.rglob("a.txt"))
    inside = lying.relative_to(library.root).as_posix()
    assert library.doc_ids() == []
    assert (library.scan().files, library.scan().problems) == ((), ())
    assert library.holder_of(b"text") is None
    assert library.free_id("sub/a.txt") == "sub/a.txt"
    for act in (library.read, library.remove, library.sidecar, library.restore):
        with pytest.raises(DocumentNotFound):
            act(inside)
    # Adding it from where it lies makes a copy, as of any other file.
    assert library.add(lying).doc_id == "a.txt"
    assert ids(library) == ["sub/a.txt"]


def test_the_record_of_fetches_is_left_alone(library: Library) -> None:
    put(library, "a.txt")
    attempts = {SourceOf("a.txt", 1): Attempt("https://a.example", "2026-01-01T00:00:00", "gone")}
    write_attempts(library.root, attempts)
    library.forget_removed([library.remove("a.txt")])
    assert read_attempts(library.root) == attempts


def test_a_removal_that_fails_half_way_leaves_the_document(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", b"text", SIDECAR)
    before = seen(library)
    monkeypatch.setattr(os, "replace", failing(2, OSError))
    with pytest.raises(DocumentError, match=r"a\.txt: the operating system refuses it: Input"):
        library.remove("a.txt")
    assert seen(library) == before
    assert library.removed() == ()
    assert list((library.root / ".removed").iterdir()) == []


def test_a_crash_between_the_two_moves_loses_neither(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", plain.LOCKED, SIDECAR)
    before = seen(library)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, SystemExit))
        with pytest.raises(SystemExit):
            library.remove("a.txt")
    assert seen(library) == {"a.txt.footnote.json": SIDECAR}
    assert library.doc_ids() == []
    assert library.scan().problems == ()
    library.restore("a.txt")
    assert seen(library) == before
    assert library.read("a.txt").text == "LOCKED:"


def test_a_crash_while_restoring_loses_neither(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", plain.LOCKED, SIDECAR)
    before = seen(library)
    library.remove("a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, SystemExit))
        with pytest.raises(SystemExit):
            library.restore("a.txt")
    assert library.doc_ids() == []
    assert ids(library) == ["a.txt"]
    library.restore("a.txt")
    assert seen(library) == before


def test_a_restoring_that_fails_leaves_it_aside(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", b"text", SIDECAR)
    library.remove("a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, OSError))
        with pytest.raises(DocumentError, match="Input/output error"):
            library.restore("a.txt")
    assert seen(library) == {}
    assert aside_files(library) == {"a.txt": b"text", "a.txt.footnote.json": SIDECAR}
    library.restore("a.txt")
    assert library.doc_ids() == ["a.txt"]


KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.library import Library

calls = 0
def replace(source, target, _replace=os.replace):
    global calls
    calls += 1
    if calls == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    _replace(source, target)

os.replace = replace
Library(Path(sys.argv[1])).remove("a.txt")
"""


def test_a_killed_removal_can_be_undone(library: Library) -> None:
    put(library, "a.txt", b"text", SIDECAR)
    before = seen(library)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(library.root)], check=False)
    assert killed.returncode < 0
    assert library.doc_ids() == []
    library.restore("a.txt")
    assert seen(library) == before


@pytest.mark.parametrize("crashed", ["remove", "restore"])
def test_a_sidecar_that_a_crash_left_goes_with_its_document(
    library: Library, monkeypatch: pytest.MonkeyPatch, crashed: str
) -> None:
    put(library, "a.txt", b"text", SIDECAR)
    if crashed == "restore":
        library.remove("a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, SystemExit))
        with pytest.raises(SystemExit):
            getattr(library, crashed)("a.txt")
    assert seen(library) == {"a.txt.footnote.json": SIDECAR}
    library.forget_removed(library.removed())
    assert [path.name for path in library.root.rglob("*")] == [".removed"]


def test_another_documents_sidecar_is_left_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", b"text", SIDECAR)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, SystemExit))
        with pytest.raises(SystemExit):
            library.remove("a.txt")
    put(library, "a.txt", b"new", b'{"title": "New"}')
    put(library, "b.txt")
    library.remove("b.txt")
    put(library, "b.txt.footnote.json", SIDECAR)  # it never was that of the removed one
    before = seen(library)
    library.forget_removed(library.removed())
    assert seen(library) == before


def test_each_removal_of_a_name_is_kept(library: Library) -> None:
    put(library, "a.txt", b"old", SIDECAR)
    old = library.remove("a.txt")
    put(library, "a.txt", b"wrong")
    wrong = library.remove("a.txt")
    assert library.removed() == (wrong, old)
    assert library.restore("a.txt").size == len(b"wrong")
    assert seen(library) == {"a.txt": b"wrong"}
    with pytest.raises(DocumentExists, match=f"restore this one, whose key is {old.key}"):
        library.restore("a.txt")
    library.remove("a.txt")
    library.restore("a.txt", key=old.key)
    assert seen(library) == {"a.txt": b"old", "a.txt.footnote.json": SIDECAR}


def test_the_last_removal_is_known_when_the_clock_was_set_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        now_ = datetime(2026, 5, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return cls.now_

    monkeypatch.setattr(aside, "datetime", Clock)
    put(library, "a.txt", b"first")
    library.remove("a.txt")
    Clock.now_ = datetime(2020, 1, 1, tzinfo=UTC)
    put(library, "a.txt", b"second!")
    library.remove("a.txt")
    assert [each.size for each in library.removed()] == [7, 5]
    assert library.removed()[0].when == "2026-05-01T00:00:00+00:00"


def test_a_key_that_is_not_known_is_refused(library: Library) -> None:
    put(library, "a.txt")
    removed = library.remove("a.txt")
    for key in ("", "..", "../..", removed.key + "/..", "/etc"):
        with pytest.raises(DocumentNotFound, match=f"under this key; give {removed.key}"):
            library.restore("a.txt", key=key)
    assert library.removed() == (removed,)


def test_the_same_content_is_not_restored_beside_itself(library: Library) -> None:
    put(library, "a.txt", b"text")
    library.remove("a.txt")
    put(library, "sub/b.txt", b"text")
    with pytest.raises(DuplicateDocument, match=r"a\.txt: the same .* held already, as sub/b\.txt"):
        library.restore("a.txt")
    assert (library.doc_ids(), ids(library)) == (["sub/b.txt"], ["a.txt"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_that_is_taken_is_not_restored(
    library: Library, form: Literal["NFC", "NFD"]
) -> None:
    name = "Й.txt"
    put(library, name, b"old")
    library.remove(name)
    put(library, unicodedata.normalize(form, name), b"new")
    with pytest.raises(DocumentExists, match="another file or folder has this name by now"):
        library.restore(name)
    assert list(seen(library).values()) == [b"new"]
    assert aside_files(library) == {name: b"old"}


def test_a_folder_of_its_name_is_in_the_way(library: Library) -> None:
    put(library, "a.txt", b"old")
    library.remove("a.txt")
    (library.root / "a.txt").mkdir()
    with pytest.raises(DocumentExists):
        library.restore("a.txt")
    (library.root / "a.txt").rmdir()
    library.restore("a.txt")


def test_a_file_in_place_of_its_folder_is_in_the_way(library: Library) -> None:
    put(library, "sub/a.txt", b"old")
    library.remove("sub/a.txt")
    (library.root / "sub").rmdir()
    put(library, "sub", b"file")
    with pytest.raises(DocumentError, match="the operating system refuses it"):
        library.restore("sub/a.txt")
    assert (seen(library), ids(library)) == ({"sub": b"file"}, ["sub/a.txt"])


def test_its_folder_is_made_again(library: Library) -> None:
    put(library, "sub/deep/a.txt", b"text", SIDECAR)
    library.remove("sub/deep/a.txt")
    (library.root / "sub" / "deep").rmdir()
    (library.root / "sub").rmdir()
    library.restore("sub/deep/a.txt")
    assert library.doc_ids() == ["sub/deep/a.txt"]


def test_near_names_are_suggested(library: Library) -> None:
    put(library, "soft-power.md")
    library.remove("soft-power.md")
    with pytest.raises(
        DocumentNotFound, match=r"nothing of this name can be .*; did you mean soft-power\.md\?"
    ):
        library.restore("softpower.md")
    with pytest.raises(DocumentNotFound, match=r"deletes for good what was removed before it$"):
        library.restore("Қ")


@pytest.mark.parametrize(
    "doc_id",
    ["../elsewhere.txt", "sub/../a.txt", "./a.txt", "/etc/hostname", "", ".", "..", "a\0b",
     ".removed/a.txt", ".hidden.txt", "a.txt.footnote.json", "sub", "\ud800"],
)  # fmt: skip
def test_only_what_was_removed_is_restored(library: Library, tmp_path: Path, doc_id: str) -> None:
    (tmp_path / "elsewhere.txt").write_bytes(b"secret")
    put(library, "a.txt", b"text", SIDECAR)
    put(library, "sub/b.txt", b"b")
    library.remove("a.txt")
    library.remove("sub/b.txt")
    with pytest.raises(DocumentNotFound):
        library.restore(doc_id)
    assert seen(library) == {}
    assert (tmp_path / "elsewhere.txt").read_bytes() == b"secret"


def test_what_is_hidden_aside_is_not_restored(library: Library) -> None:
    put(library, "a.txt")
    removed = library.remove("a.txt")
    slot = library.root / ".removed" / removed.key
    for name in (".hidden.txt", "b.txt.footnote.json", ".git/x.txt", "README.md"):
        (slot / name).parent.mkdir(exist_ok=True)
        (slot / name).write_bytes(b"{}")
        with pytest.raises(DocumentNotFound):
            library.restore(name)
    assert ids(library) == ["a.txt"]


def test_links_aside_are_not_followed(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_bytes(b"secret")
    put(library, "a.txt")
    removed = library.remove("a.txt")
    folder = library.root / ".removed"
    (folder / "20260101T000000000000Z-0123abcd").symlink_to(outside)
    (folder / removed.key / "sub").symlink_to(outside)
    assert set(ids(library)) == {"a.txt", "sub"}  # the link itself, as in the documents folder
    for name in ("secret.txt", "sub/secret.txt"):
        with pytest.raises(DocumentNotFound):
            library.restore(name)
    library.forget_removed(library.removed())
    assert (outside / "secret.txt").read_bytes() == b"secret"
    assert [path.name for path in folder.iterdir()] == ["20260101T000000000000Z-0123abcd"]


def test_a_link_in_place_of_its_folder_is_not_followed(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    put(library, "sub/a.txt", b"text", SIDECAR)
    library.remove("sub/a.txt")
    (library.root / "sub").rmdir()
    (library.root / "sub").symlink_to(outside)
    with pytest.raises(NotAFile, match="sub is a link by now; remove it, then restore"):
        library.restore("sub/a.txt")
    assert list(outside.iterdir()) == []
    assert ids(library) == ["sub/a.txt"]


def test_a_link_in_place_of_the_hidden_folder_is_not_followed(
    library: Library, tmp_path: Path
) -> None:
    outside = tmp_path / "outside" / "20260101T000000000000Z-0123abcd"
    outside.mkdir(parents=True)
    (outside / "b.txt").write_bytes(b"b")
    put(library, "a.txt")
    (library.root / ".removed").symlink_to(outside.parent)
    with pytest.raises(NotAFile, match=r"a\.txt: it cannot be put aside: .* is a link; remove"):
        library.remove("a.txt")
    assert library.removed() == ()
    found = Removed("b.txt", 1, "", outside.name, outside / "b.txt")
    library.forget_removed([found])
    assert library.doc_ids() == ["a.txt"]
    assert (outside / "b.txt").exists()


def test_a_file_in_place_of_the_hidden_folder_is_named(library: Library) -> None:
    put(library, "a.txt")
    put(library, ".removed", b"file")
    assert library.removed() == ()
    with pytest.raises(DocumentError, match=r"a\.txt: the operating system refuses it"):
        library.remove("a.txt")
    assert library.doc_ids() == ["a.txt"]


@pytest.mark.parametrize("target", ["nowhere", ".kept/a.txt", "../elsewhere.txt"])
def test_a_link_comes_back_as_a_link(library: Library, tmp_path: Path, target: str) -> None:
    put(library, ".kept/a.txt", b"inside")
    (tmp_path / "elsewhere.txt").write_bytes(b"secret")
    (library.root / "link.txt").symlink_to(target)
    library.remove("link.txt")
    assert seen(library) == {}
    library.restore("link.txt")
    assert os.readlink(library.root / "link.txt") == target
    assert (tmp_path / "elsewhere.txt").read_bytes() == b"secret"


def test_where_a_link_aside_leads_is_not_looked_at(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    content = b"x" * len(str(outside))  # the size of the link itself
    outside.write_bytes(content)
    put(library, "a.txt", content)
    (library.root / "link.txt").symlink_to(outside)
    library.remove("link.txt")
    library.restore("link.txt")
    assert library.doc_ids() == ["a.txt", "link.txt"]


def test_a_sidecar_beyond_a_link_is_left_alone(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "sub/a.txt", b"text", SIDECAR)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing(2, SystemExit))
        with pytest.raises(SystemExit):
            library.remove("sub/a.txt")
    (library.root / "sub").rename(tmp_path / "outside")
    (library.root / "sub").symlink_to(tmp_path / "outside")
    library.forget_removed(library.removed())
    assert library.removed() == ()
    assert (tmp_path / "outside" / "a.txt.footnote.json").read_bytes() == SIDECAR


def test_what_is_no_file_comes_back(library: Library) -> None:
    put(library, "empty.txt", b"")
    os.mkfifo(library.root / "pipe")
    for name in ("empty.txt", "pipe"):
        library.remove(name)
        library.restore(name)
    assert library.doc_ids() == ["empty.txt", "pipe"]


def test_a_name_that_is_not_utf8_comes_back(library: Library) -> None:
    put(library, "a.txt", b"a")
    name = os.fsencode(library.root) + b"/\xff.txt"
    with open(name, "wb") as unreadable:
        unreadable.write(b"b")
    library.remove("\ufffd.txt")
    assert not os.path.exists(name)
    library.restore("\ufffd.txt")
    assert os.path.exists(name)


def test_only_what_is_given_is_deleted_for_good(library: Library) -> None:
    put(library, "a.txt", b"a", SIDECAR)
    put(library, "sub/b.txt", b"b")
    first = library.remove("a.txt")
    library.remove("sub/b.txt")
    library.forget_removed([first])
    assert aside_files(library) == {"sub/b.txt": b"b"}
    with pytest.raises(DocumentNotFound):
        library.restore("a.txt")
    library.forget_removed([first])
    library.restore("sub/b.txt")


def test_what_was_restored_and_removed_again_meanwhile_is_kept(library: Library) -> None:
    put(library, "a.txt", b"a", SIDECAR)
    listed = [library.remove("a.txt")]
    library.restore("a.txt")
    library.forget_removed(listed)
    assert seen(library) == {"a.txt": b"a", "a.txt.footnote.json": SIDECAR}
    library.remove("a.txt")
    library.forget_removed(listed)
    library.restore("a.txt")
    assert seen(library) == {"a.txt": b"a", "a.txt.footnote.json": SIDECAR}


def test_what_is_being_restored_is_not_deleted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", b"a", SIDECAR)
    listed = [library.remove("a.txt")]
    replace = os.replace

    def forget_first(source: Path, target: Path) -> None:
        library.forget_removed(listed)
        replace(source, target)

    monkeypatch.setattr(os, "replace", forget_first)
    library.restore("a.txt")
    assert seen(library) == {"a.txt": b"a", "a.txt.footnote.json": SIDECAR}


def test_what_was_deleted_just_before_it_is_restored_is_named(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt")
    listed = [library.remove("a.txt")]
    claim = aside.claim

    def forget_first(slot: Path) -> Path:
        library.forget_removed(listed)
        return claim(slot)

    monkeypatch.setattr(aside, "claim", forget_first)
    with pytest.raises(DocumentNotFound, match="just restored, or deleted for good"):
        library.restore("a.txt")


def test_a_deletion_that_was_cut_short_is_finished_by_the_next(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, "a.txt", b"a", SIDECAR)
    put(library, "b.txt", b"b")
    listed = [library.remove("a.txt"), library.remove("b.txt")]
    with monkeypatch.context() as patched:

        def refuse(path: Path) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        patched.setattr("shutil.rmtree", refuse)
        with pytest.raises(DocumentError, match=r"\.removed: .*Permission denied; check who may"):
            library.forget_removed(listed)
    assert library.removed() == ()
    assert len(aside_files(library)) == 3
    library.forget_removed([])
    assert list((library.root / ".removed").iterdir()) == []


def test_what_is_no_removal_is_left_alone(library: Library) -> None:
    put(library, "a.txt")
    folder = library.root / ".removed"
    for name in ("mine", "20261301T000000000000Z-0123abcd", "99990101T000000000000Z-0123abcd"):
        put(library, f".removed/{name}/{name}.txt")
    (folder / "empty").mkdir()
    removed = library.remove("a.txt")
    assert library.removed() == (removed,)
    library.forget_removed([removed])
    assert len(aside_files(library)) == 3
    assert (folder / "empty").is_dir()


def test_empty_folders_that_a_crash_left_go_and_later_ones_stay(library: Library) -> None:
    put(library, "a.txt")
    removed = library.remove("a.txt")
    folder = library.root / ".removed"
    (folder / "20200101T000000000000Z-0123abcd" / "sub").mkdir(parents=True)
    at_work = folder / "29990101T000000000000Z-0123abcd" / "sub"
    at_work.mkdir(parents=True)
    library.forget_removed([removed])
    assert list(folder.iterdir()) == [at_work.parent]


def test_another_disk_is_named(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library, "a.txt")

    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DocumentError, match=r"a\.txt: it lies on another disk .*by hand"):
        library.remove("a.txt")
    assert seen(library) == {"a.txt": b"text"}


def test_a_folder_that_is_not_there_holds_nothing_removed(library: Library) -> None:
    assert library.removed() == ()
    library.forget_removed(())
    with pytest.raises(DocumentNotFound):
        library.restore("a.txt")
    assert not library.root.exists()


@given(
    moment=st.datetimes(
        min_value=datetime(2000, 1, 1), max_value=datetime(2999, 12, 31), timezones=st.just(UTC)
    ),
    pair=st.booleans(),
)
def test_a_key_says_when_and_whether_a_sidecar_belongs_to_it(moment: datetime, pair: bool) -> None:
    key = aside.new_key(moment, pair=pair)
    assert (aside.removed_at(key), aside.has_pair(key)) == (moment, pair)


@given(st.text())
def test_any_other_name_is_no_key(name: str) -> None:
    assert aside.removed_at(name) is None
