from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from assistant.page import shelf
from index.build import BuildReport
from index.models import Failure, FileEntry
from ingest.errors import IndexCorrupt, IndexNotFound
from ingest.library import Library
from tests.assistant.fakes import READER, FakeTexts, manifest
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.samples import document


def folder(root: Path, **files: str) -> Library:
    for stem, text in files.items():
        (root / f"{stem}.md").write_text(text, encoding="utf-8")
    return Library(root)


def entry(library: Library, doc_id: str, chunks: int = 3) -> FileEntry:
    (file,) = [file for file in library.scan().files if file.doc_id == doc_id]
    return FileEntry(doc_id, file.sha256, file.fingerprint, READER, chunks)


def failure(library: Library, doc_id: str) -> Failure:
    return Failure(doc_id, "has no text.", entry(library, doc_id).fingerprint)


def report(**changes: object) -> BuildReport:
    fields: dict[str, object] = {
        "generation": "gen-000002",
        "published": True,
        "unchanged": ("a.md",),
        "added": ("b.md", "c.md"),
        "changed": (),
        "removed": (),
        "failed": (),
        "warnings": (),
        "notes": (),
        "embedded": 4,
        "reused": 21,
        "seconds": 1.25,
    }
    return BuildReport(**{**fields, **changes})  # type: ignore[arg-type]


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
    assert seen.removable == ["bad.md", "changed.md", "new.md", "same.md"]
    page = OwnMarkup(shelf.table_html(seen.rows))
    assert "has no text." in page.text and "Same" in page.text
    assert page.hrefs == ["documents/view?doc=same.md"]


def test_an_index_that_holds_the_folder_needs_no_rebuild(tmp_path: Path) -> None:
    library = folder(tmp_path, same="one")
    seen = shelf.look(library, FakeTexts([], manifest(entry(library, "same.md"))))
    assert not seen.outdated
    shown = OwnMarkup(shelf.index_html(seen)).text
    assert "Index gen-000001" in shown and "1 document" in shown and "3 passages" in shown
    assert "test-model" in shown and "built 2026-01-02 03:04 UTC" in shown
    assert "rebuild" not in shown


def test_without_an_index_every_document_is_new(tmp_path: Path) -> None:
    library = folder(tmp_path, one="one")
    seen = shelf.look(library, FakeTexts(error=IndexNotFound("there is no index")))
    assert [row.state for row in seen.rows] == [shelf.NEW]
    assert seen.outdated and seen.manifest is None
    assert "no index yet" in shelf.index_html(seen)


def test_a_damaged_index_is_an_error_to_show(tmp_path: Path) -> None:
    with pytest.raises(IndexCorrupt):
        shelf.look(folder(tmp_path), FakeTexts(error=IndexCorrupt("broken")))


def test_an_empty_folder_says_so() -> None:
    assert "No documents yet" in shelf.table_html([])


def test_files_are_added_one_by_one_and_a_bad_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    library = Library(tmp_path / "docs")
    good, empty = tmp_path / "good.md", tmp_path / "empty.md"
    good.write_text("A fact that stands nowhere else.", encoding="utf-8")
    empty.touch()
    uploads = [shelf.Upload(empty, "empty.md"), shelf.Upload(good, "good.md")]
    first, second = shelf.add_files(library, uploads)
    assert first.name == "empty.md" and first.problem
    assert second == shelf.Outcome("good.md")
    assert [file.doc_id for file in library.scan().files] == ["good.md"]
    again = shelf.add_files(library, [shelf.Upload(good, "other.md")])
    assert "good.md" in again[0].problem
    lines = OwnMarkup(shelf.outcomes_html([first, second], "added")).text
    assert "good.md: added" in lines and str(tmp_path) not in lines


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    source = tmp_path / "fact.md"
    source.write_text("A fact.", encoding="utf-8")
    shelf.add_files(Library(tmp_path / "docs"), [shelf.Upload(source, "../escaped.md")])
    assert not (tmp_path / "escaped.md").exists()


def test_documents_are_removed_and_a_stranger_is_named(tmp_path: Path) -> None:
    library = folder(tmp_path, one="one")
    gone, unknown = shelf.remove_files(library, ["one.md", "two.md"])
    assert gone == shelf.Outcome("one.md") and unknown.problem
    assert not library.scan().files


def test_a_build_is_summed_up_in_a_line_with_each_failure_named() -> None:
    shown = OwnMarkup(
        shelf.report_html(
            report(
                failed=(Failure("scan.pdf", "has no text; run OCR first."),),
                warnings=(("part.pdf", "pages 3 to 5 are scans."),),
                notes=("another model: everything is embedded anew",),
            )
        )
    ).text
    assert "gen-000002 answers now: 1 unchanged, 2 added, 0 changed, 0 removed, 1 failed" in shown
    assert "4 passages embedded, 21 reused; 1.2 s" in shown
    assert "scan.pdf: has no text; run OCR first." in shown
    assert "part.pdf: taken, but pages 3 to 5 are scans." in shown
    assert "another model" in shown


def test_a_build_without_a_change_says_so() -> None:
    assert "is up to date" in shelf.report_html(report(published=False))


@given(hostile_text, hostile_text)
def test_nothing_of_a_document_becomes_markup(a: str, b: str) -> None:
    rows = [
        shelf.Row(a, shelf.FAILED, problem=b),
        shelf.Row(a, shelf.INDEXED, document("x", a, b), 1),
    ]
    OwnMarkup(shelf.table_html(rows))
    OwnMarkup(shelf.outcomes_html([shelf.Outcome(a, b), shelf.Outcome(b)], "added"))
    OwnMarkup(shelf.removal_html([a, b]))
    OwnMarkup(shelf.problem_html(a))
    OwnMarkup(shelf.index_html(shelf.Shelf((), manifest(generation=a))))
    OwnMarkup(shelf.report_html(report(failed=(Failure(a, b),), warnings=((b, a),), notes=(a,))))


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
