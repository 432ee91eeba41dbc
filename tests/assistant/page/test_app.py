from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from assistant.page.chat_tab import ChatTab, messages, start_again

from assistant.conversation import Turn
from assistant.page import shelf
from assistant.page.app import answer_for_programs, answer_within, build_app
from assistant.page.chat import NO_INDEX
from assistant.page.documents_tab import Build, DocumentsTab, ask_whether_to_remove
from assistant.page.panel import EMPTY_PANEL
from index.build import BuildReport
from index.models import EVERYTHING, Progress, Scope
from ingest.errors import IndexCorrupt, IndexLocked, IndexNotFound
from ingest.library import Library
from tests.assistant.claims.fakes import FakeChecker
from tests.assistant.fakes import FakeAsker, FakeTexts
from tests.assistant.hostile import HOSTILE
from tests.assistant.markup import OwnMarkup
from tests.assistant.samples import QUOTE, answer, document

pytestmark = pytest.mark.usefixtures("loop")


def no_build(progress: Progress) -> BuildReport:
    raise IndexLocked("another build holds the index: process 42 on host.")


@pytest.fixture
def page(tmp_path: Path) -> gr.Blocks:
    return build_app(FakeAsker(), FakeTexts(), FakeChecker(), Library(tmp_path), no_build)


def chat_tab(asker: FakeAsker, texts: FakeTexts | None = None) -> ChatTab:
    with gr.Blocks(analytics_enabled=False):
        return ChatTab(asker, texts or FakeTexts(), ["When?"])


def documents_tab(root: Path, build: Build = no_build) -> DocumentsTab:
    with gr.Blocks(analytics_enabled=False):
        return DocumentsTab(Library(root), FakeTexts(error=IndexNotFound("none")), build)


def contents(shown: list[dict[str, Any]]) -> list[str]:
    return [message["content"].value for message in shown]


def test_asking_is_all_that_programs_see(page: gr.Blocks) -> None:
    info = page.get_api_info()
    assert info is not None
    assert (
        list(info["named_endpoints"]) == ["/ask", "/ask_within"] and not info["unnamed_endpoints"]
    )
    names = [fn.api_name for fn in page.fns.values() if fn.api_visibility != "private"]
    assert names == ["ask", "ask_within"]


def test_only_the_build_goes_through_the_queue_of_the_page(page: gr.Blocks) -> None:
    queued = [fn.name for fn in page.fns.values() if fn.queue and fn.api_visibility == "private"]
    assert queued == ["_rebuild"]


def test_nothing_is_sent_to_gradio_s_makers(page: gr.Blocks) -> None:
    assert page.analytics_enabled is False


def test_a_program_gets_the_object_that_json_prints() -> None:
    asker = FakeAsker()
    ask = answer_for_programs(asker)
    assert ask("When?", [{"role": "user", "content": "Hello"}]) == answer().to_json()
    assert asker.heard == [("When?", [Turn("user", "Hello")])]
    assert ask("When?") == answer().to_json()


def test_a_program_asks_the_documents_that_it_names() -> None:
    asker = FakeAsker()
    ask = answer_within(asker)
    ask("When?", None, ["source"], ["a.md"])
    ask("When?", None, [], None)
    assert asker.scopes == [Scope(frozenset({"source"}), frozenset({"a.md"})), EVERYTHING]
    with pytest.raises(gr.Error, match="the role 'sauce' is none"):
        ask("When?", None, ["sauce"])


def test_the_documents_to_ask_are_chosen_where_there_are_several() -> None:
    two = FakeTexts([document(), document(doc_id="b.md", title="<b>Winds</b>")])
    asker = FakeAsker()
    tab = chat_tab(asker, two)
    scope = tab.look(None)[1]
    assert scope.visible and scope.value == "all"
    assert scope.choices[-1] == ("Only “<b>Winds</b>”", "document:b.md")
    tab._ask("When?", (), "document:b.md")
    assert asker.scopes == [Scope(documents=frozenset({"b.md"}))]
    assert not chat_tab(FakeAsker()).look(None)[1].visible


def test_a_choice_is_kept_as_long_as_its_document_is_there() -> None:
    two = FakeTexts([document(), document(doc_id="b.md")])
    assert chat_tab(FakeAsker(), two).look("document:b.md")[1].value == "document:b.md"
    assert chat_tab(FakeAsker(), two).look("document:gone.md")[1].value == "all"


def test_a_program_is_told_an_error_in_words() -> None:
    ask = answer_for_programs(FakeAsker(error=IndexCorrupt("vectors.npy is damaged.")))
    with pytest.raises(gr.Error, match=r"vectors\.npy is damaged") as caught:
        ask("When?")
    assert caught.value.print_exception is False


