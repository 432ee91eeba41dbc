from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.selection.asked import Asked
from assistant.selection.expected import Sort, expected_sort
from assistant.selection.highlights import highlights
from tests.assistant.selection.samples import asked, word

SORTS: tuple[Sort | None, ...] = (
    None, "count", "money", "share", "date", "duration", "person", "place", "name", "reason",
)  # fmt: skip
PIECES = (
    "five in Aktau,", "four in Oral", "1987", "because it rained;", "Anna Petrova", "is", "a cat",
    "$3", "12 %", "two years", "cat", ".", "?", "…", "🐈",
)  # fmt: skip
INSTITUTES = "There are five institutes in Aktau, four in Oral and two in Semey."


def question(text: str, *names: str) -> Asked:
    return asked(text, *(word(name, is_name=True) for name in names), sort=expected_sort(text))


def shown(text: str, of: Asked, *, every: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in highlights(text, of, every=every)]


@pytest.mark.parametrize(
    ("city", "figure"), [("Aktau", "five"), ("Oral", "four"), ("Semey", "two")]
)
def test_figure_nearest_to_the_name_answers(city: str, figure: str) -> None:
    assert shown(INSTITUTES, question(f"How many institutes are there in {city}?", city)) == [
        figure
    ]


def test_person_is_told_from_the_organisation_and_the_century() -> None:
    text = "The term was coined by Joseph Nye, professor at Harvard University in the XX century."
    assert shown(text, question("Who coined the term?")) == ["Joseph Nye"]


def test_every_figure_answers_a_list() -> None:
    of = question("How many institutes are there in each city?")
    assert shown(INSTITUTES, of, every=True) == ["five", "four", "two"]


def test_name_outweighs_a_common_word() -> None:
    text = "Two institutes teach dance, seven stand in Oral."
    common = word("institutes", weight=1.5)
    name = word("Oral", weight=1.0, is_name=True)
    of = asked("How many institutes in Oral?", common, name, sort="count")
    assert shown(text, of) == ["seven"]


def test_without_a_word_of_the_question_the_first_answers() -> None:
    assert shown("Five came and six left.", question("How many ships?")) == ["Five"]


def test_reason_is_the_clause_that_gives_it() -> None:
    text = "It was shut because the stairs are steep, and worn. Nobody came because of rain."
    assert shown(text, question("Why was it shut?")) == [
        "because the stairs are steep, and worn",
    ]


def test_definition_is_what_the_sentence_says_a_thing_is() -> None:
    text = "A tide pool is a hollow of water; crabs live there."
    assert [each.strip() for each in shown(text, question("What is a tide pool?"))] == [
        "a hollow of water"
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Crabs live there.", "How do crabs live?"),
        ("Nobody counted.", "How many crabs live there?"),
        ("It was opened in 1902.", "What was opened in 1902?"),
        ("", "How many crabs?"),
    ],
)
def test_nothing_of_the_form_is_shown(text: str, asks: str) -> None:
    assert shown(text, question(asks)) == []


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join)),
    st.sampled_from(SORTS),
    st.lists(st.sampled_from(["aktau", "cat", "oral", "1987"]), unique=True, max_size=3),
    st.booleans(),
)
def test_highlights_lie_in_the_text_sorted_and_disjoint(
    text: str, sort: Sort | None, names: list[str], every: bool
) -> None:
    of = asked(f"What is a cat of {' '.join(names)}?", *map(word, names), sort=sort)
    end = 0
    for span in highlights(text, of, every=every):
        assert end <= span.start < span.end <= len(text)
        end = span.end
