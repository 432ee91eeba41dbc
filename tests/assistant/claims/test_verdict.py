from __future__ import annotations

import pytest

from assistant.claims.models import Basis, Compared, Item, ItemKind, State
from assistant.claims.nearest import basis_of, candidates
from assistant.claims.reading import Source, read
from assistant.claims.settings import DEFAULT_SETTINGS, FULL, ITEMS, WORDS
from assistant.claims.verdict import Judged, judge, verdict
from ingest.models import Document
from tests.assistant.claims.sources import HIVES, document

KAZAKH = "Ара — жәндік. Марат Бекенов 2019 жылы 13,2 мың омарта санады.\n\nБал азайды."


def judged(claim: str, text: str = HIVES, claim_language: str = "en", language: str = "en",
           languages: frozenset[str] = frozenset()) -> Judged:  # fmt: skip
    source = Source(document("source.txt", text, language))
    sentence = read(claim, claim_language)
    basis = basis_of(sentence, source, languages)
    return judge(sentence, source, candidates(sentence, source), basis)


def quote(found: Judged, text: str = HIVES, language: str = "en") -> str:
    source = Source(document("source.txt", text, language))
    assert found.near is not None
    inside = source.sentences[found.near.first : found.near.last]
    return text[inside[0].start : inside[-1].end]


def states(found: Judged) -> dict[str, str]:
    return {each.claim.text: each.state for each in found.compared}


def test_the_same_words_are_supported() -> None:
    found = judged("Anna Berg, a beekeeper, counted 13.2 thousand hives in 2018.")
    assert found.verdict == "supported by these words"
    assert found.basis == WORDS
    assert quote(found) == "The beekeeper Anna Berg counted 13 200 hives in 2018."


@pytest.mark.parametrize(
    ("claim", "item"),
    [
        ("The beekeeper Anna Berg counted 13 200 hives in 2017.", "2017"),
        ("The beekeeper Anna Berg counted 12 300 hives in 2018.", "12 300"),
        ("The beekeeper Anna Lind counted 13 200 hives in 2018.", "Anna Lind"),
        ("Honey rose sharply in Norway.", "Norway"),
        ("Honey fell sharply in Kazakhstan.", "fell"),
        ("Bees are not insects.", "not"),
    ],
)
def test_what_differs_is_shown_and_never_supported(claim: str, item: str) -> None:
    found = judged(claim)
    assert found.verdict == "related"
    assert states(found)[item] == "differs"


def test_another_matter_is_not_found_and_nothing_differs_in_it() -> None:
    found = judged("The parliament of Norway met 44 times in 1931.")
    assert found.verdict == "nothing found"
    assert set(states(found).values()) == {"absent"}


def test_between_languages_figures_and_names_tell() -> None:
    found = judged("Marat Bekenov counted 13,200 hives in 2019.", KAZAKH, language="kk")
    assert (found.basis, found.verdict) == (ITEMS, "supported by these words")
    assert set(states(found).values()) == {"same"}


def test_between_languages_one_figure_is_not_enough() -> None:
    found = judged("There are 13,200 hives.", KAZAKH, language="kk")
    assert found.verdict == "related"


def test_between_languages_another_name_differs() -> None:
    found = judged("Marat Serikov counted 13,200 hives in 2019.", KAZAKH, language="kk")
    assert found.verdict == "related"
    assert states(found)["Marat Serikov"] == "differs"


def test_a_name_that_stands_elsewhere_in_the_source_is_said_to() -> None:
    far = HIVES.replace("Honey rose", "They hum. They fly. They sleep. Honey rose")
    found = judged("In Kazakhstan the beekeeper Anna Berg counted 13 200 hives in 2018.", far)
    (name,) = [each for each in found.compared if each.claim.text == "Kazakhstan"]
    assert (name.state, name.note) == ("same", "elsewhere in the source")
    assert found.verdict == "supported by these words"


def test_a_passage_may_take_two_sentences() -> None:
    found = judged("Honey rose in Kazakhstan and nobody knows why it did.")
    assert quote(found) == "Honey rose sharply in Kazakhstan. Nobody knows why it did."


def test_a_scrap_is_supported_by_nothing() -> None:
    assert judged("Bees are insects.", "Bees are insects. Wasps too.").verdict == "related"


def test_a_model_is_trusted_with_the_languages_it_knows() -> None:
    source = Source(document("a.txt", HIVES))
    claim = read("Bees are insects.", "en")
    assert basis_of(claim, source, None) == FULL
    assert basis_of(claim, source, frozenset({"en"})) == FULL
    assert basis_of(claim, source, frozenset({"ru"})) == WORDS
    assert basis_of(read("Пчёлы", "ru"), source, frozenset({"en"})) == ITEMS


def test_sentences_that_share_nothing_are_no_candidates() -> None:
    source: Document = document("a.txt", HIVES)
    assert candidates(read("Wasps sleep.", "en"), Source(source)) == []
    assert candidates(read("Wasps sleep.", "en"), Source(source), also=[3, 1]) == [1, 3]


def compared(kind: ItemKind, state: State) -> Compared:
    return Compared(kind, Item(0, 1, "x"), state)


@pytest.mark.parametrize("basis", [FULL, WORDS, ITEMS])
@pytest.mark.parametrize("state", ["differs", "absent"])
def test_no_score_makes_up_for_an_item_that_differs_or_lacks(basis: Basis, state: State) -> None:
    items = [compared("count", "same"), compared("name", "same"), compared("year", state)]
    assert verdict(1.0, items, basis, DEFAULT_SETTINGS) == "related"
    assert verdict(1.0, items[:2], basis, DEFAULT_SETTINGS) == "supported by these words"
    assert verdict(0.0, items[:2], basis, DEFAULT_SETTINGS) == "nothing found"


def test_names_alone_support_nothing_between_languages() -> None:
    items = [compared("name", "same"), compared("name", "same")]
    assert verdict(1.0, items, ITEMS, DEFAULT_SETTINGS) == "related"
