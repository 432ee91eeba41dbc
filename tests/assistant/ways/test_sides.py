"""The sides of a comparison, and the question for one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ways.sides import question_about, sides_of

SIDES = [
    ("Compare the number of lakes in Finland and Sweden", "Finland|Sweden"),
    ("Compare Finland and Sweden by the number of lakes", "Finland|Sweden"),
    ("Compare the numbers of Kazakhstani, Uzbek and Tajik students", "Kazakhstani|Uzbek|Tajik"),
    ("Compare the views of the old school and the new school", "the old school|the new school"),
    (
        "Compare the University of Oxford and the University of Cambridge",
        "the University of Oxford|the University of Cambridge",
    ),
    (
        "Compare the number of lakes in Finland with the number of lakes in Sweden",
        "the number of lakes in Finland|the number of lakes in Sweden",
    ),
    ("compare the number of lakes in finland with sweden", "finland|sweden"),
    ("What is the difference between a moth and a butterfly?", "a moth|a butterfly"),
    ("What is the difference between innate and adaptive immunity?", "innate|adaptive"),
    ("Soft power versus hard power", "Soft power|hard power"),
    ("Finland vs. Sweden?", "Finland|Sweden"),
    ("How does soft power differ from hard power?", "soft power|hard power"),
    ("How is the old school different from the new one?", "the old school|the new one"),
    ("How does the engine compare with the turbine?", "the engine|the turbine"),
    ("How did Hu Jintao and Xi Jinping each treat it?", "Hu Jintao|Xi Jinping"),
    ("What do Finland and Sweden have in common?", "Finland|Sweden"),
    ("What distinguishes a moth from a butterfly?", "a moth|a butterfly"),
    ("Which has more lakes, Finland or Sweden?", "Finland|Sweden"),
    ("Which country has more lakes Finland or Sweden?", "Finland|Sweden"),
    ("Which came first, the lamp or the lens?", "the lamp|the lens"),
    (
        "What makes the United States, the European Union, Japan and South Korea attractive?",
        "the United States|the European Union|Japan|South Korea",
    ),
    ("Сравните число озёр в Финляндии и Швеции", "Финляндии|Швеции"),
    ("Сравните Финляндию со Швецией", "Финляндию|Швецией"),
    ("Чем мягкая сила отличается от жёсткой?", "мягкая сила|жёсткой"),
    ("Чем отличается старая школа от новой?", "старая школа|новой"),
    ("В чём разница между молью и бабочкой?", "молью|бабочкой"),
    ("Что общего у Финляндии и Швеции?", "Финляндии|Швеции"),
    ("Где больше озёр, в Финляндии или в Швеции?", "Финляндии|Швеции"),
    ("Финляндия мен Швециядағы көлдер санын салыстыр", "Финляндия|Швециядағы"),
    ("Ескі мектеп пен жаңа мектептің айырмашылығы неде?", "Ескі мектеп|жаңа мектептің"),
    ("Финляндия мен Швеция арасындағы айырмашылық қандай?", "Финляндия|Швеция"),
]


@pytest.mark.parametrize(("question", "sides"), SIDES)
def test_sides(question: str, sides: str) -> None:
    assert sides_of(question) == tuple(sides.split("|"))


@pytest.mark.parametrize(
    "question",
    [
        "Who discovered penicillin?",
        "What did Finland, together with Sweden and the states of the north, found?",
        "What did the Belt and Road Initiative bring?",
        "When did Hu Jintao, the president, visit?",
        "What is the difference?",
        "Compare",
        "between",
        "Какие отношения у Финляндии и Швеции?",
        "Бұл не?",
        "",
    ],
)
def test_sides_that_cannot_be_told(question: str) -> None:
    assert sides_of(question) == ()


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        (
            "Compare the number of lakes in Finland and Sweden",
            ["the number of lakes in Finland", "the number of lakes in Sweden"],
        ),
        (
            "Compare the numbers of Kazakhstani, Uzbek and Tajik students",
            [
                "the numbers of Kazakhstani students",
                "the numbers of Uzbek students",
                "the numbers of Tajik students",
            ],
        ),
        ("What is the difference between hard and soft power?", ["hard power", "soft power"]),
        (
            "How does A differ from B in its view of X?",
            ["A in its view of X", "B in its view of X"],
        ),
        (
            "Сравните число озёр в Финляндии и Швеции",
            ["число озёр в Финляндии", "число озёр в Швеции"],
        ),
        (
            "Финляндия мен Швециядағы көлдер санын салыстыр",
            ["Финляндия көлдер санын", "Швециядағы көлдер санын"],
        ),
    ],
)
def test_question_about_one_side(question: str, alone: list[str]) -> None:
    sides = sides_of(question)
    asked = [
        question_about(question, side, [other for other in sides if other != side])
        for side in sides
    ]
    assert asked == alone


def test_a_side_that_is_not_in_the_question_changes_nothing() -> None:
    assert question_about("Compare A and B", "C", ["A"]) == "Compare A and B"


@given(st.text(alphabet="ABab ,.?-andor vsи", max_size=120))
def test_sides_stand_in_the_question_and_each_has_a_question(question: str) -> None:
    sides = sides_of(question)
    assert len(sides) != 1
    for side in sides:
        assert side in " ".join(question.split()) or side in question
        assert side in question_about(question, side, [each for each in sides if each != side])


@pytest.mark.parametrize("unit", [" ", "a and ", "A, ", "- ", "the A of ", "и "])
def test_a_long_question_of_one_thing_is_read(unit: str) -> None:
    assert sides_of("Compare " + (unit * 2_000)[:1_900] + "?") == ()
