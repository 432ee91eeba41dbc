import pytest

from assistant.followups.compose import composed
from assistant.followups.said import said


@pytest.mark.parametrize(
    ("earlier", "answer", "question", "expected"),
    [
        ("Did China overtake Russia?", "", "Why?", "Why did China overtake Russia?"),
        ("Did the dam fail?", "", "How come?", "Why did the dam fail?"),
        ("Did the dam fail?", "", "And where?", "Where did the dam fail?"),
        ("Is the drug banned?", "", "Since when exactly?", "Since when is the drug banned?"),
        ("Where was the treaty signed?", "", "In which year?",
         "In which year was the treaty signed?"),
        ("When was the law passed?", "", "By whom?", "By whom was the law passed?"),
        ("Are there any hospitals in Oslo?", "", "How many?",
         "How many hospitals are there in Oslo?"),
        ("Which cat sleeps on the mat?", "The tabby Tom sleeps there. [1]", "Where?",
         "Where: Which cat sleeps on the mat?"),
        ("What did China build?", "China built a port. [1] It is big. [2]", "Why?",
         "Why: China built a port"),
        ("How many beds are there?", "The documents do not say.", "Why?",
         "Why: How many beds are there?"),
        ("How long is the Danube?", "", "Why?", "Why: How long is the Danube?"),
        ("Can minors vote?", "Minors have no vote. [1]", "Why not?", "Why not: Can minors vote?"),
        ("Обогнал ли Китай Россию?", "", "Почему?", "Почему обогнал Китай Россию?"),
        ("Когда Китай обогнал Россию?", "", "А почему?", "Почему Китай обогнал Россию?"),
        ("Где умер Лев Толстой?", "", "А в каком году?", "В каком году умер Лев Толстой?"),
        ("Сколько больниц в Риме?", "", "Почему?", "Почему: Сколько больниц в Риме?"),
        ("Қытай Ресейді басып озды ма?", "", "Неге?", "Неге Қытай Ресейді басып озды?"),
        ("Бөгет неге құлады?", "", "Қашан?", "Бөгет қашан құлады?"),
        ("Бөгет неге құлады?", "", "Неге?", "Неге: Бөгет неге құлады?"),
    ],
)  # fmt: skip
def test_bare_question_word_is_asked_of_the_earlier_clause(
    earlier: str, answer: str, question: str, expected: str
) -> None:
    assert composed(question, said(earlier, answer)) == expected
