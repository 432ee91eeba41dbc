from __future__ import annotations

from dataclasses import replace

import pytest

from eval.claims import judge_pairs, strangers
from eval.claims_data import Label, Pair
from eval.claims_fit import fitted
from eval.claims_report import STRANGERS, claims_json, lines_of, render_claims
from tests.fakes import FakeEmbedder

SOURCE = "The beekeeper Anna Berg counted 13 200 hives in 2018. Honey rose sharply. Wasps slept."
EVIDENCE = "The beekeeper Anna Berg counted 13 200 hives in 2018."


def pair(claim: str, label: Label, *differs: str, change: str = "", **more: str) -> Pair:
    evidence = EVIDENCE if label in ("supported", "contradicted") else ""
    plain = Pair("bees-1", claim, "en", SOURCE, "en", label, "tune", evidence, change, differs)
    return replace(plain, **more)  # type: ignore[arg-type]


SUPPORTED = pair("Anna Berg, a beekeeper, counted 13.2 thousand hives in 2018.", "supported")
YEAR = pair(
    "The beekeeper Anna Berg counted 13 200 hives in 2017.", "contradicted", "2017", change="year"
)
TURNED = replace(
    pair("Honey fell sharply.", "contradicted", "fell", change="direction"),
    evidence="Honey rose sharply.",
)
UNSAID = pair("Anna Berg painted her hives with a brush of badger hair.", "unsaid")
UNRELATED = pair("The parliament of Norway met in a church.", "unrelated")
OTHER = replace(
    UNRELATED, id="trams-1", source="Trams ran on 44 lines. They were green. Nobody paid.",
    claim="Trams were expensive toys.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "correct", "shown", "found"),
    [
        (SUPPORTED, 1, None, 1),
        (YEAR, 1, 1, 1),
        (TURNED, 1, 1, 1),
        (UNSAID, 1, None, None),
        (UNRELATED, 1, None, None),
        (replace(SUPPORTED, claim="Wasps slept."), 0, None, 0),
        (replace(YEAR, differs=("13 200",)), 1, 0, 1),
        (replace(YEAR, claim=SUPPORTED.claim, differs=("2018",)), 0, 0, 1),
        (replace(UNRELATED, claim=SUPPORTED.claim), 0, None, None),
    ],
)
def test_how_right_a_verdict_is(
    given: Pair, correct: float, shown: float | None, found: float | None
) -> None:
    (scored,) = judge_pairs([given], FakeEmbedder(languages=frozenset()))
    assert (scored.correct, scored.shown, scored.found) == (correct, shown, found)


def test_strangers_are_other_subjects_of_the_split() -> None:
    late = replace(OTHER, id="late-1", split="report")
    found = list(strangers([SUPPORTED, UNSAID, OTHER, late]))
    assert [(each.id, each.source, each.label) for each in found] == [
        ("bees-1", OTHER.source, "unrelated")
    ]


def test_lines_have_a_figure_for_each_label_and_language() -> None:
    embedder = FakeEmbedder(languages=frozenset())
    pairs = [SUPPORTED, YEAR, TURNED, UNSAID, UNRELATED, OTHER]
    scored = judge_pairs(pairs, embedder)
    lines = lines_of(scored, judge_pairs(list(strangers(pairs)), embedder))
    by_name = {(line.label, line.languages): line for line in lines}
    assert by_name["all", "any"].pairs == len(pairs)
    assert by_name["contradicted", "one"].pairs == 2
    assert by_name["contradicted", "two"].estimates[0].value is None
    assert by_name[STRANGERS, "any"].pairs == 3
    table = render_claims(lines, "fake")
    assert "contradicted  one" in table and "1.000 [1.000, 1.000]" in table
    plain = claims_json(lines, scored, "fake")
    assert [row["id"] for row in plain["rows"]] == [each.id for each in pairs]
    assert plain["summary"][0]["label"] == "all"


def test_intervals_hold_the_figure() -> None:
    embedder = FakeEmbedder(languages=frozenset())
    wrong = replace(UNRELATED, claim=SUPPORTED.claim)
    (line, *_) = lines_of(judge_pairs([SUPPORTED, YEAR, wrong, UNSAID], embedder), ())
    right = line.estimates[0]
    assert right.low is not None and right.value is not None and right.high is not None
    assert right.low < right.value == 0.75 < right.high


def test_thresholds_are_fitted_between_what_is_said_and_what_is_not() -> None:
    text = fitted([SUPPORTED, YEAR, UNSAID, UNRELATED, OTHER], FakeEmbedder(languages=frozenset()))
    assert text.startswith("ClaimSettings(meaning=")
    assert "same_language=Scale(supported=" in text
