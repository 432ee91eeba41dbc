from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from assistant.access.middleware import ASK_ONLY, UPLOAD_PATH, Access
from tests.assistant.access.page import LoginForm
from tests.assistant.access.samples import (
    OTHER_PASSWORD,
    PASSWORD,
    Clock,
)
from tests.assistant.access.site import (
    HTML,
    LIMITS,
    RIGHT,
    URL,
    Site,
    answer,
    chunked,
    form_of,
)


def test_without_accounts_everyone_manages() -> None:
    client = Site(None).client()
    assert client.get("/x").json() == {"name": "", "role": "manage", "path": "/x", "size": 0}
    headers, body = form_of(1, 10)
    assert client.post(UPLOAD_PATH, headers=headers, content=body).status_code == 200
    assert client.get("/login").json()["path"] == "/login"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("//evil.example", "/login"),
        ("/a%2f%2fevil.example", "/login"),
        ("/%5cevil", "/login?next=%2F%255Cevil"),
        ("/x%3Fy?z=%2F", "/login?next=%2Fx%253Fy%3Fz%3D%252F"),
    ],
)
def test_the_wall_itself_leads_nowhere_else(site: Site, asked: str, led: str) -> None:
    assert site.client().get(f"{URL}{asked}", headers=HTML).headers["location"] == led


@pytest.mark.parametrize(
    ("method", "headers"),
    [("GET", {}), ("GET", {"Accept": "application/json"}), ("POST", HTML), ("DELETE", {})],
)
def test_anything_else_is_refused_without_a_window_of_the_browser(
    site: Site, method: str, headers: dict[str, str]
) -> None:
    reply = site.client().request(method, "/config", headers=headers)
    assert reply.status_code == 401
    assert reply.json()["detail"].startswith("Log in first")
    assert "basic" not in reply.headers["www-authenticate"].lower()
    assert reply.headers["cache-control"] == "no-store"


def test_under_a_path_everything_stays_under_it(path: Path) -> None:
    site = Site(path, root="/papers")
    client = site.client()
    led = client.get("/papers/x", headers=HTML).headers["location"]
    assert led == "/papers/login?next=%2Fpapers%2Fx"
    assert client.get("/x", headers=HTML).headers["location"] == led
    assert LoginForm(client.get(led).text).action == "/papers/login"
    near = client.get("/papersx", headers=HTML).headers["location"]
    assert near == "/papers/login?next=%2Fpapers%2Fpapersx"
    for target, to in (("//evil.example", "/papers/"), ("/other", "/papers/"), ("/papers/y",) * 2):
        fields = RIGHT | {"next": target}
        reply = site.client().post("/papers/login", data=fields, headers=HTML)
        assert reply.headers["location"] == to
    bob = site.logged_in("bob", OTHER_PASSWORD)
    assert bob.post(f"/papers{UPLOAD_PATH}").status_code == 403
    assert bob.post("/papers/logout", headers=HTML).headers["location"] == "/papers/login"


def test_the_role_ask_uploads_nothing(site: Site) -> None:
    bob = site.logged_in("bob", OTHER_PASSWORD)
    headers, body = form_of(1, 10)
    for path in (UPLOAD_PATH, UPLOAD_PATH + "/", "/gradio_api/process_recording"):
        reply = bob.post(path, headers=headers, content=body)
        assert (reply.status_code, reply.json()) == (403, {"detail": ASK_ONLY})
    assert bob.post("/gradio_api/queue/join", json={}).json()["name"] == "bob"
    ada = site.logged_in("ada", PASSWORD)
    assert ada.post(UPLOAD_PATH, headers=headers, content=body).json()["size"] == len(body)


@pytest.mark.parametrize("has_accounts", [True, False])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://evil.example", "X-Forwarded-Host": "footnote.example"},
    ],
)
def test_what_another_site_s_page_sends_is_refused(
    path: Path, headers: dict[str, str], has_accounts: bool
) -> None:
    site = Site(path if has_accounts else None)
    client = site.logged_in("ada", PASSWORD) if has_accounts else site.client()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, "/x", headers=headers).status_code == 403
    assert client.post("/login", data=RIGHT, headers=headers).status_code == 403
    assert client.post("/logout", headers=headers).status_code == 403
    assert client.get("/x", headers=headers).status_code == 200
    assert client.post("/x", headers={"Origin": URL}).status_code == 200
    forwarded = {"Origin": "https://out.example", "X-Forwarded-Host": "out.example"}
    assert client.post("/x", headers=forwarded).status_code == 200
    asked = {"Access-Control-Request-Method": "POST"} | headers
    assert client.options("/x", headers=asked).status_code == 403


