from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversation import Turn
from eval.fit import measured_cases
from eval.fit_cases import OWN, Case, own_cases, public_cases
from eval.fit_data import FitCorpus, FitQuestion, Place, Sort
from eval.models import Question
from index.search import Searcher
from ingest.models import Span
from tests.assistant.selection.samples import HARBOUR, LIGHTHOUSE, FakeReader, ready_index
from tests.fakes import FakeEmbedder

TEXTS = (
    "The heron counted seven minnows in the northern pond. It flew home late.",
    "A sheepdog gathers the flock before the storm. The valley is quiet then.",
    "The baker bakes rye bread at dawn.",
)


def place(text: int, answer: str) -> Place:
    start = TEXTS[text].index(answer)
    return Place(text, Span(start, start + len(answer)))


def asked(text: str, sort: Sort, *gold: Place) -> FitQuestion:
    return FitQuestion(text, sort, gold)


def cases_of(*questions: FitQuestion, texts: tuple[str, ...] = TEXTS) -> list[Case]:
    corpus = FitCorpus("squad", "birds", texts, questions)
    return list(public_cases([corpus], FakeEmbedder(), FakeReader()))


def golden(case: Case) -> list[str]:
    pairs = zip(case.measured.candidates, case.gold.tolist(), strict=True)
    return [candidate.text for candidate, answers in pairs if answers]


def test_sentence_with_the_answer_is_gold() -> None:
    (case,) = cases_of(
        asked("How many minnows did the heron count?", "answerable", place(0, "seven"))
    )
    assert golden(case) == ["The heron counted seven minnows in the northern pond."]
    assert (case.source, case.corpus, case.sort) == ("squad", "birds", "answerable")
    assert case.question == "How many minnows did the heron count?"
    assert case.measured.asked.sort == "count"
    assert len(case.gold) == len(case.measured.candidates) > 1


def test_any_of_several_answers_is_gold() -> None:
    places = (place(0, "seven"), place(1, "A sheepdog"))
    (case,) = cases_of(asked("What of the heron and the sheepdog?", "answerable", *places))
    assert len(golden(case)) == 2


def test_answer_over_two_sentences_is_of_the_one_that_has_most_of_it() -> None:
    answer = "minnows in the northern pond. It flew"
    (case,) = cases_of(asked("What did the heron count?", "answerable", place(0, answer)))
    assert golden(case) == ["The heron counted seven minnows in the northern pond."]


def test_removed_question_has_no_passage_with_its_answer() -> None:
    question = "How many minnows did the heron count?"
    (case,) = cases_of(asked(question, "removed", place(0, "seven")))
    assert case.sort == "removed"
    assert not case.gold.any()
    assert case.measured.candidates
    assert not any("seven" in candidate.text for candidate in case.measured.candidates)


@pytest.mark.parametrize("sort", ["adversarial", "swapped", "attribute", "far"])
def test_unanswerable_question_has_no_gold(sort: Sort) -> None:
    (case,) = cases_of(asked("Which zeppelin passed the pond?", sort))
    assert case.sort == sort
    assert not case.gold.any()


def test_question_whose_answer_the_reader_moved_is_left_out() -> None:
    text = "\ufeffThe heron counted seven minnows."
    moved = Place(0, Span(text.index("seven"), text.index("seven") + 5))
    cases = cases_of(asked("How many minnows?", "answerable", moved), texts=(text,))
    assert all(golden(case) for case in cases)


def test_question_without_a_sentence_is_left_out() -> None:
    question = asked("Does it rain?", "adversarial")
    assert cases_of(question, texts=("Does it rain?",)) == []


def test_every_corpus_is_asked_alone_and_told() -> None:
    told: list[tuple[str, int, int]] = []
    corpora = [
        FitCorpus("squad", name, (text,), (asked("What is it?", "adversarial"),))
        for name, text in (("birds", TEXTS[0]), ("dogs", TEXTS[1]))
    ]
    cases = list(
        public_cases(corpora, FakeEmbedder(), FakeReader(), lambda *step: told.append(step))
    )
    assert [case.corpus for case in cases] == ["birds", "dogs"]
    assert told == [("fitting", 1, 2), ("fitting", 2, 2)]
    for case, text in zip(cases, TEXTS[:2], strict=True):
        assert all(candidate.text in text for candidate in case.measured.candidates)


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return ready_index(tmp_path, {"harbour.md": HARBOUR, "light.txt": LIGHTHOUSE}).current()


def own(text: str, *evidence: str, history: tuple[Turn, ...] = ()) -> Question:
    return Question(f"own {text}", text, "en", "fact", evidence, (), "tune", history=history)


def test_own_question_has_the_sentence_of_its_evidence(searcher: Searcher) -> None:
    question = own("Who built the lighthouse?", "built by Anna Petrova")
    (case,) = own_cases([question], searcher, FakeReader())
    assert (case.source, case.corpus, case.sort) == (OWN, question.id, "answerable")
    assert golden(case) == ["The lighthouse was built by Anna Petrova in 1902."]


def test_evidence_that_covers_several_sentences_has_the_longest_part(searcher: Searcher) -> None:
    evidence = "It guides the ships of the fishing fleet. Four keepers"
    (case,) = own_cases([own("What does the lighthouse guide?", evidence)], searcher, FakeReader())
    assert golden(case) == ["It guides the ships of the fishing fleet."]


def test_own_question_without_evidence_is_unanswerable(searcher: Searcher) -> None:
    (case,) = own_cases([own("Who painted the lighthouse?")], searcher, FakeReader())
    assert case.sort == "adversarial"
    assert not case.gold.any()


def test_own_follow_up_is_asked_with_what_it_follows(searcher: Searcher) -> None:
    history = (
        Turn("user", "Who built the lighthouse?"),
        Turn("assistant", "The lighthouse was built by Anna Petrova in 1902. [1]"),
    )
    question = own("When?", "in 1902", history=history)
    (case,) = own_cases([question], searcher, FakeReader())
    assert "lighthouse" in case.question
    assert golden(case) == ["The lighthouse was built by Anna Petrova in 1902."]


def test_candidates_of_a_public_question_are_read() -> None:
    reader = FakeReader()
    question = asked("How many minnows did the heron count?", "answerable", place(0, "seven"))
    corpus = FitCorpus("squad", "birds", TEXTS, (question,))
    (case,) = public_cases([corpus], FakeEmbedder(), reader)
    assert {text for text, _, _ in reader.pairs} == {question.text}
    assert_read(case, "The heron counted seven minnows in the northern pond.")


def test_candidates_of_what_the_reader_learnt_from_are_not_read() -> None:
    reader = FakeReader()
    question = asked("How many minnows did the heron count?", "answerable", place(0, "seven"))
    corpus = FitCorpus("squad", "birds", TEXTS, (question,), learnt=True)
    (case,) = public_cases([corpus], FakeEmbedder(), reader)
    assert case.measured.read is None
    assert not reader.pairs
    assert measured_cases([case], reads=True) == []


def test_candidates_of_an_own_question_are_read(searcher: Searcher) -> None:
    reader = FakeReader()
    question = own("Who built the lighthouse?", "built by Anna Petrova")
    (case,) = own_cases([question], searcher, reader)
    assert {text for text, _, _ in reader.pairs} == {question.question}
    assert_read(case, "The lighthouse was built by Anna Petrova in 1902.")


def assert_read(case: Case, surest: str) -> None:
    """Hold what the reader said against the candidates: it counts the question's words."""
    read = case.measured.read
    assert read is not None
    assert len(read.sentence) == len(case.measured.candidates)
    assert case.measured.candidates[int(read.sentence.argmax())].text == surest
