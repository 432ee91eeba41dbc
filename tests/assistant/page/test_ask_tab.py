from __future__ import annotations

import json
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Turn
from assistant.page import ask_tab
from assistant.page.ask_tab import AskTab, messages, welcome
from assistant.page.line import Line
from assistant.page.parts import ModelShown
from assistant.steps import Step
from assistant.transcript.models import Conversation, Exchange
from assistant.transcript.stored import MOST_EXCHANGES, from_json, to_json
from index.models import EVERYTHING, Scope
from ingest.errors import IndexCorrupt, IndexNotFound
from tests.assistant.fakes import FakeAsker, FakeTexts
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.page.looped import awaited, drained, following
from tests.assistant.samples import QUOTE, answer, answers_of, document, greeting
from tests.assistant.transcript.conversations import conversation_of, everything

pytestmark = pytest.mark.usefixtures("loop")
SKIP = gr.skip()
TWO = [document(), document("Another text.", "b.md", "Another")]


def tab(asker: FakeAsker | None = None, texts: FakeTexts | None = None) -> AskTab:
    with gr.Blocks(analytics_enabled=False):
        return AskTab(EN, asker or FakeAsker(), texts or FakeTexts(), Line(2))


def contents(shown: list[dict[str, Any]]) -> list[str]:
    return [message["content"].value for message in shown]


def through_the_browser(stored: object) -> Any:  # noqa: ANN401 - JSON
    return json.loads(json.dumps(stored))


def asked(
    page: AskTab, question: str, stored: object = None, unticked: object = None
) -> tuple[Any, ...]:
    """Return what is shown last."""
    return drained(page._ask(question, through_the_browser(stored), unticked))[-1]


def test_a_question_shows_at_once_and_then_with_its_answer_and_the_evidence() -> None:
    asker = FakeAsker(steps=(Step("search"), Step("read", 12)))
    first, search, read, last = drained(tab(asker)._ask(" When? ", None, None))
    for shown, said in (
        (first[0], "Searching"),
        (search[0], "Searching"),
        (read[0], "Reading 12 passages"),
        (last[0], QUOTE),
    ):
        question, reply = contents(shown)
        assert "When?" in question and said in reply
    assert f"<mark>{QUOTE}</mark>" in last[1]
    assert first[1] == search[1] == SKIP
    # The box is emptied once: what is typed meanwhile stays.
    assert [update[3] for update in (first, search, read, last)] == ["", SKIP, SKIP, SKIP]


def test_what_the_browser_keeps_of_an_unanswered_question_is_that_it_was_stopped() -> None:
    first, *_, last = drained(tab()._ask("When?", None, None))
    (waiting,), (done,) = from_json(first[2]).exchanges, from_json(last[2]).exchanges
    assert (waiting.evidence, waiting.problem) == (None, EN.say("ask.stopped"))
    assert done.evidence is not None and (done.question, done.problem) == ("When?", "")


def test_leaving_stops_the_question() -> None:
    asker = FakeAsker(steps=[Step("search")] * 100)
    updates = tab(asker)._ask("When?", None, None)
    following(updates)
    following(updates)
    awaited(updates.aclose())
    assert drained(updates) == []


@pytest.mark.parametrize("question", ["", " \n", "\t"])
def test_an_empty_question_changes_nothing(question: str) -> None:
    asker = FakeAsker()
    assert drained(tab(asker)._ask(question, None, None)) == [(SKIP,) * 4]
    assert asker.heard == []


def test_an_example_is_asked() -> None:
    asker = FakeAsker()
    event = gr.SelectData(None, {"index": 0, "value": {"text": "When?"}})
    *_, last = drained(tab(asker)._ask_example(None, None, event))
    assert asker.heard == [("When?", [])]
    assert from_json(last[2]).exchanges[0].question == "When?"


def test_the_conversation_comes_back_with_the_next_question() -> None:
    asker = FakeAsker()
    page = tab(asker)
    stored = asked(page, "When?")[2]
    shown, panel, again, _ = asked(page, "And where?", stored)
    assert asker.heard[1] == (
        "And where?",
        [Turn("user", "When?"), Turn("assistant", answer().text)],
    )
    assert len(shown) == 4 and again["id"] == stored["id"]
    assert OwnMarkup(panel).ids == ["e1", "e1-1", "e2", "e2-1"]
    assert again["exchanges"][0] == stored["exchanges"][0]


