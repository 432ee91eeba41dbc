from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.page import shelf
from index.models import Failure, FileEntry
from ingest.errors import IndexCorrupt, IndexNotFound
from ingest.library import Library
from tests.assistant.fakes import READER, FakeTexts, manifest
from tests.assistant.samples import document
from tests.ingest.sources.shelf import PAGE_URL, FakeFetcher, fetched


def folder(root: Path, **files: str) -> Library:
    for stem, text in files.items():
        (root / f"{stem}.md").write_text(text, encoding="utf-8")
    return Library(root)


def entry(library: Library, doc_id: str, chunks: int = 3) -> FileEntry:
    (file,) = [file for file in library.scan().files if file.doc_id == doc_id]
    return FileEntry(doc_id, file.sha256, file.fingerprint, READER, chunks)


def failure(library: Library, doc_id: str) -> Failure:
    return Failure(doc_id, "has no text.", entry(library, doc_id).fingerprint)


def test_each_document_says_how_folder_and_index_stand(tmp_path: Path) -> None:
    library = folder(tmp_path, same="one", changed="two", new="three", bad="four")
    indexed = [entry(library, "same.md"), entry(library, "changed.md")]
    gone = FileEntry("gone.md", "0", "0", READER, 2)
    (tmp_path / "changed.md").write_text("two and a half", encoding="utf-8")
    texts = FakeTexts(
        [document("one", "same.md", "Same")],
        manifest(*indexed, gone, failures=(failure(library, "bad.md"),)),
    )
    seen = shelf.look(library, texts)
    assert [(row.doc_id, row.state) for row in seen.rows] == [
        ("bad.md", shelf.FAILED),
        ("changed.md", shelf.CHANGED),
        ("gone.md", shelf.GONE),
        ("new.md", shelf.NEW),
        ("same.md", shelf.INDEXED),
    ]
    assert seen.outdated
    rows = {row.doc_id: row for row in seen.rows}
    assert rows["bad.md"].problem == "has no text."
    assert rows["same.md"].document == document("one", "same.md", "Same")
    assert (rows["same.md"].chunks, rows["gone.md"].chunks, rows["new.md"].chunks) == (3, 2, 0)
    assert {row.key for row in seen.rows} == {""}


def test_an_index_that_holds_the_folder_needs_no_rebuild(tmp_path: Path) -> None:
    library = folder(tmp_path, same="one")
    seen = shelf.look(library, FakeTexts([], manifest(entry(library, "same.md"))))
    assert not seen.outdated and seen.manifest is not None


def test_without_an_index_every_document_is_new(tmp_path: Path) -> None:
    library = folder(tmp_path, one="one")
    seen = shelf.look(library, FakeTexts(error=IndexNotFound("there is no index")))
    assert [row.state for row in seen.rows] == [shelf.NEW]
    assert seen.outdated and seen.manifest is None


def test_a_damaged_index_is_an_error_to_show(tmp_path: Path) -> None:
    with pytest.raises(IndexCorrupt):
        shelf.look(folder(tmp_path), FakeTexts(error=IndexCorrupt("broken")))


def test_a_file_is_added_and_a_bad_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    library = Library(tmp_path / "docs")
    good, empty = tmp_path / "good.md", tmp_path / "empty.md"
    good.write_text("A fact that stands nowhere else.", encoding="utf-8")
    empty.touch()
    refused = shelf.add_file(library, shelf.Upload(empty, "empty.md"))
    assert refused.name == "empty.md" and refused.problem
    assert shelf.add_file(library, shelf.Upload(good, "good.md")) == shelf.Outcome("good.md")
    assert [file.doc_id for file in library.scan().files] == ["good.md"]
    again = shelf.add_file(library, shelf.Upload(good, "other.md"))
    assert "good.md" in again.problem and str(tmp_path) not in again.problem


def test_a_name_that_is_taken_is_replaced_only_when_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    library = folder(tmp_path / "docs", fact="The old fact.")
    new = tmp_path / "upload"
    new.write_text("The new fact.", encoding="utf-8")
    assert shelf.add_file(library, shelf.Upload(new, "fact.md")).problem
    assert library.read("fact.md").text.strip() == "The old fact."
    assert not shelf.add_file(library, shelf.Upload(new, "fact.md"), replace=True).problem
    assert library.read("fact.md").text.strip() == "The new fact."


