"""What a text teaches of abbreviations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import MAX_LONG, MAX_SHORT, abbreviations
from index.terms import words


def taught(text: str, how: str) -> dict[str, str]:
    found = abbreviations(text, list(words(text)))
    return {each.short: each.long for each in found if each.taught == how}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Shanghai Cooperation Organization (SCO) met.", "SCO", None),
        ("SCO (Shanghai Cooperation Organization) met.", "SCO", None),
        ("созданная Шанхайская организация сотрудничества (ШОС)", "ШОС", None),
        ("Шанхай ынтымақтастық ұйымы (ШЫҰ) құрылды", "ШЫҰ", None),
        ("Centers for Disease Control and Prevention (CDC; Atlanta)", "CDC", None),
        ("the non-governmental organizations (NGOs)", "NGOs", "non-governmental organizations"),
        ("by polymerase chain reaction (PCR)", "PCR", "polymerase chain reaction"),
        ("osteoprotegerin (OPG) is", "OPG", "osteoprotegerin"),
    ],
)
def test_definition_is_learnt(text: str, short: str, long: str | None) -> None:
    found = taught(text, "defined")
    assert set(found) == {short}
    assert found[short] in text
    assert long is None or found[short] == long


@pytest.mark.parametrize(
    "text",
    [
        "It was founded in China (USA Today wrote).",
        "The result (see Table 3) is clear.",
        "He met her. (SCO)",
        "the heart (H) beats",
        "It grew (by 13.2 per cent) there",
    ],
)
def test_what_defines_nothing_is_left(text: str) -> None:
    assert taught(text, "defined") == {}


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("The Belt and Road Initiative is new.", {"bri", "bari"}),
        ("the People's Republic of China", {"prc", "proc"}),
        ("under the Shanghai Cooperation Organization, as", {"sco"}),
        ("by Smith and Jones in 2010", set()),
        ("Central Asia", set()),
        ("SOFT POWER OF CHINA IN CENTRAL ASIA", set()),
    ],
)
def test_initials_of_names(text: str, shorts: set[str]) -> None:
    assert set(taught(text, "initials")) == shorts


def test_hyphen_may_be_left_out() -> None:
    assert taught("in Nur-Sultan", "joined") == {"nursultan": "Nur-Sultan"}


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for each in abbreviations(text, list(words(text))):
        assert len(each.long) <= MAX_LONG + MAX_SHORT


@pytest.mark.parametrize(
    "text", ["(" * 5000, "(AB" * 5000, "A (" * 5000, "Ab of " * 5000, "(A) " * 5000]
)
def test_text_made_to_hang_does_not(text: str) -> None:
    assert len(list(abbreviations(text, list(words(text))))) < 50_000