def test_a_question_that_is_asked_anew_has_nothing_after_it() -> None:
    asker = FakeAsker()
    page = tab(asker)
    stored: Any = None
    for question in ("When?", "Where?", "Why?"):
        stored = asked(page, question, stored)[2]
    # As the page's script cuts it.
    stored["exchanges"] = [each for each in stored["exchanges"] if each["number"] < 2]
    *_, again, _ = asked(page, "Who?", stored)
    assert [each["question"] for each in again["exchanges"]] == ["When?", "Who?"]
    assert [turn.content for turn in asker.heard[-1][1]] == ["When?", answer().text]


def test_only_the_documents_that_are_ticked_are_asked() -> None:
    asker = FakeAsker()
    page = tab(asker, FakeTexts(TWO))
    asked(page, "When?", None, [])
    asked(page, "When?", None, ["b.md"])
    assert asker.scopes == [EVERYTHING, Scope(documents=frozenset({"paper.md"}))]


@pytest.mark.parametrize(
    ("unticked", "told"),
    [(["paper.md", "b.md"], "tick at least one"), ("b.md", "no list of names"), ([1], "no list")],
)
def test_where_nothing_can_be_asked_it_is_told_in_the_conversation(
    unticked: object, told: str
) -> None:
    asker = FakeAsker()
    shown, _, stored, _ = asked(tab(asker, FakeTexts(TWO)), "When?", None, unticked)
    assert asker.heard == []
    assert told in contents(shown)[1] and told in stored["exchanges"][0]["problem"]


def test_without_an_index_the_person_is_told_what_to_press() -> None:
    error = IndexNotFound("none")
    shown, *_ = asked(tab(FakeAsker(error=error), FakeTexts(error=error)), "When?", None, ["b.md"])
    assert OwnMarkup(contents(shown)[1]).text == EN.say("ask.no-index")


BROKEN: list[object] = [
    "text",
    [],
    [1],
    1,
    True,
    {},
    {"format": "footnote-conversation/0", "id": "", "exchanges": []},
    {"format": "footnote-conversation/1", "id": "../../etc", "exchanges": []},
    {"format": "footnote-conversation/1", "id": "c", "exchanges": "none"},
    {"format": "footnote-conversation/1", "id": "c", "exchanges": [{"number": 7, "question": "?"}]},
    {"format": "footnote-conversation/1", "id": "c", "exchanges": [{"number": 1}] * 600},
]


@pytest.mark.parametrize("stored", [each for each in BROKEN if each], ids=repr)
def test_what_is_no_conversation_is_told_in_words(stored: object) -> None:
    asker = FakeAsker()
    with pytest.raises(gr.Error) as caught:
        drained(tab(asker)._ask("When?", stored, None))
    assert len(str(caught.value.message).split()) > 3 and caught.value.print_exception is False
    assert asker.heard == []
    with pytest.raises(gr.Error):
        tab()._show(stored)


@pytest.mark.parametrize("stored", [None, "", [], {}], ids=repr)
def test_where_the_browser_has_none_a_conversation_begins(stored: object) -> None:
    assert ask_tab.conversation_of(stored) == Conversation()
    assert tab()._show(stored)[0] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_conversation_says_is_no_markup_where_it_is_refused(text: str) -> None:
    with pytest.raises(gr.Error) as caught:
        drained(tab()._ask("When?", {"format": text}, None))
    # Gradio shows what an error says as HTML.
    assert OwnMarkup(caught.value.message).tags == []


def test_a_conversation_that_is_full_takes_no_more() -> None:
    full = Conversation("c", tuple(Exchange(n, "?") for n in range(1, MOST_EXCHANGES + 1)))
    with pytest.raises(gr.Error, match="begin a new one"):
        following(tab()._ask("When?", to_json(full), None))