def test_a_text_is_read_in_the_encoding_that_was_said(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    library, upload = Library(tmp_path / "docs"), tmp_path / "upload"
    upload.write_bytes("Уровень моря падает.".encode("windows-1251"))
    assert shelf.add_file(library, shelf.Upload(upload, "sea.txt")).problem
    added = shelf.add_file(library, shelf.Upload(upload, "sea.txt"), encoding="windows-1251")
    assert added == shelf.Outcome("sea.txt")
    assert "Уровень моря" in library.read("sea.txt").text


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    source = tmp_path / "fact.md"
    source.write_text("A fact.", encoding="utf-8")
    shelf.add_file(Library(tmp_path / "docs"), shelf.Upload(source, "../escaped.md"))
    assert not (tmp_path / "escaped.md").exists()


def test_a_page_is_fetched_and_what_gives_nothing_is_told(tmp_path: Path) -> None:
    library, fetcher = Library(tmp_path), FakeFetcher({PAGE_URL: fetched()})
    added = shelf.add_address(library, PAGE_URL, fetcher)
    assert added == shelf.Outcome("winds-example-trade-winds.html")
    assert "trade wind blows" in library.read("winds-example-trade-winds.html").text
    gone = shelf.add_address(library, "https://gone.example/a", fetcher)
    assert gone.name == "https://gone.example/a" and "no such page" in gone.problem


def test_a_document_is_removed_shown_as_removed_and_restored(tmp_path: Path) -> None:
    library = folder(tmp_path, one="one", two="two")
    texts = FakeTexts([document("one", "one.md")], manifest(entry(library, "one.md")))
    assert shelf.remove(library, "one.md") == shelf.Outcome("one.md")
    assert shelf.remove(library, "two.md") == shelf.Outcome("two.md")
    rows = {row.doc_id: row for row in shelf.look(library, texts).rows}
    assert list(rows) == ["one.md", "two.md"]
    assert {row.state for row in rows.values()} == {shelf.GONE}
    # One is in the index until it is rebuilt; of the other nothing is left but what was put aside.
    assert (rows["one.md"].chunks, rows["two.md"].chunks) == (3, 0)
    assert rows["one.md"].document is not None and rows["two.md"].document is None
    for doc_id, row in rows.items():
        assert shelf.restore(library, doc_id, row.key) == shelf.Outcome(doc_id)
    seen = shelf.look(library, texts).rows
    assert [(row.doc_id, row.state, row.key) for row in seen] == [
        ("one.md", shelf.INDEXED, ""),
        ("two.md", shelf.NEW, ""),
    ]


def test_a_document_removed_twice_has_a_row_for_each(tmp_path: Path) -> None:
    library = folder(tmp_path, one="one")
    shelf.remove(library, "one.md")
    folder(tmp_path, one="another one")
    shelf.remove(library, "one.md")
    texts = FakeTexts(error=IndexNotFound("none"))
    keys = [row.key for row in shelf.look(library, texts).rows]
    assert len(set(keys)) == 2 and "" not in keys
    assert not shelf.restore(library, "one.md", keys[0]).problem
    assert library.read("one.md").text.strip() == "one"
    rows = shelf.look(library, texts).rows
    assert sorted((row.state, bool(row.key)) for row in rows) == [
        (shelf.NEW, False),
        (shelf.GONE, True),
    ]
    assert "has this name by now" in shelf.restore(library, "one.md", keys[1]).problem


@pytest.mark.parametrize("doc_id", ["gone.md", "../one.md", "/etc/passwd", "", "\x00", "a\ud800"])
def test_what_is_not_there_can_be_neither_removed_nor_restored(tmp_path: Path, doc_id: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "one.md").write_text("one", encoding="utf-8")
    library = Library(tmp_path / "docs")
    assert shelf.remove(library, doc_id).problem
    assert shelf.restore(library, doc_id, "").problem
    assert shelf.restore(library, doc_id, "../..").problem
    assert (tmp_path / "one.md").exists()


def test_file_that_was_mended_since_it_failed_is_new(tmp_path: Path) -> None:
    library = folder(tmp_path, bad="four")
    texts = FakeTexts([], manifest(failures=(failure(library, "bad.md"),)))
    assert [row.state for row in shelf.look(library, texts).rows] == [shelf.FAILED]
    assert not shelf.look(library, texts).outdated
    (tmp_path / "bad.md").write_text("mended", encoding="utf-8")
    assert [row.state for row in shelf.look(library, texts).rows] == [shelf.NEW]
    assert shelf.look(library, texts).outdated


def test_document_of_a_reader_that_changed_is_to_be_read_anew(tmp_path: Path) -> None:
    library = folder(tmp_path, same="one")
    old = replace(entry(library, "same.md"), reader="markdown/0")
    assert shelf.look(library, FakeTexts([], manifest(old))).rows[0].state == shelf.CHANGED


def test_document_that_can_be_looked_at_no_more_is_still_to_be_taken_out(tmp_path: Path) -> None:
    library = folder(tmp_path, same="one")
    held = entry(library, "same.md")
    (tmp_path / "same.md").unlink()
    (tmp_path / "same.md").symlink_to(tmp_path / "nowhere")
    seen = shelf.look(library, FakeTexts([], manifest(held)))
    assert [row.state for row in seen.rows] == [shelf.FAILED]
    assert seen.outdated
