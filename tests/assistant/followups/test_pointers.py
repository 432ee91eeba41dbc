import pytest

from assistant.followups.pointers import pointers


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote it?", ["it"]),
        ("Why is that?", ["that"]),
        ("Who wrote that book?", ["that"]),
        ("What did Nye say about it?", ["it"]),
        ("Does the paper mention his wife?", ["his"]),
        ("What happened then?", ["then"]),
        ("Who else?", ["else"]),
        ("Где он его написал?", ["он", "его"]),
    ],
)
def test_word_that_points_back_is_found(question: str, expected: list[str]) -> None:
    assert [pointer.word.text for pointer in pointers(question)] == expected


@pytest.mark.parametrize(
    "question",
    [
        "What did Nye say in his book?",
        "Is there a port in Sri Lanka?",
        "How many beds are there?",
        "What is it that China promises?",
        "Is it possible to appeal a verdict?",
        "Why is it a challenge for small states to win a lawsuit?",
        "How long does it take to recover?",
        "Why is it called the Atlantic Ocean?",
        "How does the climate of Spain differ from that of Norway?",
        "What are the promises that China made?",
        "Who said that prices rose in May?",
        "What happens to those who smoke?",
        "Which country lost its port?",
        "Did the president mention his wife?",
        "What do students say about their teachers?",
        "When was the treaty signed and who signed it?",
        "Do all drugs have the same effect?",
        "Who was the former president?",
        "How many seasons did Leave It to Beaver have?",
        'Who sang "Let it be"?',
        "What is this paper about?",
        "Что получают те, кто хорошо окончил?",
        "Кто умер там же, где родился?",
        "О чём эта статья?",
        "Бұл мақала не туралы?",
    ],
)
def test_question_that_stands_alone_has_none(question: str) -> None:
    assert pointers(question) == []
