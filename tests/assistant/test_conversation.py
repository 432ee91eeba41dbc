import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Turn, standalone

INSTITUTES = "How many Confucius Institutes are there in Kazakhstan?"
HISTORY = (
    Turn("user", INSTITUTES),
    Turn("assistant", "To date, there are five Confucius Institutes in Kazakhstan. [1]"),
)
# What follow-ups are made of, so that hypothesis comes upon every rule.
PIECES = st.sampled_from(
    "And in on the it he his them there that who Why How many What about Rome Ada Lovelace's drug "
    "2010 ? . [1] « » ' \" А в он его там Почему Рим Риме Ал Римде ше Неге оның did is ' \n".split(
        " "
    )
)
TEXT = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join))
TURNS = st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), TEXT), max_size=6)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And in Kyrgyzstan?", "How many Confucius Institutes are there in Kyrgyzstan?"),
        ("Who runs them?", "Who runs the Confucius Institutes in Kazakhstan?"),
        ("А в Киргизии?", f"{INSTITUTES} А в Киргизии?"),
        ("Ал Қырғызстанда ше?", f"{INSTITUTES} Ал Қырғызстанда ше?"),
    ],
)
def test_follow_up_is_put_together_with_the_question_it_follows(
    question: str, expected: str
) -> None:
    assert standalone(question, HISTORY) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who introduced the term soft power?",
        "Why does China pay attention to Kazakhstan?",
        "How many Confucius Institutes are there in Turkmenistan?",
        "What did Joseph Nye say in his book?",
        "What is this paper about?",
        "Where is Rome?",
        "  Who   founded Rome?\n",
        "Thanks!",
        "Кто ввёл термин «мягкая сила»?",
        "Қытайда қанша қазақстандық студент оқиды?",
    ],
)
def test_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert standalone(question, HISTORY) == question


def test_follow_up_of_a_follow_up_goes_back_to_the_first() -> None:
    history = (*HISTORY, Turn("user", "And in Kyrgyzstan?"), Turn("assistant", "Four. [1]"))
    expected = "How many Confucius Institutes are there in Uzbekistan?"
    assert standalone("And in Uzbekistan?", history) == expected
    refusal = Turn("assistant", "The documents do not say. No sentence comes close enough.")
    later = (*history, Turn("user", "And in Uzbekistan?"), refusal)
    assert standalone("Why?", later) == f"Why: {expected}"


def test_greetings_and_thanks_are_passed_over() -> None:
    history = (
        Turn("user", "hello"),
        Turn("assistant", "Hello! Ask me about the documents."),
        *HISTORY,
        Turn("user", "Thanks!"),
        Turn("assistant", "You are welcome."),
    )
    expected = "How many Confucius Institutes are there in Kyrgyzstan?"
    assert standalone("And in Kyrgyzstan?", history) == expected
    assert standalone("And in Kyrgyzstan?", history[:2]) == "And in Kyrgyzstan?"


def test_name_that_was_asked_about_before_is_not_searched_any_more() -> None:
    assert "Kazakhstan" not in standalone("And in Turkmenistan?", HISTORY)


@given(question=TEXT)
def test_without_a_conversation_a_question_is_unchanged(question: str) -> None:
    assert standalone(question, ()) == question


@given(question=TEXT.filter(str.strip), history=TURNS)
def test_any_question_in_any_conversation_gives_one_to_search(
    question: str, history: list[Turn]
) -> None:
    found = standalone(question, history)
    assert found.strip()
    assert found == question or len(found) <= 400


def test_a_possessive_that_ends_a_question_owns_nothing() -> None:
    history = [Turn("user", "B's"), Turn("assistant", "It stands there.")]
    assert "them" in standalone("What of them?", history).lower()
