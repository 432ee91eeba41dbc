from __future__ import annotations

import logging

import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.access.passwords import (
    LEAST_CHARS,
    MOST_CHARS,
    check_password,
    hash_password,
    is_hash,
    verify_password,
)
from ingest.errors import AccessError
from tests.assistant.access.samples import CHEAP


@given(st.text(st.characters(exclude_categories=()), max_size=40), st.text(max_size=40))
@settings(max_examples=40)
def test_a_password_and_no_other_fits_its_hash(password: str, other: str) -> None:
    stored = hash_password(password, CHEAP)
    assert is_hash(stored)
    assert verify_password(stored, password)
    if len(other) != len(password):
        assert not verify_password(stored, other + "x")


def test_the_default_costs_what_rfc_9106_advises() -> None:
    stored = hash_password("a" * 10)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_hash(stored)
    assert hash_password("a" * 10, CHEAP) != hash_password("a" * 10, CHEAP)


def test_letters_composed_in_two_ways_are_the_same() -> None:
    assert verify_password(hash_password("cafe\u0301 и\u0306 1234", CHEAP), "caf\xe9 \u0439 1234")


def test_what_is_far_too_long_is_not_even_hashed() -> None:
    stored = hash_password("x" * (MOST_CHARS + 1), CHEAP)
    assert not verify_password(stored, "x" * (MOST_CHARS + 1))


@pytest.mark.parametrize("length", [0, LEAST_CHARS - 1, MOST_CHARS + 1])
def test_a_new_password_has_a_length(length: int) -> None:
    with pytest.raises(AccessError, match=f"has {length} characters: give one of 10 to 1024"):
        check_password("x" * length)
    check_password("x" * LEAST_CHARS)
    check_password("x" * MOST_CHARS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "$2b$12$abcdefghijklmnopqrstuv",
        PasswordHasher(1, 8, 1, type=Type.I).hash("a"),
        hash_password("a", CHEAP).replace("m=8", "m=99999999"),
        hash_password("a", CHEAP).replace("m=8", "m=2000000"),
        hash_password("a", CHEAP).replace("m=8", "m=7"),
        hash_password("a", CHEAP).replace("t=1", "t=99"),
        hash_password("a", CHEAP).replace("t=1", "t=0"),
        hash_password("a", CHEAP).replace("p=1", "p=17"),
        hash_password("a", CHEAP).replace("m=8", "m=٨"),
        hash_password("a", CHEAP) + "\n",
        hash_password("a", CHEAP) + "é",
    ],
)
def test_what_cannot_be_checked_or_not_afforded_is_no_hash(text: str) -> None:
    assert not is_hash(text)


def test_a_damaged_hash_lets_nobody_in_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert not verify_password("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$A", "a")
    assert "could not be checked" in caplog.text
