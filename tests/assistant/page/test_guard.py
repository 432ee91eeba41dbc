from __future__ import annotations

import asyncio
import re

import pytest
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.guard import PAGE_POLICY, Guard

pytestmark = pytest.mark.usefixtures("loop")
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    await HTMLResponse("the page")(scope, receive, send)


def get(guarded: ASGIApp, *, host: str | None = "127.0.0.1:7860", path: str = "/") -> list[Message]:
    return send_to(guarded, [] if host is None else [host], path)


def send_to(guarded: ASGIApp, hosts: list[str], path: str = "/") -> list[Message]:
    headers = [(b"host", host.encode()) for host in hosts]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path.partition("?")[0],
        "raw_path": path.encode(),
        "query_string": path.partition("?")[2].encode(),
        "headers": headers,
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 7860),
        "client": ("127.0.0.1", 1),
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.get_event_loop().run_until_complete(guarded(scope, receive, send))
    return sent


def header(sent: list[Message], name: str) -> str:
    return str(dict(sent[0]["headers"]).get(name.encode(), b"").decode())


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_this_machine_s_names_are_served_with_the_page_s_policy(host: str) -> None:
    sent = get(Guard(page, LOCAL), host=host)
    assert sent[0]["status"] == 200
    assert header(sent, "content-security-policy") == PAGE_POLICY
    assert header(sent, "x-content-type-options") == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:7860", "", "[::", None])
def test_a_name_of_another_host_is_refused(host: str | None) -> None:
    sent = get(Guard(page, LOCAL), host=host)
    assert sent[0]["status"] == 421
    assert sent[1]["body"] != b"the page"


def test_of_two_names_neither_is_believed() -> None:
    sent = send_to(Guard(page, LOCAL), ["localhost", "localhost"])
    assert sent[0]["status"] == 421


def test_a_policy_that_an_answer_has_is_kept() -> None:
    async def own(scope: Scope, receive: Receive, send: Send) -> None:
        headers = {"Content-Security-Policy": "default-src 'none'"}
        await HTMLResponse("a document", headers=headers)(scope, receive, send)

    assert header(get(Guard(own, LOCAL)), "content-security-policy") == "default-src 'none'"


def test_what_is_no_request_is_passed_on() -> None:
    heard: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(scope)

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        pass

    lifespan: Scope = {"type": "lifespan"}
    asyncio.get_event_loop().run_until_complete(Guard(app, LOCAL)(lifespan, receive, send))
    assert heard == [lifespan]


def test_any_name_is_served_where_the_page_was_opened_to_others() -> None:
    assert get(Guard(page, None), host="footnote.example")[0]["status"] == 200


def test_the_policy_lets_nothing_load_from_elsewhere() -> None:
    assert not re.search(r"https?:|\*", PAGE_POLICY)
    assert PAGE_POLICY.startswith("default-src 'self'")
