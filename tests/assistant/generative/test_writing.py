"""Questions to a small real index, answered by a model that says what each test wrote."""

from __future__ import annotations

import json
from typing import get_args

import pytest

import assistant.generative.writing
from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.dictionary import LANGUAGES
from assistant.generative.prompt import prompt_file
from assistant.generative.writing import Writer, is_small
from assistant.models import Answer, Dropped, DropReason, Writing, WritingFailure
from assistant.plain import answer_plain
from assistant.provenance import groups
from assistant.said.refusals import is_refusal
from assistant.said.words import said_in
from assistant.steps import Step
from assistant.transcript.models import Conversation, Evidence, Excerpt, Exchange
from assistant.transcript.stored import from_json, to_json
from index.search import Index
from ingest.errors import LanguageModelError, LanguageModelFailure, QuestionStopped
from tests.assistant.generative.fakes import STALLS, FakeModel, Script, cut, reply, sentence
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, by_words, ready_index

QUESTION = "Who built the lighthouse?"
BUILT = "The lighthouse was built by Anna Petrova in 1902."
KEEPERS = "Four keepers live there."
GOOD = sentence("Anna Petrova built the lighthouse in 1902.", (1, "was built by Anna Petrova in"))
MORE = sentence("Four keepers live in it.", (1, "Four keepers live there"))
WRONG = sentence("Anna Petrova built it in 1999.", (1, "was built by Anna Petrova in"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {"harbour.md": HARBOUR, "lighthouse.txt": LIGHTHOUSE}
    return ready_index(tmp_path_factory.mktemp("written"), texts)


def ask(index: Index, model: FakeModel, question: str = QUESTION) -> Answer:
    return Assistant(index, by_words(), Writer(model)).ask(question)


def writing(answer: Answer) -> Writing:
    assert answer.writing is not None
    return answer.writing


def quoted(index: Index) -> Answer:
    return Assistant(index, by_words()).ask(QUESTION)


def test_each_sentence_stands_on_a_sentence_of_a_document(index: Index) -> None:
    model = FakeModel([cut(reply(GOOD, MORE, GOOD))])
    answer = ask(index, model)
    assert (
        answer.text == "Anna Petrova built the lighthouse in 1902. [1] Four keepers live in it. [2]"
    )
    assert [each.quote for each in answer.citations] == [BUILT, KEEPERS]
    first = answer.citations[0]
    text = index.current().generation.document("lighthouse.txt").text
    assert [text[s.start : s.end] for s in first.highlights] == ["was built by Anna Petrova in"]
    assert not answer.abstained and answer.is_written and answer.note == ""
    assert [group.heading for group in groups(answer)] == [""]
    file = prompt_file("answer")
    assert answer.writing == Writing("fake", "answer", file.sha256, kept=2, prompt_tokens=11,
                                     completion_tokens=7)  # fmt: skip
    assert model.replies[0].closed


def test_what_became_of_each_sentence_stands_in_the_json(index: Index) -> None:
    moved = sentence(KEEPERS, (9, KEEPERS))
    shown = json.loads(json.dumps(ask(index, FakeModel([[reply(GOOD, moved, WRONG)]])).to_json()))
    assert shown["writing"] == {
        "model": "fake",
        "prompt": "answer",
        "prompt_sha256": prompt_file("answer").sha256,
        "kept": 1,
        "repaired": 1,
        "dropped": [{"text": "Anna Petrova built it in 1999.", "reason": "number",
                     "detail": "1999"}],
        "failure": "",
        "unfinished": [],
        "retried": False,
        "prompt_tokens": 11,
        "completion_tokens": 7,
    }  # fmt: skip
    assert quoted(index).to_json()["writing"] is None


def test_two_sentences_share_a_citation(index: Index) -> None:
    again = sentence("It was built in 1902.", (1, "The lighthouse was built"))
    answer = ask(index, FakeModel([[reply(GOOD, again)]]))
    assert [each.markers for each in answer.statements] == [(1,), (1,)]
    assert len(answer.citations) == 1 and len(answer.citations[0].highlights) == 1


def test_a_sentence_is_told_once_verified_and_not_before(index: Index) -> None:
    told: list[Step] = []
    model = FakeModel([cut(reply(GOOD, WRONG, MORE), 1)])
    Assistant(index, by_words(), Writer(model)).ask(QUESTION, tell=told.append)
    steps = [step for step in told if step.name == "write"]
    grown = list(dict.fromkeys(len(s.answer.statements) if s.answer else 0 for s in steps))
    assert grown == [0, 1, 2]
    for step in steps:
        if step.answer is not None:
            assert step.answer.is_written and "1999" not in step.answer.text
            assert len(step.answer.citations) == len(step.answer.statements)


def counts(told: list[Step]) -> list[int]:
    """How many sentences the answer had as it grew, each count once in a row."""
    every = [len(s.answer.statements) if s.answer else 0 for s in told if s.name == "write"]
    return [now for now, last in zip(every, [-1, *every], strict=False) if now != last]


def test_nothing_is_told_out_of_a_thought_that_the_template_opened(index: Index) -> None:
    told: list[Step] = []
    script = cut(f"It asks who. Maybe {reply(GOOD)}? Four too.</think>\n{reply(MORE, GOOD)}", 5)
    answer = Assistant(index, by_words(), Writer(FakeModel([script]))).ask(
        QUESTION, tell=told.append
    )
    assert [each.text for each in answer.statements] == [MORE["text"], GOOD["text"]]
    assert [each.marker for each in answer.citations] == [1, 2]
    assert counts(told) == [0, 1, 2]
    first = next(step.answer for step in told if step.answer is not None)
    assert first.statements[0].text == MORE["text"]


def test_what_turns_out_to_be_a_thought_is_taken_back(index: Index) -> None:
    told: list[Step] = []
    script = [*cut(reply(GOOD, MORE, WRONG)), "\n</think>\n", *cut(reply(MORE))]
    answer = Assistant(index, by_words(), Writer(FakeModel([script]))).ask(
        QUESTION, tell=told.append
    )
    assert [each.text for each in answer.statements] == [MORE["text"]]
    assert [each.quote for each in answer.citations] == [KEEPERS]
    assert counts(told) == [0, 1, 2, 0, 1]
    assert (writing(answer).kept, writing(answer).dropped) == (1, ())


@pytest.mark.parametrize(
    ("said", "statements"),
    [("NO ANSWER\n", 0), (reply(*[GOOD, MORE] * 20), 2)],
)
def test_once_all_is_said_the_end_is_waited_for_but_not_for_ever(
    index: Index, said: str, statements: int
) -> None:
    short = FakeModel([[said, *"the end"]])
    long = FakeModel([[said, *"y" * 5_000]])
    broken = FakeModel([[said, "x", LanguageModelError("lost", "no")]])
    for model in (short, long, broken):
        answer = ask(index, model)
        assert (len(answer.statements), writing(answer).failure) == (statements, "")
        assert model.replies[0].closed and len(model.replies) == 1
    assert short.replies[0].said == len(short.scripts[0])
    assert long.replies[0].said < 100


@pytest.mark.parametrize("after", [0, 1, 40])
def test_the_person_stops_it_and_the_stream_is_closed(index: Index, after: int) -> None:
    model = FakeModel([cut(reply(GOOD, MORE), 3)])
    left = [after]

    def tell(step: Step) -> None:
        if step.name == "write":
            left[0] -= 1
            if left[0] < 0:
                raise QuestionStopped("stopped")

    with pytest.raises(QuestionStopped):
        Assistant(index, by_words(), Writer(model)).ask(QUESTION, tell=tell)
    assert all(each.closed for each in model.replies)
    assert len(model.replies) == (after > 0)


FAILURES: tuple[LanguageModelFailure, ...] = get_args(LanguageModelFailure)


@pytest.mark.parametrize("kind", FAILURES)
@pytest.mark.parametrize("before", [[], [reply(GOOD, MORE)[:-30]]])
def test_each_failure_ends_in_a_line_and_the_quotations(
    index: Index, kind: LanguageModelFailure, before: list[str]
) -> None:
    script: Script = [*before, LanguageModelError(kind, "no")]
    model = FakeModel([script] * 2)
    answer, extractive = ask(index, model), quoted(index)
    assert answer.statements == extractive.statements
    assert answer.citations[: len(extractive.citations)] == extractive.citations
    assert answer.note == said_in("en").say(f"writing.failed.{kind}", model="fake")
    found = writing(answer)
    assert (found.failure, found.kept, found.repaired) == (kind, 0, 0)
    assert not answer.is_written
    again = kind in ("malformed", "lost", "server") and not before
    assert found.retried == again
    assert len(model.asked) == (2 if again or kind == "schema" else 1)
    assert all(each.closed for each in model.replies)


def test_what_was_verified_of_a_reply_that_breaks_off_is_kept_beside_the_quotations(
    index: Index,
) -> None:
    script: Script = [reply(MORE, GOOD, WRONG)[:-2], LanguageModelError("lost", "no")]
    answer = ask(index, FakeModel([script]))
    assert [each.quote for each in answer.citations] == [BUILT, KEEPERS]
    assert [each.marker for each in answer.citations] == [1, 2]
    assert [(each.text, each.markers) for each in answer.unfinished] == [
        (MORE["text"], (2,)),
        (GOOD["text"], (1,)),
    ]
    assert (writing(answer).kept, writing(answer).dropped) == (0, ())
    assert json.loads(json.dumps(answer.to_json()))["writing"]["unfinished"][0]["markers"] == [2]
    assert answer.text == quoted(index).text
    printed = answer_plain(answer)
    assert printed.endswith(
        "What the model had written until then; each sentence is verified:\n"
        f"{MORE['text']} [2] {GOOD['text']} [1]"
    )


def test_what_a_thought_said_is_not_kept_where_the_reply_breaks_off(index: Index) -> None:
    script: Script = [reply(MORE, GOOD)[:-2], "</think>", LanguageModelError("timeout", "no")]
    answer = ask(index, FakeModel([script]))
    assert (answer.unfinished, answer.citations) == ((), quoted(index).citations)


@pytest.mark.parametrize(
    ("said", "statements"),
    [(['{"answers": false, '], 0), (["NO ANSWER\n"], 0), (cut(reply(GOOD, MORE)), 2)],
)
def test_a_server_that_stalls_once_all_is_said_holds_nobody_up(
    index: Index, said: list[str], statements: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.generative.writing, "_SECONDS_AFTER", 0.0)
    model = FakeModel([[*said, STALLS]])
    answer = ask(index, model)
    assert (len(answer.statements), writing(answer).failure) == (statements, "")
    assert answer.abstained == (not statements) and model.replies[0].closed


def test_what_fails_once_may_not_fail_twice(index: Index) -> None:
    model = FakeModel([[LanguageModelError("server", "boom")], [reply(GOOD)]])
    answer = ask(index, model)
    assert answer.is_written and writing(answer).retried
    assert model.asked[0] == model.asked[1]


def test_a_reply_without_form_is_asked_for_again_and_told_why(index: Index) -> None:
    model = FakeModel([["Anna Petrova, I think."], [reply(GOOD)]])
    answer = ask(index, model)
    assert answer.is_written and writing(answer).retried
    assert "not of the form that was asked for" in model.asked[1][-1].content
    broken = FakeModel([["{"], ['{"answers": true, "sentences": []}']])
    assert writing(ask(index, broken)).failure == "malformed"


def test_a_server_without_schemas_is_asked_for_tagged_lines(index: Index) -> None:
    tagged = f"SENTENCE: {GOOD['text']}\nQUOTE [1]: was built by Anna Petrova in\n"
    model = FakeModel([[LanguageModelError("schema", "no")], cut(tagged)])
    answer = ask(index, model)
    assert answer.is_written and not writing(answer).retried
    assert [schema is None for schema in model.schemas] == [False, True]
    assert "SENTENCE:" in model.asked[1][0].content
    known = FakeModel([cut(tagged)], takes_schema=False)
    assert ask(index, known).is_written and known.schemas == [None]


def test_where_nothing_is_supported_the_documents_speak(index: Index) -> None:
    answer = ask(
        index,
        FakeModel([[reply(WRONG, sentence("So.", (1, "Petrova painted the lighthouse white")))]]),
    )
    assert answer.citations == quoted(index).citations
    found = writing(answer)
    assert (found.failure, found.kept) == ("unsupported", 0)
    assert [each.reason for each in found.dropped] == ["number", "quotation-not-found"]
    assert "is supported by the documents" in answer.note
    printed = answer_plain(answer)
    assert (
        "  - Anna Petrova built it in 1999. (a number or date that its quotation lacks: 1999)"
        in (printed)
    )


@pytest.mark.parametrize("script", [['{"answers": false, "sentences": []}'], ["NO ANSWER\n", "x"]])
def test_that_there_is_no_answer_is_the_answer(index: Index, script: list[str]) -> None:
    model = FakeModel([script])
    answer = ask(index, model)
    assert answer.abstained and answer.statements == () and answer.citations == ()
    assert answer.reason is not None and "(fake) found no answer" in answer.reason
    assert is_refusal(answer.reason)
    assert answer.nearest == quoted(index).citations
    assert writing(answer).failure == "" and not answer.is_written
    assert "The documents do not say." in answer_plain(answer)


@pytest.mark.parametrize("question", ["xylophone quasar", "Hello!", "Which documents are there?"])
def test_what_needs_no_model_asks_none(index: Index, question: str) -> None:
    model = FakeModel([])
    answer = ask(index, model, question)
    assert model.asked == [] and answer.writing is None
    assert answer == Assistant(index, by_words()).ask(question)


def test_a_follow_up_is_rewritten_and_shown(index: Index) -> None:
    alone = "When was the lighthouse built by Anna Petrova?"
    model = FakeModel([[alone], [reply(GOOD)]])
    history = (Turn("user", QUESTION), Turn("assistant", f"{BUILT} [1]"))
    answer = Assistant(index, by_words(), Writer(model)).ask("When did she?", history)
    assert (answer.question, answer.searched_question) == ("When did she?", alone)
    assert model.asked[1][-1].content.endswith(f"Question: {alone}")
    assert f"Searched for: {alone}" in answer_plain(answer)


def test_thanks_are_not_rewritten(index: Index) -> None:
    model = FakeModel([])
    history = (Turn("user", QUESTION), Turn("assistant", BUILT))
    assert Assistant(index, by_words(), Writer(model)).ask("Thanks!", history).reply
    assert model.asked == []


def test_warming_asks_no_model(index: Index) -> None:
    model = FakeModel([])
    Assistant(index, by_words(), Writer(model)).warm(QUESTION)
    assert model.asked == []


def test_the_model_is_shown_excerpts_and_told_the_language(index: Index) -> None:
    model = FakeModel([[reply(GOOD)]])
    ask(index, model)
    system, user = model.asked[0]
    assert "in English" in system.content
    assert f"⟦excerpt 1⟧ (lighthouse)\n{LIGHTHOUSE.split('. ')[0]}" in user.content


def test_the_answer_is_in_the_language_of_the_question(index: Index) -> None:
    said = sentence("Маяк построен в 1902 году.", (1, "was built by Anna Petrova in"))
    model = FakeModel([[reply(said)]])
    answer = ask(index, model, "Кто это: the lighthouse was built by Anna Petrova?")
    assert "in Russian" in model.asked[0][0].content
    assert (answer.question_language, answer.citations[0].quote) == ("ru", BUILT)
    assert answer.is_written


def test_it_is_printed_with_its_counts(index: Index) -> None:
    printed = answer_plain(ask(index, FakeModel([[reply(GOOD, MORE, WRONG)]])))
    prose = "Anna Petrova built the lighthouse in 1902. [1] Four keepers live in it. [2]"
    assert printed.startswith(f"{prose}\n\n[1] ")
    assert (
        "Written by the language model fake on the quotations that it cites. Sentences kept: 2; "
        "kept with their passage put right: 0; dropped: 1." in printed
    )
    assert "Dropped, for the documents do not bear them:" in printed


def test_nothing_that_a_model_writes_acts_on_the_terminal(index: Index) -> None:
    hostile = sentence("\x1b[31mRed\u202e.", (1, "\x1b[0m no such words at all"))
    printed = answer_plain(ask(index, FakeModel([[reply(GOOD, hostile)]])))
    assert "\x1b" not in printed and "\u202e" not in printed


@pytest.mark.parametrize(
    ("name", "context", "small"),
    [
        ("qwen3:4b", None, True),
        ("Llama-3.2-3B-Instruct", None, True),
        ("SmolLM2-360M-Instruct", None, True),
        ("qwen3:30b-a3b", None, False),
        ("llama3.1:8b", None, False),
        ("gpt-5", None, False),
        ("gpt-5", 2_048, True),
        ("gpt-5", 32_768, False),
        ("phi3.5", None, False),
    ],
)
def test_small_models_get_the_small_prompt(name: str, context: int | None, small: bool) -> None:
    assert is_small(FakeModel([], name=name, context_tokens=context)) == small


def test_the_prompt_that_was_taken_is_named(index: Index) -> None:
    found = writing(ask(index, FakeModel([[reply(GOOD)]], name="tiny-1b")))
    assert (found.prompt, found.prompt_sha256) == (
        "answer-small", prompt_file("answer-small").sha256,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_and_every_reason_has_its_words(language: str) -> None:
    words = said_in(language)
    failures: tuple[WritingFailure, ...] = get_args(WritingFailure)
    for failure in filter(None, failures):
        assert "{" not in words.say(f"writing.failed.{failure}", model="m")
    for reason in get_args(DropReason):
        assert words.say(f"writing.dropped.{reason}")
    assert Dropped("x", "number").detail == ""


@pytest.mark.parametrize("end", [[], [LanguageModelError("lost", "no")]])
def test_it_is_stored_with_its_conversation_and_read_again(
    index: Index, end: list[LanguageModelError]
) -> None:
    answer = ask(index, FakeModel([[reply(GOOD, WRONG)[: -2 if end else None], *end]]))
    assert bool(answer.unfinished) == bool(end)
    excerpts = tuple(Excerpt(citation) for citation in answer.citations)
    exchange = Exchange(1, QUESTION, Evidence(1, answer, excerpts, ()))
    stored = json.loads(json.dumps(to_json(Conversation("id", (exchange,)))))
    (read,) = from_json(stored).exchanges
    assert read.evidence is not None
    assert read.evidence.answer.writing == answer.writing
    assert read.evidence.answer.statements == answer.statements
