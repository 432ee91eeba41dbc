import pytest

from assistant.followups.said import is_courtesy, said


def test_markers_are_no_part_of_an_answer() -> None:
    found = said("Who?", "Ada did. [1] So did Bob. [2][3]")
    assert found.answer == "Ada did. So did Bob."
    assert found.statement == "Ada did"


@pytest.mark.parametrize(
    "reply", ["The documents do not say. None of them mentions: Foo.", "Hello! Ask me.", ""]
)
def test_refusal_and_greeting_are_no_answer(reply: str) -> None:
    assert said("Who?", reply).answer == ""


def test_quotation_that_begins_like_a_refusal_is_an_answer() -> None:
    assert said("Who?", "The documents do not say who signed. [1]").answer


@pytest.mark.parametrize(
    "text",
    ["Thanks!", "hello", "Thank you very much.", "спасибо", "рақмет", "Ok, great!", " ", "👍"],
)
def test_courtesy_is_no_question(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize("text", ["Why?", "And in Rome?", "Hello Kitty", "Who says thanks?"])
def test_question_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)