def test_a_kept_conversation_is_shown_as_it_was() -> None:
    stored = to_json(everything())
    shown, panel, again, question = tab()._show(through_the_browser(stored))
    assert len(shown) == 2 * len(everything().exchanges)
    assert again == stored and question == SKIP
    assert "There is no index yet." in contents(shown)[7]
    assert OwnMarkup(panel).ids == ["e1", "e1-1", "e2", "e3"]
    # A new one has an empty box.
    assert tab()._show(None)[1:] == (tab().panel.value, to_json(Conversation()), "")


def test_as_the_page_loads_only_what_was_kept_is_shown() -> None:
    page = tab()
    stored = to_json(everything())
    assert page._show_first(through_the_browser(stored))[2] == stored
    # Who is quick has asked by now.
    assert page._show_first(None) == (SKIP,) * 4


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([document()], ""),
        ([document("changed " * 99)], EN.say("evidence.changed")),
        ([], EN.say("evidence.gone")),
    ],
)
def test_a_kept_conversation_says_what_became_of_its_documents(held: list[Any], said: str) -> None:
    page = tab(texts=FakeTexts(held))
    stored = asked(tab(), "When?")[2]
    panel = page._show(through_the_browser(stored))[1]
    assert QUOTE in panel
    assert [each for each in ("changed", "gone") if EN.say(f"evidence.{each}") in panel] == [
        each for each in ("changed", "gone") if EN.say(f"evidence.{each}") == said
    ]


def test_without_an_index_a_kept_conversation_still_shows() -> None:
    stored = asked(tab(), "When?")[2]
    panel = tab(texts=FakeTexts(error=IndexCorrupt("damaged.")))._show(stored)[1]
    assert QUOTE in panel and "fn-since" not in panel


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (IndexNotFound("none"), EN.say("ask.no-index")),
        (IndexCorrupt("it is damaged."), "it is damaged."),
    ],
)
def test_what_stands_in_the_way_of_an_answer_is_told_before_one_asks(
    error: IndexNotFound, told: str
) -> None:
    notice, listed = tab(texts=FakeTexts(error=error)).look()
    assert notice.visible and OwnMarkup(notice.value).text == told and listed == ""


def test_the_documents_to_ask_are_listed() -> None:
    notice, listed = tab(texts=FakeTexts(TWO)).look()
    assert not notice.visible
    assert [each["data-doc"] for each in OwnMarkup(listed).data if "data-doc" in each] == [
        "paper.md", "b.md",
    ]  # fmt: skip


def check_is_text(conversation: Conversation) -> None:
    shown = messages(EN, conversation)
    assert all(isinstance(message["content"], gr.HTML) for message in shown)
    for content in contents(shown):
        OwnMarkup(content)


@given(hostile_text, hostile_text, hostile_text)
def test_every_message_is_our_own_escaped_markup(a: str, b: str, c: str) -> None:
    check_is_text(conversation_of(answers_of(a, b, c)))
    check_is_text(Conversation("c", (Exchange(1, a, problem=b),)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_conversation_that_somebody_wrote_shows_as_text(text: str) -> None:
    stored = through_the_browser(to_json(conversation_of(answers_of(text, text, text))))
    shown, panel, _, _ = tab()._show(stored)
    for content in (*contents(shown), panel):
        OwnMarkup(content)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=9,
    )
)
def test_whatever_json_comes_it_is_shown_or_told(stored: object) -> None:
    try:
        conversation = ask_tab.conversation_of({**to_json(everything()), "exchanges": stored})
    except gr.Error as error:
        assert error.print_exception is False
    else:
        assert conversation.exchanges == ()


def test_a_greeting_is_answered_and_leaves_the_evidence_as_it_was() -> None:
    asker = FakeAsker()
    page = tab(asker)
    stored = asked(page, "When?")
    asker.given = greeting("Hello!")
    after = asked(page, "Hi", stored[2])
    assert "Hello!" in contents(after[0])[3] and after[1] == stored[1]


def test_who_writes_the_answers_and_where_is_said_before_anything_is_asked() -> None:
    assert "quoted" in welcome(EN, None)
    there = welcome(EN, ModelShown("qwen3:4b", "127.0.0.1:11434")).replace("\\", "")
    assert "qwen3:4b" in there and "go to 127.0.0.1:11434" in there
    here = welcome(EN, ModelShown("![x](http://example.org/a)", ""))
    assert "![x](" not in here and "go to" not in here
