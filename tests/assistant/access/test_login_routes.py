from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.types import Receive, Scope, Send

from tests.assistant.access.page import LoginForm
from tests.assistant.access.samples import (
    OTHER_PASSWORD,
    PASSWORD,
)
from tests.assistant.access.site import (
    HTML,
    RIGHT,
    URL,
    Site,
    form_of,
)
from tests.assistant.hostile import HOSTILE
from tests.assistant.page.english import EN


def test_a_browser_is_led_to_the_login_page_and_on_from_there(site: Site) -> None:
    client = site.client()
    led = client.get("/documents/view?doc=a%20b.md&start=1", headers=HTML)
    assert led.status_code == 303
    where = urlsplit(led.headers["location"])
    assert where.path == "/login"
    assert parse_qs(where.query) == {"next": ["/documents/view?doc=a%20b.md&start=1"]}
    page = client.get(led.headers["location"], headers=HTML)
    form = LoginForm(page.text)
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha")
    sent = client.post(form.action, data=form.values | RIGHT, headers=HTML | {"Origin": URL})
    assert sent.status_code == 303
    assert sent.headers["location"] == "/documents/view?doc=a%20b.md&start=1"
    reply = client.get(sent.headers["location"], headers=HTML)
    assert reply.json() == {"name": "ada", "role": "manage", "path": "/documents/view", "size": 0}


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_a_program_logs_in_and_is_told_so(site: Site, form: str) -> None:
    client = site.client()
    if form == "urlencoded":
        reply = client.post("/login", data=RIGHT)
    else:
        fields = {name: (None, value) for name, value in RIGHT.items()}
        reply = client.post("/login/", files=fields)
    assert (reply.status_code, reply.json()) == (200, {"success": True})
    assert client.get("/x").json()["name"] == "ada"


@pytest.mark.parametrize(
    ("url", "root", "cookie"),
    [
        (URL, "", "footnote-session=X; HttpOnly; Path=/; SameSite=lax"),
        (
            "https://footnote.example",
            "",
            "__Host-footnote-session=X; HttpOnly; Path=/; SameSite=lax; Secure",
        ),
        (URL, "/papers", "footnote-session=X; HttpOnly; Path=/papers; SameSite=lax"),
        (
            "https://footnote.example",
            "/papers",
            "footnote-session=X; HttpOnly; Path=/papers; SameSite=lax; Secure",
        ),
    ],
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    path: Path, url: str, root: str, cookie: str
) -> None:
    site = Site(path, url, root)
    reply = site.client().post(f"{root}/login", data=RIGHT)
    assert re.sub("=[^;]{43};", "=X;", reply.headers["set-cookie"]) == cookie
    client = site.logged_in("ada", PASSWORD)
    assert client.get(f"{root}/x").json()["name"] == "ada"
    gone = client.post(f"{root}/logout").headers["set-cookie"]
    assert "Max-Age=0" in gone
    assert client.get(f"{root}/x").status_code == 401


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "/\t/evil.example"]
)
def test_nobody_is_sent_to_another_site_after_logging_in(site: Site, target: str) -> None:
    reply = site.client().post("/login", data=RIGHT | {"next": target}, headers=HTML)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    client = site.logged_in("ada", PASSWORD)
    again = client.get("/login", params={"next": target}, headers=HTML)
    assert (again.status_code, again.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", OTHER_PASSWORD), ("ada", ""), ("eve", PASSWORD), ("", ""), ("ADA", PASSWORD)],
)
def test_a_wrong_name_or_password_is_refused_in_the_same_words(
    site: Site, name: str, password: str
) -> None:
    fields = {"username": name, "password": password}
    program = site.client().post("/login", data=fields)
    assert (program.status_code, program.json()) == (401, {"detail": EN.say("login.wrong")})
    browser = site.client().post("/login", data=fields | {"next": "/x"}, headers=HTML)
    assert browser.status_code == 401
    form = LoginForm(browser.text)
    assert EN.say("login.wrong") in form.text
    assert form.values == {"next": "/x", "username": name, "password": ""}
    assert "set-cookie" not in program.headers | browser.headers


def test_nobody_gets_in_where_there_is_no_account(tmp_path: Path) -> None:
    (tmp_path / "empty").touch(0o600)
    site = Site(tmp_path / "empty")
    assert site.client().post("/login", data=RIGHT).status_code == 401


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_as_text(site: Site, name: str) -> None:
    written = name.encode("utf-8", "replace").decode()
    reply = site.client().post("/login", data={"username": written, "password": "x"}, headers=HTML)
    assert reply.status_code == 401
    assert LoginForm(reply.text).action == "/login"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b""),
        ({"Content-Type": "application/json"}, b'{"username": "ada"}'),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"username=ada"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"a=b&" * 20),
        ({"Content-Type": "multipart/form-data"}, b"x"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"garbage"),
        form_of(1, 10),
    ],
)
def test_a_form_that_cannot_be_read_is_told(
    site: Site, headers: dict[str, str], body: bytes
) -> None:
    # As in the real server, where an application stands in the scope of each request.
    async def within(scope: Scope, receive: Receive, send: Send) -> None:
        await site.app({**scope, "app": site}, receive, send)

    client = site.client()
    client._transport.app = within  # type: ignore[attr-defined]
    reply = client.post("/login", headers=headers, content=body)
    assert (reply.status_code, reply.json()) == (400, {"detail": EN.say("login.unreadable")})


def test_logging_out_ends_the_session_for_whoever_has_its_token(site: Site) -> None:
    client = site.logged_in("ada", PASSWORD)
    token = client.cookies["footnote-session"]
    reply = client.post("/logout", headers=HTML)
    assert (reply.status_code, reply.headers["location"]) == (303, "/login")
    stolen = site.client().get("/x", headers={"Cookie": f"footnote-session={token}"})
    assert stolen.status_code == 401
    assert client.post("/logout").json() == {"success": True}


def test_logging_in_anew_ends_the_old_session(site: Site) -> None:
    client = site.logged_in("ada", PASSWORD)
    token = client.cookies["footnote-session"]
    client.post("/login", data={"username": "bob", "password": OTHER_PASSWORD})
    assert client.get("/x").json()["name"] == "bob"
    old = site.client().get("/x", headers={"Cookie": f"footnote-session={token}"})
    assert old.status_code == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
def test_login_and_logout_take_no_other_method(site: Site, method: str) -> None:
    assert site.client().request(method, "/login").headers["allow"] == "GET, HEAD, POST"
    reply = site.client().get("/logout")
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