def test_a_question_shows_with_its_answer_and_the_evidence() -> None:
    shown, panel, box, conversation = chat_tab(FakeAsker())._ask(" When? ", ())
    question, reply = contents(shown)
    assert "When?" in question and QUOTE in reply
    assert f"<mark>{QUOTE}</mark>" in panel
    assert box == "" and conversation[0].question == "When?"


def test_an_empty_question_changes_nothing() -> None:
    asker = FakeAsker()
    assert chat_tab(asker)._ask(" \n", ()) == (gr.skip(),) * 4
    assert asker.heard == []


def test_an_example_is_asked() -> None:
    asker = FakeAsker()
    event = gr.SelectData(None, {"index": 0, "value": {"text": "When?"}})
    chat_tab(asker)._ask_example((), "role:source", event)
    assert asker.heard == [("When?", [])]
    assert asker.scopes == [Scope(roles=frozenset({"source"}))]


def test_every_message_is_our_own_escaped_markup() -> None:
    tab = chat_tab(FakeAsker(answer(text=" ".join(HOSTILE))))
    shown, panel, _, _ = tab._ask(" ".join(HOSTILE), ())
    for content in contents(shown):
        OwnMarkup(content)
    OwnMarkup(panel)
    assert all(isinstance(message["content"], gr.HTML) for message in shown)


def test_a_new_conversation_is_empty() -> None:
    assert start_again() == ([], EMPTY_PANEL, "", ())
    assert messages(()) == []


@pytest.mark.parametrize(
    ("error", "told"),
    [(IndexNotFound("none"), NO_INDEX), (IndexCorrupt("it is damaged."), "it is damaged.")],
)
def test_what_stands_in_the_way_of_an_answer_is_told_before_one_asks(
    error: IndexNotFound, told: str
) -> None:
    notice, scope = chat_tab(FakeAsker(), FakeTexts(error=error)).look(None)
    assert notice.visible and OwnMarkup(notice.value).text == told
    assert not scope.visible
    assert not chat_tab(FakeAsker()).look(None)[0].visible


def test_the_documents_are_shown_with_what_can_be_removed(tmp_path: Path) -> None:
    (tmp_path / "fact.md").write_text("A fact.", encoding="utf-8")
    index, table, chosen, rebuild = documents_tab(tmp_path).look()
    assert "no index yet" in index and "fact.md" in table
    assert chosen.choices == [("fact.md", "fact.md")]
    assert rebuild.value == "Build the index"


def test_uploads_are_added_under_their_base_name(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "fact.md").write_text("A fact.", encoding="utf-8")
    told, files, password, *_, table, _, _ = documents_tab(docs)._add(
        [str(tmp_path / "fact.md")], False, "", ""
    )
    assert "fact.md" in told and files is None and password == ""
    assert (docs / "fact.md").exists() and "fact.md" in table


@pytest.mark.parametrize(("paths", "told"), [(None, "Choose"), (["a"] * 101, "101 files")])
def test_too_few_or_too_many_files_are_told(
    tmp_path: Path, paths: list[str] | None, told: str
) -> None:
    problem, *rest = documents_tab(tmp_path)._add(paths, False, "", "")
    assert told in problem and rest == [gr.skip()] * 6


def test_documents_are_removed_only_after_one_was_asked(tmp_path: Path) -> None:
    (tmp_path / "fact.md").write_text("A fact.", encoding="utf-8")
    group, asked, _ = ask_whether_to_remove(["fact.md"])
    assert group.visible and "fact.md" in asked
    group, told, *_ = documents_tab(tmp_path)._remove(["fact.md"])
    assert not group.visible and "removed" in told
    assert not (tmp_path / "fact.md").exists()


def test_nothing_chosen_to_remove_is_told() -> None:
    group, _, told = ask_whether_to_remove([])
    assert not group.visible and "Choose" in told


def test_a_build_shows_how_far_it_is_and_then_what_it_did(tmp_path: Path) -> None:
    steps: list[tuple[Any, str]] = []

    class Bar(gr.Progress):
        def __call__(
            self,
            progress: float | tuple[int, int | None] | None,
            desc: str | None = None,
            *_: object,
            **__: object,
        ) -> None:
            steps.append((progress, desc or ""))

    def build(progress: Progress) -> BuildReport:
        progress("read", 0, 0)
        progress("embed", 3, 4)
        return BuildReport("gen-000001", True, (), ("a.md",), (), (), (), (), (), 4, 0, 0.5)

    told = documents_tab(tmp_path, build)._rebuild(Bar())
    assert steps == [(None, "Preparing"), ((0, 1), "Reading"), ((3, 4), "Embedding")]
    assert "gen-000001 answers now" in told


def test_a_build_beside_another_says_who_holds_it(tmp_path: Path) -> None:
    told = documents_tab(tmp_path)._rebuild(gr.Progress())
    assert told == shelf.problem_html("another build holds the index: process 42 on host.")
