import pytest

from assistant.conversation import Turn, follows_up, standalone

HISTORY = (
    Turn("user", "How many Confucius Institutes are there in Kazakhstan?"),
    Turn("assistant", "To date, there are five Confucius Institutes in Kazakhstan. [1]"),
)


@pytest.mark.parametrize(
    "question",
    [
        "And in Kyrgyzstan?",
        "Why?",
        "Who runs them?",
        "А в Киргизии?",
        "Почему?",
        "Ал Қырғызстанда ше?",
    ],
)
def test_follow_up_carries_the_question_it_follows(question: str) -> None:
    assert follows_up(question)
    assert standalone(question, HISTORY) == f"{HISTORY[0].content} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Who introduced the term soft power?",
        "Why does China pay attention to Kazakhstan?",
        "How many Confucius Institutes are there in Turkmenistan?",
        "What did Joseph Nye say in his book?",
        "What is this paper about?",
        "Кто ввёл термин «мягкая сила»?",
        "Қытайда қанша қазақстандық студент оқиды?",
    ],
)
def test_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert not follows_up(question)
    assert standalone(question, HISTORY) == question


def test_follow_up_of_a_follow_up_goes_back_to_the_first() -> None:
    history = (*HISTORY, Turn("user", "And in Kyrgyzstan?"), Turn("assistant", "Four. [1]"))
    expected = f"{HISTORY[0].content} And in Kyrgyzstan? And in Uzbekistan?"
    assert standalone("And in Uzbekistan?", history) == expected


def test_follow_up_without_a_conversation_is_asked_as_it_is() -> None:
    assert standalone("  Why? ", ()) == "Why?"
