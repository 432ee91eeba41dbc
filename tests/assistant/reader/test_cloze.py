import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.cloze import LEFT_OUT, Near, ask_for
from assistant.reader.corpora import Asked
from index.stopwords import STOP_WORDS
from ingest.models import Span

SEEDS = st.integers(0, 10_000)
# No word twice, and none that a question asks with: what a question repeats can then be told.
PIECES = (
    "Marta Holm", "Borga", "the Baltic League", "12 March 1907", "1896", "three", "4,200 ships",
    "62%", "$7 million", "because", "due to", "wool", "cheap salt", "merchants", "sold", "to",
    "slowly", "and", ",", "(", ")", ";", "by", "in", "its", "old harbour", "grew", "burnt", "near",
    "–", "heavy", "river-boats", "carried", "from", "copper",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24, unique=True).map(
    lambda pieces: f"{' '.join(pieces)}."
)
WORD = re.compile(r"[\w$][\w,'-]*%?")
TOLD = "Merchants from Borga sold 4,200 barrels of salt to Marta Holm in 1896."


def asked_of(text: str, sentence: Span, near: Near | None = None) -> Iterator[Asked]:
    """Yield what many seeds ask."""
    for seed in range(300):
        made = ask_for(text, sentence, near or {}, random.Random(seed))
        if made is not None:
            yield made


def alone(text: str, near: Near | None = None) -> list[tuple[str, str]]:
    """Return questions and answers of a text that is one sentence."""
    return [
        (made.text, text[made.answers[0].start : made.answers[0].end])
        for made in asked_of(text, Span(0, len(text)), near)
    ]


@given(st.text(max_size=40), SENTENCES, st.text(max_size=40), SEEDS)
def test_the_answer_stands_in_the_sentence(before: str, said: str, after: str, seed: int) -> None:
    sentence = Span(len(before), len(before) + len(said))
    made = ask_for(f"{before}{said}{after}", sentence, {}, random.Random(seed))
    if made is None:
        return
    (answer,) = made.answers
    assert sentence.start <= answer.start < answer.end <= sentence.end
    assert f"{before}{said}{after}"[answer.start : answer.end].strip(" ,-") != ""


@given(st.text(max_size=200), SEEDS)
def test_any_text_is_asked_or_left_alone(text: str, seed: int) -> None:
    made = ask_for(text, Span(0, len(text)), {}, random.Random(seed))
    if made is not None:
        assert made.text.endswith("?")
        assert 0 <= made.answers[0].start < made.answers[0].end <= len(text)


@given(SENTENCES, SEEDS)
def test_a_question_holds_no_word_of_what_was_taken_out(said: str, seed: int) -> None:
    made = ask_for(said, Span(0, len(said)), {}, random.Random(seed))
    if made is None:
        return
    answer = WORD.findall(said[made.answers[0].start : made.answers[0].end].casefold())
    # A thing may be asked for by its last word: "what kind of salt".
    head = re.escape(answer[-1])
    question = re.sub(rf"\b(?:what kind of|which) {head}\b", "", made.text.casefold())
    taken = set(answer) - STOP_WORDS
    assert not taken & set(WORD.findall(question)), made.text


@given(SENTENCES, SEEDS)
def test_the_same_seed_asks_the_same(said: str, seed: int) -> None:
    whole, near = Span(0, len(said)), {"wool": ("cloth", "yarn"), "ships": ("boats",)}
    first, again = (ask_for(said, whole, near, random.Random(seed)) for _ in range(2))
    assert first == again


@given(SENTENCES, SEEDS)
def test_a_question_is_no_longer_than_people_ask(said: str, seed: int) -> None:
    made = ask_for(said, Span(0, len(said)), {}, random.Random(seed))
    assert made is None or len(made.text.split()) <= 16 + len("what is the name of did".split())


