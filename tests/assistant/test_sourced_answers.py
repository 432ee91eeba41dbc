"""Questions to a paper and its sources, over a small real index: a fake model, word weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.models import Answer, RoleCounts
from assistant.provenance import groups
from index.models import Scope
from ingest.errors import DocumentNotFound
from tests.assistant.mixed import (
    DEEPENED,
    ENGLISH,
    KAZAKH,
    LEVEL,
    NOTES,
    PAPER,
    RUSSIAN,
    SEALS,
    mixed_index,
)
from tests.assistant.selection.samples import by_words

PAPERS, SOURCES = Scope(roles=frozenset({"paper"})), Scope(roles=frozenset({"source"}))
LEVEL_QUESTION = "By how much falls the level of the Caspian?"
SEALS_QUESTION = "Who counted the seals of the Caspian?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant(mixed_index(tmp_path_factory.mktemp("mixed")), by_words())


def quotes(answer: Answer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for citation in answer.citations:
        found.setdefault(citation.document, []).append(citation.quote)
    return found


def documents(answer: Answer) -> set[str]:
    """Every document that an answer shows anything of."""
    cited = {each.document for each in (*answer.citations, *answer.nearest)}
    return cited | {passage.document for passage in answer.passages}


def of(*doc_ids: str) -> Scope:
    return Scope(documents=frozenset(doc_ids))


def test_the_paper_is_quoted_as_the_paper_with_what_it_cites(assistant: Assistant) -> None:
    answer = assistant.ask("How many kilometres has the northern shore moved?", scope=PAPERS)
    (citation,) = answer.citations
    assert (citation.role, citation.source_of) == ("paper", ())
    (backing,) = citation.backing
    assert (backing.number, backing.held) == (1, (RUSSIAN,))
    assert backing.url == "https://level.example/orlova"
    assert answer.role_counts == RoleCounts(papers=1, sources=3, others=1)
    assert answer.question_language == "en"


def test_a_source_is_quoted_as_the_paper_s_source(assistant: Assistant) -> None:
    answer = assistant.ask(SEALS_QUESTION)
    assert answer.citations[0].quote == SEALS
    assert answer.citations[0].role == "source"
    (tie,) = answer.citations[0].source_of
    assert (tie.document, tie.title, tie.number) == (PAPER, "Tides of the Caspian", 3)
    assert "source [3]" in groups(answer)[0].heading


def test_the_paper_and_its_source_are_quoted_beside_each_other(assistant: Assistant) -> None:
    answer = assistant.ask(LEVEL_QUESTION)
    found = quotes(answer)
    assert LEVEL in found[PAPER]
    assert found[ENGLISH] == ["The level of the Caspian falls, says the pilot."]
    assert [citation.marker for citation in answer.citations] == list(
        range(1, len(answer.citations) + 1)
    )
    order = [citation.document for citation in answer.citations]
    assert order == sorted(order, key=order.index)


def test_what_is_neither_speaks_for_itself_too(assistant: Assistant) -> None:
    found = quotes(assistant.ask("When was the port of Aktau deepened?"))
    assert DEEPENED in found[PAPER] and NOTES in found


@pytest.mark.parametrize(
    ("question", "document", "language"),
    [
        ("На сколько сантиметров падает уровень Каспия?", RUSSIAN, "ru"),
        ("Зауыттар жыл сайын қанша бекіре шабағын жібереді?", KAZAKH, "kk"),
    ],
)
def test_a_source_answers_in_its_own_words(
    assistant: Assistant, question: str, document: str, language: str
) -> None:
    answer = assistant.ask(question)
    assert answer.citations[0].document == document
    assert answer.citations[0].language == answer.question_language == language
    text = assistant.index.current().generation.document(document).text
    assert answer.citations[0].quote in text


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (PAPERS, {PAPER}),
        (SOURCES, {RUSSIAN, KAZAKH, ENGLISH}),
        (Scope(roles=frozenset({"other"})), {NOTES}),
        (of(PAPER, NOTES), {PAPER, NOTES}),
        (Scope(frozenset({"source"}), frozenset({PAPER, ENGLISH})), {ENGLISH}),
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "How far does the level of the Caspian fall?",
        "Which documents are there?",
        "What is it about?",
        "List all that is said of the Caspian.",
        "Compare the level of the Caspian and the port of Aktau.",
        "Is the port of Aktau deep?",
        "xylophone quasar",
    ],
)
def test_nothing_is_shown_of_what_was_not_asked(
    assistant: Assistant, question: str, scope: Scope, allowed: set[str]
) -> None:
    answer = assistant.ask(question, scope=scope)
    assert documents(answer) <= allowed
    assert answer.scope == scope and answer.scope_name
    assert answer.to_json()["roles"] == (sorted(scope.roles) if scope.roles else None)


def test_all_are_listed_and_then_some(assistant: Assistant) -> None:
    question = "Which documents do you have?"
    assert "5 documents" in assistant.ask(question).note
    assert "3 documents" in assistant.ask(question, scope=SOURCES).note


def test_a_refusal_says_that_a_filter_was_on_and_what_there_is_without(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(SEALS_QUESTION, scope=PAPERS)
    assert answer.abstained and answer.citations == ()
    assert answer.reason is not None
    assert "This was asked of the paper only." in answer.reason
    assert "Without the filter there is an answer, from “Counting seals”." in answer.reason


def test_a_word_that_only_another_document_has_is_missing(assistant: Assistant) -> None:
    question = "Did Petra Marsh count the seals?"
    assert assistant.ask(question).missing == ()
    answer = assistant.ask(question, scope=PAPERS)
    assert {"Petra Marsh", "seals"} <= set(answer.missing) or "seals" in answer.missing
    assert answer.abstained and answer.reason is not None
    assert "it nowhere mentions" in answer.reason


def test_where_no_document_answers_nothing_is_offered(assistant: Assistant) -> None:
    answer = assistant.ask("xylophone quasar", scope=PAPERS)
    assert answer.reason is not None and "Without the filter" not in answer.reason


def test_a_paper_that_is_named_and_not_asked_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("What is the paper about?", scope=SOURCES)
    assert answer.abstained and answer.reason is not None
    assert "about “Tides of the Caspian”, which was not asked" in answer.reason


def test_a_document_that_is_not_held_is_told(assistant: Assistant) -> None:
    with pytest.raises(DocumentNotFound, match=r"tide\.md: .* did you mean tides\.md"):
        assistant.ask("When?", scope=of("tide.md"))


def test_without_a_source_one_is_told_where_to_get_one(tmp_path: Path) -> None:
    assistant = Assistant(mixed_index(tmp_path, PAPER), by_words())
    answer = assistant.ask("How far does the level fall?", scope=SOURCES)
    assert answer.abstained and answer.passages == ()
    assert answer.reason is not None and answer.reason.startswith("No source is held yet.")
    assert assistant.ask("Hello!", scope=SOURCES).reply


def test_the_one_paper_is_quoted_as_ever(tmp_path: Path) -> None:
    assistant = Assistant(mixed_index(tmp_path, PAPER), by_words())
    answer = assistant.ask(LEVEL_QUESTION)
    assert [group.heading for group in groups(answer)] == [""]
    scoped = assistant.ask(LEVEL_QUESTION, scope=of(PAPER))
    assert scoped.citations == answer.citations != ()


def test_each_cited_work_says_whether_it_is_held(assistant: Assistant) -> None:
    answer = assistant.ask("What does the paper cite?")
    ends = [statement.text.rsplit("(", 1)[-1] for statement in answer.statements]
    assert ends == [
        "held as “Уровень моря”)",
        "held as “Атырау балық зауыттары”)",
        "held as “Counting seals”)",
        "not held here)",
    ]
    assert answer.note == "The reference list has 4 entries, 3 of which are held here."
