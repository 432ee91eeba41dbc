from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import QUESTION_LANGUAGES, detect_language, question_language

ENGLISH = (
    "China's soft power, the power of attraction, is as often debated as it is misunderstood. "
    "Its culture has limited appeal and its foreign policy is seen with skepticism."
)
RUSSIAN = (
    "Мягкая сила Китая обсуждается так же часто, как понимается неверно. Его культура "
    "привлекает немногих, а внешняя политика вызывает недоверие в странах региона."
)
KAZAKH = (
    "Қытайдың жұмсақ күші туралы жиі айтылады, бірақ ол көбіне дұрыс түсінілмейді. "
    "Оның мәдениеті аз адамды тартады, ал сыртқы саясаты күмән тудырады."
)
GERMAN = (
    "Die sanfte Macht Chinas wird ebenso oft diskutiert wie missverstanden. Seine Kultur zieht "
    "nur wenige an, und seine Außenpolitik wird mit Skepsis betrachtet. Deshalb ist die Frage "
    "berechtigt, ob die Charmeoffensive an Schwung verliert."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (KAZAKH, "kk"),
        (GERMAN, "de"),
        (ENGLISH * 400 + RUSSIAN * 20, "en"),
        (ENGLISH.upper(), "en"),
        (KAZAKH.upper(), "kk"),
        ("GDP of China", "en"),
        ("Nurlan Nurlybekov", "en"),
        ("Джозеф Най", "ru"),
        ("Қытай", "kk"),
        ("https://www.azattyq.org/a/interview Мягкая сила Китая", "ru"),
        ("", "und"),
        ("13.2 – 15 %\n\n***", "und"),
    ],
)
def test_document_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("GDP of China", "en"),
        ("Who coined the term?", "en"),
        ("Кто ввёл этот термин?", "ru"),
        ("Слушай, что такое мягкая сила", "ru"),
        ("Жұмсақ күш деген не?", "kk"),
        ("Кытайдын саясаты кандай", "kk"),
        ("Что такое soft power?", "ru"),
        ("Soft power деген не?", "kk"),
        ("Что такое Belt and Road Initiative?", "ru"),
        ("What does «мягкая сила» mean?", "en"),
        ("What is мягкая сила?", "en"),
        ("Кто написал «What is soft power»?", "ru"),
        ("«мягкая сила»", "ru"),
        ("中国的软实力", "en"),
        ("1993?", "und"),
        ("", "und"),
    ],
)
def test_question_language(question: str, language: str) -> None:
    assert question_language(question) == language


@given(st.text())
def test_any_text_has_one_of_the_known_answers(text: str) -> None:
    assert question_language(text) in {*QUESTION_LANGUAGES, "und"}
    assert 2 <= len(detect_language(text)) <= 3


def test_importing_the_module_loads_no_model() -> None:
    code = "import sys, ingest.language; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
