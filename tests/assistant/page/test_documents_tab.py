from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import gradio as gr
import pytest

from assistant.access.person import EVERYONE, NOBODY, Person
from assistant.page.documents_tab import MAX_FILES, DocumentsTab
from index.build import BuildReport
from index.models import Progress
from ingest.errors import IndexCorrupt, IndexNotFound
from tests.assistant.fakes import FakeTexts
from tests.assistant.hostile import HOSTILE
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.parts import ASKS, MANAGES, FakeGenerations, asked_by, parts_of
from tests.ingest.sources.shelf import PAGE_URL

pytestmark = pytest.mark.usefixtures("loop")
SKIP = gr.skip()


def tab(root: Path, **changes: Any) -> DocumentsTab:  # noqa: ANN401 - of Parts
    given = {"texts": FakeTexts(error=IndexNotFound("none"))} | changes
    with gr.Blocks(analytics_enabled=False):
        return DocumentsTab(EN, parts_of(root, **given))


def file(folder: Path, name: str = "fact.md", text: str = "A fact.") -> str:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def add(
    page: DocumentsTab,
    paths: list[str] | None = None,
    address: str = "",
    person: Person = EVERYONE,
    password: str = "",
) -> Iterator[tuple[Any, ...]]:
    return page._add(paths, address, False, password, "", asked_by(person))


def test_who_manages_sees_every_button_and_who_asks_sees_none(tmp_path: Path) -> None:
    page = tab(tmp_path)
    (tmp_path / "documents" / "fact.md").write_text("A fact.", encoding="utf-8")
    index, table, rebuild, back, adding = page.look(asked_by(MANAGES))
    assert EN.say("documents.no-index") in index
    assert "data-act" in table and rebuild.value == "Build the index"
    assert rebuild.visible and back.visible and adding.visible
    _, table, rebuild, back, adding = page.look(asked_by(ASKS))
    assert "fact.md" in table and "data-act" not in table
    assert not (rebuild.visible or back.visible or adding.visible)


def test_a_damaged_index_can_still_be_rebuilt(tmp_path: Path) -> None:
    page = tab(tmp_path, texts=FakeTexts(error=IndexCorrupt("vectors.npy is damaged.")))
    problem, table, rebuild, *_ = page.look(asked_by())
    assert "vectors.npy is damaged." in problem and table == "" and rebuild.visible


def test_of_a_damaged_index_too_who_asks_may_mend_nothing(tmp_path: Path) -> None:
    page = tab(tmp_path, texts=FakeTexts(error=IndexCorrupt("vectors.npy is damaged.")))
    _, _, rebuild, back, adding = page.look(asked_by(ASKS))
    assert not (rebuild.visible or back.visible or adding.visible)


def test_where_no_generation_is_older_there_is_no_way_back(tmp_path: Path) -> None:
    page = tab(tmp_path, generations=FakeGenerations(["gen-000001"]))
    _, _, rebuild, back, _ = page.look(asked_by(MANAGES))
    assert rebuild.visible and not back.visible
    group, question = page._ask_to_roll_back()
    assert not group.visible and question == ""


def test_whom_no_login_wall_noted_may_change_nothing(tmp_path: Path) -> None:
    told, *_ = add(tab(tmp_path), [file(tmp_path / "sent")], person=NOBODY)
    assert "you may only ask" in told[0]
    assert not list((tmp_path / "documents").iterdir())


def test_files_are_added_one_by_one_each_told_as_it_is_done(tmp_path: Path) -> None:
    page, sent = tab(tmp_path), tmp_path / "sent"
    paths = [file(sent), file(sent, "empty.md", ""), file(sent, "more.md", "More.")]
    first, second, third, last = add(page, paths)
    assert "Adding fact.md: 1 of 3" in first[0] and "added" not in first[0]
    assert "fact.md</strong>: added" in second[0] and "Adding empty.md: 2 of 3" in second[0]
    assert "Adding more.md: 3 of 3" in third[0]
    told, files, address, password, _, table, *_ = last
    assert OwnMarkup(told).tags.count("li") == 3 and "Adding" not in told
    # What was refused stays chosen, and what was given for it too.
    assert files == [paths[1]] and address == "" and password == SKIP
    assert "fact.md" in table and "more.md" in table
    held = sorted(path.name for path in (tmp_path / "documents").glob("*.md"))
    assert held == ["fact.md", "more.md"]


def test_where_all_were_taken_the_form_is_empty_again(tmp_path: Path) -> None:
    *_, last = add(tab(tmp_path), [file(tmp_path / "sent")], password="secret")
    assert last[1:4] == (None, "", "")


def test_an_address_is_fetched_and_one_that_gives_nothing_stays_to_be_mended(
    tmp_path: Path,
) -> None:
    page = tab(tmp_path)
    *_, last = add(page, None, f" {PAGE_URL} ")
    assert "added" in last[0] and last[2] == ""
    assert [path.suffix for path in (tmp_path / "documents").glob("*.html")] == [".html"]
    *_, last = add(page, None, "https://gone.example/a")
    assert "https://gone.example/a" in last[0] and last[2] == SKIP


