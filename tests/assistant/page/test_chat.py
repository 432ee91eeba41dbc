from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.conversation import Turn
from assistant.page import chat
from assistant.steps import Step
from assistant.transcript.models import Conversation, Excerpt, Exchange
from assistant.transcript.stored import MOST_EXCHANGES, from_json, to_json
from index.models import EVERYTHING, Scope
from ingest.errors import IndexCorrupt, IndexNotFound, QuestionInvalid, QuestionStopped
from tests.assistant.fakes import FakeAsker, FakeTexts
from tests.assistant.page.english import EN
from tests.assistant.samples import QUOTE, answer, citation, document, greeting, refusal

NEW = Conversation()


def ask(conversation: Conversation, question: str, asker: FakeAsker) -> Conversation:
    return chat.answered(EN, chat.begun(EN, conversation, question), asker, FakeTexts())


def only(conversation: Conversation) -> Exchange:
    (exchange,) = conversation.exchanges
    return exchange


def test_a_question_counts_as_stopped_until_it_is_answered() -> None:
    begun = chat.begun(EN, NEW, "When?")
    exchange = only(begun)
    assert (exchange.number, exchange.question) == (1, "When?")
    assert (exchange.evidence, exchange.problem) == (None, EN.say("ask.stopped"))
    assert datetime.fromisoformat(exchange.asked_at).utcoffset() == timedelta(0)
    assert chat.evidence_of(begun) == []
    assert from_json(to_json(begun)) == begun


def test_a_conversation_gets_a_name_once() -> None:
    begun = chat.begun(EN, NEW, "When?")
    assert begun.id and chat.begun(EN, begun, "Where?").id == begun.id
    assert chat.begun(EN, NEW, "When?").id != begun.id


def test_a_conversation_takes_so_many_questions_and_no_more() -> None:
    asked = tuple(Exchange(number, "When?") for number in range(1, MOST_EXCHANGES))
    full = chat.begun(EN, Conversation("c", asked), "The last?")
    assert len(full.exchanges) == MOST_EXCHANGES == full.exchanges[-1].number
    with pytest.raises(QuestionInvalid, match="500 questions at most: begin a new one"):
        chat.begun(EN, full, "One more?")


def test_a_question_that_could_not_be_asked_says_why_and_those_before_stay() -> None:
    done = ask(NEW, "When?", FakeAsker())
    refused = chat.refused(chat.begun(EN, done, "Where?"), QuestionInvalid("nothing is ticked."))
    assert refused.exchanges[0] == done.exchanges[0] and refused.id == done.id
    assert refused.exchanges[1].problem == "nothing is ticked."
    assert refused.exchanges[1].evidence is None


def test_each_step_is_told() -> None:
    told: list[Step] = []
    steps = (Step("search"), Step("read", 12))
    asker = FakeAsker(steps=steps)
    chat.answered(EN, chat.begun(EN, NEW, "When?"), asker, FakeTexts(), EVERYTHING, told.append)
    assert tuple(told) == steps


def test_a_question_that_is_stopped_says_so() -> None:
    def stop(step: Step) -> None:
        raise QuestionStopped(f"stopped at {step.name}.")

    begun = chat.begun(EN, NEW, "When?")
    done = chat.answered(EN, begun, FakeAsker(), FakeTexts(), EVERYTHING, stop)
    assert only(done).problem == "stopped at search." and only(done).evidence is None


def test_an_answer_comes_with_its_evidence() -> None:
    done = only(ask(NEW, "When?", FakeAsker()))
    assert (done.number, done.question) == (1, "When?")
    assert done.evidence is not None and done.problem == ""
    assert done.evidence.answer == answer()
    assert done.evidence.excerpts[0].citation.quote == QUOTE
    assert "coined by Joseph Nye" in done.evidence.excerpts[0].before


def test_a_refusal_comes_with_what_is_nearest_in_the_text_around_it() -> None:
    done = only(ask(NEW, "GDP?", FakeAsker(refusal(nearest=(citation(),)))))
    assert done.evidence is not None and done.evidence.excerpts == ()
    (near,) = done.evidence.nearest
    assert near.citation.quote == QUOTE and "coined by Joseph Nye" in near.before


def test_a_greeting_is_part_of_what_was_said() -> None:
    asker = FakeAsker(greeting("Hello! Ask on."))
    ask(ask(NEW, "Hi", asker), "When?", asker)
    assert asker.heard[1][1][1] == Turn("assistant", "Hello! Ask on.")


def test_the_assistant_hears_what_was_said_before() -> None:
    asker = FakeAsker()
    conversation = ask(ask(NEW, "When?", asker), "And where?", asker)
    assert [exchange.number for exchange in conversation.exchanges] == [1, 2]
    assert asker.heard[0] == ("When?", [])
    assert asker.heard[1] == (
        "And where?",
        [Turn("user", "When?"), Turn("assistant", answer().text)],
    )


def test_the_documents_chosen_are_asked() -> None:
    asker, scope = FakeAsker(), Scope(roles=frozenset({"source"}))
    chat.answered(EN, chat.begun(EN, NEW, "When?"), asker, FakeTexts(), scope)
    assert asker.scopes == [scope]


def test_a_refusal_is_part_of_what_was_said() -> None:
    asker = FakeAsker(refusal(reason="No document mentions it."))
    ask(ask(NEW, "GDP?", asker), "Why?", asker)
    assert asker.heard[1][1][1] == Turn("assistant", "No document mentions it.")


def test_an_error_is_told_in_words_and_the_conversation_goes_on() -> None:
    asker = FakeAsker(error=IndexCorrupt("vectors.npy does not agree with its checksum."))
    failed = ask(NEW, "When?", asker)
    assert failed.exchanges[0].problem == "vectors.npy does not agree with its checksum."
    assert failed.exchanges[0].evidence is None
    asker.error = None
    done = ask(failed, "When?", asker)
    assert done.exchanges[1].evidence is not None and done.exchanges[1].evidence.number == 2
    assert asker.heard[1] == ("When?", [])
    assert [evidence.number for evidence in chat.evidence_of(done)] == [2]


def test_without_an_index_the_person_is_told_what_to_press() -> None:
    exchange = only(ask(NEW, "When?", FakeAsker(error=IndexNotFound("there is no index"))))
    assert exchange.problem == EN.say("ask.no-index")
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
