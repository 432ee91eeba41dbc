from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.basic import Credentials, Verified, parse_basic
from tests.assistant.access.samples import Clock, account

ADA = account("ada")


def encoded(text: str, scheme: str = "Basic") -> str:
    return f"{scheme} {base64.b64encode(text.encode()).decode()}"


@given(st.text(max_size=30).filter(lambda name: ":" not in name), st.text(max_size=30))
def test_credentials_come_back(name: str, password: str) -> None:
    assert parse_basic(encoded(f"{name}:{password}", "bAsIc")) == Credentials(name, password)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!!",
        "Basic é",
        encoded("no colon"),
        encoded("a:b", "Bearer"),
        f"Basic {base64.b64encode(b'a:' + bytes([255])).decode()}",
        encoded("a:" + "b" * 10_000),
    ],
)
def test_what_is_not_basic_is_none(header: str) -> None:
    assert parse_basic(header) is None


def test_a_password_is_not_shown() -> None:
    assert "a long one" not in repr(Credentials("ada", "a long one"))


def test_credentials_are_remembered_for_a_while_as_long_as_the_account_is_the_same() -> None:
    clock = Clock()
    verified = Verified(seconds=10, clock=clock)
    right = Credentials("ada", "a long one")
    verified.add(right, ADA)
    assert verified.account(right, {"ada": ADA}) == ADA
    for wrong in (
        Credentials("ada", "A long one"),
        Credentials("adaa", " long one"),
        Credentials("", ""),
    ):
        assert verified.account(wrong, {"ada": ADA}) is None
    assert "a long one" not in repr(vars(verified))
    assert verified.account(right, {"ada": account("ada")}) is None
    assert verified.account(right, {"ada": ADA}) is None
    verified.add(right, ADA)
    clock.now += 10
    assert verified.account(right, {"ada": ADA}) is None


def test_memory_is_bounded() -> None:
    verified = Verified(most=3, clock=Clock())
    for number in range(10):
        verified.add(Credentials("ada", str(number)), ADA)
    assert len(verified) == 3
    assert verified.account(Credentials("ada", "9"), {"ada": ADA}) == ADA