@pytest.mark.parametrize(
    ("place", "most"), [("/x", LIMITS.body), ("/login", LIMITS.login_body), (UPLOAD_PATH, 2000)]
)
def test_a_body_over_the_limit_is_refused(site: Site, place: str, most: int) -> None:
    client = site.logged_in("ada", PASSWORD)
    headers = form_of(1, 1)[0]
    told = client.post(place, headers=headers, content=b"x" * (most + 1))
    assert told.status_code == 413
    assert f"{most:,} bytes" in told.json()["detail"]
    untold = client.post(place, headers=headers, content=chunked([b"x" * most, b"y", b"z"]))
    assert (untold.status_code, untold.json()) == (413, told.json())


def test_a_body_within_the_limit_comes_through_whole(site: Site) -> None:
    client = site.logged_in("ada", PASSWORD)
    assert client.post("/x", content=b"x" * 1000).json()["size"] == 1000
    assert client.post("/x", content=chunked([b"x" * 400, b"", b"y" * 600])).json()["size"] == 1000


@pytest.mark.parametrize("length", ["-1", "x", "1, 2", "9" * 20])
def test_a_length_that_is_no_number_is_refused(site: Site, length: str) -> None:
    headers = {"Content-Length": length}
    assert site.client().post("/x", headers=headers, content=b"").status_code == 400


def test_uploads_are_counted_over_some_time(site: Site) -> None:
    ada = site.logged_in("ada", PASSWORD)
    headers, two = form_of(2, 10)
    assert ada.post(UPLOAD_PATH, headers=headers, content=two).status_code == 200
    refused = ada.post(UPLOAD_PATH, headers=headers, content=chunked([two[:50], two[50:]]))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert site.client().post("/login", data=RIGHT).status_code == 200
    site.clock.now += 60
    assert ada.post(UPLOAD_PATH, headers=headers, content=two).status_code == 200
    large = form_of(1, 1500)[1]
    site.clock.now += 60
    assert ada.post(UPLOAD_PATH, headers=headers, content=large).status_code == 200
    assert ada.post(UPLOAD_PATH, headers=headers, content=large).status_code == 429
    assert ada.post(UPLOAD_PATH, headers=headers, content=chunked([large])).status_code == 429


def test_uploads_are_counted_by_address_where_nobody_logs_in() -> None:
    site = Site(None)
    headers, three = form_of(3, 10)
    assert site.client().post(UPLOAD_PATH, headers=headers, content=three).status_code == 200
    assert site.client().post(UPLOAD_PATH, headers=headers, content=three).status_code == 429
    other = site.client("192.0.2.9")
    assert other.post(UPLOAD_PATH, headers=headers, content=three).status_code == 200


def test_an_upload_whose_files_cannot_be_told_apart_is_refused(site: Site) -> None:
    ada = site.logged_in("ada", PASSWORD)
    headers = {"Content-Type": "multipart/form-data; boundary=a; boundary=b"}
    assert ada.post(UPLOAD_PATH, headers=headers, content=b"--a--").status_code == 400


def test_websockets_are_refused_and_the_rest_is_passed_on() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    wall = Access(app, None, LIMITS, Clock())
    sent = asyncio.run(answer(wall, {"type": "websocket", "path": "/"}))
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert asyncio.run(answer(wall, {"type": "lifespan"})) == []
    assert seen == ["lifespan"]


def test_a_reader_that_has_begun_to_answer_is_not_answered_over() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (await receive())["type"] == "http.request":
            pass
        await send({"type": "http.response.body", "body": b"cut"})

    wall = Access(app, None, LIMITS, Clock())
    scope = {"type": "http", "method": "POST", "path": "/x", "headers": [], "query_string": b""}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 600, "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(wall(scope, receive, send))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[0]["status"] == 200


def test_a_client_that_goes_away_is_not_hidden_from_the_server() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    scope = {"type": "http", "method": "POST", "path": "/x", "headers": [], "query_string": b""}
    with pytest.raises(ClientDisconnect):
        asyncio.run(Access(app, None, LIMITS, Clock())(scope, receive, send))