def test_different_seeds_ask_for_different_things() -> None:
    answers = {answer for _, answer in alone(TOLD)}
    assert answers >= {"1896", "4,200", "Marta Holm", "Borga", "salt", "Merchants"}


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "!!! ???", "42", "1990", "Warsaw", "He came.", "It was in 1990.", "Who? You?"],
)
def test_too_little_is_asked_nothing(text: str) -> None:
    assert alone(text) == []


def test_a_sentence_of_stop_words_is_asked_nothing() -> None:
    assert alone("It is what they were, and that was of the one who is it.") == []


@pytest.mark.parametrize(
    ("text", "answer", "asking", "never"),
    [
        (TOLD, "1896", "when|what year|in what year|in which year", "who|where|why|how many"),
        (TOLD, "4,200", "how many|what number of", "who|where|why|when|how much"),
        (TOLD, "Marta Holm", "where|what place|which country", "when|why|how many"),
        (
            "The cheap cloth was slowly carried north by Marta Holm.",
            "Marta Holm",
            "who|by whom|which group",
            "when|where|why|how many",
        ),
        (
            "Borga fell because the old river harbour burnt.",
            "the old river harbour burnt",
            "why|for what reason",
            "when|who|where",
        ),
        (
            "Cheap barrels of copper there cost $17 million.",
            "$17 million",
            "how much|what amount",
            "when|who|where|how many",
        ),
    ],
)
def test_the_asking_word_is_of_the_answers_kind(
    text: str, answer: str, asking: str, never: str
) -> None:
    questions = [question for question, said in alone(text) if said == answer]
    shown = {each for each in asking.split("|") if any(each in q for q in questions)}
    assert shown == set(asking.split("|"))
    for question in questions:
        assert not re.search(rf"\b(?:{never})\b", question), question


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ("opened on March 12, 1907 by", "March 12, 1907"),
        ("opened on 12 March 1907 by", "12 March 1907"),
        ("opened in March 1907 by", "March 1907"),
        ("popular in the 1920s with", "1920s"),
    ],
)
def test_a_date_is_taken_whole(when: str, answer: str) -> None:
    text = f"The old bridge over the river was {when} merchants."
    asked_when = [said for question, said in alone(text) if re.search(r"\bwhen\b", question)]
    assert set(asked_when) == {answer}


def test_nobody_is_asked_how_many_a_reference_is() -> None:
    text = "Cheap copper barrels were slowly carried to the old harbour [17] by merchants."
    assert not any("how m" in question for question, _ in alone(text))


def test_a_clause_ends_what_is_asked_with() -> None:
    text = "Far away kings quarrelled bitterly; merchants slowly carried cheap copper to Borga."
    for question, answer in alone(text):
        if answer == "Borga":
            assert "kings" not in question


def test_words_are_left_out_and_moved_and_kept() -> None:
    words = [f"word{letter}" for letter in "abcdefghij"]
    text = f"Borga {' '.join(words)}."
    orders = [
        [word for word in re.findall(r"word\w", question)]
        for question, answer in alone(text)
        if answer == "Borga"
    ]
    assert all(set(order) <= set(words) for order in orders)
    assert words in orders
    left_out = 1 - sum(map(len, orders)) / (len(orders) * len(words))
    assert left_out == pytest.approx(LEFT_OUT, abs=0.05)
    moved = [order for order in orders if order != sorted(order)]
    assert 0 < len(moved) < len(orders) / 2
    for order in moved:
        kept = sorted(order)
        assert all(abs(order.index(word) - kept.index(word)) < 3 for word in kept)


def test_near_words_stand_in_for_others() -> None:
    near = {"carried": ("brought", "shipped")}
    text = "Merchants slowly carried cheap copper to Borga."
    questions = [question for question, answer in alone(text, near) if answer == "Borga"]
    shown = {word for q in questions for word in ("carried", "brought", "shipped") if word in q}
    assert shown == {"carried", "brought", "shipped"}
    assert not any("brought" in question for question, _ in alone(text))
