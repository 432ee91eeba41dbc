from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from assistant.access import doorkeeper
from assistant.access.accounts import without_account
from assistant.access.accounts_file import read_text, write_text
from tests.assistant.access.page import LoginForm
from tests.assistant.access.samples import (
    ADA,
    OTHER_PASSWORD,
    PASSWORD,
    account,
    overwrite,
    put,
)
from tests.assistant.access.site import (
    HTML,
    RIGHT,
    Site,
    answer,
    basic,
)
from tests.assistant.page.english import EN


def test_a_name_that_nobody_has_is_held_against_a_hash_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def verify(stored: str, password: str) -> bool:
        checked.append(stored)
        return True  # even were it right: it is another's

    monkeypatch.setattr(doorkeeper, "verify_password", verify)
    reply = site.client().post("/login", data={"username": "eve", "password": PASSWORD})
    assert reply.status_code == 401
    assert checked == [ADA.hash]


def test_guessing_is_slowed_down(site: Site) -> None:
    wrong = {"username": "ada", "password": "wrong"}
    client = site.client()
    assert [client.post("/login", data=wrong).status_code for _ in range(4)] == [401] * 3 + [429]
    refused = client.post("/login", data=RIGHT)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    page = site.client("192.0.2.9").post("/login", data=RIGHT, headers=HTML)
    assert page.status_code == 429
    assert "Wait 1 second" in LoginForm(page.text).text
    assert site.client("192.0.2.9").get("/x", headers=basic("ada", PASSWORD)).status_code == 429
    site.clock.now += 1
    assert client.post("/login", data=RIGHT).status_code == 200


def test_guessing_many_names_is_slowed_down_by_address(site: Site) -> None:
    client = site.client()
    statuses = [
        client.post("/login", data={"username": f"n{number}", "password": "x"}).status_code
        for number in range(8)
    ]
    assert statuses == [401] * 7 + [429]
    assert client.post("/login", data=RIGHT).status_code == 429
    assert site.client("192.0.2.9").post("/login", data=RIGHT).status_code == 200


def test_who_is_in_stays_in_while_others_guess(site: Site) -> None:
    client = site.logged_in("ada", PASSWORD)
    program = site.client()
    assert program.get("/x", headers=basic("ada", PASSWORD)).status_code == 200
    for _ in range(9):
        site.client().post("/login", data={"username": "ada", "password": "wrong"})
    assert client.get("/x").status_code == 200
    assert program.get("/x", headers=basic("ada", PASSWORD)).status_code == 200


def test_a_refused_try_is_logged_without_what_was_typed(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.client().post("/login", data={"username": "my password", "password": "other secret"})
    assert "refused a password for a name that nobody has, from address 192.0.2.7" in caplog.text
    assert "my password" not in caplog.text and "secret" not in caplog.text


def test_a_session_ends_after_some_hours(site: Site) -> None:
    client = site.logged_in("ada", PASSWORD)
    site.clock.now += 8 * 3600 - 1
    assert client.get("/x").status_code == 200
    site.clock.now += 8 * 3600
    assert client.get("/x").status_code == 401


@pytest.mark.parametrize("change", ["removed", "password", "role"])
def test_a_change_of_the_account_ends_its_sessions(site: Site, path: Path, change: str) -> None:
    client, bob = site.logged_in("ada", PASSWORD), site.logged_in("bob", OTHER_PASSWORD)
    program = site.client()
    assert program.get("/x", headers=basic("ada", PASSWORD)).status_code == 200
    if change == "removed":
        write_text(path, without_account(read_text(path), "ada"))
    else:
        put(path, account("ada", "ask" if change == "role" else "manage", OTHER_PASSWORD))
    assert client.get("/x").status_code == 401
    assert program.get("/x", headers=basic("ada", PASSWORD)).status_code == 401
    assert bob.get("/x").json()["name"] == "bob"


def test_a_role_changed_by_hand_holds_at_once_for_programs(site: Site, path: Path) -> None:
    program = site.client()
    assert program.get("/x", headers=basic("ada", PASSWORD)).json()["role"] == "manage"
    overwrite(path, read_text(path).replace("ada:manage:", "ada:ask:"))
    assert program.get("/x", headers=basic("ada", PASSWORD)).json()["role"] == "ask"


def test_a_damaged_file_lets_nobody_new_in_but_those_stay_who_are(site: Site, path: Path) -> None:
    client = site.logged_in("ada", PASSWORD)
    overwrite(path, "nonsense\n")
    assert client.get("/x").json()["name"] == "ada"
    page = site.client().post("/login", data=RIGHT, headers=HTML)
    assert page.status_code == 503
    assert EN.say("login.closed") in LoginForm(page.text).text
    assert site.client().get("/x", headers=basic("ada", PASSWORD)).status_code == 503
    assert str(path) not in page.text
    assert len(site.warnings) == 1
    assert site.warnings[0].startswith(f"nobody new is let in: {path}, line 1: ")


def test_basic_lets_a_program_in_and_is_checked_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.client()
    assert client.get("/x", headers=basic("bob", OTHER_PASSWORD)).json()["role"] == "ask"
    monkeypatch.setattr(doorkeeper, "verify_password", lambda *_: False)
    assert client.get("/x", headers=basic("bob", OTHER_PASSWORD)).status_code == 200
    assert client.get("/x", headers=basic("bob", "wrong")).status_code == 401
    site.clock.now += 300
    assert client.get("/x", headers=basic("bob", OTHER_PASSWORD)).status_code == 401


def test_wrong_basic_is_refused_and_slowed_down(site: Site) -> None:
    client = site.client()
    statuses = [client.get("/x", headers=basic("ada", str(n))).status_code for n in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert client.get("/x", headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.get("/x", headers={"Authorization": "Basic ?"}).status_code == 401


def test_the_same_credentials_at_the_same_moment_are_checked_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def verify(stored: str, password: str) -> bool:
        checked.append(password)
        return True

    monkeypatch.setattr(doorkeeper, "verify_password", verify)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/x",
        "query_string": b"",
        "headers": [(b"authorization", basic("ada", PASSWORD)["Authorization"].encode())],
    }

    async def ask() -> int:
        sent = await answer(site.app, scope)
        return int(sent[0]["status"])

    async def many() -> list[int]:
        return await asyncio.gather(*(ask() for _ in range(20)))

    assert asyncio.run(many()) == [200] * 20
    assert checked == [PASSWORD]


def test_two_passwords_are_checked_at_once_and_no_queue_grows_without_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, most, lock = 0, 0, threading.Lock()
    go_on = threading.Event()

    def verify(stored: str, password: str) -> bool:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        go_on.wait(60)
        with lock:
            busy -= 1
        return True

    monkeypatch.setattr(doorkeeper, "verify_password", verify)

    async def ask(number: int) -> int:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/x",
            "query_string": b"",
            "headers": [(b"authorization", basic(f"n{number}", "x")["Authorization"].encode())],
            "client": (f"192.0.2.{number}", 1),
        }
        return int((await answer(site.app, scope))[0]["status"])

    async def many() -> list[int]:
        asked = [asyncio.ensure_future(ask(number)) for number in range(40)]
        done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        refused = [one.result() for one in done]
        go_on.set()  # the loop went on while passwords were being checked
        return refused + [status for status in await asyncio.gather(*asked) if status != 503]

    statuses = asyncio.run(many())
    assert most <= 2
    assert statuses[0] == 503
    assert statuses.count(401) == 32
