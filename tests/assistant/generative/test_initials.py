"""Initials are read beside names, and held against given names in either script."""

from __future__ import annotations

import pytest

from assistant.claims.names import find_names
from assistant.generative.initials import are_initials, contradicts, initials_of, with_initials


@pytest.mark.parametrize(
    ("text", "name", "initials"),
    [
        ("It is by A. Nye.", "A. Nye", ("a",)),
        ("It is by J. S. Nye.", "J. S. Nye", ("j", "s")),
        ("It is by J.S. Nye.", "J.S. Nye", ("j", "s")),
        ("Термин ввёл Дж. С. Най.", "Дж. С. Най", ("дж", "с")),
        ("Это был Най Дж.", "Най Дж", ("дж",)),
        ("It is by Joseph Nye.", "Joseph Nye", ()),
        ("It is Joseph Nye's.", "Joseph Nye's", ()),
        ("Seen by the US. Nye left.", "Nye", ()),
        ("Это XX в. Най ушёл.", "Най", ()),
    ],
)
def test_initials_stand_before_a_name_or_in_it(
    text: str, name: str, initials: tuple[str, ...]
) -> None:
    last = find_names(text)[-1]
    assert initials_of(last, text) == initials
    assert with_initials(last, text) == name or not initials


@pytest.mark.parametrize(
    ("text", "alone"),
    [("It is by J.S. Nye.", True), ("It is by JS Nye.", False), ("It is by J.S.", False)],
)
def test_initials_without_a_space_are_no_name(text: str, alone: bool) -> None:
    assert are_initials(find_names(text)[0], text) == alone


@pytest.mark.parametrize(
    ("initial", "given", "other"),
    [
        ("j", "joseph", "alice"),
        ("дж", "joseph", "alice"),
        ("д", "joseph", "maria"),
        ("ж", "george", "ivan"),
        ("х", "jose", "maria"),
        ("ч", "zhao", "li"),
        ("у", "william", "john"),
        ("j", "дж", "а"),
        ("a", "алиса", "джозеф"),
        ("қ", "qasym", "nursultan"),
    ],
)
def test_an_initial_may_be_of_a_name_that_sounds_so(initial: str, given: str, other: str) -> None:
    assert not contradicts([initial], [given])
    assert contradicts([initial], [other])
    assert not contradicts([initial, "s"], [other, given])


def test_a_title_is_no_given_name() -> None:
    assert not contradicts(["j"], ["professor"]) and not contradicts(["j"], [])
