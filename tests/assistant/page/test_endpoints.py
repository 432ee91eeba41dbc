from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import gradio as gr
import pytest

from assistant.conversation import Turn
from assistant.page.endpoints import (
    MOST_PASSAGES,
    answer_for_programs,
    answer_within,
    passages_for_programs,
)
from assistant.page.line import Line
from index.models import EVERYTHING, Scope
from ingest.errors import IndexCorrupt
from tests.assistant.fakes import FakeAsker
from tests.assistant.page.looped import awaited
from tests.assistant.parts import FakeFinder
from tests.assistant.samples import answer

pytestmark = pytest.mark.usefixtures("loop")


def test_a_program_gets_the_object_that_json_prints() -> None:
    asker = FakeAsker()
    ask = answer_for_programs(asker, Line(1))
    assert awaited(ask("When?", [{"role": "user", "content": "Hello"}])) == answer().to_json()
    assert asker.heard == [("When?", [Turn("user", "Hello")])]
    assert awaited(ask("When?")) == answer().to_json()
    assert asker.scopes == [EVERYTHING] * 2


def test_a_program_asks_the_documents_that_it_names() -> None:
    asker = FakeAsker()
    ask = answer_within(asker, Line(1))
    awaited(ask("When?", None, ["source"], ["a.md"]))
    awaited(ask("When?", None, [], None))
    assert asker.scopes == [Scope(frozenset({"source"}), frozenset({"a.md"})), EVERYTHING]
    with pytest.raises(gr.Error, match="the role 'sauce' is none"):
        awaited(ask("When?", None, ["sauce"]))


def test_a_program_gets_the_nearest_passages() -> None:
    finder = FakeFinder(answer().passages * 20)
    search = passages_for_programs(finder, Line(1))
    assert awaited(search("When?")) == [asdict(answer().passages[0])] * 10
    assert len(awaited(search("Where?", MOST_PASSAGES))) == 20
    assert awaited(search("Who?", 1)) == [asdict(answer().passages[0])]
    assert finder.heard == [("When?", 10), ("Where?", MOST_PASSAGES), ("Who?", 1)]


@pytest.mark.parametrize(
    ("question", "count", "told"),
    [
        ("When?", 0, "from 1 to 50, found 0"),
        ("When?", -1, "from 1 to 50, found -1"),
        ("When?", MOST_PASSAGES + 1, "from 1 to 50, found 51"),
        ("When?", "10", "a text and a whole number"),
        ("When?", 1.5, "a text and a whole number"),
        ("When?", True, "a text and a whole number"),
        ("When?", None, "a text and a whole number"),
        (None, 10, "a text and a whole number"),
        (["When?"], 10, "a text and a whole number"),
    ],
)
def test_what_cannot_be_searched_is_told(question: object, count: object, told: str) -> None:
    finder = FakeFinder()
    with pytest.raises(gr.Error, match=told) as caught:
        awaited(passages_for_programs(finder, Line(1))(question, count))
    assert caught.value.print_exception is False and finder.heard == []


ERROR = IndexCorrupt("vectors.npy is damaged.")


@pytest.mark.parametrize(
    "act",
    [
        answer_for_programs(FakeAsker(error=ERROR), Line(1)),
        answer_within(FakeAsker(error=ERROR), Line(1)),
        passages_for_programs(FakeFinder(error=ERROR), Line(1)),
    ],
    ids=["ask", "ask within", "search"],
)
def test_a_program_is_told_an_error_in_words(act: Callable[[str], Any]) -> None:
    with pytest.raises(gr.Error, match=r"vectors\.npy is damaged") as caught:
        awaited(act("When?"))
    assert caught.value.print_exception is False


@pytest.mark.parametrize("question", [None, 1, ["When?"], {"text": "When?"}])
def test_a_question_that_is_no_text_is_told(question: object) -> None:
    with pytest.raises(gr.Error, match="must be a text"):
        awaited(answer_for_programs(FakeAsker(), Line(1))(question))


@pytest.mark.parametrize("history", ["text", [1], [{"role": "king", "content": "?"}]])
def test_a_history_that_is_none_is_told(history: object) -> None:
    asker = FakeAsker()
    with pytest.raises(gr.Error):
        awaited(answer_for_programs(asker, Line(1))("When?", history))
    assert asker.heard == []


@pytest.mark.parametrize(
    "act",
    [answer_for_programs(FakeAsker(), Line(1)), passages_for_programs(FakeFinder(), Line(1))],
    ids=["ask", "search"],
)
def test_a_tool_is_described_to_a_model_with_each_of_its_arguments(act: Callable[..., Any]) -> None:
    from gradio.utils import get_function_description

    told, arguments, _ = get_function_description(act)
    assert told
    names = [name for name in act.__annotations__ if name != "return"]
    assert list(arguments) == names and all(arguments.values())
