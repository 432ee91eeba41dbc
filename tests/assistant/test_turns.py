import pytest

from assistant.conversation import Turn
from assistant.turns import turns_from_json
from ingest.errors import QuestionInvalid

WHEN, THEN = Turn("user", "When?"), Turn("assistant", "In 2004.")


@pytest.mark.parametrize(
    "history",
    [
        [{"role": "user", "content": "When?"}, {"role": "assistant", "content": "In 2004."}],
        [
            {"role": "user", "content": [{"type": "text", "text": "When?"}]},
            {"role": "assistant", "content": "In 2004.", "metadata": None},
        ],
        [["When?", "In 2004."]],
        [("When?", "In 2004.")],
        ["When?", "In 2004."],
    ],
)
def test_every_usual_form_is_read(history: object) -> None:
    assert turns_from_json(history) == (WHEN, THEN)


def test_no_history_is_no_turn() -> None:
    assert turns_from_json(None) == turns_from_json([]) == ()


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ("abc", '"abc"'),
        ([{}], "{}"),
        ([{"role": "system", "content": "x"}], '"system"'),
        ([{"role": "user", "content": 3}], "3"),
        ([["a", "b", "c"]], r'\["a", "b", "c"\]'),
        ([["a", None]], "null"),
    ],
)
def test_any_other_form_is_refused_with_what_was_found(history: object, found: str) -> None:
    with pytest.raises(QuestionInvalid, match=f'field "history": expected .*, found {found}'):
        turns_from_json(history)
