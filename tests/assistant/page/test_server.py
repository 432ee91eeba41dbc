from __future__ import annotations

import asyncio
import re

import gradio as gr
import pytest
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.server import PAGE_POLICY, Guard, create_app, view_document
from ingest.errors import FootnoteError, IndexCorrupt, IndexNotFound, ModelNotFound, WeightsMismatch
from tests.assistant.claims.fakes import FakeChecker
from tests.assistant.fakes import FakeTexts
from tests.assistant.samples import QUOTE, START

pytestmark = pytest.mark.usefixtures("loop")
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    await HTMLResponse("the page")(scope, receive, send)


def get(guarded: ASGIApp, *, host: str | None = "127.0.0.1:7860", path: str = "/") -> list[Message]:
    headers = [(b"host", host.encode())] if host is not None else []
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


def test_any_name_is_served_where_the_page_was_opened_to_others() -> None:
    assert get(Guard(page, None), host="footnote.example")[0]["status"] == 200


def test_the_policy_lets_nothing_load_from_elsewhere() -> None:
    assert not re.search(r"https?:|\*", PAGE_POLICY)
    assert PAGE_POLICY.startswith("default-src 'self'")


def test_a_document_is_served_in_full_beside_the_page() -> None:
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML("nothing")
    app = create_app(blocks, FakeTexts(), FakeChecker(), "127.0.0.1", 1000)
    address = f"/documents/view?doc=paper.md&start={START}&end={START + len(QUOTE)}"
    sent = get(app, path=address)
    assert sent[0]["status"] == 200
    assert QUOTE.encode() in sent[1]["body"]
    assert header(sent, "content-security-policy").startswith("default-src 'none'")
    assert get(app, path="/documents/view?doc=no.md")[0]["status"] == 404
    assert get(app, path="/docs")[0]["status"] == 404


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [("csv", "text/csv", "hives-claims.csv"), ("markdown", "text/markdown", "hives-claims.md")],
)
def test_claims_are_served_as_files(form: str, media_type: str, name: str) -> None:
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML("nothing")
    app = create_app(blocks, FakeTexts(), FakeChecker(), "127.0.0.1", 1000)
    sent = get(app, path=f"/claims/export?doc=hives.md&format={form}")
    assert header(sent, "content-type").startswith(media_type)
    assert header(sent, "content-disposition") == f"attachment; filename*=UTF-8''{name}"
    assert b"13.2 thousand" in sent[1]["body"].replace(b"\\", b"")
    assert get(app, path="/claims/export?doc=gone.md")[0]["status"] == 404


def test_another_loopback_address_is_answered_under_its_own_name() -> None:
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML("nothing")
    app = create_app(blocks, FakeTexts(), FakeChecker(), "127.0.0.2", 1000)
    address = "/documents/view?doc=paper.md"
    assert get(app, host="127.0.0.2:7860", path=address)[0]["status"] == 200
    assert get(app, host="localhost:7860", path=address)[0]["status"] == 200
    assert get(app, host="evil.example", path=address)[0]["status"] == 421


def test_a_query_that_names_no_span_shows_the_document_unmarked() -> None:
    for query in (
        {},
        {"start": "1"},
        {"start": "x", "end": "9"},
        {"start": "9" * 5000, "end": "1"},
    ):
        view = view_document(FakeTexts(), {"doc": "paper.md", **query})
        assert view.status == 200 and "<mark" not in view.html


@pytest.mark.parametrize("kind", [IndexNotFound, IndexCorrupt, ModelNotFound, WeightsMismatch])
def test_a_document_that_cannot_be_had_is_answered_in_words(kind: type[FootnoteError]) -> None:
    view = view_document(FakeTexts(error=kind("it is not here")), {"doc": "paper.md"})
    assert view.status == 404 and "it is not here" in view.html