def test_a_file_and_an_address_are_added_together(tmp_path: Path) -> None:
    first, second, last = add(tab(tmp_path), [file(tmp_path / "sent")], PAGE_URL)
    assert "Adding fact.md: 1 of 2" in first[0]
    assert f"Adding {PAGE_URL}: 2 of 2" in OwnMarkup(second[0]).text
    assert OwnMarkup(last[0]).tags.count("li") == 2 and last[1:4] == (None, "", "")
    held = sorted(path.suffix for path in (tmp_path / "documents").iterdir())
    assert ".html" in held and ".md" in held


@pytest.mark.parametrize(
    ("paths", "address", "told"),
    [
        (None, " ", "Choose one or more files"),
        (["a.md"] * (MAX_FILES + 1), "", f"{MAX_FILES + 1} files are too many"),
        (None, "ftp://a.example/<b>", "is no address"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_tried(
    tmp_path: Path, paths: list[str] | None, address: str, told: str
) -> None:
    (only,) = add(tab(tmp_path), paths, address)
    assert told in OwnMarkup(only[0]).text and set(map(str, only[1:])) == {str(SKIP)}


def test_a_document_is_removed_and_put_back(tmp_path: Path) -> None:
    page = tab(tmp_path)
    path = tmp_path / "documents" / "fact.md"
    path.write_text("A fact.", encoding="utf-8")
    told, _, table, *_ = page._remove_or_restore({"act": "remove", "doc": "fact.md"}, asked_by())
    assert EN.say("documents.removed") in told and not path.exists()
    assert 'data-act="restore"' in table
    (removed,) = page._parts.library.removed()
    wanted = {"act": "restore", "doc": "fact.md", "key": removed.key}
    told, _, table, *_ = page._remove_or_restore(wanted, asked_by())
    assert EN.say("documents.restored") in told and path.read_text(encoding="utf-8") == "A fact."
    assert 'data-act="remove"' in table


@pytest.mark.parametrize("doc", ["../parts.py", "/etc/passwd", "no.md", *HOSTILE[:3]])
def test_what_is_not_there_is_not_removed(tmp_path: Path, doc: str) -> None:
    told, *_ = tab(tmp_path)._remove_or_restore({"act": "remove", "doc": doc}, asked_by())
    assert "fn-failed" in told
    OwnMarkup(told)


@pytest.mark.parametrize(
    "wanted", [None, [], "remove", 3, {"doc": "fact.md"}, {"act": "x", "doc": "fact.md"}]
)
def test_what_is_no_act_does_nothing(tmp_path: Path, wanted: object) -> None:
    page = tab(tmp_path)
    path = tmp_path / "documents" / "fact.md"
    path.write_text("A fact.", encoding="utf-8")
    told, *rest = page._remove_or_restore(wanted, asked_by())
    assert path.exists() and told == "" and set(map(str, rest)) == {str(SKIP)}


def test_a_roll_back_is_asked_for_first(tmp_path: Path) -> None:
    generations = FakeGenerations()
    page = tab(tmp_path, generations=generations)
    group, question = page._ask_to_roll_back()
    assert group.visible and "Go back to gen-000001?" in question
    assert generations.names == ["gen-000001", "gen-000002"]
    group, told, *_ = page._roll_back(asked_by())
    assert not group.visible and "gen-000001 answers now" in told
    assert not page._ask_to_roll_back()[0].visible
    group, told, *_ = page._roll_back(asked_by())
    assert "no generation is older" in told


def test_one_rebuild_serves_all_who_ask_for_it(tmp_path: Path) -> None:
    go_on = Event()

    def build(progress: Progress) -> BuildReport:
        go_on.wait(60)
        return BuildReport("gen-000001", True, (), (), (), (), (), (), (), 0, 0, 0.1)

    page = tab(tmp_path, build=build)
    assert page._rebuild(asked_by(MANAGES)) == ""
    assert page._parts.rebuild.state.by == "ada"
    assert EN.say("documents.running") in page._rebuild(asked_by(MANAGES))
    go_on.set()
    assert page._parts.rebuild.wait(60)


def test_who_may_only_ask_changes_nothing(tmp_path: Path) -> None:
    generations = FakeGenerations()
    page = tab(tmp_path, generations=generations)
    path = tmp_path / "documents" / "fact.md"
    path.write_text("A fact.", encoding="utf-8")
    request = asked_by(ASKS)
    (told,) = add(page, [file(tmp_path / "sent", "other.md")], person=ASKS)
    said = [
        told[0],
        page._remove_or_restore({"act": "remove", "doc": "fact.md"}, request)[0],
        page._roll_back(request)[1],
        page._rebuild(request),
    ]
    assert all("bob may only ask" in each for each in said)
    assert [each.name for each in (tmp_path / "documents").iterdir()] == ["fact.md"]
    assert len(generations.names) == 2 and not page._parts.rebuild.state.started_at
