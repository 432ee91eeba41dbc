from __future__ import annotations

from assistant.access.accounts import Account
from assistant.access.sessions import Sessions, SessionSettings
from tests.assistant.access.samples import Clock, account

ADA, BOB = account("ada"), account("bob", "ask")
KNOWN = {"ada": ADA, "bob": BOB}


def test_a_token_opens_its_session_and_no_other_does() -> None:
    sessions = Sessions(clock=Clock())
    token, other = sessions.open(ADA), sessions.open(BOB)
    assert token != other
    assert len(token) == 43
    assert sessions.account(token, KNOWN) == ADA
    assert sessions.account(other, KNOWN) == BOB
    for wrong in ("", token[:-1], token + "x", "\udc80", "x" * 10_000):
        assert sessions.account(wrong, KNOWN) is None


def test_the_token_itself_is_not_kept() -> None:
    sessions = Sessions(clock=Clock())
    token = sessions.open(ADA)
    assert token not in repr(vars(sessions))


def test_a_session_ends_when_it_is_idle_or_old() -> None:
    clock = Clock()
    sessions = Sessions(SessionSettings(idle=10, absolute=25), clock)
    idle, used = sessions.open(ADA), sessions.open(ADA)
    for _ in range(2):
        clock.now += 9
        assert sessions.account(used, KNOWN) == ADA
    assert sessions.account(idle, KNOWN) is None
    clock.now += 6.9
    assert sessions.account(used, KNOWN) == ADA
    clock.now += 0.1
    assert sessions.account(used, KNOWN) is None


def test_the_default_is_a_working_day_and_a_week() -> None:
    assert SessionSettings() == SessionSettings(idle=8 * 3600, absolute=7 * 24 * 3600)


def test_a_session_ends_with_its_account_its_password_or_its_role() -> None:
    for changed in (
        {},
        {"ada": account("ada")},
        {"ada": Account("ada", "ask", ADA.hash)},
        {"bob": ADA},
    ):
        sessions = Sessions(clock=Clock())
        token = sessions.open(ADA)
        assert sessions.account(token, changed) is None
        assert sessions.account(token, KNOWN) is None


def test_logging_out_ends_one_session() -> None:
    sessions = Sessions(clock=Clock())
    token, other = sessions.open(ADA), sessions.open(ADA)
    sessions.close(token)
    sessions.close("none")
    assert sessions.account(token, KNOWN) is None
    assert sessions.account(other, KNOWN) == ADA


def test_there_are_never_more_than_the_bound() -> None:
    sessions = Sessions(SessionSettings(most=3, most_each=9), Clock())
    tokens = [sessions.open(ADA) for _ in range(3)]
    sessions.account(tokens[0], KNOWN)
    tokens.append(sessions.open(ADA))
    assert len(sessions) == 3
    assert [sessions.account(token, KNOWN) for token in tokens] == [ADA, None, ADA, ADA]


def test_who_logs_in_again_and_again_pushes_nobody_else_out() -> None:
    sessions = Sessions(SessionSettings(most=10, most_each=2), Clock())
    bob = sessions.open(BOB)
    tokens = [sessions.open(ADA) for _ in range(20)]
    assert sessions.account(bob, KNOWN) == BOB
    assert [token for token in tokens if sessions.account(token, KNOWN)] == tokens[-2:]


def test_ended_sessions_make_room() -> None:
    clock = Clock()
    sessions = Sessions(SessionSettings(idle=10), clock)
    for _ in range(5):
        sessions.open(ADA)
    clock.now += 10
    sessions.open(BOB)
    assert len(sessions) == 1
