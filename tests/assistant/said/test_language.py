"""Which language a question is answered in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.said.language import language_of, told

ASKED = {"en": "What is soft power?", "ru": "Что такое мягкая сила?", "kk": "Жұмсақ күш деген не?"}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who wrote it?", "en"),
        ("Thanks!", "en"),
        ("And Узбекистан?", "en"),
        ("What is мягкая сила?", "en"),
        ("What does Әуезов say?", "en"),
        ("Summarise Әуезов's book", "en"),
        ("Wer hat den Begriff zuerst eingeführt?", "en"),
        ("Кто это написал?", "ru"),
        ("А в Узбекистане?", "ru"),
        ("Почему?", "ru"),
        ("спасибо", "ru"),
        ("Что такое soft power?", "ru"),
        ("Какова роль How to Do Things with Words?", "ru"),
        ("Кто такой Әуезов?", "ru"),
        ("«Что такое мягкая сила?»", "ru"),
        ("Хто ввів термін і де її вжито?", "ru"),
        ("Назарбаев открыл тогдашний институт Конфуция", "ru"),
        ("Оны кім жазды?", "kk"),
        ("Неліктен?", "kk"),
        ("Soft power деген не?", "kk"),
        ("Nye Bound to Lead кітабында", "kk"),
        ("«Қазақстан туралы не айтылады?»", "kk"),
        ("Сейфуллин С. қайда туған?", "kk"),
        ("Макала не туралы?", "kk"),
        ("Казакстан туралы айт", "kk"),
        ("рахмет", "kk"),
    ],
)
def test_a_question_s_own_words_tell(question: str, language: str) -> None:
    assert told(question) == language
    for before in ASKED.values():
        assert language_of(question, [before]) == language


@pytest.mark.parametrize(
    "question", ["2022?", "?", "👋", "", "NATO?", "soft power?", "OK", "Warum?"]
)
def test_what_tells_nothing_is_answered_in_the_conversation_s_language(question: str) -> None:
    assert told(question) is None
    assert language_of(question) in ("en", "und")
    for language, before in ASKED.items():
        assert language_of(question, [before]) == language
        assert language_of(question, ["Where?", before, "1993?"]) == language


@pytest.mark.parametrize("question", ["Алматы?", "ШОС?", "Институт Конфуция", "ок"])
def test_a_cyrillic_name_is_russian_but_in_a_kazakh_conversation(question: str) -> None:
    assert told(question) is None
    assert language_of(question) == "ru"
    assert {key: language_of(question, [before]) for key, before in ASKED.items()} == {
        "en": "ru",
        "ru": "ru",
        "kk": "kk",
    }


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_a_cyrillic_question_is_never_answered_in_english(text: str, earlier: list[str]) -> None:
    language = language_of(text, earlier)
    assert language in ("en", "ru", "kk", "und")
    if re.search(r"[а-яё]", text) and not re.search(r"[A-Za-z]", text):
        assert language in ("ru", "kk")


def test_a_message_of_any_length_is_read() -> None:
    assert language_of("Қазақстан туралы не айтылады? " + "x" * 10**6) == "kk"
    assert language_of("1?", ["Что? " + "х" * 10**6] * 500) == "ru"
