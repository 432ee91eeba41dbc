from __future__ import annotations

import pytest

from assistant.conversation import Turn
from assistant.page import chat
from assistant.page.panel import Excerpt
from index.models import Scope
from ingest.errors import IndexCorrupt, IndexNotFound
from tests.assistant.fakes import FakeAsker, FakeTexts
from tests.assistant.samples import QUOTE, answer, citation, document, greeting, refusal


def ask(conversation: chat.Conversation, question: str, asker: FakeAsker) -> chat.Conversation:
    return chat.answered(conversation, question, asker, FakeTexts())


def test_an_answer_comes_with_its_evidence() -> None:
    (done,) = ask((), "When?", FakeAsker())
    assert (done.number, done.question) == (1, "When?")
    assert done.evidence is not None and done.problem == ""
    assert done.evidence.answer == answer()
    assert done.evidence.excerpts[0].citation.quote == QUOTE
    assert "coined by Joseph Nye" in done.evidence.excerpts[0].before


def test_a_refusal_comes_with_what_is_nearest_in_the_text_around_it() -> None:
    (done,) = ask((), "GDP?", FakeAsker(refusal(nearest=(citation(),))))
    assert done.evidence is not None and done.evidence.excerpts == ()
    (near,) = done.evidence.nearest
    assert near.citation.quote == QUOTE and "coined by Joseph Nye" in near.before


def test_a_greeting_is_part_of_what_was_said() -> None:
    asker = FakeAsker(greeting("Hello! Ask on."))
    ask(ask((), "Hi", asker), "When?", asker)
    assert asker.heard[1][1][1] == Turn("assistant", "Hello! Ask on.")


def test_the_assistant_hears_what_was_said_before() -> None:
    asker = FakeAsker()
    conversation = ask(ask((), "When?", asker), "And where?", asker)
    assert [exchange.number for exchange in conversation] == [1, 2]
    assert asker.heard[0] == ("When?", [])
    assert asker.heard[1] == (
        "And where?",
        [Turn("user", "When?"), Turn("assistant", answer().text)],
    )


def test_the_documents_chosen_are_asked() -> None:
    asker, scope = FakeAsker(), Scope(roles=frozenset({"source"}))
    chat.answered((), "When?", asker, FakeTexts(), scope)
    assert asker.scopes == [scope]


def test_a_refusal_is_part_of_what_was_said() -> None:
    asker = FakeAsker(refusal(reason="No document mentions it."))
    ask(ask((), "GDP?", asker), "Why?", asker)
    assert asker.heard[1][1][1] == Turn("assistant", "No document mentions it.")


def test_an_error_is_told_in_words_and_the_conversation_goes_on() -> None:
    asker = FakeAsker(error=IndexCorrupt("vectors.npy does not agree with its checksum."))
    failed = ask((), "When?", asker)
    assert failed[0].problem == "vectors.npy does not agree with its checksum."
    assert failed[0].evidence is None
    asker.error = None
    done = ask(failed, "When?", asker)
    assert done[1].evidence is not None and done[1].evidence.number == 2
    assert asker.heard[1] == ("When?", [])
    assert [evidence.number for evidence in chat.evidence_of(done)] == [2]


def test_without_an_index_the_person_is_told_what_to_press() -> None:
    (exchange,) = ask((), "When?", FakeAsker(error=IndexNotFound("there is no index")))
    assert exchange.problem == chat.NO_INDEX
    assert "Build the index" in exchange.problem


@pytest.mark.parametrize(
    "texts",
    [
        FakeTexts(error=IndexNotFound("gone")),
        FakeTexts(held=[]),
        FakeTexts(
            held=[document("Another text by now, long enough to hold the same offsets." * 9)]
        ),
    ],
    ids=["no index", "document removed", "document changed"],
)
def test_a_rebuild_in_between_takes_the_surroundings_never_the_quotation(texts: FakeTexts) -> None:
    assert chat.excerpts(answer().citations, texts) == (Excerpt(citation()),)
