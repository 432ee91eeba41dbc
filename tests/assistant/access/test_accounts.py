from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access.accounts import (
    HEADING,
    Account,
    check_name,
    parse_accounts,
    with_account,
    without_account,
)
from assistant.access.person import ROLES, Person
from ingest.errors import AccessError, AccountsInvalid
from tests.assistant.access.samples import account
from tests.assistant.hostile import HOSTILE

ADA, BOB = account("ada", "manage"), account("bob@example.org", "ask")
names = st.text("abAB09._@-", min_size=1, max_size=64)
accounts = st.builds(Account, names, st.sampled_from(ROLES), st.just(ADA.hash))


@given(st.lists(accounts, unique_by=lambda one: one.name))
def test_accounts_come_back_as_they_were_written(written: list[Account]) -> None:
    text = ""
    for one in written:
        text = with_account(text, one)
    assert list(parse_accounts(text, "a.txt").values()) == written
    for one in written:
        text = without_account(text, one.name)
    assert parse_accounts(text, "a.txt") == {}


def test_a_change_keeps_order_comments_and_the_other_lines() -> None:
    text = f"# ours\n\n{ADA.line}# ada:ask:nothing\n{BOB.line.rstrip()}"
    changed = Account("ada", "ask", BOB.hash)
    assert with_account(text, changed) == (f"# ours\n\n{changed.line}# ada:ask:nothing\n{BOB.line}")
    assert without_account(text, "bob@example.org") == f"# ours\n\n{ADA.line}# ada:ask:nothing\n"
    assert with_account("", ADA) == HEADING + ADA.line


def test_lines_may_end_as_windows_writes_them() -> None:
    text = f"# ours\u2028bob:x\r\n{ADA.line.rstrip()}\r\n"
    assert list(parse_accounts(text, "a.txt")) == ["ada"]
    assert without_account(text, "ada") == "# ours\u2028bob:x\r\n"


def test_an_account_shows_no_hash() -> None:
    assert ADA.hash not in repr(ADA)
    assert ADA.person == Person("ada", "manage")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ada", "'' is not a role; expected ask or manage"),
        ("ada:owner:x", "'owner' is not a role; expected ask or manage"),
        (f"ada:ASK:{ADA.hash}", "'ASK' is not a role"),
        ("ada:ask:secret", r"after ada:ask: is not a password's hash; expected .* \$argon2id\$"),
        ("a b:ask:x", "'a b' is not an account's name; expected name:role:hash"),
        (f":ask:{ADA.hash}", "'' is not an account's name"),
        (f"аda:ask:{ADA.hash}", "is not an account's name"),
        (f"{'a' * 65}:ask:x", "'a{40}…' is not an account's name"),
        (f"\x1b[31m:ask:{ADA.hash}", "'\ufffd\\[31m' is not an account's name"),
        (BOB.line, "bob@example.org stands there twice; keep one"),
    ],
)
def test_a_line_that_is_not_of_the_form_is_named(line: str, problem: str) -> None:
    with pytest.raises(AccountsInvalid, match=rf"^a\.txt, line 3: .*{problem}") as raised:
        parse_accounts(f"# first\n{BOB.line}{line}\n", "a.txt")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("name", ["", " ", "a b", "a:b", "a\n", "é", "#a", "x" * 65, *HOSTILE])
def test_a_name_that_could_be_more_than_a_name_is_refused(name: str) -> None:
    with pytest.raises(AccessError, match="cannot be an account's name: give 1 to 64") as raised:
        check_name(name)
    assert "\x1b" not in str(raised.value)
