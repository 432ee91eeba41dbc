"""Rules over a question's words: what they need, what they allow, and slips of the pen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ways.topics import topic_of
from assistant.ways.which import way_of
from assistant.ways.word_rules import rule, words_of


def test_each_group_has_to_have_a_word() -> None:
    both = rule("who whose", "paper*", allowed="this is")
    assert both.holds(words_of("whose papers"))
    assert both.holds(words_of("who's this paper"))
    assert not both.holds(words_of("this paper"))
    assert not both.holds(words_of("who is this"))


def test_a_word_from_outside_is_one_too_many() -> None:
    assert not rule("who", "paper").holds(words_of("who paper tiger"))


def test_a_forbidden_word_and_a_long_question_are_none() -> None:
    assert not rule("who", allowed="you are", never="you").holds(words_of("who are you"))
    assert not rule("who", allowed="is it", most=2).holds(words_of("who is it"))
    assert not rule(allowed="who").holds(())


@pytest.mark.parametrize(
    ("slip", "known"),
    [
        ("athor", "author"),
        ("auhtor", "author"),
        ("auxthor", "author"),
        ("sumary", "summary"),
        ("summery", "summary"),
        ("authors", "authors"),
        ("anthem", "anthem"),
        ("tutor", "tutor"),
        ("waiter", "waiter"),
    ],
)
def test_a_slip_of_the_pen_is_mended(slip: str, known: str) -> None:
    assert words_of(slip) == (known,)


@given(st.text(max_size=100))
def test_any_text_has_words(text: str) -> None:
    assert all(words_of(text))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("who's behind this paper", "authors"),
        ("tell me the writer's name", "authors"),
        ("Whose work is this?", "authors"),
        ("athor of the paper", "authors"),
        ("What title does the paper have?", "title"),
        ("Who guided the author in this research?", "supervisor"),
        ("which uni does she study at", "university"),
        ("What country is the author from?", "university"),
        ("how do I reach the author", "contact"),
        ("What's the author's email?", "contact"),
        ("email address?", "contact"),
        ("Does the article have a DOI?", "code"),
        ("Is the paper in English?", "language"),
        ("How recent is this article?", "date"),
        ("which journal is it from", "journal"),
        ("number of sources cited", "references"),
        ("is there a bibliography", "references"),
        ("Is it a long paper?", "length"),
        ("how big is your library", "which"),
        ("where do your answers come from", "which"),
        ("Is it a PDF?", "format"),
        ("Как связаться с автором?", "contact"),
        ("Назови фамилию автора", "authors"),
        ("Сколько ссылок в статье?", "references"),
        ("Автордың аты-жөні кім?", "authors"),
        ("Электрондық поштасы", "contact"),
        ("Әдебиеттер тізімі бар ма?", "references"),
    ],
)
def test_topic_in_other_words(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("I need an overview of all the documents", "overview"),
        ("sumarize the document", "overview"),
        ("what is the author trying to say", "overview"),
        ("Boil it down for me", "overview"),
        ("What topics are covered in the paper?", "overview"),
        ("Что хотел сказать автор?", "overview"),
        ("Автор не айтқысы келеді?", "overview"),
        ("What is this app?", "greeting"),
        ("what sort of questions do you answer", "greeting"),
        ("have a great day", "greeting"),
        ("What does the author say about corruption?", "fact"),
        ("What is China's image about?", "fact"),
        ("What is the email protocol?", "fact"),
        ("How can you contact the embassy?", "fact"),
        ("Who's behind the wheel of the policy?", "fact"),
        ("How big is the Library of Congress?", "fact"),
        ("What is a paper tiger?", "fact"),
        ("What can you do with a degree in law?", "fact"),
        ("What is the focus of Chinese diplomacy?", "fact"),
        ("Который университет закончил Ленин?", "fact"),
    ],
)
def test_way_in_other_words(question: str, way: str) -> None:
    assert way_of(question) == way
