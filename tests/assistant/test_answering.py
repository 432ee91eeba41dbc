"""Ways of answering over a small real index: a fake model, weights that count words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Answering
from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.models import Answer
from assistant.said.words import said_in
from assistant.selection.tokens import Encoder
from index.search import Index
from ingest.models import Span
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, by_words, ready_index
from tests.fakes import FakeEmbedder

INSTITUTES = (
    "There are five institutes in Aktau. The school of Oral teaches chess. "
    "Four institutes stand in Semey."
)
BIRDS = "The herons of Kulsary nest in reeds, and the storks of Saryagash nest on chimneys."
PORT = "The port ships grain. The port ships wool. The port ships salt to the north."
CANAL = "The canal of Zaysan was dug by four hundred masons. Its water is cold and clear."
BUILT = "The lighthouse was built by Anna Petrova in 1902."
DOCUMENTS = {
    "harbour.md": HARBOUR,
    "light.txt": LIGHTHOUSE,
    "institutes.txt": INSTITUTES,
    "birds.txt": BIRDS,
    "port.txt": PORT,
    "canal.md": f"# The canal\n\n{CANAL}\n",
    "canal.txt": f"{CANAL}\n",
}
SAID = (Turn("user", "Who built the lighthouse?"), Turn("assistant", f"{BUILT} [1]"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return ready_index(tmp_path_factory.mktemp("answering"), DOCUMENTS)


@pytest.fixture(scope="module")
def assistant(index: Index) -> Assistant:
    return Assistant(index, by_words())


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("message", "begins"),
    [("Hello!", "Hello!"), ("Спасибо", "Пожалуйста"), ("Сәлем", "Сәлеметсіз бе"), ("👋", "Hello!")],
)
def test_greeting_is_replied_to_and_cites_nothing(
    assistant: Assistant, message: str, begins: str
) -> None:
    answer = assistant.ask(message)
    assert answer.way == "greeting"
    assert answer.text.startswith(begins)
    assert (answer.citations, answer.passages, answer.nearest) == ((), (), ())
    assert (answer.abstained, answer.reason, answer.missing) == (False, None, ())


def test_thanks_in_a_conversation_are_no_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("Thanks!", SAID)
    assert answer.way == "greeting"
    assert answer.searched_question == "Thanks!"
    assert answer.citations == ()


def test_question_behind_a_greeting_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Hi, who built the lighthouse?")
    assert answer.way == "fact"
    assert answer.searched_question == "who built the lighthouse?"
    assert quotes(answer)[0] == BUILT


def test_documents_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask("Which documents do you have?")
    assert answer.way == "documents"
    assert [citation.document for citation in answer.citations] == sorted(DOCUMENTS)
    assert "7 documents" in answer.note
    assert answer.confidence == 1.0


def test_question_about_the_documents_is_no_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("Which documents do you have?", SAID)
    assert (answer.way, answer.searched_question) == ("documents", "Which documents do you have?")


def test_overview_has_sentences_of_the_document_that_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("What is harbour.md about?")
    assert answer.way == "overview"
    assert {citation.document for citation in answer.citations} == {"harbour.md"}
    assert all(quote in HARBOUR for quote in quotes(answer))
    assert answer.note


def test_each_side_of_a_comparison_is_cited(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the institutes in Aktau and Semey.")
    assert answer.way == "compare"
    assert sorted(quotes(answer)) == [
        "Four institutes stand in Semey.",
        "There are five institutes in Aktau.",
    ]
    assert answer.note == ""


def test_side_that_is_absent_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the institutes in Aktau and Kostanay.")
    assert quotes(answer) == ["There are five institutes in Aktau."]
    assert "Kostanay" in answer.note
    assert "Aktau" not in answer.note
    assert not answer.abstained


def test_comparison_misses_its_absent_side_and_none_of_its_own_words(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the institutes in Aktau and Kostanay.")
    assert answer.missing == ("Kostanay",)


def test_comparison_of_two_absent_sides_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the institutes in Kostanay and Turgay.")
    assert answer.abstained
    assert answer.citations == ()
    assert set(answer.missing) >= {"Kostanay", "Turgay"}
    assert answer.reason is not None
    assert "Kostanay, Turgay" in answer.reason


def test_sentence_that_has_both_sides_is_cited_once(assistant: Assistant) -> None:
    answer = assistant.ask("How do the herons of Kulsary differ from the storks of Saryagash?")
    assert answer.way == "compare"
    assert quotes(answer) == [BIRDS]
    assert answer.note == ""


def test_list_has_every_sentence_with_an_item(assistant: Assistant) -> None:
    answer = assistant.ask("What are the things that the port ships?")
    assert answer.way == "list"
    assert set(quotes(answer)) == {
        "The port ships grain.",
        "The port ships wool.",
        "The port ships salt to the north.",
    }


def test_question_for_yes_or_no_gets_evidence_and_no_verdict(assistant: Assistant) -> None:
    answer = assistant.ask("Is the lighthouse guiding the ships?")
    assert answer.way == "yes_no"
    assert "It guides the ships of the fishing fleet." in quotes(answer)
    assert answer.note == (
        "These are the documents' own words; whether they mean yes or no is yours to judge."
    )


def test_question_for_yes_or_no_without_evidence_has_no_note(assistant: Assistant) -> None:
    answer = assistant.ask("Is the quasar made of nougat?")
    assert answer.abstained
    assert (answer.way, answer.note) == ("yes_no", "")
    assert "nougat" in answer.missing


def test_typing_error_is_searched_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("Who built the lighthose?")
    assert answer.question == "Who built the lighthose?"
    assert answer.searched_question == "Who built the lighthouse?"
    assert quotes(answer)[0] == BUILT
    assert answer.missing == ()


@pytest.mark.parametrize(
    "question", ["Who dug the canal of Zaysan?", "Which masons dug the canal?", "Canal of Zaysan"]
)
def test_sentence_that_two_documents_share_is_cited_once(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    dug = "The canal of Zaysan was dug by four hundred masons."
    assert quotes(answer).count(dug) == 1
    assert len(set(quotes(answer))) == len(quotes(answer))


def test_nearest_sentences_are_no_duplicates_either(assistant: Assistant) -> None:
    answer = assistant.ask("Does the canal of quasars have nougat, gypsum and cobalt?")
    assert answer.abstained
    shown = [citation.quote for citation in answer.nearest]
    assert len(set(shown)) == len(shown) <= 3
    assert all(citation.highlights == () for citation in answer.nearest)


def test_follow_up_is_made_to_stand_alone(assistant: Assistant) -> None:
    answer = assistant.ask("And when?", SAID)
    assert answer.question == "And when?"
    assert "lighthouse" in answer.searched_question
    assert quotes(answer)[0] == BUILT


def test_sentence_that_is_pasted_as_a_question_is_found(assistant: Assistant) -> None:
    assert BUILT in quotes(assistant.ask(BUILT))


def test_what_answers_is_highlighted_in_its_document(assistant: Assistant, index: Index) -> None:
    answer = assistant.ask("Who built the lighthouse?")
    citation = answer.citations[0]
    text = index.current().generation.document(citation.document).text
    assert [text[span.start : span.end] for span in citation.highlights] == ["Anna Petrova"]
    for span in citation.highlights:
        assert citation.start <= span.start < span.end <= citation.end


def test_passage_of_the_best_sentence_comes_first(assistant: Assistant) -> None:
    answer = assistant.ask("Who built the lighthouse?")
    first, citation = answer.passages[0], answer.citations[0]
    assert first.document == citation.document
    assert Span(first.start, first.end).overlaps(Span(citation.start, citation.end))


def test_every_quotation_is_the_slice_it_claims_to_be(assistant: Assistant, index: Index) -> None:
    generation = index.current().generation
    for question in (
        "Compare the institutes in Aktau and Semey.",
        "What is harbour.md about?",
        "Which documents do you have?",
        "What are the things that the port ships?",
        "Is the lighthouse guiding the ships?",
        "Is the quasar guiding the ships?",
    ):
        answer = assistant.ask(question)
        for citation in (*answer.citations, *answer.nearest):
            text = generation.document(citation.document).text
            assert text[citation.start : citation.end] == citation.quote
            for span in citation.highlights:
                assert citation.start <= span.start < span.end <= citation.end


def test_same_question_is_answered_alike_from_what_is_kept(index: Index) -> None:
    searcher = index.current()
    encoder = Encoder(searcher.embedder)
    found = [
        Answering(searcher, encoder, by_words(), said_in("en")).find(
            "Who built the lighthouse?", ()
        )
        for _ in range(2)
    ]
    assert found[0].selection == found[1].selection
    assert found[0].way == "fact"


def test_language_that_the_model_does_not_know_is_answered_by_its_words(tmp_path: Path) -> None:
    model = FakeEmbedder(languages=frozenset({"en"}))
    documents = {"port.txt": "Смотритель гавани насчитал тринадцать тысяч кошек.", "p.txt": PORT}
    assistant = Assistant(ready_index(tmp_path, documents, model), by_words())
    answer = assistant.ask("Сколько кошек насчитал смотритель гавани?")
    assert [citation.document for citation in answer.citations] == ["port.txt"]
    assert assistant.ask("Сколько собак пасёт овец?").abstained
