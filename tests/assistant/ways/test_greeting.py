"""Courtesies: which a message is, what is said to it, and how it is taken off a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.said.language import language_of
from assistant.said.words import said_in
from assistant.ways import greeting
from assistant.ways.greeting import Courtesy, courtesy_of, without_greeting


def reply(message: str) -> str:
    return greeting.reply(message, said_in(language_of(message)))


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("Hi there!", "hello"),
        ("hellooo", "hello"),
        ("👋", "hello"),
        ("Thx :)", "thanks"),
        ("You're the best!", "thanks"),
        ("see you later", "farewell"),
        ("Okay.", "agreement"),
        ("Hello, what can you do?", "ability"),
        ("Здравствуйте!", "hello"),
        ("спасибо", "thanks"),
        ("Пока!", "farewell"),
        ("понятно", "agreement"),
        ("Кто вы?", "ability"),
        ("Қайырлы күн!", "hello"),
        ("рахмет", "thanks"),
        ("қош болыңыз", "farewell"),
        ("түсінікті", "agreement"),
        ("сіз кімсіз?", "ability"),
    ],
)
def test_courtesy(message: str, courtesy: Courtesy) -> None:
    assert courtesy_of(message) == courtesy


@pytest.mark.parametrize(
    "message",
    [
        "Hello, who are they?",
        "Thanks to whom was it built?",
        "Who are you quoting?",
        "1993",
        "Hi" + " " * 400 + "who discovered penicillin?",
        "Что такое привет?",
        "Help for refugees",
        "no " * 20 + "!",
    ],
)
def test_more_than_a_courtesy(message: str) -> None:
    assert courtesy_of(message) is None


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Hello, who discovered penicillin?", "who discovered penicillin?"),
        ("hi who discovered penicillin", "who discovered penicillin"),
        ("Thanks! And who was Nye?", "And who was Nye?"),
        ("Hi there! “Soft power” is what?", "“Soft power” is what?"),
        ("Привет! Кто такой Най?", "Кто такой Най?"),
        ("Сәлем, Най кім?", "Най кім?"),
        ("Great Wall: when was it built?", "Great Wall: when was it built?"),
        ("No, who was it?", "No, who was it?"),
        ("Who was it?", "Who was it?"),
        ("Hello", "Hello"),
    ],
)
def test_greeting_is_taken_off(question: str, rest: str) -> None:
    assert without_greeting(question) == rest


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Hello", "Hello"),
        ("thanks", "welcome"),
        ("bye", "Goodbye"),
        ("What can you do?", "verbatim excerpts"),
        ("Привет", "Здравствуйте"),
        ("спасибо", "Пожалуйста"),
        ("Что ты умеешь?", "дословными выдержками"),
        ("Сәлем", "Сәлеметсіз"),
        ("рахмет", "Оқасы жоқ"),
        ("Сен не істей аласың?", "сөзбе-сөз үзінділермен"),
        ("👋", "Hello"),
    ],
)
def test_reply_is_in_the_language_of_the_message(message: str, word: str) -> None:
    assert word in reply(message)


@given(st.text(max_size=200))
def test_what_is_left_is_the_end_of_the_question(question: str) -> None:
    assert question.endswith(without_greeting(question))


@given(st.text(max_size=200))
def test_reply_repeats_nothing_of_the_message(message: str) -> None:
    assert reply(message) in {
        reply(known)
        for hello in ("Hello", "Привет", "Сәлем")
        for known in (hello, *COURTESIES[hello])
    }


COURTESIES = {
    "Hello": ("thanks", "bye", "ok", "help"),
    "Привет": ("спасибо", "до свидания", "понятно", "помощь"),
    "Сәлем": ("рақмет", "сау болыңыз", "түсінікті", "көмек"),
}
