"""What becomes of what a model writes: kept, mended, dropped, refused, or the documents' own words.

The server is real HTTP, and so are the index and the search; only the model's words are written by
hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answer_of import Asking, answered
from assistant.answering import Found
from assistant.ask import Assistant
from assistant.generative.openai_server import OpenAIServer
from assistant.generative.writing import Writer
from assistant.models import Answer
from assistant.steps import Step, Tell, untold
from ingest.models import Document
from tests.language_models.dialect import Dialect
from tests.language_models.dialects import DIALECTS, OPENAI
from tests.language_models.outcomes import (
    FAILED,
    FIVE,
    FOLLOW_UPS,
    FOUR,
    REFUSED,
    STALLS,
    UNFINISHED,
    UNSUPPORTED,
    WRITTEN,
)
from tests.language_models.prompts import excerpts
from tests.language_models.server import ReplayServer
from tests.language_models.transcripts import Transcript, load, names

KEY = "sk-wrong"
MANY = "How many Confucius Institutes are there in Kazakhstan?"
FORMS = pytest.mark.parametrize("takes_schema", [True, False], ids=["json", "tagged"])
Finding = Callable[[str], tuple[Asking, Found]]


class Keeper(Writer):
    """Writes nothing, and keeps what it was to write from."""

    def __init__(self) -> None:
        self.kept: tuple[Asking, Found] | None = None

    def write(self, asking: Asking, found: Found, tell: Tell = untold) -> Answer:
        self.kept = asking, found
        return answered(asking, found)


@pytest.fixture(scope="module")
def finding(paper_assistant: Assistant) -> Finding:
    """What the search leads to, searched once a question."""
    known: dict[str, tuple[Asking, Found]] = {}

    def find(question: str) -> tuple[Asking, Found]:
        if question not in known:
            keeper = Keeper()
            Assistant(paper_assistant.index, writer=keeper).ask(question)
            assert keeper.kept is not None
            known[question] = keeper.kept
        return known[question]

    return find


def replayed(
    finding: Finding,
    transcript: Transcript,
    steps: list[Step] | None = None,
    dialect: Dialect = OPENAI,
) -> tuple[Answer, ReplayServer]:
    """Return the answer that is written from a transcript, and the server that was asked."""
    with ReplayServer(transcript, dialect) as server:
        for event in ("second", "rest", "answer", "end", "lost"):
            server.release(event)
        writer = Writer(OpenAIServer(server.url, "replay", KEY))
        told = [] if steps is None else steps
        return writer.write(*finding(transcript.question), told.append), server


def in_form(name: str, takes_schema: bool) -> Transcript:
    """Return a transcript on a server that takes a schema, or that takes none."""
    transcript = load(name)
    return replace(transcript, takes_schema=transcript.takes_schema and takes_schema)


def check_evidence(answer: Answer, paper: Document) -> None:
    """Fail unless each sentence is plain and stands on true slices of the paper."""
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    for citation in answer.citations:
        assert citation.quote == paper.text[citation.start : citation.end]
        assert all(
            citation.start <= span.start < span.end <= citation.end for span in citation.highlights
        )
    for statement in answer.statements:
        assert statement.markers and set(statement.markers) <= set(markers)
        assert statement.text.isprintable()
        assert not set("<>[]`") & set(statement.text)
        assert "://" not in statement.text and "attacker" not in statement.text


def test_each_transcript_has_its_test() -> None:
    tested = [*WRITTEN, *UNSUPPORTED, *FAILED, *REFUSED, *STALLS, *FOLLOW_UPS]

    assert sorted(tested) == names()


@FORMS
@pytest.mark.parametrize("name", WRITTEN)
def test_what_the_paper_bears_is_said(
    name: str, takes_schema: bool, finding: Finding, paper_document: Document
) -> None:
    steps: list[Step] = []
    answer, _ = replayed(finding, in_form(name, takes_schema), steps)

    expected, writing = WRITTEN[name], answer.writing
    assert writing is not None
    assert tuple(each.text for each in answer.statements) == expected.said
    assert tuple(each.reason for each in writing.dropped) == expected.dropped
    assert (writing.repaired, writing.kept) == (
        expected.repaired,
        len(expected.said) - expected.repaired,
    )
    assert (writing.failure, answer.abstained, answer.note) == ("", False, "")
    check_evidence(answer, paper_document)
    check_steps(steps, answer, paper_document)


def check_steps(steps: list[Step], answer: Answer, paper: Document) -> None:
    """Fail unless each sentence was told once it was verified, in the order of the answer."""
    grown = [step.answer for step in steps if step.answer is not None]
    assert {step.name for step in steps} == {"write"}
    for partial in grown:
        check_evidence(partial, paper)
        assert partial.statements == answer.statements[: len(partial.statements)]
    assert grown and grown[-1].statements == answer.statements


@FORMS
@pytest.mark.parametrize("name", UNSUPPORTED)
def test_where_nothing_is_borne_the_paper_speaks_for_itself(
    name: str, takes_schema: bool, finding: Finding, paper_document: Document
) -> None:
    steps: list[Step] = []
    answer, _ = replayed(finding, in_form(name, takes_schema), steps)

    expected, writing = UNSUPPORTED[name], answer.writing
    dropped = expected.dropped if takes_schema else (expected.tagged or expected.dropped)
    assert writing is not None
    assert tuple(each.reason for each in writing.dropped) == dropped
    assert (writing.kept, writing.repaired, writing.failure) == (0, 0, "unsupported")
    check_fallen_back(answer, finding, "supported by the documents")
    assert not [step for step in steps if step.answer is not None]


@FORMS
@pytest.mark.parametrize("name", FAILED)
def test_each_failure_ends_in_the_papers_own_words(
    name: str, takes_schema: bool, finding: Finding
) -> None:
    answer, _ = replayed(finding, in_form(name, takes_schema))

    writing = answer.writing
    assert writing is not None
    assert (writing.failure, writing.kept, writing.repaired) == (FAILED[name], 0, 0)
    check_fallen_back(answer, finding, "own sentences")


@FORMS
@pytest.mark.parametrize("name", UNFINISHED)
def test_what_was_verified_by_then_stands_beside_the_quotations(
    name: str, takes_schema: bool, finding: Finding, paper_document: Document
) -> None:
    answer, _ = replayed(finding, in_form(name, takes_schema))

    # A tagged sentence is complete only when the next one begins.
    expected = UNFINISHED[name] if takes_schema else UNFINISHED[name][:-1]
    assert tuple(each.text for each in answer.unfinished) == expected
    check_evidence(replace(answer, statements=answer.unfinished), paper_document)
    cited = {marker for each in answer.unfinished for marker in each.markers}
    quoted = len(answered(*finding(answer.question)).citations)
    assert cited >= set(range(quoted + 1, len(answer.citations) + 1))


def check_fallen_back(answer: Answer, finding: Finding, line: str) -> None:
    """Fail unless the answer is the extractive one, with a line that says why."""
    extractive = answered(*finding(answer.question))
    quoted = len(extractive.citations)
    assert answer.statements == extractive.statements
    assert answer.citations[:quoted] == extractive.citations
    assert len(answer.citations) == quoted or answer.unfinished
    assert not answer.abstained and not answer.is_written
    assert line in answer.note and "replay" in answer.note


@FORMS
@pytest.mark.parametrize("name", REFUSED)
def test_that_there_is_no_answer_is_the_answer(
    name: str, takes_schema: bool, finding: Finding
) -> None:
    answer, _ = replayed(finding, in_form(name, takes_schema))

    assert answer.abstained and not answer.statements and not answer.citations
    assert answer.reason is not None and "replay" in answer.reason
    assert answer.nearest == answered(*finding(answer.question)).citations
    assert answer.writing is not None and not answer.writing.failure
    assert answer.writing.completion_tokens


@FORMS
@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_leads_to_the_same_answer(
    dialect: str, takes_schema: bool, finding: Finding
) -> None:
    transcript = in_form("two_quotations", takes_schema)
    answer, server = replayed(finding, transcript, dialect=DIALECTS[dialect])

    assert tuple(each.text for each in answer.statements) == WRITTEN["two_quotations"].said
    assert answer.statements[0].markers == (1, 2)
    assert len(server.requests) == 1 + (not takes_schema)
    assert answer.writing is not None and answer.writing.completion_tokens


@pytest.mark.parametrize(
    ("name", "said"), [("broken_json", "could not be read"), ("trouble_broken", "")]
)
def test_a_second_try_is_the_last_and_names_the_error(
    name: str, said: str, finding: Finding
) -> None:
    answer, server = replayed(finding, load(name))

    first, second = server.requests
    assert answer.writing is not None and answer.writing.retried
    assert said not in first.prompt or not said
    assert said in second.prompt


@FORMS
def test_a_model_that_writes_on_is_hung_up_on(takes_schema: bool, finding: Finding) -> None:
    with ReplayServer(in_form("writes_on", takes_schema)) as server:
        writer = Writer(OpenAIServer(server.url, "replay"))
        answer = writer.write(*finding(MANY))
        server.wait_left()

    assert tuple(each.text for each in answer.statements) == (FIVE, FOUR)


@pytest.mark.parametrize(
    ("name", "takes_schema"), [(STALLS[0], True), (STALLS[0], False), (STALLS[1], True)]
)
def test_a_server_that_stalls_once_all_is_said_is_hung_up_on(
    name: str, takes_schema: bool, finding: Finding
) -> None:
    with ReplayServer(in_form(name, takes_schema)) as server:
        writer = Writer(OpenAIServer(server.url, "replay"))
        answer = writer.write(*finding(server.transcript.question))
        server.wait_left()

    assert answer.writing is not None and not answer.writing.failure
    assert answer.abstained == (name == "no_answer_stalls")
    assert tuple(each.text for each in answer.statements) == (() if answer.abstained else (FIVE,))


def test_a_server_without_schemas_is_asked_for_one_once(finding: Finding) -> None:
    with ReplayServer(load("schema_refused")) as server:
        writer = Writer(OpenAIServer(server.url, "replay"))
        for _ in range(2):
            asking, found = finding(server.transcript.question)
            assert writer.write(asking, found).is_written
        asked = [request.has_schema for request in server.requests]

    assert asked == [True, False, False]


def test_what_it_cost_and_what_was_asked_stands_in_the_json(finding: Finding) -> None:
    answer, server = replayed(finding, load("altered_and_right"))

    told = json.loads(json.dumps(answer.to_json()))["writing"]
    assert told["prompt_tokens"] == len(server.requests[0].prompt.split())
    assert told["completion_tokens"] > 10
    assert len(told["prompt_sha256"]) == 64
    assert (told["model"], told["prompt"]) == ("replay", "answer")
    assert (told["kept"], told["repaired"], len(told["dropped"])) == (1, 0, 1)
    assert told["dropped"][0]["text"] == FOUR


@pytest.mark.parametrize("name", ["right_quote", "trouble_unauthorised", "error_in_stream"])
def test_the_key_stands_nowhere(
    name: str, finding: Finding, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="assistant")
    answer, server = replayed(finding, load(name))

    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{json.dumps(answer.to_json())} {answer!r} {caplog.text}"
    assert KEY not in json.dumps(server.requests[0].body)


def test_the_prompt_names_the_language_and_holds_the_paper_only(
    finding: Finding, paper_document: Document
) -> None:
    _, server = replayed(finding, load("russian"))

    system, user = server.requests[0].body["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert "in Russian" in system["content"]
    shown = excerpts(user["content"])
    assert list(shown) == list(range(1, len(shown) + 1))
    assert all(text in paper_document.text for text in shown.values())
    # The search adds the names as the paper spells them.
    assert "Сколько институтов Конфуция" in user["content"]
